import { getExpressionAst, parse } from "@cdktf/hcl2json";

import type { JsonObject, JsonValue, TerraformJson } from "../hcl/src";

/**
 * The form in which a configuration in JSON and the same configuration in HCL are equal: that of the parser hcl2json,
 * with lists wherever blocks can stand, `${}` around addresses and types, and no white space inside `${}`.
 */
export async function normalFormOfHcl(hcl: string): Promise<JsonValue> {
  return squeeze((await parse("main.tf", hcl)) as JsonValue);
}

/** The same form of a configuration in JSON. It has to give nested blocks by the names below, or as lists of objects. */
export async function normalFormOfJson(configuration: TerraformJson): Promise<JsonValue> {
  const templates = new Set<string>();
  normalBody(configuration, "", (text) => (templates.add(text), text));
  const values = await valuesOfTemplates([...templates]);
  return squeeze(normalBody(configuration, "", (text) => values.get(text) ?? null));
}

type ReadTemplate = (text: string) => JsonValue;

/** Number of labels of each block, by the name of the block around it; top-level blocks are in "". */
const blocks: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "": {
    ...{ terraform: 0, provider: 1, variable: 1, locals: 0, data: 2, ephemeral: 2, resource: 2, module: 1 },
    ...{ check: 1, output: 1, import: 0, moved: 0, removed: 0 },
  },
  terraform: { required_providers: 0, backend: 1, cloud: 0 },
  backend: { workspaces: 0, assume_role: 0 },
  cloud: { workspaces: 0 },
  provider: { assume_role: 0, endpoints: 0 },
  variable: { validation: 0 },
  output: { precondition: 0 },
  data: { lifecycle: 0, timeouts: 0, dynamic: 1 },
  resource: { lifecycle: 0, data_disks: 0, timeouts: 0, dynamic: 1, connection: 0, provisioner: 1 },
  provisioner: { connection: 0 },
  dynamic: { content: 0 },
  content: { dynamic: 1 },
  lifecycle: { precondition: 0, postcondition: 0 },
  check: { data: 2, assert: 0 },
  removed: { lifecycle: 0, provisioner: 1, connection: 0 },
};

/** Arguments that hold addresses, keywords or types. */
const references: Readonly<Record<string, readonly string[]>> = {
  data: ["provider", "depends_on"],
  resource: ["provider", "depends_on"],
  ephemeral: ["provider", "depends_on"],
  module: ["providers", "depends_on"],
  output: ["depends_on"],
  variable: ["type"],
  lifecycle: ["ignore_changes", "replace_triggered_by"],
  provisioner: ["when", "on_failure"],
  dynamic: ["iterator"],
  import: ["to", "provider"],
  moved: ["from", "to"],
  removed: ["from"],
  required_providers: ["configuration_aliases"],
};

/** Arguments whose text Terraform takes as it is; "*" for all. */
const constants: Readonly<Record<string, readonly string[]>> = {
  variable: ["default", "description"],
  output: ["description"],
  terraform: ["*"],
  required_providers: ["*"],
  backend: ["*"],
  cloud: ["*"],
  workspaces: ["*"],
};

function normalBody(body: JsonValue, kind: string, read: ReadTemplate): JsonValue {
  if (!isObject(body)) throw new Error(`the body of ${kind} is no object: ${JSON.stringify(body)}`);
  const normal: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(body).filter(([key]) => key !== "//")) {
    const labels = own(blocks[kind] ?? {}, name);
    if (labels === undefined) normal[name] = normalArgument(value, kind, name, read);
    else Object.assign(normal, withoutEmpty(name, normalBlocks(value, name, labels, read)));
  }
  return normal;
}

function normalArgument(value: JsonValue, kind: string, name: string, read: ReadTemplate): JsonValue {
  if (references[kind]?.includes(name)) return normalReference(value, name);
  const isConstant = constants[kind]?.some((known) => known === name || known === "*");
  if (!isConstant) return normalExpression(value, read);
  return kind === "required_providers" ? normalRequirement(value) : normalConstant(value);
}

/** HCL cannot say that there are none of a block. */
function withoutEmpty(name: string, value: JsonValue): JsonObject {
  const isEmpty = isArray(value) ? value.length === 0 : Object.keys(value as JsonObject).length === 0;
  return isEmpty ? {} : { [name]: value };
}

function normalBlocks(value: JsonValue, kind: string, labels: number, read: ReadTemplate): JsonValue {
  if (labels === 0) return (isArray(value) ? value : [value]).map((body) => normalBody(body, kind, read));
  // The parser gathers blocks of the same label from a list of objects.
  const objects = (isArray(value) ? value : [value]) as readonly JsonObject[];
  const gathered: Record<string, JsonValue> = {};
  for (const [label, inner] of objects.flatMap((object) => Object.entries(object))) {
    const found = normalBlocks(inner, kind, labels - 1, read);
    const before = own(gathered, label);
    Object.assign(
      gathered,
      withoutEmpty(label, isArray(before) && isArray(found) ? [...before, ...found] : found),
    );
  }
  return gathered;
}

function normalExpression(value: JsonValue, read: ReadTemplate): JsonValue {
  if (typeof value === "string") return read(value);
  if (isArray(value)) return value.map((item) => normalExpression(item, read));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [normalKey(key, read), normalExpression(item, read)]),
  );
}

