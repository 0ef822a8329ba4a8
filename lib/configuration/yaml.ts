import { readFileSync } from "node:fs";

import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";

import { omitUndefined } from "../omit-undefined";
import { ConfigurationError, type ConfigurationIssue, type Path, pathText, type Position } from "./errors";
import { kindOf } from "./schema/fields";
import { syntaxMistake } from "./yaml-errors";

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

type MistakePlace = Pick<ConfigurationIssue, "position" | "path" | "found">;

/**
 * Parses YAML, of which JSON is a part.
 *
 * @param file - is put into each position, where it is not the file that an error names anyway
 * @returns the source, or the mistakes that keep it from being one
 */
export function parseSource(text: string, file?: string): Source | readonly ConfigurationIssue[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ""), {
    lineCounter,
    prettyErrors: false,
    // Found by locate(), which compares the keys as texts and knows where the first of the two is.
    uniqueKeys: false,
  });
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col, ...omitUndefined({ file }) };
  };
  const error = syntaxMistake(document);
  if (error !== undefined) {
    const { offset, problem, advice } = error;
    return [{ position: positionAt(offset), path: "", problem, remedy: { advice } }];
  }
  const mistakes: ConfigurationIssue[] = [];
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

/** A value of a file, with the places of everything in it. */
export interface Located {
  readonly position: Position;
  readonly data: unknown;
  /** As it was written, without quotes; undefined for mappings and lists. */
  readonly text?: string;
  /** What is in a mapping, by key, or in a list, by index; undefined for other values. */
  readonly entries?: ReadonlyMap<string | number, Entry>;
  /** How many values it consists of, with all aliases written out. */
  readonly size: number;
}

export interface Entry {
  /** Where the key stands; in a list, the value. */
  readonly keyPosition: Position;
  readonly value: Located;
}

/** More values than any configuration needs; aliases of aliases could stand for billions. */
const MOST_VALUES = 100_000;

const PLAIN_TYPES = ["str", "int", "float", "bool", "null", "map", "seq"].map(
  (type) => `tag:yaml.org,2002:${type}`,
);

/**
 * The values of a document without errors. Aliases and merge keys (`<<`) are written out.
 *
 * @param positionAt - the position of an offset in the text
 * @param report - is told about each place that cannot become plain data
 */
