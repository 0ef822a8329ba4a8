/** Terraform configurations in HCL: rendered from their JSON, laid out as `terraform fmt` does it. */
export { renderHcl, renderHclFiles, type RenderOptions } from "./render";
export { formatHcl } from "./format";
export { cdktfHclProblems, type CdktfHclProblem } from "./cdktf-problems";
export { HclError } from "./hcl-error";
export type { ProviderSchemas } from "./provider-schema";
export type { JsonObject, JsonPath, JsonValue, TerraformJson } from "./terraform-json";
