import type { Remedy } from "./configuration-errors";

/** Syntax error in the words of a reader. */
export interface LocatedSyntaxError {
  /** Offset in the text, from 0. */
  readonly offset: number;
  readonly problem: string;
  /** Without the text of the file, which may be a secret. */
  readonly remedy: Remedy;
}

/** Characters of input methods and word processors, the characters of YAML that they resemble, and their names. */
const LOOKALIKES: readonly (readonly [characters: string, ascii: string, name: string])[] = [
  ["：", ":", "full-width colon"],
  ["，、", ",", "full-width comma"],
  ["。．", ".", "full-width full stop"],
  ["｛", "{", "full-width bracket"],
  ["｝", "}", "full-width bracket"],
  ["［【", "[", "full-width bracket"],
  ["］】", "]", "full-width bracket"],
  ["＃", "#", "full-width number sign"],
  ["－", "-", "full-width hyphen"],
  ["＂“”„", '"', "typographic quote"],
  ["‘’", "'", "typographic quote"],
  ["\u3000", " ", "full-width space"],
  ["\u00a0", " ", "no-break space"],
];

const LOOKALIKE = new RegExp(`[${LOOKALIKES.map(([characters]) => characters).join("")}]`, "u");

/** Character that resembles one of YAML, and what to do about it. */
export interface Lookalike {
  /** Index in the text. */
  readonly index: number;
  /** Name with the character, such as "full-width colon (：)". */
  readonly name: string;
  readonly remedy: Remedy;
}

/** First character of a text that resembles one of YAML; undefined where there is none. */
export function lookalikeIn(text: string): Lookalike | undefined {
  const match = LOOKALIKE.exec(text);
  const known = match === null ? undefined : LOOKALIKES.find(([characters]) => characters.includes(match[0]));
  if (match === null || known === undefined) return undefined;
  const [, ascii, name] = known;
  const replacement = ascii === ":" ? "a colon and a space" : ascii === " " ? "a space" : ascii;
  return {
    index: match.index,
    name: ascii === " " ? name : `${name} (${match[0]})`,
    remedy: { advice: `write ${replacement} in its place; switch the input method to half-width characters` },
  };
}

/** Text without the typographic quotes around it; undefined where there are none. */
export function withoutTypographicQuotes(text: string): string | undefined {
  return /^\s*[＂“”„‘’](.*?)[＂“”„‘’]\s*$/u.exec(text)?.[1];
}

/** Text with the characters of ASCII in place of those that resemble them, full-width letters and digits among them. */
export function withAsciiCharacters(text: string): string {
  const known = LOOKALIKES.reduce(
    (ascii, [characters, character]) => ascii.replaceAll(new RegExp(`[${characters}]`, "gu"), character),
    text,
  );
  return known.normalize("NFKC");
}

/** Assignment of HCL: `region = "cn-hangzhou"`. */
const ASSIGNMENT = /^\s*"?([\w-]+)"?\s*=(?![=>~])/;

/** Key of YAML for an assignment of HCL; undefined for another text. */
export function keyOfAssignment(text: string): string | undefined {
  return ASSIGNMENT.exec(text)?.[1];
}

/** Names of settings in a text that YAML takes for one key: `instance：i-bp1a， eip：203.0.113.106`, `eip = 203.0.113.106`, `// … "eip"`. */
export function namesInKey(key: string): string[] {
  if (isComment(key)) return [...key.matchAll(/"?([\w-]+)"?$/g)].map(([, name = ""]) => name);
  if (lookalikeIn(key) === undefined && keyOfAssignment(key) === undefined) return [];
  return [...key.matchAll(/(?:^|[，、,]\s*)"?([\w-]+)"?\s*[：:=]/gu)].map(([, name = ""]) => name);
}

/**
 * Finds what a text that is no YAML was most likely meant to be: a file with conflict markers, with characters of an input method, with
 * comments of another language, in HCL, or JSON without a comma. The error that YAML finds is in other words, and often in another line.
 *
 * @param text - whole text
 * @param offset - offset of the error of YAML
 */
export function otherSyntax(text: string, offset: number): LocatedSyntaxError | undefined {
  return (
    conflictMarker(text) ??
    nearbyLookalike(text, offset) ??
    nearbyComment(text, offset) ??
    hclAt(text, offset) ??
    errorOfJson(text)
  );
}

