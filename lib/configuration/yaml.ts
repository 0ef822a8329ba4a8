import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
} from "yaml";

import { loneSurrogateIn, textInTerraform } from "../../hcl/src";
import { omitUndefined } from "../omit-undefined";
import { type ConfigurationIssue, type Path, pathText, type Position } from "./configuration-errors";
import { type LocatedSyntaxError, otherSyntax } from "./other-syntax";
import { syntaxError } from "./yaml-errors";

/** Parsed configuration file, which knows where in its text each value stands. */
export interface Source {
  /**
   * Plain data, with aliases and merge keys resolved, and with its texts in Unicode normal form C: Terraform holds them so, and what is
   * compared here has to be equal where it is equal there.
   */
  readonly data: unknown;
  /** Scalar as the file has it, without quotes; undefined for any other value, and for one that is not in the text. */
  textAt(path: Path): string | undefined;
  /** Position of a value. Where it is missing: that of the mapping that lacks it, by its key, or the top of the file. */
  positionAt(path: Path): Position;
  /** Position of the last key of a path. */
  keyPositionAt(path: Path): Position;
}

/** Value at a path in plain data; undefined where there is none. */
export function valueIn(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => {
    const isCollection = typeof value === "object" && value !== null && Object.hasOwn(value, part);
    return isCollection ? (value as Readonly<Record<string | number, unknown>>)[part] : undefined;
  }, data);
}

/**
 * Parses YAML. JSON is a subset of it.
 *
 * @param file - put into each position, for a text whose values go into other files
 * @returns the source, or the issues that keep the text from being one
 */
export function parseSource(text: string, file?: string): Source | readonly ConfigurationIssue[] {
  const lineCounter = new LineCounter();
  const characters = text.replace(/^\uFEFF/, "");
  const document = parseDocument(characters, {
    lineCounter,
    prettyErrors: false,
    merge: true,
    stringKeys: true,
    // Reported with the line of the first by issuesOf().
    uniqueKeys: false,
  });
  const positionOf = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col, ...omitUndefined({ file }) };
  };
  // A configuration in another language may be one text in YAML.
  const error =
    nulByte(characters) ??
    syntaxError(document, characters) ??
    (isScalar(document.contents) ? otherSyntax(characters, startOf(document.contents)) : undefined);
  if (error !== undefined) {
    const { offset, problem, remedy } = error;
    return [{ position: positionOf(offset), path: "", problem, remedy }];
  }
  const targets = new Map<Alias, Node>();
  const issues = issuesOf(document, targets, positionOf);
  return issues.length > 0 ? issues : new YamlSource(document, targets, positionOf);
}

/** NUL byte, which no text has: the file is binary, or in another encoding. */
function nulByte(text: string): LocatedSyntaxError | undefined {
  const offset = text.indexOf("\0");
  if (offset < 0) return undefined;
  return {
    offset,
    problem: "NUL byte: the file is not text in UTF-8",
    remedy: { advice: "save the file as text in UTF-8, not in UTF-16" },
  };
}

/** Key and its value; an item of a list is its own key, and the root has none. */
interface Entry {
  readonly key?: unknown;
  readonly value: unknown;
}

class YamlSource implements Source {
  public readonly data: unknown;

  /** @param targets - the node that each alias stands for */
  public constructor(
    private readonly document: Document,
    private readonly targets: ReadonlyMap<Alias, Node>,
    private readonly positionOf: (offset: number) => Position,
  ) {
    // issuesOf() has limited the number of values; the parser would limit that of aliases.
    this.data = document.toJS({ maxAliasCount: -1 });
  }

  public textAt(path: Path): string | undefined {
    const value = this.resolved(this.entryAt(path)?.value);
    return isScalar(value) ? (value.source ?? "") : undefined;
  }

  public positionAt(path: Path): Position {
    const entry = this.entryAt(path);
    return entry === undefined
      ? this.keyPositionAt(path.slice(0, -1))
      : this.positionOf(startOf(entry.value ?? entry.key));
  }

  public keyPositionAt(path: Path): Position {
    return this.positionOf(startOf(this.entryAt(path)?.key ?? this.document.contents));
  }

  private entryAt(path: Path): Entry | undefined {
    return path.reduce<Entry | undefined>((entry, part) => entry && this.entryIn(entry.value, part), {
      value: this.document.contents,
    });
  }

  private entryIn(collection: unknown, part: string | number): Entry | undefined {
    const node = this.resolved(collection);
    if (isSeq(node)) {
      const value = node.items[Number(part)];
      return value === undefined ? undefined : { key: value, value };
    }
    if (!isMap(node)) return undefined;
    const own = node.items.find(({ key }) => !isMergeKey(key) && keyText(key) === String(part));
    if (own !== undefined) return own;
    const merged = node.items.filter(({ key }) => isMergeKey(key)).map(({ value }) => this.resolved(value));
    const entries = merged
      .flatMap((value) => (isSeq(value) ? value.items : [value]))
      .map((value) => this.entryIn(value, part));
    return entries.find((entry) => entry !== undefined);
  }

