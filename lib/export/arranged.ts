import { isJsonObject, type JsonObject, type JsonValue, type TerraformJson, unpackBlocks } from "../hcl";
import { type Step, stepOfLookUp, stepOfResource } from "./steps";

/** Local values that belong together, and what a reader wants to know of them. */
export interface LocalsGroup {
  readonly comment: string;
  /** The names, in this order, or what they have in common; what is in no group comes after all groups. */
  readonly names: RegExp | readonly string[];
}

/** What is said above blocks that have no comment of their own. */
const COMMENTS: Readonly<Record<string, string>> = {
  provider: "Credentials come from the provider's environment variables, from a profile or from a role.",
  import: "Takes over what exists already.",
  moved: "Keeps what was made under an earlier address.",
  removed: "No longer managed here.",
};

/**
 * A configuration in the order of the procedure, with a comment on each block that carries its step.
 *
 * @param groups - how the local values are grouped
 */
export function arranged(configuration: TerraformJson, groups: readonly LocalsGroup[]): TerraformJson {
  return Object.fromEntries(
    Object.entries(configuration).map(([kind, value]): [string, JsonValue] => {
      if (kind === "data") return [kind, inOrder(value, stepOfLookUp)];
      if (kind === "resource") return [kind, inOrder(value, stepOfResource)];
      if (kind === "locals") return [kind, inGroups(value, groups)];
      const comment = COMMENTS[kind];
      return [kind, comment === undefined ? value : withComments(value, kind, comment)];
    }),
  );
}

/** Resources or data sources in the order of their steps; within a step, they stay in the order of their names. */
function inOrder(value: JsonValue, stepOf: (type: string, body: JsonObject) => Step): JsonValue {
  const blocks = unpackBlocks(value, 2, []).map(({ labels: [type = "", name = ""], body }) => {
    const content = isJsonObject(body) ? body : {};
    return { type, name, step: stepOf(type, content), body: content };
  });
  const sorted = blocks.sort((one, other) => compare(one.step.rank, other.step.rank));
  const runs: Record<string, Record<string, JsonValue>>[] = [];
  let last: string | undefined;
  for (const { type, name, step, body } of sorted) {
    const isElsewhere = type !== last && runs.some((run) => Object.hasOwn(run, type));
    // A type that is part of two steps can only be in two places in a list.
    if (runs.length === 0 || isElsewhere) runs.push({});
    const run = runs.at(-1) ?? {};
    (run[type] ??= {})[name] = commented(body, step.comment);
    last = type;
  }
  return runs.length === 1 ? (runs[0] ?? {}) : runs;
}

function compare(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

function inGroups(value: JsonValue, groups: readonly LocalsGroup[]): JsonValue {
  const locals = unpackBlocks(value, 0, []).flatMap(({ body }) =>
    isJsonObject(body) ? Object.entries(body) : [],
  );
  const groupOf = (name: string) => groups.findIndex(({ names }) => isIn(names, name));
  return [...groups.keys(), -1].flatMap((index) => {
    const names = groups[index]?.names;
    const inGroup = locals.filter(([name]) => groupOf(name) === index);
    if (Array.isArray(names)) inGroup.sort(([one], [other]) => names.indexOf(one) - names.indexOf(other));
    if (inGroup.length === 0) return [];
    return [commented(Object.fromEntries(inGroup), groups[index]?.comment)];
  });
}

function isIn(names: LocalsGroup["names"], name: string): boolean {
  return names instanceof RegExp ? names.test(name) : names.includes(name);
}

function withComments(value: JsonValue, kind: string, comment: string): JsonValue {
  if (kind !== "provider") return unpackBlocks(value, 0, []).map(({ body }) => addComment(body, comment));
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [
          name,
          unpackBlocks(inner, 0, []).map(({ body }) => addComment(body, comment)),
        ]),
      )
    : value;
}

function addComment(body: JsonValue, comment: string): JsonValue {
  return isJsonObject(body) ? commented(body, comment) : body;
}

/** A body with a comment, unless it has one. */
function commented(body: JsonObject, comment: string | undefined): JsonObject {
  return comment === undefined ? body : { "//": comment, ...body };
}
