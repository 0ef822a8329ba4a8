import { argumentsOnly, type BlockSchema, type BodySchema } from "./body-schema";
import { dynamicBlock, unknownBody } from "./dynamic-block";
import { writeExpression } from "./expression";
import { ownProperty } from "./terraform-json";

/** The parts of `terraform providers schema -json` that tell arguments from nested blocks. */
export interface ProviderSchemas {
  readonly provider_schemas?: Readonly<Record<string, ProviderSchema>>;
}

export interface ProviderSchema {
  readonly provider?: SchemaOfType;
  readonly resource_schemas?: Readonly<Record<string, SchemaOfType>>;
  readonly data_source_schemas?: Readonly<Record<string, SchemaOfType>>;
  readonly ephemeral_resource_schemas?: Readonly<Record<string, SchemaOfType>>;
}

export interface SchemaOfType {
  readonly block?: SchemaBlock;
}

export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly block_types?: Readonly<Record<string, SchemaBlockType>>;
}

export interface SchemaBlockType {
  /** `single`, `group`, `list`, `set`, or `map`, whose blocks have a label. */
  readonly nesting_mode?: string;
  readonly block?: SchemaBlock;
}

/** The kinds of blocks that a provider defines, by their names in the configuration. */
export type ProviderBlockKind = "resource" | "data" | "ephemeral";

const schemasOf = {
  resource: "resource_schemas",
  data: "data_source_schemas",
  ephemeral: "ephemeral_resource_schemas",
} as const;

/** What Terraform itself provides, without a download. */
const builtIn: ProviderSchema = {
  resource_schemas: {
    terraform_data: { block: { attributes: { input: {}, output: {}, triggers_replace: {} } } },
  },
  data_source_schemas: {
    terraform_remote_state: {
      block: { attributes: { backend: {}, config: {}, defaults: {}, workspace: {} } },
    },
  },
};

/** What a resource or data source of a type can contain, apart from what Terraform adds to all of them. */
export function bodyOfType(schemas: ProviderSchemas, kind: ProviderBlockKind, type: string): BodySchema {
  const found = [builtIn, ...Object.values(schemas.provider_schemas ?? {})]
    .map((provider) => ownProperty(provider[schemasOf[kind]] ?? {}, type)?.block)
    .find((block) => block !== undefined);
  return found ? bodyOf(found) : unknownBody;
}

/** What the block of a provider can contain, found by its local name; the last part of its source is taken to be the same. */
export function bodyOfProvider(schemas: ProviderSchemas, name: string): BodySchema {
  const found = Object.entries(schemas.provider_schemas ?? {}).find(
    ([source]) => source.split("/").at(-1) === name,
  );
  return found?.[1].provider?.block ? bodyOf(found[1].provider.block) : unknownBody;
}

function bodyOf({ attributes = {}, block_types: blockTypes = {} }: SchemaBlock): BodySchema {
  const blocks = Object.fromEntries(Object.entries(blockTypes).map(([name, type]) => [name, blockOf(type)]));
  return {
    ...argumentsOnly(writeExpression),
    arguments: Object.fromEntries(Object.keys(attributes).map((name) => [name, writeExpression])),
    blocks: { ...blocks, dynamic: dynamicBlock(blocks) },
    guessesBlocks: true,
  };
}

function blockOf({ nesting_mode: nestingMode, block = {} }: SchemaBlockType): BlockSchema {
  const body = bodyOf(block);
  return { labels: nestingMode === "map" ? 1 : 0, body: () => body };
}