  private resolved(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }
}

function startOf(node: unknown): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0;
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : "";
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === "PLAIN" && key.value === "<<";
}

/** More values than any configuration needs; aliases of aliases could stand for billions. */
const MOST_VALUES = 100_000;

const PLAIN_TYPES = ["str", "int", "float", "bool", "null", "map", "seq"].map(
  (type) => `tag:yaml.org,2002:${type}`,
);

/**
 * Issues of YAML that parses, but cannot become plain data. Brings the texts of the document into the form that Terraform has them in.
 *
 * @param targets - gets the node that each alias stands for
 */
function issuesOf(
  { contents }: Document,
  targets: Map<Alias, Node>,
  positionOf: (offset: number) => Position,
): ConfigurationIssue[] {
  const issues: ConfigurationIssue[] = [];
  // The size is known once the value is complete: no value contains itself.
  const anchors = new Map<string, { readonly node: Node; size?: number }>();
  const report = (node: unknown, path: Path, problem: string, advice: string): void => {
    issues.push({ position: positionOf(startOf(node)), path: pathText(path), problem, remedy: { advice } });
  };

  /** Checks a node and what is in it; returns how many values it stands for. */
  function check(node: unknown, path: Path): number {
    if (isAlias(node)) return checkAlias(node, path);
    if (!isNode(node)) return 1;
    const anchor: { readonly node: Node; size?: number } = { node };
    if (node.anchor !== undefined) anchors.set(node.anchor, anchor);
    let size = 1;
    if (isScalar(node)) checkText(node, path);
    if (isSeq(node)) for (const [index, item] of node.items.entries()) size += check(item, [...path, index]);
    const firsts = new Map<string, Scalar>();
    if (isMap(node)) for (const pair of node.items) size += checkPair(pair, path, firsts);
    if (node.tag !== undefined && !PLAIN_TYPES.includes(node.tag)) {
      report(node, path, "unsupported YAML type", "write a plain string, number, list or mapping");
    }
    if (size > MOST_VALUES) {
      const advice = "use fewer aliases of lists and mappings that contain aliases themselves";
      report(node, path, `stands for more than ${MOST_VALUES} values`, advice);
      size = 1;
    }
    anchor.size = size;
    return size;
  }

  function checkText(scalar: Scalar, path: Path): void {
    if (typeof scalar.value !== "string") return;
    const half = loneSurrogateIn(scalar.value);
    if (half === undefined) {
      scalar.value = textInTerraform(scalar.value);
      return;
    }
    const advice = 'write the character itself, or both halves, as in "\\ud83d\\ude00"';
    report(scalar, path, `half of a surrogate pair (${half}), which is no character`, advice);
  }

  function checkAlias(alias: Alias, path: Path): number {
    const { node, size } = anchors.get(alias.source) ?? {};
    if (node !== undefined && size !== undefined) {
      targets.set(alias, node);
      return size;
    }
    const advice = "define the anchor above, and not around it; quote a string that begins with *";
    report(alias, path, "alias (*) of an anchor (&) that is not defined above", advice);
    return 1;
  }

  /** @param firsts - each key of the mapping where it is first */
  function checkPair({ key, value }: Pair, around: Path, firsts: Map<string, Scalar>): number {
    if (!isScalar(key)) {
      report(key, around, "a mapping, list or alias cannot be a key", "write a string as the key");
      return 1;
    }
    checkText(key, [...around, keyText(key)]);
    const name = keyText(key);
    const path = [...around, name];
    if (isMergeKey(key)) {
      const size = check(value, path);
      const source = isAlias(value) ? targets.get(value) : value;
      const merged = isSeq(source) ? source.items : [source];
      if (merged.every((one) => isMap(isAlias(one) ? targets.get(one) : one))) return size;
      const advice = "write an alias of a mapping (<<: *name), or a list of such aliases";
      report(key, around, "<< merges mappings only", advice);
      return size;
    }
    if (name === "__proto__") report(key, path, "reserved key", "remove or rename it");
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, key);
    else {
      const { line } = positionOf(startOf(first));
      const isSame = first.source === key.source;
      const why = isSame
        ? ""
        : ": the two are one text in Unicode normal form C, in which Terraform compares";
      report(key, path, `duplicate key, first in line ${line}${why}`, "remove or rename one of the two");
    }
    return check(value, path);
  }

  check(contents, []);
  return issues;
}
