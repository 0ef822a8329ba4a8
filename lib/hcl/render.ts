import { writeBlocks } from "./body";
import type { BlockSchema } from "./body-schema";
import { commentKey, commentLines } from "./comments";
import { formatHcl } from "./format";
import { HclError } from "./hcl-error";
import { languageBlocks } from "./language";
import type { ProviderSchemas } from "./provider-schema";
import { ownProperty, type TerraformJson } from "./terraform-json";
import { TEST_BLOCKS } from "./test-language";

export interface RenderOptions {
  /**
   * What tells arguments from nested blocks: the output of `terraform providers schema -json`.
   * @default - in a type that is not in here, a list of objects is taken for nested blocks, everything else for arguments
   */
  readonly providerSchemas?: ProviderSchemas;
  /**
   * Files for some kinds of blocks, by the name of the block: `{ data: "data.tf" }`. For `renderHclFiles` only.
   * @default - the files that its description names
   */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * The configuration as HCL, in one text laid out as `terraform fmt` does it.
 *
 * A block's `"//"` key becomes the comment above it when it is a string, a list of strings, or an object with either as
 * `comment`; in all other cases it is left out.
 * @throws HclError when Terraform itself could not read the configuration
 */
export function renderHcl(configuration: TerraformJson, options: RenderOptions = {}): string {
  const blocks = renderBlocks(configuration, options);
  return joinBlocks([...headerOf(configuration), ...blocks.map(({ text }) => text)]);
}

/**
 * A test file (`.tftest.json`) as HCL.
 * @throws HclError when Terraform itself could not read it
 */
export function renderHclTest(test: TerraformJson): string {
  const blocks = blocksOf(test, TEST_BLOCKS, "a test file");
  return joinBlocks([...headerOf(test), ...blocks.map(({ text }) => text)]);
}

/** The names of the files, after Terraform's style guide, and what is in each. */
const fileOf: Readonly<Record<string, string>> = {
  terraform: "versions.tf",
  provider: "providers.tf",
  variable: "variables.tf",
  check: "checks.tf",
  output: "outputs.tf",
  import: "imports.tf",
  moved: "moved.tf",
  removed: "removed.tf",
};

const mainFile = "main.tf";

/**
 * The configuration as HCL, split into files as a person does it: `versions.tf`, `providers.tf`, `variables.tf`,
 * `main.tf`, `checks.tf`, `outputs.tf`, `imports.tf`, `moved.tf` and `removed.tf`, each only where it has content.
 * @returns the text of each file by its name
 * @throws HclError when Terraform itself could not read the configuration
 */
export function renderHclFiles(
  configuration: TerraformJson,
  options: RenderOptions = {},
): ReadonlyMap<string, string> {
  const files = new Map<string, string[]>();
  for (const { name, text } of renderBlocks(configuration, options)) {
    const file = options.files?.[name] ?? fileOf[name] ?? mainFile;
    files.set(file, [...(files.get(file) ?? (file === mainFile ? headerOf(configuration) : [])), text]);
  }
  return new Map([...files].map(([file, blocks]) => [file, joinBlocks(blocks)]));
}

interface RenderedBlock {
  readonly name: string;
  readonly text: string;
}

function renderBlocks(
  configuration: TerraformJson,
  { providerSchemas = {} }: RenderOptions,
): RenderedBlock[] {
  return blocksOf(configuration, languageBlocks(providerSchemas), "the Terraform language");
}

function blocksOf(
  configuration: TerraformJson,
  schemas: Readonly<Record<string, BlockSchema>>,
  language: string,
): RenderedBlock[] {
  for (const name of Object.keys(configuration)) {
    if (name !== commentKey && !Object.hasOwn(schemas, name)) {
      throw new HclError([name], `not a block of ${language}; allowed: ${Object.keys(schemas).join(", ")}`);
    }
  }
  return Object.entries(schemas).flatMap(([name, schema]) => {
    const value = ownProperty(configuration, name);
    if (value === undefined) return [];
    return writeBlocks({ name, value, path: [name] }, schema, 0).map((text) => ({ name, text }));
  });
}

function headerOf(configuration: TerraformJson): string[] {
  const lines = commentLines(configuration[commentKey]);
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function joinBlocks(blocks: readonly string[]): string {
  return blocks.length === 0 ? "" : formatHcl(`${blocks.join("\n\n")}\n`);
}
