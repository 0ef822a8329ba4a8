import {
  type Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
} from "yaml";

import type { Mistake, Position } from "./mistake";

/** Where a value is in the data: keys of mappings and indexes of lists, from the outside. */
export type Path = readonly (string | number)[];

/** A parsed configuration file that can tell where in the text each value stands. */
export interface Source {
  /** The plain data. */
  readonly data: unknown;
  /** Where the value at the path stands; where it is missing, the nearest value around it. */
  positionOf(path: Path): Position;
  /** Where the last key of the path stands. */
  positionOfKey(path: Path): Position;
  /** The text of the value at the path, as it was written; undefined for mappings and lists. */
  textAt(path: Path): string | undefined;
}

/**
 * Parses YAML, of which JSON is a part.
 *
 * @returns the source, or the mistakes of syntax that keep it from being one
 */
export function parseSource(text: string): Source | readonly Mistake[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ""), {
    lineCounter,
    prettyErrors: false,
    strict: true,
  });
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
  const mistakes: Mistake[] = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    position: positionAt(pos[0]),
    path: "",
    ...explain(code, message),
  }));
  for (const key of collectionKeys(document)) {
    mistakes.push({
      position: positionAt(key.range?.[0] ?? 0),
      path: "",
      problem: "a mapping or a list cannot be a key",
      remedy: { advice: "write a plain word as the key" },
    });
  }
  if (mistakes.length > 0) return mistakes;

  const start = positionAt(0);
  const nodeAt = (path: Path): Node | undefined => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    return isNode(node) ? node : undefined;
  };
  const positionOfNode = (node: Node | undefined): Position | undefined =>
    node?.range == null ? undefined : positionAt(node.range[0]);

  const source: Source = {
    data: document.toJS() as unknown,
    positionOf: (path) => {
      const position = positionOfNode(nodeAt(path));
      if (position !== undefined) return position;
      return path.length === 0 ? start : source.positionOfKey(path.slice(0, -1));
    },
    positionOfKey: (path) => {
      const parent = nodeAt(path.slice(0, -1));
      const key = isMap(parent)
        ? parent.items.map((item) => item.key).find(isKeyNamed(path.at(-1)))
        : undefined;
      return positionOfNode(key) ?? source.positionOf(path.slice(0, -1));
    },
    textAt: (path) => {
      const node = nodeAt(path);
      return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
    },
  };
  return source;
}

function explain(code: string, message: string): { problem: string; remedy: { advice: string } } {
  switch (code) {
    case "DUPLICATE_KEY":
      return {
        problem: "this key stands twice in the same mapping",
        remedy: { advice: "remove one of the two, or give it another name" },
      };
    case "MULTIPLE_DOCS":
      return {
        problem: "the file holds more than one YAML document",
        remedy: { advice: "write one configuration per file, without a line ---" },
      };
    default: {
      const [sentence = message] = message.split(/(?<=\.)\s|\n/, 1);
      return {
        problem: `not valid YAML: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, "")}`,
        remedy: { advice: "correct the YAML (or JSON) at this place or just before it" },
      };
    }
  }
}

function collectionKeys(document: Document): Node[] {
  const keys: Node[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (isNode(key) && !isScalar(key)) keys.push(key);
    },
  });
  return keys;
}

function isKeyNamed(name: string | number | undefined): (key: unknown) => key is Scalar {
  return (key): key is Scalar => isScalar(key) && String(key.value) === String(name);
}
