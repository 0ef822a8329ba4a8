export { type Export, exportConfiguration, type ExportOptions } from "./export";
export { ExportError } from "../errors";
export {
  earlierExport,
  type ExportExtras,
  type ExportForm,
  type ExportIdentity,
  writeExport,
} from "./folder";
export { type ExportedFiles, type ExportFormat } from "./output";
export { type ExportStyle } from "./style";