/** Whether a text is meant to be JSON: a mapping whose first key is in double quotes. */
export function isMeantAsJson(text: string): boolean {
  return /^\s*\{\s*"/.test(text);
}

/** First conflict marker of version control in a text; undefined where there is none. */
export function conflictMarker(text: string): LocatedSyntaxError | undefined {
  const offset = text.search(/^<{7}(?: .*)?$/m);
  if (offset < 0 || !/^>{7}(?: .*)?$/m.test(text)) return undefined;
  return {
    offset,
    problem: "conflict marker of version control",
    remedy: { advice: "resolve the conflict, and remove the lines with <<<<<<<, ======= and >>>>>>>" },
  };
}

/** Lookalike in the line of the error or the one before it: YAML may notice it late. */
function nearbyLookalike(text: string, offset: number): LocatedSyntaxError | undefined {
  for (const { start, line } of linesBefore(text, offset)) {
    const found = lookalikeIn(line.replace(/(?:^|\s)#.*$/, ""));
    if (found === undefined) continue;
    return {
      offset: start + found.index,
      problem: `${found.name}, which YAML takes for text`,
      remedy: found.remedy,
    };
  }
  return undefined;
}

/** Whether a text begins as a comment of other languages does, which YAML takes for text. */
export function isComment(text: string): boolean {
  return /^\s*(?:\/\/|\/\*)/.test(text);
}

/** Problem with a comment of another language, and what to do about it. */
export const FOREIGN_COMMENT = {
  problem: "comment with // or /*, which YAML takes for text",
  remedy: { advice: "begin it with #, or remove it" },
} as const;

/** Comment of another language in the line of the error or the one before it. */
function nearbyComment(text: string, offset: number): LocatedSyntaxError | undefined {
  const found = linesBefore(text, offset).find(({ line }) => isComment(line));
  return found && { offset: found.start + found.line.search(/\S/), ...FOREIGN_COMMENT };
}

function hclAt(text: string, offset: number): LocatedSyntaxError | undefined {
  const around = linesOf(text).findLast(({ start }) => start <= offset);
  if (around === undefined) return undefined;
  const { start, line } = around;
  const [, block, label] = /^\s*([\w-]+)(\s+"[^"]*")*\s*\{\s*$/.exec(line) ?? [];
  const key = keyOfAssignment(line) ?? block;
  if (key === undefined) return undefined;
  return {
    offset: start + line.search(/\S/),
    problem: "HCL, but a configuration file is YAML",
    // A block with a label is Terraform, and no setting.
    remedy:
      label === undefined
        ? { write: `${key}: …` }
        : { advice: "write a configuration file with exposed-eip init; resources follow from it" },
  };
}

/** Missing comma, colon or bracket of JSON, at the end of what stands before it. */
function errorOfJson(text: string): LocatedSyntaxError | undefined {
  if (!isMeantAsJson(text)) return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const end = text.trimEnd().length;
    const [, at = end] = /position (\d+)/.exec(message) ?? [];
    if (Number(at) >= end && !message.startsWith("Unterminated")) {
      return {
        offset: end,
        problem: "JSON ends before its brackets are closed",
        remedy: { advice: "write the missing } or ] here" },
      };
    }
    const [, missing = "", position] = /^Expected '([,:])'.* at position (\d+)/.exec(message) ?? [];
    if (position === undefined) return undefined;
    const name = missing === "," ? "comma" : "colon";
    return {
      offset: text.slice(0, Number(position)).trimEnd().length,
      problem: `missing ${name} in JSON`,
      remedy: {
        advice: missing === "," ? "write a comma here, between the values" : "write : after the key",
      },
    };
  }
}

interface Line {
  readonly start: number;
  readonly line: string;
}

/** The line of an offset and the one before it, without empty lines. */
function linesBefore(text: string, offset: number): Line[] {
  const lines = linesOf(text).filter(({ line }) => line.trim() !== "");
  const last = lines.findLastIndex(({ start }) => start <= offset);
  return lines.slice(Math.max(0, last - 1), last + 1);
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const one = { start, line };
    start += line.length + 1;
    return one;
  });
}
