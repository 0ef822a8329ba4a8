import { bracketChange, endsLine, formatHcl, lexSource, type Token } from "../../hcl/src";

/** Maximum width of a joined line. */
const MAX_WIDTH = 140;

/**
 * Rewrites HCL source on fewer lines, as a person would: brackets that fit on one line are joined, and a `for` whose result opens
 * brackets starts on the line of its own: `{ for key, row in local.rows : key => {`. Brackets with comments stay as they are.
 */
export function compacted(source: string): string {
  const formatted = formatHcl(source);
  const lines = formatted.split("\n");
  const joinPoints = joinPointsIn(formatted);
  for (const rejected = new Set<number>(); ;) {
    const { text, joined } = withLines(lines, joinPoints, rejected);
    const result = formatHcl(text);
    // Alignment with its neighbours may have lengthened a line.
    const tooLong = result
      .split("\n")
      .flatMap((line, index) => (line.length > MAX_WIDTH ? (joined.get(index) ?? []) : []));
    if (tooLong.length === 0) return result;
    for (const start of tooLong) rejected.add(start);
  }
}

/** Brackets on different lines; the first line ends with the opening one. */
interface Brackets {
  /** Indexes of the lines. */
  readonly start: number;
  readonly end: number;
  /** Whether line ends between them have no meaning, and nothing there needs a line of its own. */
  readonly isJoinable: boolean;
  readonly isFor: boolean;
}

/** Lines that may be joined. */
interface JoinPoints {
  /** Outermost brackets that start on a line, by its index. */
  readonly brackets: ReadonlyMap<number, Brackets>;
  /** Lines that start with the condition of a `for`. */
  readonly conditions: ReadonlySet<number>;
}

/** Brackets that are still open. */
interface Open {
  readonly opener: Token;
  readonly line: number;
  readonly isFor: boolean;
  /** Whether a line end follows the opening bracket. */
  readonly endsLine: boolean;
  hasComma: boolean;
  needsLines: boolean;
}

function joinPointsIn(source: string): JoinPoints {
  const brackets = new Map<number, Brackets>();
  const conditions = new Set<number>();
  const open: Open[] = [];
  const tokens = lexSource(source);
  let line = 0;
  for (const [index, token] of tokens.entries()) {
    const change = bracketChange(token);
    const innermost = open.at(-1);
    if (change > 0) open.push(opened(tokens, index, line));
    else if (change < 0 && innermost !== undefined) {
      open.pop();
      const outer = open.at(-1);
      // A line end between items of an object may stand for a comma; a block has no commas.
      const isObject = innermost.opener.text === "{" && !innermost.isFor;
      const isJoinable = !innermost.needsLines && (!isObject || innermost.hasComma);
      if (innermost.line !== line) {
        if (outer !== undefined) outer.needsLines ||= !isJoinable;
        if (innermost.endsLine)
          brackets.set(innermost.line, {
            start: innermost.line,
            end: line,
            isJoinable,
            isFor: innermost.isFor,
          });
      }
    } else if (innermost !== undefined) {
      innermost.hasComma ||= token.text === ",";
      innermost.needsLines ||= token.kind === "comment" || token.kind === "openHeredoc";
      innermost.needsLines ||= token.kind === "newline" && separatesItems(tokens, index, innermost);
    }
    if (innermost?.isFor === true && token.text === "if" && tokens[index - 1]?.kind === "newline")
      conditions.add(line);
    line += token.text.split("\n").length - 1;
  }
  return { brackets, conditions };
}

function opened(tokens: readonly Token[], index: number, line: number): Open {
  const [opener, next, first, second] = tokens.slice(index, index + 4);
  if (opener === undefined || next === undefined) throw new RangeError("unclosed bracket");
  const isBroken = endsLine(next);
  const [head, variable] = isBroken ? [first, second] : [next, first];
  const isFor = head?.text === "for" && variable?.kind === "ident";
  // A comment takes the rest of its line.
  return { opener, line, isFor, endsLine: next.kind === "newline", hasComma: false, needsLines: false };
}

/** Whether a line end alone separates two items of an object. */
function separatesItems(tokens: readonly Token[], index: number, { opener, isFor }: Open): boolean {
  if (opener.text !== "{" || isFor) return false;
  const [before, after] = [tokens[index - 1], tokens[index + 1]];
  return before !== opener && before?.text !== "," && after?.text !== "}";
}

/** Joins lines, and returns the brackets that each joined line comes from. */
function withLines(
  lines: readonly string[],
  { brackets, conditions }: JoinPoints,
  rejected: ReadonlySet<number>,
): { readonly text: string; readonly joined: ReadonlyMap<number, number> } {
  const written: string[] = [];
  const joined = new Map<number, number>();
  const ends = new Set<number>();
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const group = rejected.has(index) ? undefined : brackets.get(index);
    const all = group?.isJoinable === true ? join(lines.slice(group.start, group.end + 1)) : "";
    if (group !== undefined && all !== "" && fits(all)) {
      joined.set(written.length, index);
      written.push(all);
      index = group.end;
    } else if (group !== undefined && isList(lines, group)) {
      written.push(line, ...filled(lines.slice(group.start + 1, group.end)));
      index = group.end - 1;
    } else if (group !== undefined && embraces(lines, group, brackets)) {
      joined.set(written.length, index);
      written.push(join([line, lines[index + 1] ?? ""]));
      ends.add(group.end);
      index += 1;
    } else if (ends.has(index) || (conditions.has(index) && fits(join([written.at(-1) ?? "", line]))))
      written.push(join([written.pop() ?? "", line]));
    else written.push(line);
  }
  return { text: written.join("\n"), joined };
}

/** Whether a `for` and the brackets of its result open on one line that fits, and close together. */
function embraces(
  lines: readonly string[],
  { start, end, isFor }: Brackets,
  brackets: ReadonlyMap<number, Brackets>,
): boolean {
  if (!isFor || brackets.get(start + 1)?.end !== end - 1) return false;
  const isClosing = /^ *[\])}]+$/.test(lines[end - 1] ?? "");
  return isClosing && fits(join([lines[start] ?? "", lines[start + 1] ?? ""]));
}

/** Whether a line fits, without the spaces of an alignment that it no longer has. */
function fits(line: string): boolean {
  const text = line.trimStart();
  return line.length - text.length + formatHcl(text).length <= MAX_WIDTH;
}

/** Whether brackets contain only short items, one per line. */
function isList(lines: readonly string[], { start, end }: Brackets): boolean {
  return end - start > 2 && lines.slice(start + 1, end).every((line) => /^ *[\w.-]{1,60},$/.test(line));
}

/** Fills lines with several short items each. */
function filled(items: readonly string[]): string[] {
  return items.reduce<string[]>((rows, item) => {
    const longer = `${rows.at(-1) ?? ""} ${item.trim()}`;
    return rows.length > 0 && longer.length <= MAX_WIDTH ? [...rows.slice(0, -1), longer] : [...rows, item];
  }, []);
}

/** Joins lines, without the comma after a last item. */
function join(lines: readonly string[]): string {
  return lines.reduce((left, line) => {
    const right = line.trim();
    if (/^[)\]]/.test(right)) return left.replace(/,$/, "") + right;
    if (/[([]$/.test(left)) return left + right;
    return `${right.startsWith("}") ? left.replace(/,$/, "") : left} ${right}`;
  });
}