function normalKey(key: string, read: ReadTemplate): string {
  const normal = read(key);
  if (typeof normal !== "string") throw new Error(`the key ${key} is no text`);
  return normal;
}

function normalConstant(value: JsonValue): JsonValue {
  if (typeof value === "string") return escape(value);
  if (isArray(value)) return value.map(normalConstant);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [escape(key), normalConstant(item)]));
}

function normalRequirement(value: JsonValue): JsonValue {
  if (!isObject(value)) return normalConstant(value);
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    key === "configuration_aliases" ? normalReference(item, key) : normalConstant(item),
  ]);
  return Object.fromEntries(entries) as JsonObject;
}

function normalReference(value: JsonValue, name: string): JsonValue {
  if (typeof value === "string") {
    const short = name === "type" && ["list", "map", "set"].includes(value);
    return `\${${short ? `${value}(any)` : value}}`;
  }
  if (isArray(value)) return value.map((item) => normalReference(item, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalReference(item, name)]));
}

function escape(text: string): string {
  return text.normalize("NFC").split("${").join("$${").split("%{").join("%%{");
}

/** Tells the end of a text from the line end that its heredoc adds, which a `~}` in front of it would remove. */
const end = "∎";

/** What the parser made of the texts that were read so far: most of a configuration is in others too. */
const knownTemplates = new Map<string, JsonValue>();

/** What the parser makes of each text when Terraform reads it as a template. */
async function valuesOfTemplates(texts: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const unknown = texts.filter((text) => !knownTemplates.has(text));
  const sources: string[] = [];
  for (const [index, text] of unknown.entries()) {
    if (!hasSequence(text)) continue;
    // A heredoc has the rules of a template in JSON: nothing but sequences is special.
    const source = (await isSoleExpression(text))
      ? `"${text}"\n`
      : `<<ROUND_TRIP\n${text}${end}\nROUND_TRIP\n`;
    sources.push(`text${index} = ${source}`);
  }
  const parsed = sources.length === 0 ? {} : ((await parse("templates.tf", sources.join(""))) as JsonObject);
  for (const [index, text] of unknown.entries()) {
    const value = parsed[`text${index}`] ?? null;
    const read = typeof value === "string" ? value.replace(`${end}\n`, "") : value;
    knownTemplates.set(text, hasSequence(text) ? read : text.replace(/^\ufeff/, "").normalize("NFC"));
  }
  return knownTemplates;
}

function hasSequence(text: string): boolean {
  return /[$%]\{/.test(text);
}

/** Whether it takes no parser to see that the first brace is closed by the last one: most expressions are such. */
function isPlainlySole(text: string): boolean {
  const code = text.replace(/"[^"\\{}]*"/g, "");
  if (/["#\\]|\/[/*]|<</.test(code)) return false;
  let depth = 0;
  return Array.from(code.slice(1)).every((character, index, { length }) => {
    depth += character === "{" ? 1 : character === "}" ? -1 : 0;
    return depth > 0 || index === length - 1;
  });
}

async function isSoleExpression(text: string): Promise<boolean> {
  if (!/^\$\{[^]*\}$/.test(text)) return false;
  if (isPlainlySole(text)) return true;
  const source = `"${text}"`;
  try {
    const tree = await getExpressionAst("template.tf", source);
    return tree?.type === "templateWrap" && tree.range.end.byte === Buffer.byteLength(source);
  } catch {
    return false;
  }
}

/** Removes white space, and what else does not matter, inside of sequences. */
function squeeze(value: JsonValue, name = ""): JsonValue {
  if (typeof value === "string") return name === "type" ? value.replace(/[\s,]/g, "") : squeezeText(value);
  if (isArray(value)) return value.map((item) => squeeze(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [squeezeText(key), squeeze(item, key)]),
  );
}

/** The texts that were squeezed so far. */
const knownTexts = new Map<string, string>();

function squeezeText(text: string): string {
  const known = knownTexts.get(text) ?? squeezed(text);
  knownTexts.set(text, known);
  return known;
}

function squeezed(text: string): string {
  let result = "";
  // What is open around the character at hand: a brace or sequence, in which there is code, or a quote.
  const open: string[] = [];
  const pattern = /\$\$\{|%%\{|[$%]\{|[^]/gu;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [part] = found;
    const around = open.at(-1);
    if (part === "${" || part === "%{" || (around === "{" && part === "{")) open.push("{");
    else if (around === "{" && part === "}") open.pop();
    else if (around === '"' && part === '"') open.pop();
    else if (around === "{" && part === '"') open.push('"');
    if (around === '"' && part === "\\") result += part + text.charAt(pattern.lastIndex++);
    else if (around !== "{" || !/^\s$/.test(part)) result += part;
  }
  return withoutParentheses(result);
}

/** An expression of several lines stands in parentheses in HCL, and so does one that is a key. */
function withoutParentheses(text: string): string {
  const inner = /^\$\{\(([^]*)\)\}$/.exec(text)?.[1];
  if (inner === undefined) return text;
  let depth = 0;
  for (const character of inner) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth < 0) return text;
  }
  return `\${${inner}}`;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
