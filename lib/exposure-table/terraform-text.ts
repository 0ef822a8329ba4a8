// The texts of terraform/modules/exposed-eip/. After a change of that folder, run: npm run embed

import moduleFiles from "../../terraform/modules/exposed-eip.json";

// Lookups and checks exist once, as the Terraform of the module. A stack takes the local values that its resources refer to, those
// that these refer to, and so on. A line that ends with `# if x` is for stacks with the feature x only.

/** Local value, or argument of a data source. */
interface TextArgument {
  readonly name: string;
  /** Comment above it. */
  readonly comment?: string;
  readonly lines: readonly TextLine[];
}

interface TextLine {
  readonly text: string;
  /**
   * Feature of the stacks that take the line.
   * @default - every stack takes it
   */
  readonly feature?: string;
}

/** `locals` or `data` block of the module. */
interface TextBlock {
  readonly kind: "locals" | "data";
  /** Type and name of a data source. */
  readonly labels: readonly string[];
  readonly comment: string;
  readonly arguments: readonly TextArgument[];
}

/** Parts of the text for a stack. */
export interface SelectedText {
  /** Expressions in Terraform JSON, by name. */
  readonly locals: Readonly<Record<string, string>>;
  /** Arguments of the data sources, by type and name. */
  readonly data: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** Group of local values, with its comment in the text. */
export interface TextGroup {
  readonly comment: string;
  readonly file: string;
  readonly names: readonly string[];
}

const FILES = ["locals.tf", "data.tf", "checks.tf"] as const;

const BLOCKS: readonly (TextBlock & { readonly file: string })[] = FILES.flatMap((file) =>
  readBlocks(moduleFiles[file]).map((block) => ({ ...block, file })),
);

const LOCALS: ReadonlyMap<string, TextArgument> = new Map(
  BLOCKS.filter(({ kind }) => kind === "locals").flatMap((block) =>
    block.arguments.map((argument) => [argument.name, argument]),
  ),
);

const DATA: ReadonlyMap<string, TextBlock> = new Map(
  BLOCKS.filter(({ kind }) => kind === "data").map((block) => [block.labels.join("."), block]),
);

/** Local values of the text, in groups. */
export const TEXT_GROUPS: readonly TextGroup[] = BLOCKS.filter(({ kind }) => kind === "locals").map(
  (block) => ({
    comment: block.comment,
    file: block.file,
    names: block.arguments.map(({ name }) => name),
  }),
);

/** Comments on single local values and data sources of the text, by address. */
export const TEXT_COMMENTS: ReadonlyMap<string, string> = new Map([
  ...[...LOCALS.values()].flatMap(({ name, comment }) =>
    comment === undefined ? [] : [[`local.${name}`, comment] as const],
  ),
  ...[...DATA].map(([name, { comment }]) => [`data.${name}`, comment] as const),
]);

/** Addresses of the data sources of the text, in order. */
export const TEXT_LOOKUPS: readonly string[] = [...DATA.keys()];

/** Names of the checks, by the local values that implement them. */
export const CHECK_OF_LOCAL: ReadonlyMap<string, string> = new Map(
  [...LOCALS.values()].flatMap(({ name, lines }) => {
    const [, check] =
      /^ {2}(?:if|&&) !contains\(var\.skip_checks, "([\w-]+)"\)$/.exec(lines.at(-2)?.text ?? "") ?? [];
    return check === undefined ? [] : [[name, check] as const];
  }),
);

/** Returns the strings of a local value that is a list of strings. */
export function listInText(name: string): string[] {
  const text = LOCALS.get(name)?.lines.map((line) => line.text) ?? [];
  return [...text.join(" ").matchAll(/"([^"]*)"/g)].map(([, quoted = ""]) => quoted);
}

/**
 * Selects local values of the text, with everything that they refer to.
 *
 * @param names - local values that resources and outputs refer to
 * @param features - features of the stack
 * @param own - local values that the stack defines itself
 */
export function selectText(
  names: Iterable<string>,
  features: ReadonlySet<string>,
  own: ReadonlySet<string>,
): SelectedText {
  const locals = new Map<string, string>();
  const data = new Map<string, Readonly<Record<string, unknown>>>();
  const waiting = [...names].map((name) => `local.${name}`);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const name = next.replace(/^\w+\./, "");
    if (own.has(name) || locals.has(name) || data.has(name)) continue;
    if (next.startsWith("local.")) {
      const expression = expressionOf(LOCALS.get(name)?.lines ?? missing(next), features);
      locals.set(name, `\${${expression}}`);
      waiting.push(...referencesIn(expression));
    } else {
      const found = argumentsOf(DATA.get(name) ?? missing(next), features);
      data.set(name, found);
      for (const value of Object.values(found)) waiting.push(...referencesIn(String(value)));
    }
  }
  return { locals: inOrder(locals, LOCALS), data: byType(inOrder(data, DATA)) };
}

/** Removes a local value, and refers to another one instead. */
export function replaceLocal(
  locals: SelectedText["locals"],
  name: string,
  by: string,
): SelectedText["locals"] {
  const reference = new RegExp(`\\blocal\\.${name}\\b`, "g");
  const others = Object.entries(locals).filter(([other]) => other !== name);
  return Object.fromEntries(others.map(([key, text]) => [key, text.replaceAll(reference, `local.${by}`)]));
}

