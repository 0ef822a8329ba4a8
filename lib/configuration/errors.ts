import { UserError } from "../errors";
import { omitUndefined } from "../omit-undefined";

/** One thing that is wrong in a configuration file, and what to do about it. */
export interface ConfigurationIssue {
  /** Absent when the mistake is about the file as a whole. */
  readonly position?: Position | undefined;
  /** The place in the data, such as `exposures.web.eip`; empty for the file as a whole. */
  readonly path: string;
  /** The text that was found; absent where the path says it all. */
  readonly found?: string | undefined;
  /** What is wrong, as a clause. */
  readonly problem: string;
  /** What would be accepted. */
  readonly allowed?: string | undefined;
  /** What to do. */
  readonly remedy?: Remedy | undefined;
}

/** A position in a text, both counted from 1. */
export interface Position {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1. */
  readonly column: number;
  /** The file it is in, where that is not the one that the error names: its defaults. */
  readonly file?: string;
}

/** What to do about a mistake. */
export type Remedy =
  | {
      /** A text to write instead. */
      readonly write: string;
    }
  | {
      /** The name that was probably meant. */
      readonly didYouMean: string;
    }
  | {
      /** What to do, as a clause without the final stop. */
      readonly advice: string;
    };

/** A configuration that cannot be used, with everything that is wrong in it. */
export class ConfigurationError extends UserError {
  /** Tells the kind of error if `instanceof` cannot, as between two copies of the library. */
  public override readonly name = "ConfigurationError";
  public readonly code = "invalid-configuration";
  /** At least one, in the order of the file; safe to print: without control characters, and without credentials. */
  public readonly issues: readonly ConfigurationIssue[];

  /**
   * @param file - the file, as the user named it
   * @param mistakes - at least one, in any order
   */
  public constructor(
    public readonly file: string,
    mistakes: readonly ConfigurationIssue[],
  ) {
    const printed = mistakes.toSorted(inOrder).map(withPrintableTexts);
    super(printed.map((mistake) => describe(file, mistake)).join("\n\n"));
    this.issues = printed;
  }
}

/** Several configurations of which some cannot be used, with everything that is wrong in all of them. */
export class ConfigurationsError extends ConfigurationError {
  /** What is wrong with each; a mistake in defaults that several files have in common is in the first of them only. */
  public readonly errors: readonly ConfigurationError[];

  /**
   * @param folder - what holds the files
   * @param errors - at least one
   */
  public constructor(folder: string, errors: readonly ConfigurationError[]) {
    const distinct = withoutRepetition(errors);
    super(
      folder,
      distinct.flatMap(({ issues }) => issues),
    );
    this.errors = distinct;
    this.message = distinct.map(({ message }) => message).join("\n\n");
  }
}

/** One error for each file, in the order in which they come, without what was said before. */
function withoutRepetition(errors: readonly ConfigurationError[]): ConfigurationError[] {
  const seen = new Set<string>();
  const byFile = new Map<string, ConfigurationIssue[]>();
  for (const { file, issues } of errors) {
    for (const mistake of issues) {
      const text = describe(file, mistake);
      const place = mistake.position?.file ?? file;
      if (!seen.has(text)) byFile.set(place, [...(byFile.get(place) ?? []), mistake]);
      seen.add(text);
    }
  }
  return [...byFile].map(([file, mistakes]) => new ConfigurationError(file, mistakes));
}

function inOrder({ position: one }: ConfigurationIssue, { position: other }: ConfigurationIssue): number {
  const start: Position = { line: 0, column: 0 };
  const [first, second] = [one ?? start, other ?? start];
  const [file = "", otherFile = ""] = [first.file, second.file];
  if (file !== otherFile) return file < otherFile ? -1 : 1;
  return first.line - second.line || first.column - second.column;
}

function withPrintableTexts({
  found,
  problem,
  allowed,
  remedy,
  ...place
}: ConfigurationIssue): ConfigurationIssue {
  return {
    ...place,
    problem: printableSentence(problem),
    ...omitUndefined({
      found: found === undefined ? undefined : printable(found),
      allowed: allowed === undefined ? undefined : printableSentence(allowed),
      remedy: remedy === undefined ? undefined : printableRemedy(remedy),
    }),
  };
}

function printableRemedy(remedy: Remedy): Remedy {
  if ("write" in remedy) return { write: printableSentence(remedy.write) };
  if ("didYouMean" in remedy) return { didYouMean: printableSentence(remedy.didYouMean) };
  return { advice: printableSentence(remedy.advice) };
}

function describe(
  file: string,
  { position, path, found, problem, allowed, remedy }: ConfigurationIssue,
): string {
  const name = printable(position?.file ?? file);
  const place = position === undefined ? name : `${name}:${position.line}:${position.column}`;
  const rows: [label: string, text: string][] = [];
  if (found !== undefined) rows.push(["found", found]);
  rows.push(["problem", problem]);
  if (allowed !== undefined) rows.push(["allowed", allowed]);
  if (remedy !== undefined) rows.push(remedyRow(remedy));
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    path === "" ? place : `${place}  ${path}`,
    ...rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`),
  ].join("\n");
}

function remedyRow(remedy: Remedy): [label: string, text: string] {
  if ("write" in remedy) return ["write", remedy.write];
  if ("didYouMean" in remedy) return ["did you mean", remedy.didYouMean];
  return ["do", remedy.advice];
}

/** No text from a file takes more of a line than this. */
const LONGEST = 80;

// Control characters, invisible format characters, halves of surrogate pairs, and white space that looks like a space.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text from a file, made safe for a terminal and a log: on one line, without control characters, not too long, and without
 * the user name and password of a URL.
 *
 * @param quoted - puts the text into quotes, which otherwise happens only where they are needed to see where it begins and ends
 */
export function printable(text: string, { quoted = false } = {}): string {
  const short = shortened(withoutPasswords(text));
  const escaped = withVisibleCharacters(short);
  const needsQuotes = quoted || text === "" || text !== text.trim() || escaped !== short;
  return needsQuotes ? `"${withVisibleCharacters(short.replaceAll(/["\\]/g, "\\$&"))}"` : escaped;
}

/** A sentence with words from a file in it: each of them made safe as {@link printable} does, but without quotes. */
export function printableSentence(sentence: string): string {
  return withVisibleCharacters(withoutPasswords(sentence).replaceAll(/\S+/g, shortened));
}

function shortened(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= LONGEST) return text;
  return `${characters.slice(0, LONGEST - 20).join("")}… (${characters.length} characters)`;
}

function withVisibleCharacters(text: string): string {
  return text.replaceAll(INVISIBLE, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return SHORT_ESCAPES[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`);
  });
}

function withoutPasswords(text: string): string {
  return text.replaceAll(/(?<=:\/\/)[^/\s]*@/g, "…@");
}

/** Where a value is in the data: keys of mappings and indexes of lists, from the outside. */
export type Path = readonly (string | number)[];

/** A path as people read it: `exposures.web.securityGroups[1]`, and `tags."cost centre"` where a key is not a plain word. */
export function pathText(path: Path): string {
  const parts = path.map((part) => {
    if (typeof part === "number") return `[${part}]`;
    return /^[\w<-]+$/.test(part) ? `.${printable(part)}` : `.${printable(part, { quoted: true })}`;
  });
  return parts.join("").replace(/^\./, "");
}
