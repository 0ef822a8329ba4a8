import {
  type Configuration,
  type ExportedFiles,
  exportConfiguration,
  type ExportForm,
  type ExportFormat,
  parseConfiguration,
} from "../../lib";

export const FORMATS: readonly ExportFormat[] = ["hcl", "json"];

/** What a configuration file with this text is exported as. */
export function exported(text: string, as: ExportForm, format: ExportFormat): ExportedFiles {
  return exportedConfiguration(parseConfiguration(text, "exposure.yaml"), as, format);
}

export function exportedConfiguration(
  configuration: Configuration,
  as: ExportForm,
  format: ExportFormat,
): ExportedFiles {
  return exportConfiguration(configuration, { as, format }).files;
}

/** The files of a folder of the export, by their names in it; those of folders in it are left out. */
export function filesIn(files: ExportedFiles, folder = ""): Record<string, string> {
  const prefix = folder === "" ? "" : `${folder}/`;
  return Object.fromEntries(
    [...files]
      .filter(([name]) => name.startsWith(prefix) && !name.slice(prefix.length).includes("/"))
      .map(([name, text]) => [name.slice(prefix.length), text]),
  );
}