function missing(reference: string): never {
  throw new RangeError(`the Terraform text has no ${reference}`);
}

function inOrder<Value>(
  chosen: ReadonlyMap<string, Value>,
  all: ReadonlyMap<string, unknown>,
): Record<string, Value> {
  return Object.fromEntries(
    [...all.keys()].flatMap((name) => {
      const value = chosen.get(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function byType(data: Readonly<Record<string, Readonly<Record<string, unknown>>>>): SelectedText["data"] {
  const types: Record<string, Record<string, Readonly<Record<string, unknown>>>> = {};
  for (const [name, value] of Object.entries(data)) {
    const [type = "", label = ""] = name.split(".");
    (types[type] ??= {})[label] = value;
  }
  return types;
}

function referencesIn(expression: string): string[] {
  return [...expression.matchAll(/\b(local\.\w+|data\.\w+\.\w+)/g)].map(([reference]) => reference);
}

function argumentsOf(block: TextBlock, features: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(
    block.arguments.flatMap(({ name, lines }) => {
      const expression = expressionOf(lines, features);
      return expression === "" ? [] : [[name, literalOf(expression) ?? `\${${expression}}`]];
    }),
  );
}

/** Returns the value of a literal; undefined for another expression. */
function literalOf(expression: string): unknown {
  if (/^(?:true|false)$/.test(expression)) return expression === "true";
  return /^"[^"$%\\]*"$/.test(expression) ? expression.slice(1, -1) : undefined;
}

/** Returns an argument with the lines for a stack. */
function expressionOf(lines: readonly TextLine[], features: ReadonlySet<string>): string {
  const kept = lines.filter(({ feature }) => feature === undefined || features.has(feature));
  const text = kept.map((line) => line.text).join("\n");
  return kept.length === lines.length ? text : aligned(tidied(text));
}

/** Leftovers of omitted lines, such as a call with one argument or a copy of a list, and their simpler forms. */
const UNTIDY: readonly (readonly [RegExp, string])[] = [
  [/\b(?:try|merge|concat|coalesce)\(\n\s+(.*[^([{,]),?\n\s*\)/g, "$1"],
  [/\bflatten\(\[\n\s*(?!for )(\S.*[^([{,]),?\n\s*\]\)/g, "flatten($1)"],
  [/\[\n\s*for (\w+) in (.*) : \1\n\s*\]/g, "$2"],
  [/\[\n\s*(for .{0,100})\n\s*\]/g, "[$1]"],
  [/\{\n\s*(for .{0,100}[^([{,:])\n\s*\}/g, "{ $1 }"],
  [/\btry\(\n\s+(.*[^([{,]),\n\s+(.*[^([{,]),\n\s*\)/g, "try($1, $2)"],
];

function tidied(text: string): string {
  const once = UNTIDY.reduce((soFar, [pattern, tidy]) => soFar.replaceAll(pattern, tidy), text);
  return once === text ? text : tidied(once);
}

/** Aligns the values of adjacent attributes, as `terraform fmt` does. */
function aligned(text: string): string {
  const attributes = /(?:^ *\w+ += .*[^([{\n]$\n?)+/gm;
  return text.replaceAll(attributes, (group) => {
    const names = [...group.matchAll(/^ *(\w+) += /gm)].map(([, name = ""]) => name.length);
    const width = Math.max(...names);
    return group.replaceAll(/^( *)(\w+) += /gm, (_, indent: string, name: string) => {
      return `${indent}${name.padEnd(width)} = `;
    });
  });
}

/** Parses blocks in the layout of `terraform fmt`: each starts and ends at the margin. */
function readBlocks(text: string): TextBlock[] {
  return text.split(/^\}\n/m).flatMap((piece) => {
    const header = /^((?:#.*\n)*)(locals|data)((?: "\w+")*) \{\n/m.exec(piece);
    if (header === null) return [];
    const [start, comment = "", kind, labels = ""] = header;
    return [
      {
        kind: kind as TextBlock["kind"],
        labels: [...labels.matchAll(/\w+/g)].map(([label]) => label),
        comment: commentIn(comment),
        arguments: readArguments(piece.slice(header.index + start.length)),
      },
    ];
  });
}

/** Parses arguments: each starts two spaces from the margin, and ends with a closing bracket there. */
function readArguments(body: string): TextArgument[] {
  const pattern = /((?:^ {2}#.*\n)*)^ {2}(\w+) += (.*\n(?:(?: {3,}.*)?\n)*(?: {2}[)\]}].*\n)?)/gm;
  return [...body.matchAll(pattern)].map(([, comment = "", name = "", expression = ""]) => ({
    name,
    ...(comment === "" ? {} : { comment: commentIn(comment) }),
    lines: expression.trimEnd().split("\n").map(readLine),
  }));
}

function readLine(line: string): TextLine {
  const [condition, feature] = /\s+# if (\w+)$/.exec(line) ?? [];
  const text = line.replace(/^ {2}/, "");
  return condition === undefined || feature === undefined
    ? { text }
    : { text: text.slice(0, -condition.length), feature };
}

function commentIn(text: string): string {
  return text.trimEnd().replaceAll(/^\s*# ?/gm, "");
}
