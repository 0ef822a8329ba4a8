/** Terraform configurations in HCL: rendered from their JSON, laid out as `terraform fmt` does it. */
export { renderHcl, renderHclFiles, renderHclTest, type RenderOptions } from "./render";
export { formatHcl } from "./format";
export { HclError } from "./json";
export { type ProviderSchemas } from "./schema";
export {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonPath,
  type JsonValue,
  type TerraformJson,
} from "./json";
export { parseTerraformJson } from "./json";
export { unpackBlocks } from "./json";
