import { given } from "../given";
import { printable, printableSentence } from "./printable";

/** One thing that is wrong in a configuration file, and what to do about it. */
export interface Mistake {
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
export class ConfigurationError extends Error {
  /** Tells the kind of error where `instanceof` cannot, as in two copies of the library. */
  public override readonly name = "ConfigurationError";
  /** At least one, in the order of the file; safe to print: without control characters, and without credentials. */
  public readonly mistakes: readonly Mistake[];

  /**
   * @param file - the file, as the user named it
   * @param mistakes - at least one, in any order
   */
  public constructor(
    public readonly file: string,
    mistakes: readonly Mistake[],
  ) {
    const printed = mistakes.toSorted(inOrder).map(withPrintableTexts);
    super(printed.map((mistake) => describe(file, mistake)).join("\n\n"));
    this.mistakes = printed;
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
      distinct.flatMap(({ mistakes }) => mistakes),
    );
    this.errors = distinct;
    this.message = distinct.map(({ message }) => message).join("\n\n");
  }
}

/** One error for each file, in the order in which they come, without what was said before. */
function withoutRepetition(errors: readonly ConfigurationError[]): ConfigurationError[] {
  const seen = new Set<string>();
  const byFile = new Map<string, Mistake[]>();
  for (const { file, mistakes } of errors) {
    for (const mistake of mistakes) {
      const text = describe(file, mistake);
      const place = mistake.position?.file ?? file;
      if (!seen.has(text)) byFile.set(place, [...(byFile.get(place) ?? []), mistake]);
      seen.add(text);
    }
  }
  return [...byFile].map(([file, mistakes]) => new ConfigurationError(file, mistakes));
}

function inOrder({ position: one }: Mistake, { position: other }: Mistake): number {
  const start: Position = { line: 0, column: 0 };
  const [first, second] = [one ?? start, other ?? start];
  const [file = "", otherFile = ""] = [first.file, second.file];
  if (file !== otherFile) return file < otherFile ? -1 : 1;
  return first.line - second.line || first.column - second.column;
}

function withPrintableTexts({ found, problem, allowed, remedy, ...place }: Mistake): Mistake {
  return {
    ...place,
    problem: printableSentence(problem),
    ...given({
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

function describe(file: string, { position, path, found, problem, allowed, remedy }: Mistake): string {
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
