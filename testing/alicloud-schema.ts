import * as path from "node:path";

import {
  type ProviderSchema,
  type ProviderSource,
  readProviderSchemas,
} from "./schema-server/provider-schema";

/** `terraform providers schema -json` of the provider, the file that the bindings are generated from. */
const FILE = path.resolve(__dirname, "../providers/alicloud/schema/alicloud-1.289.0.json");

const SOURCE: ProviderSource = "aliyun/alicloud";

let schema: ProviderSchema | undefined;

/** The source and the schema of the provider alicloud; read once. */
export function alicloudSchema(): readonly [ProviderSource, ProviderSchema] {
  schema ??= readProviderSchemas(FILE).get(SOURCE);
  if (!schema) throw new Error(`${FILE} has no schema of ${SOURCE}`);
  return [SOURCE, schema];
}
