/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object; the order of its keys is kept in what is rendered. */
export interface JsonObject {
  /** The values by their keys. */
  readonly [key: string]: JsonValue;
}

/**
 * A Terraform configuration in JSON syntax: the parsed content of a `.tf.json` file, such as `cdk.tf.json`.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export type TerraformJson = JsonObject;

/** Path of a value inside the configuration: object keys and array indexes from the root. */
export type JsonPath = readonly (string | number)[];

/** A property of the object itself; a configuration may well use names such as `constructor`. */
export function ownProperty<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Tells whether a value is an object, and neither null nor a list. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells whether a value is a list. `Array.isArray` alone does not narrow a read-only one. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Whether a number is an integer so large that JavaScript does not tell it from its neighbours. */
export function isUnsafeInteger(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** A value's kind as a person would call it in a message. */
export function describeJson(value: JsonValue): string {
  if (value === null) return "null";
  if (isJsonArray(value)) return "a list";
  if (isJsonObject(value)) return "an object";
  return `the ${typeof value} ${JSON.stringify(value)}`;
}

/**
 * Parses the text of a `.tf.json` file. Terraform keeps every digit of a number, and each of several members with one
 * name, where `JSON.parse` does not: both are refused.
 * @throws HclError when the text is not JSON, a number would lose digits, or an object has two members of one name
 */
export function parseTerraformJson(text: string): TerraformJson {
  const value = parse(text);
  // Only a valid text has a path at each of its tokens.
  checkTokens(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new HclError([], "a configuration is an object; wrap its blocks in { }");
  }
  return value as TerraformJson;
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) throw HclError.ofSyntax(error);
    throw error;
  }
}

/** An object or a list that is open at a token, and the member of it that the token belongs to. */
interface Frame {
  step: string | number;
  /** The names of an object; a list has none. */
  readonly names: Set<string> | undefined;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],]|-?\d[\d.eE+-]*/g;

function checkTokens(text: string): void {
  const open: Frame[] = [];
  let before = "";
  for (const { 0: found, index } of text.matchAll(token)) {
    const frame = open.at(-1);
    const problem = (what: string): HclError =>
      new HclError(
        open.map(({ step }) => step),
        `${what} (${positionOf(text, index)})`,
      );
    if (found === "{") open.push({ step: "", names: new Set() });
    else if (found === "[") open.push({ step: 0, names: undefined });
    else if (found === "}" || found === "]") open.pop();
    else if (found === ",") {
      if (typeof frame?.step === "number") frame.step += 1;
    } else if (found.startsWith('"')) {
      if (frame?.names && (before === "{" || before === ",")) {
        frame.step = JSON.parse(found) as string;
        if (frame.names.has(frame.step))
          throw problem("two members of this name; write a list of their values");
        frame.names.add(frame.step);
      }
    } else if (losesDigits(found)) {
      throw problem(
        `the number ${found} would lose digits; write "\${${found}}", or "${found}" where no expression may stand`,
      );
    }
    before = found;
  }
}

function positionOf(text: string, index: number): string {
  const lines = text.slice(0, index).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
}

function losesDigits(source: string): boolean {
  const value = Number(source);
  return isUnsafeInteger(value) || decimal(source) !== decimal(String(value));
}

/** One form for all ways of writing a number: its digits without zeros around them, and the power of ten. */
function decimal(source: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return whole === "" ? source : "0";
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${power}`;
}

/** One member of a block's body, or of the objects that stand for its labels. */
export interface Member {
  readonly name: string;
  readonly value: JsonValue;
  readonly path: JsonPath;
}

/** One block of the configuration: its labels, and the JSON of its body. */
export interface UnpackedBlock {
  readonly labels: readonly string[];
  readonly body: JsonValue;
  readonly path: JsonPath;
}

/**
 * The blocks that one property of Terraform's JSON stands for: an object for each label, then an object for one block or
 * a list for several. A list of objects in the place of an object counts as one object with the members of all.
 * @throws HclError when a value has another form
 * @see https://github.com/hashicorp/hcl/blob/main/json/spec.md#blocks
 */
export function unpackBlocks(value: JsonValue, labels: number, path: JsonPath): UnpackedBlock[] {
  if (labels > 0) {
    return members(value, path).flatMap((label) =>
      unpackBlocks(label.value, labels - 1, label.path).map((block) => ({
        ...block,
        labels: [label.name, ...block.labels],
      })),
    );
  }
  if (value === null) return [];
  if (isJsonObject(value)) return [{ labels: [], body: value, path }];
  if (isJsonArray(value)) return value.map((body, index) => ({ labels: [], body, path: [...path, index] }));
  throw new HclError(path, `a block is an object or a list of objects, not ${describeJson(value)}`);
}

/**
 * The arguments and nested blocks of a body, without its comment.
 * @throws HclError when the body is not an object, or a name is set twice
 */
export function bodyMembers(body: JsonValue, path: JsonPath): Member[] {
  const found = members(body, path).filter(({ name }) => name !== commentKey);
  const seen = new Set<string>();
  for (const { name, path: place } of found) {
    if (seen.has(name)) throw new HclError(place, `${name} is set twice`);
    seen.add(name);
  }
  return found;
}

function members(value: JsonValue, path: JsonPath): Member[] {
  if (value === null) return [];
  if (isJsonObject(value)) {
    return Object.entries(value).map(([name, member]) => ({ name, value: member, path: [...path, name] }));
  }
  if (isJsonArray(value) && value.every(isJsonObject)) {
    return value.flatMap((object, index) => members(object, [...path, index]));
  }
  throw new HclError(path, `an object was expected here, not ${describeJson(value)}`);
}

/** A configuration that cannot be written as HCL, because Terraform itself could not read it that way. */
export class HclError extends Error {
  public override readonly name = "HclError";

  /** Path in the JSON: object keys and array indexes from the root. */
  public readonly path: JsonPath;

  /** Problem there, without the path. */
  public readonly problem: string;

  public constructor(path: JsonPath, problem: string) {
    super(`${formatPath(path)}: ${problem}`);
    this.path = path;
    this.problem = problem;
  }

  /** The error for a text that is not JSON at all, in one line. */
  public static ofSyntax({ message }: SyntaxError): HclError {
    return new HclError([], `not JSON: ${message.replace(/\s+/g, " ")}`);
  }
}

/** `resource.alicloud_vpc.main.tags["a b"]`: identifiers with dots, everything else in brackets. */
export function formatPath(path: JsonPath): string {
  if (path.length === 0) return "(root)";
  return path
    .map((step, index) => {
      if (typeof step === "string" && /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(step)) {
        return index === 0 ? step : `.${step}`;
      }
      return `[${JSON.stringify(step)}]`;
    })
    .join("");
}

/** The key that Terraform ignores in every block of its JSON. */
export const commentKey = "//";

/**
 * The comment in front of a block: what its `"//"` key holds, as a text, a list of texts, or an object with either as
 * `comment`. Anything else there, such as what CDKTF notes for itself, is no comment.
 * @returns lines that start with `#`, without line ends
 */
export function commentLines(note: JsonValue | undefined): string[] {
  const comment = isJsonObject(note) ? note.comment : note;
  const texts = (isJsonArray(comment) ? comment : [comment]).filter((text) => typeof text === "string");
  return texts.flatMap((text) => text.split(/\r\n|[\n\r\u2028\u2029]/)).map((line) => `# ${line}`.trimEnd());
}
