// Made of terraform/modules/exposed-eip/ by: npm run embed

import moduleFiles from "../../terraform/modules/exposed-eip.json";

// The lookups, what they found, and the checks are written once, as the Terraform of the module. What a stack needs of it is taken
// from here: the local values that its resources refer to, what those refer to, and so on. A line that ends with `# if x` belongs
// to stacks with the feature x only.

/** A local value, or an argument of a data source. */
interface TextArgument {
  readonly name: string;
  /** What is said above it. */
  readonly comment?: string;
  readonly lines: readonly TextLine[];
}

interface TextLine {
  readonly text: string;
  /** @default - the line belongs to every stack */
  readonly feature?: string;
}

/** A `locals` or `data` block of the module. */
interface TextBlock {
  readonly kind: "locals" | "data";
  /** Type and name of a data source. */
  readonly labels: readonly string[];
  readonly comment: string;
  readonly arguments: readonly TextArgument[];
}

/** What a stack takes of the text. */
export interface SelectedText {
  /** The expressions, as Terraform JSON takes them, by name. */
  readonly locals: Readonly<Record<string, string>>;
  /** The arguments of the data sources, by type and name. */
  readonly data: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** The local values in their groups, with the comments of the text; for a reader. */
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

/** The local values of the text, in their groups. */
export const TEXT_GROUPS: readonly TextGroup[] = BLOCKS.filter(({ kind }) => kind === "locals").map(
  (block) => ({
    comment: block.comment,
    file: block.file,
    names: block.arguments.map(({ name }) => name),
  }),
);

/** What is said above single local values and data sources of the text, by name and by type and name. */
export const TEXT_COMMENTS: ReadonlyMap<string, string> = new Map([
  ...[...LOCALS.values()].flatMap(({ name, comment }) =>
    comment === undefined ? [] : [[`local.${name}`, comment] as const],
  ),
  ...[...DATA].map(([name, { comment }]) => [`data.${name}`, comment] as const),
]);

/** The data sources of the text by type and name, in its order. */
export const TEXT_LOOKUPS: readonly string[] = [...DATA.keys()];

/** The name of the check, as the configuration skips it, of each local value that is one. */
export const CHECK_OF_LOCAL: ReadonlyMap<string, string> = new Map(
  [...LOCALS.values()].flatMap(({ name, lines }) => {
    const [, check] =
      /^ {2}(?:if|&&) !contains\(var\.skip_checks, "([\w-]+)"\)$/.exec(lines.at(-2)?.text ?? "") ?? [];
    return check === undefined ? [] : [[name, check] as const];
  }),
);

/** The texts in quotes of a local value that is a list of them. */
export function listInText(name: string): string[] {
  const text = LOCALS.get(name)?.lines.map((line) => line.text) ?? [];
  return [...text.join(" ").matchAll(/"([^"]*)"/g)].map(([, quoted = ""]) => quoted);
}

/**
 * Takes from the text what some of its local values need.
 *
 * @param names - the local values that resources and outputs refer to
 * @param features - what the stack has of all that the text is for
 * @param own - local values that the stack defines by itself
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
      const kept = expressionOf(lines, features);
      return kept === "" ? [] : [[name, literalOf(kept) ?? `\${${kept}}`]];
    }),
  );
}

/** The value of an expression that is a literal. */
function literalOf(expression: string): unknown {
  if (/^(?:true|false)$/.test(expression)) return expression === "true";
  return /^"[^"$%\\]*"$/.test(expression) ? expression.slice(1, -1) : undefined;
}

/** The lines of an argument that belong to a stack. */
function expressionOf(lines: readonly TextLine[], features: ReadonlySet<string>): string {
  const kept = lines.filter(({ feature }) => feature === undefined || features.has(feature));
  const text = kept.map((line) => line.text).join("\n");
  return kept.length === lines.length ? text : aligned(tidied(text));
}

/** What lines that are left out leave behind, and what a person would write: a call with one argument, a copy of a list. */
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

/** Lets the values of attributes that stand below each other begin in one column, as `terraform fmt` does. */
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

/** Reads blocks as `terraform fmt` lays them out: each begins and ends at the margin. */
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

/** Reads arguments: each begins two spaces from the margin, and goes on until a closing bracket there. */
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
