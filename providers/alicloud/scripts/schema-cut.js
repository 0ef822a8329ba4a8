// A cut of a provider's schema: the types in use, without prose, in one canonical order.
const { closest, distance } = require("fastest-levenshtein");
const { ScriptError } = require("./script-error");

/**
 * The output of `terraform providers schema -json`.
 * @typedef {{ format_version: string, provider_schemas: Record<string, ProviderSchema> }} SchemaDocument
 * @typedef {{ provider: object, resource_schemas: Types, data_source_schemas: Types }} ProviderSchema
 * @typedef {Record<string, object>} Types
 */

/** Terraform's own order of the fields, which a cut keeps; any other field follows them by name. */
const FIELD_ORDER = [
  ...["version", "attributes", "block_types", "type", "nested_type", "nesting_mode", "block"],
  ...["min_items", "max_items", "deprecated", "required", "optional", "computed", "sensitive", "write_only"],
];

const PROSE = new Set(["description", "description_kind"]);

/** Fields whose value maps names, such as the name `description` of an attribute, to objects with fields. */
const MAPS_OF_NAMES = new Set(["attributes", "block_types"]);

/**
 * Cuts `full` to the types of `present`, plus those to add, minus those to drop. A type is written as its name
 * (`alicloud_vswitch`), a data source as `data.` and its name (`data.alicloud_zones`).
 * @param {SchemaDocument} full
 * @param {SchemaDocument} present
 * @param {string} source of the provider, `<namespace>/<name>`
 * @param {{ add?: readonly string[], drop?: readonly string[] }} change
 * @returns {SchemaDocument}
 * @throws {ScriptError} when a type is not there, naming the nearest one that is
 */
function cutSchema(full, present, source, { add = [], drop = [] } = {}) {
  const [fullProvider] = findProvider(full, source);
  const [presentProvider, address] = findProvider(present, source);
  const available = typesOf(fullProvider);
  const kept = typesOf(presentProvider);

  const mistakes = [
    ...add.filter((type) => drop.includes(type)).map((type) => `${type}: both added and dropped`),
    ...drop
      .filter((type) => !kept.includes(type))
      .map((type) => `${type}: cannot be dropped, the present cut does not have it${suggestion(type, kept)}`),
    ...add
      .filter((type) => !available.includes(type))
      .map((type) => `${type}: the provider has no such type${suggestion(type, available)}`),
    ...kept
      .filter((type) => !available.includes(type) && !drop.includes(type))
      .map(
        (type) =>
          `${type}: is in the present cut, but the new schema does not have it${suggestion(type, available)}; ` +
          `to go on without it: --drop ${type}`,
      ),
  ];
  if (mistakes.length > 0) throw new ScriptError(mistakes.join("\n"));

  const wanted = new Set([...kept, ...add].filter((type) => !drop.includes(type)));
  return {
    format_version: full.format_version,
    provider_schemas: {
      [address]: {
        provider: tidyFields(fullProvider.provider),
        resource_schemas: tidyNames(pick(fullProvider.resource_schemas, (name) => wanted.has(name))),
        data_source_schemas: tidyNames(
          pick(fullProvider.data_source_schemas, (name) => wanted.has(`data.${name}`)),
        ),
      },
    },
  };
}

/**
 * The text of the file that holds a cut.
 * @param {SchemaDocument} schema
 */
function formatSchema(schema) {
  return JSON.stringify(schema, null, 1);
}

/**
 * The schema of the provider, and its address. The registry's host does not count: OpenTofu's differs from Terraform's.
 * @param {SchemaDocument} document
 * @param {string} source
 * @returns {[ProviderSchema, string]}
 */
function findProvider(document, source) {
  const schemas = document?.provider_schemas;
  if (!isObject(schemas))
    throw new ScriptError("the schema given is not the output of `terraform providers schema -json`");
  const address = Object.keys(schemas).find((key) => key.endsWith(`/${source}`));
  if (address === undefined) {
    const found = Object.keys(schemas).join(", ") || "no provider";
    throw new ScriptError(`the schema given has no ${source}, only ${found}`);
  }
  return [schemas[address], address];
}

/**
 * @param {ProviderSchema} provider
 * @returns {string[]}
 */
function typesOf(provider) {
  return [
    ...Object.keys(provider.resource_schemas),
    ...Object.keys(provider.data_source_schemas).map((name) => `data.${name}`),
  ];
}

/**
 * @param {string} type that is unknown
 * @param {readonly string[]} types that are known
 * @returns {string} `; did you mean …?`, or nothing when no type is near
 */
function suggestion(type, types) {
  const otherKind = type.startsWith("data.") ? type.slice("data.".length) : `data.${type}`;
  const similar = types.filter((known) => distance(type, known) <= type.length / 4);
  const near = [otherKind, `alicloud_${type}`, closest(type, similar)].find((name) => types.includes(name));
  return near === undefined ? "" : `; did you mean ${near}?`;
}

/**
 * @param {Types} types
 * @param {(name: string) => boolean} wanted
 * @returns {Types}
 */
function pick(types, wanted) {
  return Object.fromEntries(Object.entries(types).filter(([name]) => wanted(name)));
}

/** @param {object} object with fields that Terraform defines */
function tidyFields(object) {
  const rank = (field) => FIELD_ORDER.indexOf(field) + 1 || Infinity;
  return Object.fromEntries(
    Object.entries(object)
      .filter(([field]) => !PROSE.has(field))
      .sort(([left], [right]) => rank(left) - rank(right) || (left < right ? -1 : 1))
      .map(([field, value]) => [field, tidyValue(field, value)]),
  );
}

/**
 * @param {string} field
 * @param {unknown} value
 */
function tidyValue(field, value) {
  if (field === "type") return tidyType(value);
  if (MAPS_OF_NAMES.has(field)) return tidyNames(value);
  return isObject(value) ? tidyFields(value) : value;
}

/** @param {object} map from names, which the provider chose, to objects with fields */
function tidyNames(map) {
  return sortedByName(map, tidyFields);
}

/** @param {unknown} type in Terraform's notation: `"string"`, `["list", type]`, `["object", { name: type }]` */
function tidyType(type) {
  if (Array.isArray(type)) return type.map(tidyType);
  return isObject(type) ? sortedByName(type, tidyType) : type;
}

/**
 * @param {object} map
 * @param {(value: any) => unknown} tidy
 */
function sortedByName(map, tidy) {
  const names = Object.keys(map).sort();
  return Object.fromEntries(names.map((name) => [name, tidy(map[name])]));
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

module.exports = { cutSchema, findProvider, formatSchema };
