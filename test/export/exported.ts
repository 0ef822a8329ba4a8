import type { JsonValue, TerraformJson } from "../../hcl/src";
import type { ExposureStack } from "../../lib";
import { parseConfiguration } from "../../lib/configuration/load";
import type { Configuration } from "../../lib/configuration/schema/configuration-schema";
import { exportConfiguration, type ExportOptions } from "../../lib/export/export-configuration";
import type { ExportForm } from "../../lib/export/export-folder";
import { type ExportedFiles, type ExportFormat, synthesized } from "../../lib/export/output";
import { rootFiles } from "../../lib/export/root";
import { type ExportStyle, stackIn } from "../../lib/export/style";
import type { TestRun } from "../../testing/terraform";

export const FORMATS: readonly ExportFormat[] = ["hcl", "json"];

export const STYLES: readonly ExportStyle[] = ["single", "for-each"];

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

/** What a configuration file with this text is exported as, as a root configuration. */
export function exportedRoot(text: string, options: ExportOptions = {}): ExportedFiles {
  return exportConfiguration(parseConfiguration(text, "exposure.yaml"), options).files;
}

/** A root configuration of a stack in both syntaxes, made of one synthesis. */
export class ExportedRoot {
  private constructor(
    public readonly stack: ExposureStack,
    public readonly json: TerraformJson,
    private readonly style: ExportStyle,
  ) {}

  public static of(configuration: Configuration, style: ExportStyle = "single"): ExportedRoot {
    const Stack = stackIn(style, configuration);
    const { stack, json } = synthesized((app) => new Stack(app, configuration));
    return new ExportedRoot(stack, json, style);
  }

  /** With something else than what the stack was synthesized to. */
  public with(json: TerraformJson): ExportedRoot {
    return new ExportedRoot(this.stack, json, this.style);
  }

  public files(format: ExportFormat): ExportedFiles {
    return rootFiles(this, { format, style: this.style });
  }

  /** The Terraform of the files: one text for each. */
  public texts(format: ExportFormat): string[] {
    return [...this.files(format)].flatMap(([name, text]) => (/\.tf(?:\.json)?$/.test(name) ? [text] : []));
  }
}

/** What an apply of resources with `for_each` made, under the addresses of single ones. */
export function addressesBySingleStyle(run: TestRun): TestRun {
  const resources = Object.entries(run.resources).map(([address, values]) => [
    address.replace(/\.this\["([\w-]+)"\]$/, ".$1"),
    values,
  ]);
  return { ...run, resources: Object.fromEntries(resources) as TestRun["resources"] };
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

/** A configuration in which a comma after the last argument or item of several lines makes no difference. */
export function withoutLastCommas(configuration: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(configuration).replaceAll(/,(?=[)\]])/g, "")) as JsonValue;
}
