import { HclError, type JsonPath } from "./json";
import { bracketChange, endsLine, LexicalError, lexSource, lexTemplate, type Token } from "./lexer";

/**
 * A part of a template: text as it is written in the template (with `$${` and `%%{` for a literal `${` and `%{`), or a
 * sequence: an interpolation or a directive such as `%{ if … }`.
 */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "sequence"; readonly opener: string; readonly source: string; readonly closer: string };

/**
 * Splits the text of a JSON string, which Terraform reads as a template, into its parts.
 * @throws HclError when a sequence is not closed, what is inside one is not HCL, or one comes after a carriage return
 * that no line feed follows (Terraform reads everything after that as plain text)
 */
export function parseTemplate(template: string, path: JsonPath): TemplatePart[] {
  // Terraform drops a byte order mark at the start of a template, too.
  const source = template.replace(/^\ufeff/, "");
  const tokens = lexed(() => lexTemplate(source), source, path);
  const parts = splitTemplate(source, tokens);
  const strayReturn = parts.findIndex((part) => part.kind === "text" && /\r(?!\n)/.test(part.text));
  if (strayReturn >= 0 && strayReturn < parts.length - 1) {
    throw new HclError(
      path,
      "a carriage return without a line feed comes before a template sequence; remove it",
    );
  }
  return parts;
}

function splitTemplate(template: string, tokens: readonly Token[]): TemplatePart[] {
  const parts: TemplatePart[] = [];
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind === "literal" && open.length === 0) parts.push({ kind: "text", text: token.text });
    if (token.kind === "openTemplate") open.push(token);
    if (token.kind !== "closeTemplate") continue;
    const opener = open.pop();
    if (opener === undefined || open.length > 0) continue;
    const source = template.slice(opener.start + opener.text.length, token.start);
    parts.push({ kind: "sequence", opener: opener.text, source, closer: token.text });
  }
  return parts;
}

/**
 * The expression inside a template that consists of one interpolation and nothing else, which has the value of that
 * expression, whatever its type; undefined for any other template.
 * @throws HclError when the interpolation is empty
 */
export function soleExpression(parts: readonly TemplatePart[], path: JsonPath): string | undefined {
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== "sequence" || !part.opener.startsWith("$")) return undefined;
  return standalone(part.source, path);
}

/**
 * An expression as it can stand outside of a template. There a line end would end it, so one that has line ends outside
 * of its own brackets goes into parentheses, which get lines of their own so that its lines stay as they are.
 */
function standalone(source: string, path: JsonPath): string {
  const tokens = lexed(() => lexSource(source), source, path);
  const first = tokens.findIndex(({ kind }) => kind !== "newline");
  const last = tokens.findLastIndex(({ kind }) => kind !== "newline");
  const [start, end] = [tokens[first], tokens[last]];
  if (start === undefined || end === undefined) throw new HclError(path, "the interpolation ${} is empty");
  const expression = source.slice(start.start, end.start + end.text.length);
  if (!endsOutsideBrackets(tokens.slice(first, last + 1))) return expression;
  return `(\n${expression.replace(/\r?\n$/, "")}\n)`;
}

function endsOutsideBrackets(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.some((token) => {
    depth += bracketChange(token);
    return depth === 0 && (endsLine(token) || token.kind === "closeHeredoc");
  });
}

function lexed(lex: () => Token[], source: string, path: JsonPath): Token[] {
  try {
    return lex();
  } catch (error) {
    if (error instanceof LexicalError)
      throw new HclError(path, `${error.message} of ${JSON.stringify(source)}`);
    throw error;
  }
}

/** Writes a text so that a template yields it as it is: `${` as `$${` and `%{` as `%%{`. */
export function escapeTemplate(text: string): string {
  return text.replace(/[$%](?=\{)/g, "$&$&");
}

/**
 * Applies the `~` markers of a template, which remove white space next to them, and leaves them out. They act on one
 * line at most, so they mean something else once a text of several lines is written with `\n` on one.
 */
export function trimAtMarkers(parts: readonly TemplatePart[]): TemplatePart[] {
  return parts.map((part, index) => {
    if (part.kind === "sequence") {
      return { ...part, opener: part.opener.replace("~", ""), closer: part.closer.replace("~", "") };
    }
    const [before, after] = [parts[index - 1], parts[index + 1]];
    const fromStart =
      before?.kind === "sequence" && before.closer.startsWith("~") ? trimFirstLine(part.text) : part.text;
    const text =
      after?.kind === "sequence" && after.opener.endsWith("~") ? trimLastLine(fromStart) : fromStart;
    return { kind: "text", text };
  });
}

/** Whether white space next to a sequence is removed by a marker. */
export function hasMarkers(parts: readonly TemplatePart[]): boolean {
  return parts.some(
    (part) => part.kind === "sequence" && (part.opener.endsWith("~") || part.closer.startsWith("~")),
  );
}

function trimFirstLine(text: string): string {
  const end = text.indexOf("\n") + 1 || text.length;
  return text.slice(0, end).replace(/^\p{White_Space}+/u, "") + text.slice(end);
}

function trimLastLine(text: string): string {
  const start = text.slice(0, -1).lastIndexOf("\n") + 1;
  return text.slice(0, start) + text.slice(start).replace(/\p{White_Space}+$/u, "");
}
