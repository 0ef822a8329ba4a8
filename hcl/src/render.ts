import { isIdentifier, quotedConstant } from "./expression";
import { formatHcl } from "./format";
import {
  bodyMembers,
  commentKey,
  commentLines,
  HclError,
  isJsonArray,
  isJsonObject,
  type JsonPath,
  type JsonValue,
  type Member,
  ownProperty,
  type TerraformJson,
  unpackBlocks,
  type UnpackedBlock,
} from "./json";
import { languageBlocks, TEST_BLOCKS } from "./language";
import type { ProviderSchemas } from "./provider-schemas";
import { block, type BlockSchema, type BodySchema, others, unknownBody } from "./schema";

export interface RenderOptions {
  /**
   * Schemas that tell arguments from nested blocks: the output of `terraform providers schema -json`.
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
  /**
   * Told of each value that could be an argument as well as nested blocks, where no schema says which.
   * @default - nobody is told
   */
  readonly onGuess?: (guess: SchemaGuess) => void;
}

/** How a value is written where no schema says what it is. */
export interface SchemaGuess {
  /** Its path in the JSON. */
  readonly path: JsonPath;
  /** Form in which it is written: a list of objects for nested blocks, an object for the value of an argument. */
  readonly writtenAs: "argument" | "blocks";
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
  { providerSchemas = {}, localComments = {}, onGuess }: RenderOptions,
): RenderedBlock[] {
  requireLocals(configuration, Object.keys(localComments));
  const schemas = languageBlocks(providerSchemas, localComments);
  return blocksOf(configuration, schemas, "the Terraform language", onGuess);
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
  onGuess: GuessListener = () => undefined,
): RenderedBlock[] {
  for (const name of Object.keys(configuration)) {
    if (name !== commentKey && !Object.hasOwn(schemas, name)) {
      throw new HclError([name], `not a block of ${language}; allowed: ${Object.keys(schemas).join(", ")}`);
    }
  }
  return Object.entries(schemas).flatMap(([name, schema]) => {
    const value = ownProperty(configuration, name);
    if (value === undefined) return [];
    const member = { name, value, path: [name] };
    return writeBlocks(member, schema, { depth: 0, onGuess }).map((text) => ({ name, text }));
  });
}

