import {
  HclError,
  isJsonArray,
  isJsonObject,
  isUnsafeInteger,
  type JsonPath,
  type JsonValue,
  ownProperty,
} from "./json";
import { breakLongExpression } from "./long-expression";
import {
  escapeTemplate,
  hasMarkers,
  parseTemplate,
  soleExpression,
  type TemplatePart,
  trimAtMarkers,
} from "./template";
import { sameKeyIn, visiblyDifferent } from "./text";

/**
 * Writes a value whose strings Terraform reads as templates: `"${local.x}"` is the expression `local.x`, and
 * `"${local.x}-a"` stays a template. Keys of objects are templates, too.
 */
export const writeExpression = writerOf({
  text(text, place) {
    const parts = parseTemplate(text, place.path);
    const expression = soleExpression(parts, place.path);
    return expression === undefined ? writeString(parts, place) : breakLongExpression(expression);
  },
  key(key, { path }) {
    const parts = parseTemplate(key, path);
    const expression = soleExpression(parts, path);
    if (expression !== undefined) return `(${expression})`;
    return isBareKey(key) ? key : quotedString(parts);
  },
});

/**
 * How strings are written that Terraform takes as they are, such as the default of a variable: in its JSON, `"${x}"` is
 * the text of four characters.
 */
export const constantNotation: Notation = {
  text: (text, place) => writeString(constant(text), place),
  key: (key) => (isBareKey(key) ? key : quotedConstant(key)),
};

/** Writes a value whose strings Terraform takes as they are. */
export const writeConstant = writerOf(constantNotation);

/** A text as a quoted string that yields just that text. */
export function quotedConstant(text: string): string {
  return quotedString(constant(text));
}

function constant(text: string): TemplatePart[] {
  return [{ kind: "text", text: escapeTemplate(text) }];
}

function writeString(parts: readonly TemplatePart[], { depth, endsLine }: Place): string {
  return (endsLine ? heredoc(parts, depth) : undefined) ?? quotedString(parts);
}

/** A template as a quoted string on one line. */
export function quotedString(parts: readonly TemplatePart[]): string {
  const trimmed = trimAtMarkers(parts).filter((part) => part.kind === "sequence" || part.text !== "");
  const [only] = trimmed;
  // Alone in its quotes, an interpolation would keep its type; with white space that is trimmed, it is a string.
  if (parts.length > 1 && trimmed.length === 1 && only?.kind === "sequence") return `" \${~${only.source}}"`;
  return `"${trimmed.map((part, index) => writePart(part, trimmed[index + 1])).join("")}"`;
}

function writePart(part: TemplatePart, next: TemplatePart | undefined): string {
  if (part.kind === "sequence") return `${part.opener}${part.source}${part.closer}`;
  const text = escapeText(part.text);
  // "$" in front of "${" would read as the escape "$${".
  return next?.kind === "sequence" ? text.replace(/[$%]$/, escapeCodePoint) : text;
}

