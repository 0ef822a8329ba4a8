import type { Changes } from "../changes";
import type { Cloud } from "../cloud";
import { invalidParameter, refused } from "../errors";
import type { Parameters } from "../parameters";
import type { Change, Operation, Tags } from "../state";

/** What an action gets: the request, the state and the means to begin what takes time. */
export interface Call {
  readonly parameters: Parameters;
  readonly cloud: Cloud;
  readonly changes: Changes;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Begins a change, which takes as long as the operation does, or as a fault says. */
  begin(change: Change, id: string, operation: Operation): void;
}

/** A JSON object. */
export type Json = Record<string, unknown>;

/**
 * Does what a request asks for, and gives the answer without its RequestId.
 * @throws ApiError when it refuses
 */
export type Action = (call: Call) => Json;

/** Whether a resource passes a filter: none is given, or the value is among the comma-separated ones. */
export function among(filter: string | undefined, value: string): boolean {
  return filter === undefined || filter.split(",").some((item) => item.trim() === value);
}

/** Whether a resource passes filters that are lists: it is empty, or the value is in it. */
export function inList(filter: readonly string[], value: string): boolean {
  return filter.length === 0 || filter.includes(value);
}

/** Whether a resource has every tag that the request filters by, `Tag.N.Key` and, if given, `Tag.N.Value`. */
export function hasTags(parameters: Parameters, tags: Tags): boolean {
  return parameters.structures("Tag").every((filter) => {
    const key = filter.text("Key");
    const value = filter.given("Value");
    return key === undefined || (Object.hasOwn(tags, key) && (value === undefined || tags[key] === value));
  });
}

/** One page of a list by number, with the three counts that go with it. */
export function page<T>(
  parameters: Parameters,
  items: readonly T[],
  maximum = 50,
): { items: T[]; counts: Json } {
  const number = parameters.integer("PageNumber", 1, 1_000_000) ?? 1;
  const size = parameters.integer("PageSize", 1, maximum) ?? 10;
  return {
    items: items.slice((number - 1) * size, number * size),
    counts: { TotalCount: items.length, PageNumber: number, PageSize: size },
  };
}

/** One page of a list by token: `NextToken` is the number of items before it, and empty after the last page. */
export function tokenPage<T>(
  parameters: Parameters,
  items: readonly T[],
  size: number,
): { items: T[]; next: string } {
  const start = parameters.integer("NextToken", 0, 1_000_000_000) ?? 0;
  return {
    items: items.slice(start, start + size),
    next: start + size < items.length ? String(start + size) : "",
  };
}

/** The longest a tag's key and value may be. */
const tagLength = 128;
const maximumTags = 20;

/**
 * Reads the tags of a request, `Tag.N.Key` and `Tag.N.Value`.
 * @throws ApiError when there are too many, a key is there twice, or one is reserved or too long
 */
export function readTags(parameters: Parameters): Tags {
  const tags = parameters.structures("Tag");
  if (tags.length > maximumTags)
    throw refused("QuotaExceed.Tags", `A resource has at most ${maximumTags} tags.`);
  const entries = tags.map((tag): [string, string] => [
    checkedTagKey(tag.text("Key") ?? ""),
    tag.text("Value") ?? "",
  ]);
  if (new Set(entries.map(([key]) => key)).size < entries.length) {
    throw refused("Duplicate.TagKey", "The Tag.N.Key contain duplicate key.");
  }
  const wrong = entries.find(([, value]) => value.length > tagLength || /^https?:\/\//.test(value));
  if (wrong !== undefined)
    throw refused("InvalidTagValue.Malformed", "The specified Tag.n.Value is not valid.");
  return Object.fromEntries(entries);
}

function checkedTagKey(key: string): string {
  if (key === "" || key.length > tagLength || /^(?:aliyun|acs:|https?:\/\/)/.test(key)) {
    throw refused("InvalidTagKey.Malformed", "The specified Tag.n.Key is not valid.");
  }
  return key;
}

/** Tags as the VPC API writes them. */
export function vpcTags(tags: Tags): Json {
  return { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

/** Tags as the ECS API writes them. */
export function ecsTags(tags: Tags): Json {
  return { Tag: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) };
}

/**
 * Reads a name, empty ones included.
 * @throws ApiError when it is longer than 128 characters or starts with http:// or https://
 */
export function readName(parameters: Parameters, name: string): string | undefined {
  return readText(parameters, name, 128);
}

/**
 * Reads a description, empty ones included.
 * @throws ApiError when it is longer than 256 characters or starts with http:// or https://
 */
export function readDescription(parameters: Parameters, name = "Description"): string | undefined {
  return readText(parameters, name, 256);
}

function readText(parameters: Parameters, name: string, maximum: number): string | undefined {
  const value = parameters.given(name);
  if (value !== undefined && (value.length > maximum || /^https?:\/\//.test(value))) {
    throw invalidParameter(
      name,
      value,
      `at most ${maximum} characters, not starting with http:// or https://`,
    );
  }
  return value;
}

/** The entries of an object that are not `undefined`, for changing only what a request gives. */
export function givenOnly<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
