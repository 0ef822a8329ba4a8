/** Terraform configurations in HCL: rendered from their JSON, laid out as `terraform fmt` does it. */
export { renderHcl, renderHclFiles, renderHclTest, type RenderOptions } from "./render";
export { formatHcl } from "./format";
export { HclError } from "./hcl-error";
export type { ProviderSchemas } from "./provider-schema";
export {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonPath,
  type JsonValue,
  type TerraformJson,
} from "./terraform-json";
export { parseTerraformJson } from "./parse-terraform-json";
export { unpackBlocks } from "./unpack";
