import { UserError } from "../errors";
import { omitUndefined } from "../omit-undefined";

/** One error in a configuration file, and what to do about it. */
export interface ConfigurationIssue {
  /** Absent where the issue is about the file as a whole. */
  readonly position?: Position | undefined;
  /** Path of the setting, such as `exposures.web.eip`; empty for the file as a whole. */
  readonly path: string;
  /** Text that was found; absent where the path says it all. */
  readonly found?: string | undefined;
  /** Problem, as a clause whose subject is the setting. */
  readonly problem: string;
  /** Values that are allowed. */
  readonly allowed?: string | undefined;
  /** Remedy. */
  readonly remedy?: Remedy | undefined;
}

/** Position in a text. */
export interface Position {
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
  /** File of the position, where it is not the one that the error names: one of its defaults. */
  readonly file?: string;
}

/** Remedy for an issue. */
export type Remedy =
  | {
      /** Text to write instead. */
      readonly write: string;
    }
  | {
      /** Name that was probably meant. */
      readonly didYouMean: string;
    }
  | {
      /** Advice, as an imperative without the final stop. */
      readonly advice: string;
    };

/** A configuration with errors. It lists all of them. */
export class ConfigurationError extends UserError {
  /** Tells the kind of error if `instanceof` cannot, as between two copies of the library. */
  public override readonly name = "ConfigurationError";
  public readonly code = "invalid-configuration";
  /** At least one, in the order of the file; safe to print: without control characters, and without credentials. */
  public readonly issues: readonly ConfigurationIssue[];

  /**
   * @param file - the file, as the user named it
   * @param issues - at least one, in any order
   */
  public constructor(
    public readonly file: string,
    issues: readonly ConfigurationIssue[],
  ) {
    const printed = issues.toSorted(inOrder).map(withPrintableTexts);
    super(printed.map((issue) => describe(file, issue)).join("\n\n"));
    this.issues = printed;
  }
}

/** A folder of configurations with errors. It lists all of them. */
export class ConfigurationsError extends ConfigurationError {
  /** Errors by file; those in defaults once, however many files inherit them. */
  public readonly errors: readonly ConfigurationError[];

  /**
   * @param folder - the folder of the files
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

/** One error for each file, in the order in which they come, without issues that came before. */
function withoutRepetition(errors: readonly ConfigurationError[]): ConfigurationError[] {
  const seen = new Set<string>();
  const byFile = new Map<string, ConfigurationIssue[]>();
  for (const { file, issues } of errors) {
    for (const issue of issues) {
      const text = describe(file, issue);
      const place = issue.position?.file ?? file;
      if (!seen.has(text)) byFile.set(place, [...(byFile.get(place) ?? []), issue]);
      seen.add(text);
    }
  }
  return [...byFile].map(([file, issues]) => new ConfigurationError(file, issues));
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
 * Escapes a text from a file, so that it is safe for a terminal and a log: on one line, without control characters, not too long, and without
 * the user name and password of a URL.
 *
 * @param quoted - quotes the text, which otherwise happens only where it is needed to see where it begins and ends
 */
export function printable(text: string, { quoted = false } = {}): string {
  const short = shortened(withoutPasswords(text));
  const escaped = withVisibleCharacters(short);
  const needsQuotes = quoted || text === "" || text !== text.trim() || escaped !== short;
  return needsQuotes ? `"${withVisibleCharacters(short.replaceAll(/["\\]/g, "\\$&"))}"` : escaped;
}

/** Escapes each word of a sentence as {@link printable} does, but without quotes. */
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

/** Path of a value in the data: keys of mappings and indexes of lists, from the outside. */
export type Path = readonly (string | number)[];

/**
 * Writes a path as people read it: `exposures.web.securityGroups[1]`, and `tags."cost centre"` where a key is not a plain word.
 *
 * Not zod's `toDotPath`: that writes `exposures["my-web"]` for a plain name with a hyphen, as most exposures have one, and
 * passes on invisible characters and keys of any length.
 */
export function pathText(path: Path): string {
  const parts = path.map((part) => {
    if (typeof part === "number") return `[${part}]`;
    return /^[\w<-]+$/.test(part) ? `.${printable(part)}` : `.${printable(part, { quoted: true })}`;
  });
  return parts.join("").replace(/^\./, "");
}
