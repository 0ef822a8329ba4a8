import { mapValues } from "../map-values";
import type {
  AttributeSchema,
  BlockSchema,
  NestedBlockSchema,
  ProviderSchema,
  TypeSchema,
} from "./provider-schema";

/** A provider's schema as `GetProviderSchema.Response` of `provider.proto` takes it. */
export function protocolSchema(schema: ProviderSchema) {
  return {
    provider: protocolType(schema.provider),
    resource_schemas: mapValues(schema.resource_schemas ?? {}, protocolType),
    data_source_schemas: mapValues(schema.data_source_schemas ?? {}, protocolType),
  };
}

function protocolType(schema: TypeSchema) {
  return { version: schema.version, block: protocolBlock(schema.block) };
}

interface ProtocolBlock {
  readonly attributes: readonly ReturnType<typeof protocolAttribute>[];
  readonly block_types: readonly ReturnType<typeof protocolNestedBlock>[];
  readonly deprecated: boolean;
}

function protocolBlock(schema: BlockSchema): ProtocolBlock {
  return {
    attributes: Object.entries(schema.attributes ?? {}).map(([name, one]) => protocolAttribute(name, one)),
    block_types: Object.entries(schema.block_types ?? {}).map(([name, one]) =>
      protocolNestedBlock(name, one),
    ),
    deprecated: schema.deprecated ?? false,
  };
}

function protocolAttribute(name: string, { type, ...flags }: AttributeSchema) {
  return { name, type: Buffer.from(JSON.stringify(type)), ...flags };
}

function protocolNestedBlock(type_name: string, schema: NestedBlockSchema) {
  return {
    type_name,
    block: protocolBlock(schema.block) as unknown,
    nesting: schema.nesting_mode.toUpperCase(),
    min_items: schema.min_items ?? 0,
    max_items: schema.max_items ?? 0,
  };
}
