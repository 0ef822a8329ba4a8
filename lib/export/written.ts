import providerSchemas from "@cdktf/provider-alicloud/schema/alicloud-1.289.0.json";

import { renderHclFiles, type TerraformJson } from "../hcl";

/** The syntax of what is exported. */
export type ExportFormat = "hcl" | "json";

/** Text files, by their paths relative to the folder they are for, with `/` between names. */
export type ExportedFiles = ReadonlyMap<string, string>;

/** A configuration as files: `main.tf.json`, or HCL in one file for each kind of blocks. */
export function written(configuration: TerraformJson, format: ExportFormat): ExportedFiles {
  return format === "json"
    ? new Map([["main.tf.json", jsonText(configuration)]])
    : renderHclFiles(configuration, {
        providerSchemas,
        files: { data: "data.tf", locals: "locals.tf" },
      });
}

/** A value as the text of a file. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
