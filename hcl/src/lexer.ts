/** Source text that is not HCL: something was opened and never closed, or a character has no meaning there. */
export class LexicalError extends Error {
  public override readonly name = "LexicalError";
}

/**
 * Tokens of HCL source: a configuration file or one expression. Spaces and tabs between tokens are left out.
 * @throws LexicalError
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function lexSource(source: string): Token[] {
  const lexer = new Lexer(source);
  lexer.code(false);
  return lexer.tokens;
}

/**
 * Tokens of a bare template: the text of a JSON string, in which quotes, backslashes and line ends stand for themselves.
 * @throws LexicalError
 */
export function lexTemplate(source: string): Token[] {
  const lexer = new Lexer(source);
  lexer.template(undefined);
  return lexer.tokens;
}

const spaces = /[ \t]+/y;
const identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const number = /\d(?:(?:\d|\.|[eE][+-]?\d)*(?:\d|[eE][+-]?\d))?/y;
const lineEnd = /\r?\n/y;
const lineComment = /(?:#|\/\/)[^\n]*\n?/y;
const blockComment = /\/\*[^]*?\*\//y;
const heredoc = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const operator = /==|!=|>=|<=|&&|\|\||::|\.\.\.|=>|[[\](){}.,*/%+\-=<>!?:&|~^;]/y;
const templateOpener = /[$%]\{~?/y;
const escapedOpener = /\$\$\{|%%\{/y;
const heredocLine = /([^\n]*)\n/y;

class Lexer {
  public readonly tokens: Token[] = [];
  private position = 0;

  public constructor(private readonly source: string) {}

  /** Everything outside of strings; inside a template sequence it ends with the brace that closes the sequence. */
  public code(inTemplate: boolean): void {
    let openBraces = 0;
    while (this.position < this.source.length) {
      if (this.skip(spaces)) continue;
      if (inTemplate && openBraces === 0) {
        if (this.take("closeTemplate", "~}") || this.take("closeTemplate", "}")) return;
      }
      if (this.match("comment", lineComment) ?? this.match("comment", blockComment)) continue;
      if (this.match("newline", lineEnd)) continue;
      if (this.match("ident", identifier) ?? this.match("number", number)) continue;
      if (this.take("openQuote", '"')) {
        this.quoted();
        continue;
      }
      const marker = this.match("openHeredoc", heredoc)?.[1];
      if (marker !== undefined) {
        this.template(marker);
        continue;
      }
      const symbol = this.match("symbol", operator)?.[0];
      if (symbol === undefined) throw this.error(`unexpected ${JSON.stringify(this.character())}`);
      if (symbol === "{") openBraces += 1;
      if (symbol === "}") openBraces -= 1;
    }
    if (inTemplate) throw this.error("a template sequence is never closed with }");
  }

  /** The content of a heredoc up to the line that holds only its marker; without a marker, the rest of the source. */
  public template(marker: string | undefined): void {
    let literalStart = this.position;
    let startOfLine = true;
    while (this.position < this.source.length) {
      if (marker !== undefined && startOfLine) {
        const line = this.peek(heredocLine)?.[1];
        if (line?.trim() === marker) {
          this.literal(literalStart);
          this.take("closeHeredoc", line.replace(/\r$/, ""));
          return;
        }
      }
      startOfLine = false;
      if (this.skip(escapedOpener)) continue;
      if (this.peek(templateOpener)) {
        literalStart = this.sequence(literalStart);
        continue;
      }
      startOfLine = this.character() === "\n";
      this.position += 1;
    }
    if (marker !== undefined) throw this.error(`the heredoc ${marker} is never closed`);
    this.literal(literalStart);
  }

  /** The content of a quoted string and its closing quote. */
  private quoted(): void {
    let literalStart = this.position;
    for (;;) {
      if (this.position >= this.source.length) throw this.error("a quoted string is never closed");
      if (this.skip(escapedOpener)) continue;
      if (this.peek(templateOpener)) {
        literalStart = this.sequence(literalStart);
        continue;
      }
      const character = this.character();
      if (character === "\n") throw this.error("a quoted string contains a line end");
      if (character === '"') {
        this.literal(literalStart);
        this.take("closeQuote", '"');
        return;
      }
      this.position += character === "\\" ? 2 : 1;
    }
  }

  /** A template sequence and the literal before it; returns where the literal after it starts. */
  private sequence(literalStart: number): number {
    this.literal(literalStart);
    this.match("openTemplate", templateOpener);
    this.code(true);
    return this.position;
  }

  private literal(start: number): void {
    if (start < this.position) {
      this.tokens.push({ kind: "literal", text: this.source.slice(start, this.position), start });
    }
  }

  private character(): string {
    return this.source.charAt(this.position);
  }

  private take(kind: TokenKind, text: string): boolean {
    if (!this.source.startsWith(text, this.position)) return false;
    this.tokens.push({ kind, text, start: this.position });
    this.position += text.length;
    return true;
  }

  private match(kind: TokenKind, pattern: RegExp): RegExpExecArray | undefined {
    const found = this.peek(pattern);
    if (found) this.take(kind, found[0]);
    return found;
  }

  private skip(pattern: RegExp): boolean {
    const found = this.peek(pattern);
    this.position += found?.[0].length ?? 0;
    return found !== undefined;
  }

  private peek(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    return pattern.exec(this.source) ?? undefined;
  }

  private error(problem: string): LexicalError {
    return new LexicalError(`${problem} at character ${this.position + 1}`);
  }
}

/**
 * Kind of a token, as far as layout is concerned:
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