/** Controls, bidirectional marks and line separators: what a reviewer could not see. */
const invisible = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Whether a reviewer would miss something in a text that is shown as it is. */
export function hasInvisible(text: string): boolean {
  return text.replace(/[\n\t]/g, "").search(invisible) >= 0;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function escapeText(text: string): string {
  return text
    .replace(/["\\\n\r\t]/g, (character) => shortEscapes[character] ?? character)
    .replace(invisible, escapeCodePoint);
}

function escapeCodePoint(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * A template of several lines as a heredoc, or undefined where a heredoc could not say exactly the same: when the text
 * does not end with a line end, or has characters that must be escaped.
 * @param depth - how many blocks and brackets are open around it, for the indentation
 */
export function heredoc(parts: readonly TemplatePart[], depth: number): string | undefined {
  const last = parts.at(-1);
  if (last?.kind !== "text" || !last.text.endsWith("\n")) return undefined;
  if (parts.some((part) => part.kind === "text" && hasInvisible(part.text))) return undefined;
  const lines = splitLines(parts);
  if (lines.length < 2 || lines.every(isBlank)) return undefined;

  const marker = unusedMarker(lines);
  if (hasMarkers(parts) || !canIndent(lines)) return `<<${marker}\n${lines.map(source).join("")}${marker}`;
  const margin = "  ".repeat(depth);
  const body = lines.map((line) => (isBlank(line) ? source(line) : `${margin}  ${source(line)}`));
  return `<<-${marker}\n${body.join("")}${margin}${marker}`;
}

type Line = readonly TemplatePart[];

function splitLines(parts: readonly TemplatePart[]): Line[] {
  const lines: TemplatePart[][] = [[]];
  for (const part of parts) {
    if (part.kind === "sequence") lines.at(-1)?.push(part);
    else {
      part.text.split(/(?<=\n)/).forEach((text) => {
        lines.at(-1)?.push({ kind: "text", text });
        if (text.endsWith("\n")) lines.push([]);
      });
    }
  }
  return lines.slice(0, -1);
}

function source(line: Line): string {
  return line
    .map((part) => (part.kind === "text" ? part.text : part.opener + part.source + part.closer))
    .join("");
}

function isBlank(line: Line): boolean {
  return line.every((part) => part.kind === "text" && /^\p{White_Space}*$/u.test(part.text));
}

/**
 * Whether `<<-` removes just the margin: it removes what all lines have in common, so one line must have no indentation
 * of its own, and counts characters as a reader sees them, so no line may start with one that joins the margin.
 */
function canIndent(lines: readonly Line[]): boolean {
  const starts = lines
    .filter((line) => !isBlank(line))
    .map(([first]) => (first?.kind === "text" ? first.text : ""));
  return (
    starts.some((text) => !/^\p{White_Space}/u.test(text)) &&
    !starts.some((text) => /^[\p{M}\p{Cf}\p{EMod}]/u.test(text))
  );
}

function unusedMarker(lines: readonly Line[]): string {
  const taken = new Set(lines.map((line) => source(line).trim()));
  let marker = "EOT";
  for (let number = 2; taken.has(marker); number += 1) marker = `EOT${number}`;
  return marker;
}

/** Context of a value that is written. */
export interface Place {
  /** Its place in the JSON, for messages. */
  readonly path: JsonPath;
  /** Number of blocks and brackets that are open around it. */
  readonly depth: number;
  /** Whether a line ends after the value, as a heredoc needs. */
  readonly endsLine: boolean;
}

/**
 * Writes a JSON value as HCL source; line ends are as they should be, indentation and spacing need not be.
 * @throws HclError when the value cannot stand there
 */
export type Writer = (value: JsonValue, place: Place) => string;

/** How strings are read in a part of the configuration; numbers, booleans, null, lists and objects are the same everywhere. */
export interface Notation {
  readonly text: (text: string, place: Place) => string;
  readonly key: (key: string, place: Place) => string;
  /**
   * The writer of some members of an object.
   * @default - the writer of the object itself
   */
  readonly members?: Readonly<Record<string, Writer>>;
}

export function writerOf(notation: Notation): Writer {
  const write: Writer = (value, place) => {
    if (typeof value === "string") return notation.text(value, place);
    if (typeof value === "number") return writeNumber(value, place);
    if (isJsonArray(value)) return writeList(value, place, write);
    if (isJsonObject(value)) return writeObject(value, place, notation, write);
    return String(value);
  };
  return write;
}

function writeNumber(value: number, { path }: Place): string {
  if (!Number.isFinite(value)) throw new HclError(path, `${value} is not a number that Terraform knows`);
  if (isUnsafeInteger(value)) {
    throw new HclError(
      path,
      `the integer ${value} is beyond ±${Number.MAX_SAFE_INTEGER}, so that digits may be lost already; give it as ` +
        `the text "\${…}" with all its digits`,
    );
  }
  return String(value);
}

/** Longest list that stays on one line, without what is in front of it. */
const maxListWidth = 80;

function writeList(values: readonly JsonValue[], { path, depth }: Place, write: Writer): string {
  const items = values.map((value, index) =>
    write(value, { path: [...path, index], depth: depth + 1, endsLine: false }),
  );
  const oneLine = `[${items.join(", ")}]`;
  if (oneLine.length <= maxListWidth && !oneLine.includes("\n")) return oneLine;
  return `[\n${items.map((item) => `${item},\n`).join("")}]`;
}

function writeObject(
  object: Readonly<Record<string, JsonValue>>,
  { path, depth }: Place,
  { key, members = {} }: Notation,
  write: Writer,
): string {
  const same = sameKeyIn(Object.keys(object));
  if (same !== undefined) {
    // In JSON, Terraform refuses the second key; in HCL, it would lose the first without a word.
    const [one, other] = [same.first, same.key].map((text) => `"${visiblyDifferent(text)}"`);
    throw new HclError(
      [...path, same.key],
      `the keys ${one ?? ""} and ${other ?? ""} are one to Terraform, which compares texts in Unicode normal form C; remove or rename one of them`,
    );
  }
  const items = Object.entries(object).map(([name, value]) => {
    const place = { path: [...path, name], depth: depth + 1, endsLine: true };
    return `${key(name, place)} = ${(ownProperty(members, name) ?? write)(value, place)}\n`;
  });
  return items.length === 0 ? "{}" : `{\n${items.join("")}}`;
}

const identifier = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** Whether a text is an HCL identifier, as argument and block names must be. */
export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

/** Words that mean something else than themselves at the place of an object key. */
const keywords = new Set(["for", "null", "true", "false"]);

/** Whether an object key needs no quotes. */
export function isBareKey(key: string): boolean {
  return isIdentifier(key) && !keywords.has(key);
}
