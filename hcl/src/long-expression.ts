import { bracketChange, lexSource, type Token } from "./lexer";

/** Longest expression that stays on one line, without what is in front of it. */
const MAX_WIDTH = 100;

/** Longest head and result of a `for` that stay on one line when the rest does not. */
const MAX_SHORT_FOR = 60;

/**
 * A long expression on several lines, broken where a person would break it: between the arguments of a call, the items of
 * a list, the parts of a `for` and those of a condition, and after `&&` and `||`. One that has line ends or comments
 * already stays as it is.
 */
export function breakLongExpression(source: string): string {
  if (source.length <= MAX_WIDTH) return source;
  const tokens = lexSource(source);
  if (tokens.some(({ kind }) => ["newline", "comment", "openHeredoc"].includes(kind))) return source;
  const part = new Part(source, tokens);
  // Outside of brackets, a line end would end the expression.
  return part.hasOperands ? `(\n${part.operands()}\n)` : part.inBrackets();
}

/** A range of tokens that is an expression, or a part of one. */
class Part {
  public constructor(
    private readonly source: string,
    private readonly tokens: readonly Token[],
  ) {}

  /**
   * Broken in its brackets only.
   * @param isTooLong - whether what it is a part of is too long, and nothing else can be broken there
   */
  public inBrackets(isTooLong = this.width > MAX_WIDTH): string {
    if (!isTooLong) return this.text();
    const groups = this.groups();
    const longest = Math.max(...groups.map(({ width }) => width));
    const broken = groups.filter(({ width }) => width === longest || width > MAX_WIDTH);
    let [text, end] = ["", this.start];
    for (const { open, content, close } of broken) {
      text += this.source.slice(end, endOf(open)) + content.asContent(open.text) + close.text;
      end = endOf(close);
    }
    return text + this.source.slice(end, this.end);
  }

  /** Whether operators outside of all brackets divide it. */
  public get hasOperands(): boolean {
    return this.operandEnds().length > 0;
  }

  /** Each operand on a line of its own, and broken where it is still too long. */
  public operands(): string {
    const operands = this.splitAfter(this.operandEnds());
    return operands.map((operand) => operand.anywhere()).join("\n");
  }

  /** Broken wherever it can be, where a line end does not end the expression. */
  private anywhere(): string {
    return this.width > MAX_WIDTH && this.hasOperands ? this.operands() : this.inBrackets();
  }

  /** Ends of the operands of `? :`, or those of `&&` and `||`, which bind more tightly. */
  private operandEnds(): number[] {
    const branches = this.outerIndexes(({ text }) => text === "?" || text === ":").map((index) => index - 1);
    const isCondition = branches.some((end) => this.tokens[end + 1]?.text === "?" && end >= 0);
    const ends = isCondition ? branches : this.outerIndexes(({ text }) => text === "&&" || text === "||");
    return ends.filter((end) => end >= 0 && end < this.tokens.length - 1);
  }

  /** Text between two brackets, with the line ends that it gets there. */
  private asContent(bracket: string): string {
    const lines = this.forLines() ?? this.itemLines(bracket);
    return lines === undefined ? this.inBrackets(true) : `\n${lines.join("\n")}\n`;
  }

  /** `for … :`, what it yields, and its condition, if this is one. */
  private forLines(): string[] | undefined {
    if (this.tokens[0]?.text !== "for" || this.tokens[1]?.kind !== "ident") return undefined;
    const [colon = -1] = this.outerIndexes(({ text }) => text === ":");
    const condition = this.outerIndexes(({ kind, text }) => kind === "ident" && text === "if").filter(
      (index) => index > colon,
    );
    const parts = this.splitAfter([colon, ...condition.map((index) => index - 1)]);
    const [head = "", result = "", ...rest] = parts.map((part) => part.anywhere());
    const isShort = head.length + result.length <= MAX_SHORT_FOR;
    return isShort ? [`${head} ${result}`, ...rest] : [head, result, ...rest];
  }

  /** Items with commas between them, or the operands of one; undefined for a single item of another kind. */
  private itemLines(bracket: string): string[] | undefined {
    const items = this.splitAfter(this.outerIndexes(({ text }) => text === ","));
    // In an object, a line end would end the value.
    const isObject = bracket === "{";
    if (items.length > 1) return items.map((item) => (isObject ? item.inBrackets() : item.anywhere()));
    return isObject || !this.hasOperands ? undefined : [this.operands()];
  }

  private splitAfter(indexes: readonly number[]): Part[] {
    const starts = [0, ...indexes.map((index) => index + 1)];
    return starts
      .map((start, part) => new Part(this.source, this.tokens.slice(start, starts[part + 1])))
      .filter(({ tokens }) => tokens.length > 0);
  }

  /** The indexes of tokens outside of all brackets and templates. */
  private outerIndexes(isWanted: (token: Token) => boolean): number[] {
    let depth = 0;
    return this.tokens.flatMap((token, index) => {
      const found = depth === 0 && ["symbol", "ident"].includes(token.kind) && isWanted(token) ? [index] : [];
      depth += bracketChange(token);
      return found;
    });
  }

  /** The outermost pairs of brackets with something in them. */
  private groups(): Group[] {
    const groups: Group[] = [];
    let [depth, first] = [0, 0];
    for (const [index, token] of this.tokens.entries()) {
      const change = bracketChange(token);
      if (depth === 0 && change === 1) first = index;
      depth += change;
      const open = this.tokens[first];
      if (depth > 0 || change !== -1 || open?.kind !== "symbol" || index === first + 1) continue;
      const content = new Part(this.source, this.tokens.slice(first + 1, index));
      groups.push({ open, content, close: token, width: endOf(token) - open.start });
    }
    return groups;
  }

  private text(): string {
    return this.source.slice(this.start, this.end);
  }

  private get width(): number {
    return this.end - this.start;
  }

  private get start(): number {
    return this.tokens[0]?.start ?? 0;
  }

  private get end(): number {
    const last = this.tokens.at(-1);
    return last === undefined ? this.start : endOf(last);
  }
}

interface Group {
  readonly open: Token;
  readonly content: Part;
  readonly close: Token;
  readonly width: number;
}

function endOf({ start, text }: Token): number {
  return start + text.length;
}