function locate(
  document: Document,
  positionAt: (offset: number) => Position,
  report: (mistake: ConfigurationIssue) => void,
): Located {
  // Anchors by name, each known only when its value is complete: no value contains itself.
  const anchors = new Map<string, Located>();

  const positionOf = (node: Node | null): Position => positionAt(node?.range?.[0] ?? 0);
  const refuse = (node: Node, path: Path, problem: string, advice: string): void => {
    report({ position: positionOf(node), path: pathText(path), problem, remedy: { advice } });
  };

  function located(node: Node | null, path: Path): Located {
    if (isAlias(node)) return aliased(node, path);
    const value = isMap(node) ? mapping(node, path) : isSeq(node) ? list(node, path) : scalar(node);
    if (node?.tag !== undefined && !PLAIN_TYPES.includes(node.tag)) {
      refuse(
        node,
        path,
        "this YAML type is not possible here",
        "write a plain text, number, list or mapping",
      );
    }
    if ((isCollection(node) || isScalar(node)) && node.anchor !== undefined) anchors.set(node.anchor, value);
    return value;
  }

  function scalar(node: Node | null): Located {
    const data = isScalar(node) ? node.value : null;
    const text = isScalar(node) ? (node.source ?? "") : "";
    return { position: positionOf(node), data, text, size: 1 };
  }

  function aliased(node: Alias, path: Path): Located {
    const value = anchors.get(node.source);
    if (value !== undefined) return { ...value, position: positionOf(node) };
    const advice = "write the anchor above, and not around it; put a text that begins with * into quotes";
    refuse(node, path, "* refers to an anchor (&), and there is none of this name above", advice);
    return { position: positionOf(node), data: null, text: "", size: 1 };
  }

  function list(node: YAMLSeq, path: Path): Located {
    const values = node.items.map((item, index) => located(isNode(item) ? item : null, [...path, index]));
    return collection(node, path, {
      data: values.map(({ data }) => data),
      entries: new Map(values.map((value, index) => [index, { keyPosition: value.position, value }])),
    });
  }

  function mapping(node: YAMLMap, path: Path): Located {
    const entries = new Map<string, Entry>();
    const merged = new Map<string, Entry>();
    for (const { key, value } of node.items.filter(isPair)) {
      const valueNode = isNode(value) ? value : null;
      const name = isNode(key) ? keyOf(key, path) : "";
      if (name === undefined) continue;
      const keyPosition = isNode(key) ? positionOf(key) : positionOf(node);
      // A value that is left out stands where its key does.
      const found = located(valueNode, [...path, name]);
      const first = entries.get(name);
      if (isNode(key) && isMergeKey(key)) {
        for (const [inner, entry] of mergedEntries(key, found, path))
          if (!merged.has(inner)) merged.set(inner, entry);
      } else if (first !== undefined && isNode(key)) {
        refuse(
          key,
          [...path, name],
          `this key stands twice in the same mapping, first in line ${first.keyPosition.line}`,
          "remove one of the two, or give it another name",
        );
      } else {
        entries.set(name, { keyPosition, value: found });
      }
    }
    for (const [name, entry] of merged) if (!entries.has(name)) entries.set(name, entry);
    return collection(node, path, {
      data: Object.fromEntries([...entries].map(([name, { value }]) => [name, value.data])),
      entries,
    });
  }

  /** The key as a text; undefined where it cannot be one. */
  function keyOf(key: Node, path: Path): string | undefined {
    if (!isScalar(key)) {
      refuse(key, path, "a mapping, a list or an alias cannot be a key", "write a plain word as the key");
      return undefined;
    }
    const name = key.source ?? "";
    if (name !== "__proto__") return name;
    refuse(key, [...path, name], "this cannot be a key", "remove it, or give it another name");
    return undefined;
  }

  function mergedEntries(key: Node, value: Located, path: Path): [string, Entry][] {
    const sources = Array.isArray(value.data)
      ? [...(value.entries?.values() ?? [])].map((entry) => entry.value)
      : [value];
    return sources.flatMap(({ data, entries }) => {
      if (entries !== undefined && !Array.isArray(data)) {
        return [...entries].map(([name, entry]): [string, Entry] => [String(name), entry]);
      }
      const advice = "write << with an alias of a mapping (<<: *name), or a list of such aliases";
      refuse(key, path, "<< takes in the keys of a mapping, and this is none", advice);
      return [];
    });
  }

  function collection(
    node: Node,
    path: Path,
    { data, entries }: Required<Pick<Located, "data" | "entries">>,
  ): Located {
    const size = [...entries.values()].reduce((sum, { value }) => sum + value.size, 1);
    if (size > MOST_VALUES) {
      const advice = "write fewer aliases of lists or mappings that contain aliases themselves";
      refuse(node, path, `this stands for more than ${MOST_VALUES} values`, advice);
      return { position: positionOf(node), data: null, size: 1 };
    }
    return { position: positionOf(node), data, entries, size };
  }

  return located(document.contents, []);
}

function isMergeKey(key: Node): boolean {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

type Explanation = Pick<ConfigurationIssue, "problem" | "remedy">;

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  ENOENT: {
    problem: "there is no such file",
    remedy: { advice: "create it, or name another one in the environment variable EXPOSURE_CONFIG" },
  },
  EISDIR: {
    problem: "this is a folder, not a file",
    remedy: { advice: "name a file in the environment variable EXPOSURE_CONFIG" },
  },
  EACCES: {
    problem: "the file may not be read",
    remedy: { advice: "give yourself the permission to read it" },
  },
};

/**
 * The text of a file.
 *
 * @throws {@link ConfigurationError} when it cannot be read, or is not UTF-8
 */
export function readText(file: string): string {
  const bytes = readBytes(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigurationError(file, [
      {
        position: positionOfDamage(bytes),
        path: "",
        problem: "the file is not UTF-8 text",
        remedy: { advice: "save it with the encoding UTF-8" },
      },
    ]);
  }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    // No instanceof: errors of Node are of another realm where the program runs in a context of its own.
    const code =
      typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);
    throw new ConfigurationError(file, [
      { path: "", ...(EXPLANATIONS[code] ?? { problem: `the file cannot be read (${code})` }) },
    ]);
  }
}

/** Where the first bytes are that are no character of UTF-8: decoded, they become the replacement character. */
function positionOfDamage(bytes: Buffer): Position {
  const text = new TextDecoder("utf-8").decode(bytes);
  const lines = text.slice(0, text.indexOf("\uFFFD")).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}
