import type { BlockSchema, ProviderSchema } from "./schema-server/provider-schema";

/**
 * Checks that a mock gives values only to attributes that exist: Terraform ignores others without a word, and a
 * misspelt mock would prove nothing.
 *
 * @param where a resource type or address, with the prefix `data.` for a data source
 * @throws Error naming the type or attribute that the schema does not have
 */
export function checkMockValues(schema: ProviderSchema, where: string, values: unknown): void {
  const [, data, type] = /^(?:module\.[^.]+\.)*(data\.)?(\w+)/.exec(where) ?? [];
  const types = (data ? schema.data_source_schemas : schema.resource_schemas) ?? {};
  const block = type === undefined ? undefined : types[type]?.block;
  if (!block) throw new Error(`${where}: the provider has no such type`);
  checkNames(impliedType(block), values, where);
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
