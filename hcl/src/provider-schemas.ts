import { describeJson, HclError, isJsonObject, type JsonPath, type JsonValue } from "./json";

/** The parts of `terraform providers schema -json` that tell arguments from nested blocks. */
export interface ProviderSchemas {
  /** The schemas by the sources of their providers: `registry.terraform.io/aliyun/alicloud`. */
  readonly provider_schemas?: Readonly<Record<string, ProviderSchema>>;
}

/** Definitions of a provider. */
export interface ProviderSchema {
  /** Body of the `provider` block. */
  readonly provider?: SchemaOfType;
  /** Bodies of resources, by their types. */
  readonly resource_schemas?: Readonly<Record<string, SchemaOfType>>;
  /** Bodies of data sources, by their types. */
  readonly data_source_schemas?: Readonly<Record<string, SchemaOfType>>;
  /** Bodies of ephemeral resources, by their types. */
  readonly ephemeral_resource_schemas?: Readonly<Record<string, SchemaOfType>>;
}

/** A type of resource or data source, or a provider. */
export interface SchemaOfType {
  /** Body of the block. */
  readonly block?: SchemaBlock;
}

/** Body of a block: its arguments and nested blocks. */
export interface SchemaBlock {
  /** Arguments, by their names; only the names matter here. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Nested blocks, by their names. */
  readonly block_types?: Readonly<Record<string, SchemaBlockType>>;
}

/** A kind of nested block. */
export interface SchemaBlockType {
  /** `single`, `group`, `list`, `set`, or `map`, whose blocks have a label. */
  readonly nesting_mode?: string;
  /** Body of the nested block. */
  readonly block?: SchemaBlock;
}

/**
 * Reads the text that `terraform providers schema -json` prints.
 * @throws HclError when it is something else
 */
export function parseProviderSchemas(text: string): ProviderSchemas {
  const value = parse(text);
  if (!isJsonObject(value) || !("format_version" in value || "provider_schemas" in value)) {
    throw new HclError([], `not the output of terraform providers schema -json, which has "format_version"`);
  }
  isSchemas(value, []);
  return value;
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) throw HclError.ofSyntax(error);
    throw error;
  }
}

/** @throws HclError when a value does not have the form that is expected of it */
type Check = (value: JsonValue, path: JsonPath) => void;

/** An object with optional members of a known form. */
function objectWith(members: Readonly<Record<string, Check>>): Check {
  return objectOf((name) => (Object.hasOwn(members, name) ? members[name] : undefined));
}

function objectOf(checkOf: (name: string) => Check | undefined): Check {
  return (value, path) => {
    if (!isJsonObject(value)) throw new HclError(path, `an object is expected, not ${describeJson(value)}`);
    for (const [name, member] of Object.entries(value)) checkOf(name)?.(member, [...path, name]);
  };
}

const isBlock: Check = (value, path) => {
  objectWith({
    attributes: objectWith({}),
    block_types: objectOf(() => objectWith({ block: isBlock })),
  })(value, path);
};

const isType = objectWith({ block: isBlock });

const isProvider = objectWith({
  provider: isType,
  resource_schemas: objectOf(() => isType),
  data_source_schemas: objectOf(() => isType),
  ephemeral_resource_schemas: objectOf(() => isType),
});

const isSchemas = objectWith({ provider_schemas: objectOf(() => isProvider) });
