/**
 * What a token is, as far as layout is concerned:
 * - `ident`, `number`, `newline`, `comment` (a `#` or `//` comment includes its line end)
 * - `literal`: text inside a quoted string or a heredoc, with its escapes as written
 * - `openQuote`, `closeQuote`, `openHeredoc` (marker and line end), `closeHeredoc` (the marker with its indentation)
 * - `openTemplate`: `${`, `${~`, `%{` or `%{~`; `closeTemplate`: `}` or `~}`
 * - `symbol`: any operator or bracket, told apart by its text
 */
export type TokenKind =
  | "ident"
  | "number"
  | "newline"
  | "comment"
  | "literal"
  | "openQuote"
  | "closeQuote"
  | "openHeredoc"
  | "closeHeredoc"
  | "openTemplate"
  | "closeTemplate"
  | "symbol";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offset of the first character in the source, in UTF-16 units. */
  readonly start: number;
}

/** +1 for a token that opens a bracket or a template sequence, -1 for one that closes it, else 0. */
export function bracketChange({ kind, text }: Token): -1 | 0 | 1 {
  if (kind === "openTemplate") return 1;
  if (kind === "closeTemplate") return -1;
  if (kind !== "symbol") return 0;
  if (text === "{" || text === "[" || text === "(") return 1;
  if (text === "}" || text === "]" || text === ")") return -1;
  return 0;
}

/** Whether a line of source ends with this token. */
export function endsLine({ kind, text }: Token): boolean {
  return kind === "newline" || (kind === "comment" && text.endsWith("\n"));
}