function headerOf(configuration: TerraformJson): string[] {
  const lines = commentLines(configuration[commentKey]);
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function joinBlocks(blocks: readonly string[]): string {
  return blocks.length === 0 ? "" : formatHcl(`${blocks.join("\n\n")}\n`);
}

type GuessListener = (guess: SchemaGuess) => void;

interface Surroundings {
  /** Number of blocks that are open around it. */
  readonly depth: number;
  readonly onGuess: GuessListener;
}

/**
 * The blocks of one name, each with its comment.
 * @throws HclError when the JSON has a form that Terraform does not read
 */
function writeBlocks(member: Member, schema: BlockSchema, around: Surroundings): string[] {
  return unpackBlocks(member.value, schema.labels, member.path).map((unpacked) =>
    writeBlock(member.name, unpacked, schema, around),
  );
}

function writeBlock(
  name: string,
  { labels, body, path }: UnpackedBlock,
  schema: BlockSchema,
  { depth, onGuess }: Surroundings,
): string {
  const header = [name, ...labels.map(quotedConstant)].join(" ");
  const content = writeBody(body, schema.body(labels), path, { depth: depth + 1, onGuess });
  const text = content === "" ? `${header} {}` : `${header} {\n${content}\n}`;
  return [...commentLines(isJsonObject(body) ? body[commentKey] : undefined), text].join("\n");
}

function writeBody(body: JsonValue, schema: BodySchema, path: JsonPath, around: Surroundings): string {
  const { depth, onGuess } = around;
  const blocks: (Member & { readonly schema: BlockSchema })[] = [];
  const given: Member[] = [];
  for (const member of bodyMembers(body, path)) {
    if (!isIdentifier(member.name))
      throw new HclError(member.path, "a name has letters, digits, - and _ only");
    const nested = blockSchemaOf(member, schema, onGuess);
    if (nested) blocks.push({ ...member, schema: nested });
    else given.push(member);
  }
  const { groups, closing } = orderArguments(given, schema.order);
  return [
    ...groups.flatMap((group) => writeGroup(group, schema, depth)),
    ...orderBlocks(blocks).flatMap((nested) => writeBlocks(nested, nested.schema, around)),
    ...writeGroup(closing, schema, depth),
  ].join("\n\n");
}

/** Arguments in pieces that have an empty line between them. */
function writeGroup(group: readonly Member[], schema: BodySchema, depth: number): string[] {
  const texts = group.map((argument) => writeArgument(argument, schema, depth));
  if (schema.comments === undefined) return texts.length === 0 ? [] : [texts.join("\n")];
  const pieces: string[] = [];
  let followsShort = false;
  for (const text of texts) {
    const isShort = !text.includes("\n");
    pieces.push(isShort && followsShort ? `${pieces.pop() ?? ""}\n${text}` : text);
    followsShort = isShort;
  }
  return pieces;
}

function writeArgument({ name, value, path }: Member, schema: BodySchema, depth: number): string {
  const write = ownProperty(schema.arguments, name) ?? schema.otherArguments;
  const text = `${name} = ${write(value, { path, depth, endsLine: true })}`;
  return [...commentLines(ownProperty(schema.comments ?? {}, name)), text].join("\n");
}

function blockSchemaOf(
  { name, value, path }: Member,
  schema: BodySchema,
  onGuess: GuessListener,
): BlockSchema | undefined {
  const known = ownProperty(schema.blocks, name);
  if (known !== undefined || Object.hasOwn(schema.arguments, name) || !schema.guessesBlocks) return known;
  const looksLikeBlocks = isJsonArray(value) && value.length > 0 && value.every(isJsonObject);
  if (looksLikeBlocks || isJsonObject(value)) {
    onGuess({ path, writtenAs: looksLikeBlocks ? "blocks" : "argument" });
  }
  return looksLikeBlocks ? block({ ...unknownBody, otherArguments: schema.otherArguments }) : undefined;
}

/** Nested blocks that come before or after all others, in this order. */
const firstBlocks = ["required_providers", "backend", "cloud"];
const lastBlocks = ["timeouts", "connection", "provisioner", "lifecycle"];

/** The argument that comes after all blocks. */
const closingArgument = "depends_on";

interface Named {
  readonly name: string;
}

/**
 * The arguments of a block in groups: the ones before its nested blocks, and, last, the ones after them.
 * @param order - names in groups, with `others` for those that are not named
 */
function orderArguments<Argument extends Named>(
  given: readonly Argument[],
  order: readonly (readonly string[])[],
): { readonly groups: readonly (readonly Argument[])[]; readonly closing: readonly Argument[] } {
  const isClosing = ({ name }: Argument): boolean => name === closingArgument;
  const opening = given.filter((argument) => !isClosing(argument));
  const named = new Set(order.flat());
  const groups = order.map((names) =>
    names.flatMap((wanted) =>
      opening.filter(({ name }) => (wanted === others ? !named.has(name) : name === wanted)),
    ),
  );
  return { groups: groups.filter((group) => group.length > 0), closing: given.filter(isClosing) };
}

/**
 * Nested blocks with the ones at the end that Terraform's style guide wants there; otherwise their order is kept.
 * @see https://developer.hashicorp.com/terraform/language/style
 */
function orderBlocks<Block extends Named>(blocks: readonly Block[]): readonly Block[] {
  return [...blocks].sort((left, right) => rank(left.name) - rank(right.name));
}

function rank(name: string): number {
  const first = firstBlocks.indexOf(name);
  return first >= 0 ? first - firstBlocks.length : lastBlocks.indexOf(name) + 1;
}
