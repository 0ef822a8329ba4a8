import { writeBlocks } from "./body";
import type { BlockSchema } from "./body-schema";
import { commentKey, commentLines } from "./comments";
import { formatHcl } from "./format";
import { HclError } from "./hcl-error";
import { languageBlocks } from "./language";
import type { ProviderSchemas } from "./provider-schema";
import { ownProperty, type TerraformJson } from "./terraform-json";
import { TEST_BLOCKS } from "./test-language";
import { bodyMembers, unpackBlocks } from "./unpack";

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
  /**
   * Comments above single local values, by their names, each a text or its lines; JSON has no place for them.
   * @default - no comments but those of blocks
   */
  readonly localComments?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * The configuration as HCL, in one text laid out as `terraform fmt` does it.
 *
 * A block's `"//"` key becomes the comment above it when it is a string, a list of strings, or an object with either as
 * `comment`; in all other cases it is left out. So `locals` in several objects have a comment each.
 *
 * An expression that has line ends inside of its `${}` keeps its lines and its comments; only indentation and spaces
 * change. One on a single line is broken where it is long.
 * @throws HclError when Terraform itself could not read the configuration, when nothing tells what a part of it is (a name
 * in a `terraform` or `lifecycle` block that the renderer does not know), when an integer is too large for JavaScript to
 * be sure of its digits, or when `localComments` names a local value that is not there
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
  { providerSchemas = {}, localComments = {} }: RenderOptions,
): RenderedBlock[] {
  requireLocals(configuration, Object.keys(localComments));
  return blocksOf(configuration, languageBlocks(providerSchemas, localComments), "the Terraform language");
}

function requireLocals({ locals = null }: TerraformJson, names: readonly string[]): void {
  if (names.length === 0) return;
  const blocks = unpackBlocks(locals, 0, ["locals"]);
  const found = new Set(blocks.flatMap(({ body, path }) => bodyMembers(body, path)).map(({ name }) => name));
  const missing = names.find((name) => !found.has(name));
  if (missing !== undefined) {
    throw new HclError(
      ["locals", missing],
      "localComments has a comment for this local value, which is not there; remove it, or correct the name",
    );
  }
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
