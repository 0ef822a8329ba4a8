import { bracketChange, endsLine, lexSource, type Token } from "./lexer";

/**
 * Lays HCL source out as `terraform fmt` does: indentation, the spaces inside a line, and aligned equals signs and
 * trailing comments. Line ends stay where they are, as they do in `terraform fmt`.
 * @throws LexicalError when the source is not HCL
 */
export function formatHcl(source: string): string {
  const lines = splitLines(lexSource(source));
  const indents = indentation(lines);
  const rows = lines.map(({ lead, assign, comment }, index): Row => {
    const cells = { lead: joinTokens(lead), assign: joinTokens(assign), comment: joinTokens(comment) };
    return { ...cells, lead: " ".repeat(indents[index] ?? 0) + cells.lead };
  });
  alignColumn(rows, "assign", ({ lead }) => lead);
  alignColumn(rows, "comment", ({ lead, assign }) => lead + assign);
  return rows.map(({ lead, assign, comment }) => lead + assign + comment).join("");
}

/** One line of source in up to three parts; the later two, where neighbours have them, are aligned with each other. */
interface Line {
  /** Everything that belongs to neither of the others. */
  readonly lead: readonly Token[];
  /** From the equals sign on, when the whole value is on this line. */
  readonly assign: readonly Token[];
  /** A comment after something else. */
  readonly comment: readonly Token[];
}

/** The text of a line's parts, with the spaces in front of each. */
interface Row {
  readonly lead: string;
  assign: string;
  comment: string;
}

function splitLines(tokens: readonly Token[]): Line[] {
  const lines: Line[] = [];
  let line: Token[] = [];
  for (const token of tokens) {
    line.push(token);
    if (endsLine(token)) {
      lines.push(splitCells(line));
      line = [];
    }
  }
  if (line.length > 0) lines.push(splitCells(line));
  return lines;
}

function splitCells(line: readonly Token[]): Line {
  const isTrailing = line.length > 1 && line.at(-1)?.kind === "comment";
  const code = isTrailing ? line.slice(0, -1) : line;
  const comment = isTrailing ? line.slice(-1) : [];
  const equals = code.findIndex(({ kind, text }, index) => index > 0 && kind === "symbol" && text === "=");
  if (equals < 0 || netBrackets(code.slice(equals)) !== 0) return { lead: code, assign: [], comment };
  return { lead: code.slice(0, equals), assign: code.slice(equals), comment };
}

function netBrackets(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token) => sum + bracketChange(token), 0);
}

/** Columns before each line. A line that opens brackets indents what follows by one step, however many it opens. */
function indentation(lines: readonly Line[]): number[] {
  const open: number[] = [];
  return lines.map(({ lead, assign }) => {
    if (lead[0]?.kind === "newline") return 0;
    const heredoc = lead.findIndex(({ kind }) => kind === "openHeredoc");
    const change = netBrackets(heredoc < 0 ? lead : lead.slice(0, heredoc + 1)) + netBrackets(assign);
    if (change > 0) {
      open.push(change);
      return 2 * (open.length - 1);
    }
    close(open, -change);
    return 2 * open.length;
  });
}

function close(open: number[], brackets: number): void {
  let left = brackets;
  while (left > 0) {
    const innermost = open.pop();
    if (innermost === undefined) return;
    if (innermost > left) open.push(innermost - left);
    left -= innermost;
  }
}

function joinTokens(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) => {
      const left = tokens[index - 1];
      return left && isSpaced(tokens[index - 2], left, token) ? ` ${token.text}` : token.text;
    })
    .join("");
}

/** Pads a cell on consecutive rows that have it, so that it starts one column after the longest text before it. */
function alignColumn(
  rows: readonly Row[],
  cell: "assign" | "comment",
  textBefore: (row: Row) => string,
): void {
  let start = 0;
  while (start < rows.length) {
    let end = start;
    while (rows[end]?.[cell]) end += 1;
    const chain = rows.slice(start, end);
    const widths = chain.map((row) => displayWidth(textBefore(row)));
    const column = widths.reduce((widest, width) => Math.max(widest, width), 0) + 1;
    chain.forEach((row, index) => {
      row[cell] = " ".repeat(column - (widths[index] ?? 0)) + row[cell];
    });
    start = end + 1;
  }
}

/** Created when a text needs it: its data takes as long to load as all of this package. */
let graphemes: Intl.Segmenter | undefined;

/** Columns as `terraform fmt` counts them: one for what a reader sees as one character. */
function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...graphemes.segment(text)].length;
}

/** Tokens after which a minus cannot be a subtraction. */
const beforeNegation = new Set([
  "(",
  "{",
  "[",
  "=",
  ":",
  ",",
  "?",
  "+",
  "*",
  "/",
  "%",
  "-",
  "==",
  "!=",
  ">",
  ">=",
  "<",
  "<=",
  "&&",
  "||",
  "!",
]);

/**
 * Whether `terraform fmt` puts a space between two neighbours of one line.
 * @param before - the token before `left`, which tells a negation from a subtraction
 */
export function isSpaced(before: Token | undefined, left: Token, right: Token): boolean {
  if (right.kind === "newline") return false;
  if (left.kind === "ident" && isSymbol(right, "(", "::")) return false;
  if (isSymbol(left, "::") && right.kind === "ident") return false;
  if (isSymbol(left, ".") || isSymbol(right, ".", ",", "...")) return false;
  if (isSymbol(left, ",")) return true;
  if (isInsideString(left, right)) return false;
  if (left.kind === "ident" && left.text === "in" && before?.kind === "ident") return true;
  if (isSymbol(right, "[") && (left.kind === "ident" || left.kind === "number" || bracketChange(left) < 0))
    return false;
  if (isSymbol(left, "!")) return false;
  if (isSymbol(left, "-")) return before !== undefined && !isNegationAfter(before);
  if (isSymbol(left, "{") && isSymbol(right, "}")) return false;
  if (isSymbol(left, "{") || isSymbol(right, "}")) return true;
  if (left.kind === "openTemplate" && isSymbol(right, "{")) return true;
  if (isSymbol(left, "}") && right.kind === "closeTemplate") return true;
  if (left.kind === "closeTemplate" && right.kind === "openTemplate") return false;
  return bracketChange(left) <= 0 && bracketChange(right) >= 0;
}

function isNegationAfter({ kind, text }: Token): boolean {
  return kind === "symbol" && beforeNegation.has(text);
}

function isInsideString(left: Token, right: Token): boolean {
  return (
    left.kind === "literal" ||
    left.kind === "openQuote" ||
    left.kind === "openHeredoc" ||
    right.kind === "literal" ||
    right.kind === "closeQuote" ||
    right.kind === "closeHeredoc"
  );
}

function isSymbol({ kind, text }: Token, ...texts: readonly string[]): boolean {
  return kind === "symbol" && texts.includes(text);
}
