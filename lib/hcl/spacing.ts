import { bracketChange, type Token } from "./token";

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
