export { formatHcl } from "./format";
export { HclError } from "./hcl-error";
export type { ProviderSchemas } from "./provider-schema";
export { renderHcl, renderHclFiles, type RenderOptions } from "./render";
export type { JsonObject, JsonValue, TerraformJson } from "./terraform-json";
