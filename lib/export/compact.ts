import { bracketChange, endsLine, formatHcl, lexSource, type Token } from "../../hcl/src";

/** Longest line that is put together from several. */
const MAX_WIDTH = 140;

/**
 * HCL source on fewer lines, as a person would write it: what fits on one line is on one line, and a `for` whose result opens
 * brackets begins beside its own: `{ for key, row in local.rows : key => {`. What has comments in it stays as it is.
 */
export function compacted(source: string): string {
  const formatted = formatHcl(source);
  const lines = formatted.split("\n");
  const places = placesIn(formatted);
  for (const rejected = new Set<number>(); ;) {
    const { text, joined } = withLines(lines, places, rejected);
    const result = formatHcl(text);
    // Neighbours that are aligned may have made it longer.
    const tooLong = result
      .split("\n")
      .flatMap((line, index) => (line.length > MAX_WIDTH ? (joined.get(index) ?? []) : []));
    if (tooLong.length === 0) return result;
    for (const start of tooLong) rejected.add(start);
  }
}

/** Brackets on different lines, the first of which ends with the one that opens. */
interface Brackets {
  /** The lines that they are on. */
  readonly start: number;
  readonly end: number;
  /** Whether line ends mean nothing between them, and nothing there needs lines of its own. */
  readonly isJoinable: boolean;
  readonly isFor: boolean;
}

/** Where lines may be put together. */
interface Places {
  /** Brackets, by the line that they begin on; of several that begin on one, the outermost. */
  readonly brackets: ReadonlyMap<number, Brackets>;
  /** Lines that begin with the condition of a `for`. */
  readonly conditions: ReadonlySet<number>;
}

/** Brackets that are not closed yet. */
interface Open {
  readonly opener: Token;
  readonly line: number;
  readonly isFor: boolean;
  /** Whether a line end follows the one that opens. */
  readonly endsLine: boolean;
  hasComma: boolean;
  needsLines: boolean;
}

function placesIn(source: string): Places {
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
      // Between the items of an object, a line end may stand for a comma; a block never has one.
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
  if (opener === undefined || next === undefined) throw new RangeError("brackets are never closed");
  const isBroken = endsLine(next);
  const [head, variable] = isBroken ? [first, second] : [next, first];
  const isFor = head?.text === "for" && variable?.kind === "ident";
  // After a comment, nothing may follow on its line.
  return { opener, line, isFor, endsLine: next.kind === "newline", hasComma: false, needsLines: false };
}

/** Whether a line end is all that stands between two items of an object. */
function separatesItems(tokens: readonly Token[], index: number, { opener, isFor }: Open): boolean {
  if (opener.text !== "{" || isFor) return false;
  const [before, after] = [tokens[index - 1], tokens[index + 1]];
  return before !== opener && before?.text !== "," && after?.text !== "}";
}

/** The lines, with those together that may be, and which brackets are behind those that are longer now. */
function withLines(
  lines: readonly string[],
  { brackets, conditions }: Places,
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

/** Whether a `for` and brackets that its result opens fit on one line, and close together. */
function embraces(
  lines: readonly string[],
  { start, end, isFor }: Brackets,
  brackets: ReadonlyMap<number, Brackets>,
): boolean {
  if (!isFor || brackets.get(start + 1)?.end !== end - 1) return false;
  const isClosing = /^ *[\])}]+$/.test(lines[end - 1] ?? "");
  return isClosing && fits(join([lines[start] ?? "", lines[start + 1] ?? ""]));
}

/** Whether a line is not too long, without the spaces that aligned it with neighbours that it has no more. */
function fits(line: string): boolean {
  const text = line.trimStart();
  return line.length - text.length + formatHcl(text).length <= MAX_WIDTH;
}

/** Whether there is nothing between brackets but short items, one a line. */
function isList(lines: readonly string[], { start, end }: Brackets): boolean {
  return end - start > 2 && lines.slice(start + 1, end).every((line) => /^ *[\w.-]{1,60},$/.test(line));
}

/** Short items, several a line. */
function filled(items: readonly string[]): string[] {
  return items.reduce<string[]>((rows, item) => {
    const longer = `${rows.at(-1) ?? ""} ${item.trim()}`;
    return rows.length > 0 && longer.length <= MAX_WIDTH ? [...rows.slice(0, -1), longer] : [...rows, item];
  }, []);
}

/** Lines as one, without the comma after a last item. */
function join(lines: readonly string[]): string {
  return lines.reduce((left, line) => {
    const right = line.trim();
    if (/^[)\]]/.test(right)) return left.replace(/,$/, "") + right;
    if (/[([]$/.test(left)) return left + right;
    return `${right.startsWith("}") ? left.replace(/,$/, "") : left} ${right}`;
  });
}
