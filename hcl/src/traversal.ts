import { LexicalError, lexTemplate, type Token } from "./lexer";

/** Reference in an expression: `local.found["web"].eip` is the names `local`, `found`, `web` and `eip`. */
export interface Traversal {
  /** The name that it begins with, and the attributes and literal keys that follow it. */
  readonly names: readonly string[];
  /** Whether the template is this reference and nothing else, so that it has its value. */
  readonly isSole: boolean;
}

/** A part of a template: a reference, or any other token, as its text. */
export type TemplateToken = string | Traversal;

/**
 * The tokens of a template, with each reference in one piece. Two templates have the same ones where they differ in nothing but the
 * layout of their expressions.
 *
 * @param template - the text of a JSON string, as Terraform reads it
 * @returns the text alone where it is no template that Terraform would read
 */
export function templateTokens(template: string): TemplateToken[] {
  const tokens = lexed(template)?.filter(({ kind }) => kind !== "newline" && kind !== "comment");
  if (tokens === undefined) return [template];
  const parts: TemplateToken[] = [];
  for (let i = 0; i < tokens.length;) {
    const length = traversalLength(tokens, i);
    if (length === 0) {
      parts.push(tokens[i]?.text ?? "");
      i += 1;
    } else {
      const isSole = i === 1 && tokens.length === length + 2;
      parts.push({ names: namesIn(tokens.slice(i, i + length)), isSole });
      i += length;
    }
  }
  return parts;
}

/** Returns the references of a template, in their order. */
export function traversalsIn(template: string): Traversal[] {
  return templateTokens(template).filter((token) => typeof token !== "string");
}

/** Whether a text has its value whatever Terraform finds: nothing in it is evaluated. What cannot be read is not. */
export function isLiteral(template: string): boolean {
  return lexed(template)?.every(({ kind }) => kind === "literal") ?? false;
}

function lexed(template: string): Token[] | undefined {
  try {
    return lexTemplate(template);
  } catch (error) {
    if (error instanceof LexicalError) return undefined;
    throw error;
  }
}

/** Counts the tokens of a reference that begins at a token; 0 if none does. */
function traversalLength(tokens: readonly Token[], start: number): number {
  if (tokens[start]?.kind !== "ident" || tokens[start - 1]?.text === ".") return 0;
  let end = start + 1;
  for (let step = stepLength(tokens, end); step > 0; step = stepLength(tokens, end)) end += step;
  return end === start + 1 ? 0 : end - start;
}

/** `.name`, `["key"]` or `[0]`. */
function stepLength(tokens: readonly Token[], start: number): number {
  const [opener, ...rest] = tokens.slice(start, start + 5);
  const [first, second, third, fourth] = rest;
  if (opener?.text === ".") return first?.kind === "ident" || first?.kind === "number" ? 2 : 0;
  if (opener?.text !== "[" || opener.kind !== "symbol") return 0;
  if (first?.kind === "number" && second?.text === "]") return 3;
  const isKey = first?.kind === "openQuote" && second?.kind === "literal" && third?.kind === "closeQuote";
  return isKey && fourth?.text === "]" ? 5 : 0;
}

function namesIn(tokens: readonly Token[]): string[] {
  return tokens
    .filter(({ kind }) => kind === "ident" || kind === "number" || kind === "literal")
    .map(({ kind, text }) => (kind === "literal" ? unescaped(text) : text));
}

/** Returns the value of a quoted text; its escapes are those of JSON, but for a few that no name has. */
function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
