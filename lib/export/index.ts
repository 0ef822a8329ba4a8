export {
  type Export,
  exportConfiguration,
  type ExportForm,
  type ExportOptions,
} from "./export-configuration";
export { type ExportedFiles, type ExportFormat } from "./written";
export { writeExport } from "./export-folder";
export { ExportError } from "./export-error";
