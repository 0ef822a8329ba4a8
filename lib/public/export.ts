// Export of a configuration: Terraform that stands alone, as a root configuration or as a module.
export { ExportError } from "../errors";
export { type Export, exportConfiguration, type ExportOptions } from "../export/export-configuration";
export {
  earlierExport,
  type ExportExtras,
  type ExportForm,
  type ExportIdentity,
  writeExport,
} from "../export/export-folder";
export type { ExportedFiles, ExportFormat } from "../export/output";
export type { ExportStyle } from "../export/style";
