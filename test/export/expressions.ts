import { bracketChange, endsLine, lexSource, type Token } from "../../hcl/src";

/** An expression in HCL source, without the layout. */
interface Expression {
  readonly text: string;
  /** The functions whose calls it is an argument of, from the outermost. */
  readonly calls: readonly string[];
}

/**
 * All expressions in HCL source that stand between brackets, commas, signs and line ends, and those in them: arguments, operands,
 * items of lists, and what is in templates.
 */
export function expressionsIn(source: string): Expression[] {
  return partsOf(lexSource(source), []);
}

function partsOf(tokens: readonly Token[], calls: readonly string[]): Expression[] {
  const found: Expression[] = [];
  let operand: Token[] = [];
  let item: Token[] = [];
  const add = (part: readonly Token[]) => {
    if (part.length > 0) found.push({ text: textOf(part), calls });
  };
  const endOperand = () => {
    add(operand);
    operand = [];
  };
  const endItem = () => {
    if (operand.length < item.length) add(item);
    endOperand();
    item = [];
  };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined || token.kind === "comment") continue;
    if (bracketChange(token) > 0) {
      const end = closing(tokens, index);
      const content = tokens.slice(index + 1, end);
      const name = token.text === "(" ? operand.at(-1) : undefined;
      found.push(...partsOf(content, name?.kind === "ident" ? [...calls, name.text] : calls));
      operand.push(...tokens.slice(index, end + 1));
      item.push(...tokens.slice(index, end + 1));
      index = end;
    } else if (endsLine(token) || token.text === "," || token.text === "=") endItem();
    else {
      item.push(token);
      if (OPERATORS.has(token.text) && token.kind !== "literal") endOperand();
      else operand.push(token);
    }
  }
  endItem();
  return found;
}

const OPERATORS = new Set([
  "&&",
  "||",
  "?",
  ":",
  "==",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "+",
  "-",
  "*",
  "=>",
  "if",
  "in",
]);

function closing(tokens: readonly Token[], start: number): number {
  let depth = 0;
  return tokens.findIndex((token, index) => {
    if (index >= start) depth += bracketChange(token);
    return index >= start && depth === 0;
  });
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .filter((token) => !endsLine(token) && token.kind !== "comment")
    .map(({ text }) => text)
    .join(" ");
}
