import { commentKey } from "./comments";
import { HclError } from "./hcl-error";
import { describeJson, isJsonArray, isJsonObject, type JsonPath, type JsonValue } from "./terraform-json";

/** One member of a block's body, or of the objects that stand for its labels. */
export interface Member {
  readonly name: string;
  readonly value: JsonValue;
  readonly path: JsonPath;
}

/** One block of the configuration: its labels, and the JSON of its body. */
export interface UnpackedBlock {
  readonly labels: readonly string[];
  readonly body: JsonValue;
  readonly path: JsonPath;
}

/**
 * The blocks that one property of Terraform's JSON stands for: an object for each label, then an object for one block or
 * a list for several. A list of objects in the place of an object counts as one object with the members of all.
 * @throws HclError when a value has another form
 * @see https://github.com/hashicorp/hcl/blob/main/json/spec.md#blocks
 */
export function unpackBlocks(value: JsonValue, labels: number, path: JsonPath): UnpackedBlock[] {
  if (labels > 0) {
    return members(value, path).flatMap((label) =>
      unpackBlocks(label.value, labels - 1, label.path).map((block) => ({
        ...block,
        labels: [label.name, ...block.labels],
      })),
    );
  }
  if (value === null) return [];
  if (isJsonObject(value)) return [{ labels: [], body: value, path }];
  if (isJsonArray(value)) return value.map((body, index) => ({ labels: [], body, path: [...path, index] }));
  throw new HclError(path, `a block is an object or a list of objects, not ${describeJson(value)}`);
}

/**
 * The arguments and nested blocks of a body, without its comment.
 * @throws HclError when the body is not an object, or a name is set twice
 */
export function bodyMembers(body: JsonValue, path: JsonPath): Member[] {
  const found = members(body, path).filter(({ name }) => name !== commentKey);
  const seen = new Set<string>();
  for (const { name, path: place } of found) {
    if (seen.has(name)) throw new HclError(place, `${name} is set twice`);
    seen.add(name);
  }
  return found;
}

function members(value: JsonValue, path: JsonPath): Member[] {
  if (value === null) return [];
  if (isJsonObject(value)) {
    return Object.entries(value).map(([name, member]) => ({ name, value: member, path: [...path, name] }));
  }
  if (isJsonArray(value) && value.every(isJsonObject)) {
    return value.flatMap((object, index) => members(object, [...path, index]));
  }
  throw new HclError(path, `an object was expected here, not ${describeJson(value)}`);
}
