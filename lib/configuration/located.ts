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
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";

import type { Mistake, Position } from "./mistake";
import { pathText, type Path } from "./path";

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
export function locate(
  document: Document,
  positionAt: (offset: number) => Position,
  report: (mistake: Mistake) => void,
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
