export { type Export, exportConfiguration, type ExportOptions } from "./export-configuration";
export { ExportError } from "./export-error";
export {
  earlierExport,
  type ExportExtras,
  type ExportForm,
  type ExportIdentity,
  writeExport,
} from "./folder";
export type { ExportedFiles, ExportFormat } from "./output";
export type { ExportStyle } from "./style";
