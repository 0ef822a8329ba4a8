import * as fs from "node:fs";

/** One provider of `terraform providers schema -json`. */
export interface ProviderSchema {
  readonly provider: TypeSchema;
  readonly resource_schemas?: Readonly<Record<string, TypeSchema>>;
  readonly data_source_schemas?: Readonly<Record<string, TypeSchema>>;
}

/** The schema of the provider block, of a resource type or of a data source type. */
export interface TypeSchema {
  readonly version: number;
  readonly block: BlockSchema;
}

export interface BlockSchema {
  readonly attributes?: Readonly<Record<string, AttributeSchema>>;
  readonly block_types?: Readonly<Record<string, NestedBlockSchema>>;
  readonly deprecated?: boolean;
}

export interface AttributeSchema {
  /** Terraform's JSON form of a type constraint, for example `["list", "string"]`. */
  readonly type: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}

export interface NestedBlockSchema {
  readonly nesting_mode: "single" | "list" | "set" | "map" | "group";
  readonly block: BlockSchema;
  readonly min_items?: number;
  readonly max_items?: number;
}

/** A provider's source address without the host, so that Terraform and OpenTofu each add their own: `aliyun/alicloud`. */
export type ProviderSource = `${string}/${string}`;

/**
 * Reads the schemas of a file in the format of `terraform providers schema -json`.
 *
 * @returns the schema of each provider by its source
 */
export function readProviderSchemas(file: string): ReadonlyMap<ProviderSource, ProviderSchema> {
  const content = JSON.parse(fs.readFileSync(file, "utf8")) as {
    readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
  };
  return new Map(
    Object.entries(content.provider_schemas).map(([address, schema]) => [
      address.split("/").slice(-2).join("/") as ProviderSource,
      schema,
    ]),
  );
}
