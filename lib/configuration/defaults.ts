import { mistakesOf } from "./issues";
import type { Entry, Located } from "./located";
import type { Mistake } from "./mistake";
import { defaultsSchema } from "./schema";
import { type Source, sourceOf } from "./source";
import { isMapping } from "./value-types";

/** What each configuration has for itself. */
const OWN = ["stack", "exposures"] as const;

/** Settings that are inherited key by key; the others are taken as a whole. */
const BY_KEY = ["provider", "tags", "policy"];

/** What is wrong with a file of defaults, whoever inherits them. */
export function defaultsMistakes(source: Source): Mistake[] {
  const settings = isMapping(source.data) ? source.data : {};
  const own = OWN.filter((key) => Object.hasOwn(settings, key)).map((key): Mistake => ({
    ...source.aboutKey([key]),
    problem: `each configuration has ${key} for itself`,
    remedy: { advice: "move it into the files beside this one" },
  }));
  const others = Object.fromEntries(Object.entries(settings).filter(([key]) => !isOwn(key)));
  const { error } = defaultsSchema.safeParse(others);
  return [...own, ...(error === undefined ? [] : mistakesOf(error.issues, source))];
}

function isOwn(key: string | number): boolean {
  return OWN.some((name) => name === key);
}

/**
 * A source with the settings that it does not have itself.
 *
 * @param defaults - the nearest first
 */
export function withDefaults(source: Source, defaults: readonly Source[]): Source {
  return sourceOf(defaults.reduce((own, { root }) => inherited(own, root, BY_KEY), source.root));
}

/** A source with a name for the stack, where it has none. */
export function withStackName(source: Source, name: string): Source {
  const { root } = source;
  const { position } = root;
  const value: Located = { position, data: name, text: name, size: 1 };
  if (!isMapping(root.data) || root.entries === undefined || root.entries.has("stack")) return source;
  return sourceOf(mapping(root, new Map([...root.entries, ["stack", { keyPosition: position, value }]])));
}

/** @param byKey - the keys whose mappings are put together */
function inherited(own: Located, defaults: Located, byKey: readonly string[]): Located {
  if (!isMapping(own.data) || own.entries === undefined || defaults.entries === undefined) return own;
  const entries = new Map(own.entries);
  for (const [key, entry] of defaults.entries) {
    const mine = entries.get(key);
    if (isOwn(key)) continue;
    if (mine === undefined) entries.set(key, entry);
    else if (byKey.includes(String(key)))
      entries.set(key, { ...mine, value: inherited(mine.value, entry.value, []) });
  }
  return mapping(own, entries);
}

function mapping({ position, size }: Located, entries: ReadonlyMap<string | number, Entry>): Located {
  const data = Object.fromEntries([...entries].map(([key, { value }]) => [key, value.data]));
  return { position, data, entries, size };
}
