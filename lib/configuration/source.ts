import { LineCounter, parseDocument } from "yaml";

import { given } from "../given";
import { locate, type Located } from "./located";
import type { Mistake, Position } from "./mistake";
import { type Path, pathText } from "./path";
import { syntaxMistake } from "./syntax-mistakes";
import { kindOf } from "./value-types";

/** A parsed configuration file that can tell where in the text each value stands. */
export interface Source {
  /** The plain data. */
  readonly data: unknown;
  /** All of it. */
  readonly root: Located;
  /** The value at the path; undefined where there is none. */
  valueAt(path: Path): Located | undefined;
  /**
   * The beginning of a mistake about the value at the path: where it stands, and its text. Where it is missing, the place
   * is that of the mapping that lacks it: its key, or the top of the file.
   */
  aboutValue(path: Path): MistakePlace;
  /** The beginning of a mistake about the last key of the path. */
  aboutKey(path: Path): MistakePlace;
}

export type MistakePlace = Pick<Mistake, "position" | "path" | "found">;

/**
 * Parses YAML, of which JSON is a part.
 *
 * @param file - is put into each position, where it is not the file that an error names anyway
 * @returns the source, or the mistakes that keep it from being one
 */
export function parseSource(text: string, file?: string): Source | readonly Mistake[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ""), {
    lineCounter,
    prettyErrors: false,
    // Found by locate(), which compares the keys as texts and knows where the first of the two is.
    uniqueKeys: false,
  });
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col, ...given({ file }) };
  };
  const error = syntaxMistake(document);
  if (error !== undefined) {
    const { offset, problem, advice } = error;
    return [{ position: positionAt(offset), path: "", problem, remedy: { advice } }];
  }
  const mistakes: Mistake[] = [];
  const root = locate(document, positionAt, (mistake) => mistakes.push(mistake));
  return mistakes.length > 0 ? mistakes : new LocatedSource(root);
}

/** A source that was put together from others. */
export function sourceOf(root: Located): Source {
  return new LocatedSource(root);
}

class LocatedSource implements Source {
  public readonly data: unknown;

  public constructor(public readonly root: Located) {
    this.data = root.data;
  }

  public valueAt(path: Path): Located | undefined {
    return path.reduce<Located | undefined>((value, part) => value?.entries?.get(part)?.value, this.root);
  }

  public aboutValue(path: Path): MistakePlace {
    const value = this.valueAt(path);
    return { position: this.positionOf(path), path: pathText(path), found: value && this.textOf(value) };
  }

  public aboutKey(path: Path): MistakePlace {
    return { position: this.positionOfKey(path), path: pathText(path) };
  }

  private positionOf(path: Path): Position {
    return this.valueAt(path)?.position ?? this.positionOfKey(path.slice(0, -1));
  }

  private positionOfKey(path: Path): Position {
    const last = path.at(-1);
    const entry = last === undefined ? undefined : this.valueAt(path.slice(0, -1))?.entries?.get(last);
    return entry?.keyPosition ?? this.root.position;
  }

  private textOf(value: Located): string {
    // A file that is one text is not a configuration; it may be a key file that was named by mistake.
    const isOneText = value === this.root;
    return value.text === undefined || value.data === null || isOneText ? kindOf(value.data) : value.text;
  }
}
