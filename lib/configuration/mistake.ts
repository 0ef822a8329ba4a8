/** One thing that is wrong in a configuration file, and what to do about it. */
export interface Mistake {
  /** 1-based; absent when the mistake is about the file as a whole. */
  readonly position?: Position;
  /** The place in the file, such as `exposures.web.eip`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, as a clause. */
  readonly problem: string;
  /** The text that was found. */
  readonly found?: string;
  /** What would be accepted. */
  readonly allowed?: string;
  /** What to do. */
  readonly remedy?: Remedy;
}

/** A position in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text to write instead, the name that was probably meant, or a sentence. */
export type Remedy =
  { readonly write: string } | { readonly didYouMean: string } | { readonly advice: string };

/** A configuration that cannot be used, with everything that is wrong in it. */
export class ConfigurationError extends Error {
  public override readonly name = "ConfigurationError";

  /**
   * @param file - the file, as the user named it
   * @param mistakes - at least one, in the order of the file
   */
  public constructor(
    public readonly file: string,
    public readonly mistakes: readonly Mistake[],
  ) {
    super(mistakes.map((mistake) => describe(file, mistake)).join("\n\n"));
  }
}

function describe(file: string, { position, path, problem, found, allowed, remedy }: Mistake): string {
  const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
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
