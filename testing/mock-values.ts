import { mapValues } from "./map-values";
import type { BlockSchema, ProviderSchema } from "./schema-server/provider-schema";

/**
 * Returns the values of a mock with whole elements in its lists and maps: what an element lacks is made up. Terraform does so
 * itself; OpenTofu does it only at the top, and refuses the rest.
 *
 * It gives values only to attributes that exist: Terraform ignores others without a word, and a misspelt mock would prove
 * nothing.
 *
 * @param where a resource type or address, with the prefix `data.` for a data source
 * @throws Error naming the type or attribute that the schema does not have
 */
export function mockValues<Values>(schema: ProviderSchema, where: string, values: Values): Values {
  const [, data, type] = /^(?:module\.[^.]+\.)*(data\.)?(\w+)/.exec(where) ?? [];
  const types = (data ? schema.data_source_schemas : schema.resource_schemas) ?? {};
  const block = type === undefined ? undefined : types[type]?.block;
  if (!block) throw new Error(`${where}: the provider has no such type`);
  const whole = impliedType(block);
  checkNames(whole, values, where);
  return complete(whole, values) as Values;
}

/** A type constraint as Terraform writes it in JSON: `"string"`, `["list", type]`, `["object", {name: type}]`. */
type TypeConstraint = string | readonly [string, unknown];

/** The type of an object that holds what the block declares. */
function impliedType(block: BlockSchema): TypeConstraint {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, one]) => [name, one.type]);
  const blocks = Object.entries(block.block_types ?? {}).map(([name, { nesting_mode, block: nested }]) => [
    name,
    nesting_mode === "single" || nesting_mode === "group"
      ? impliedType(nested)
      : [nesting_mode, impliedType(nested)],
  ]);
  return ["object", Object.fromEntries([...attributes, ...blocks])];
}

/** The value with every element of lists and maps whole; what the outermost object lacks, it still lacks. */
function complete(type: unknown, value: unknown): unknown {
  if (!Array.isArray(type) || typeof value !== "object" || value === null) return value;
  const [kind, element] = type as [string, unknown];
  if (kind === "object") {
    const attributes = element as Readonly<Record<string, unknown>>;
    return mapValues(value as Record<string, unknown>, (inner, name) => complete(attributes[name], inner));
  }
  if (!Array.isArray(element) || element[0] !== "object") return value;
  const whole = (inner: unknown) => Object.assign(madeUp(element) as object, complete(element, inner));
  return Array.isArray(value) ? value.map(whole) : mapValues(value as Record<string, unknown>, whole);
}

/** A value of the type that nothing else has. */
function madeUp(type: unknown): unknown {
  if (!Array.isArray(type)) return { string: "made-up", number: 0, bool: false }[type as string];
  const [kind, element] = type as [string, Readonly<Record<string, unknown>>];
  return kind === "object" ? mapValues(element, madeUp) : kind === "map" ? {} : [];
}

function checkNames(type: unknown, value: unknown, where: string): void {
  if (!Array.isArray(type) || typeof value !== "object" || value === null) return;
  const [kind, element] = type as [string, unknown];
  for (const [name, inner] of Object.entries(value)) {
    const place = `${where}.${name}`;
    if (kind !== "object") {
      checkNames(element, inner, place);
      continue;
    }
    const attributes = element as Readonly<Record<string, unknown>>;
    if (!Object.hasOwn(attributes, name)) throw new Error(`${place}: the provider has no such attribute`);
    checkNames(attributes[name], inner, place);
  }
}
