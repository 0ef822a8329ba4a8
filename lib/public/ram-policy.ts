// The least RAM policy of a synthesized configuration. Without cdktf.
export type { JsonObject, JsonValue, TerraformJson } from "../../hcl/src";
export { RamPolicyError } from "../errors";
export type { LeastRamPolicyOptions } from "../ram-policy/arn";
export {
  leastRamPolicy,
  RAM_POLICY_LIMITS,
  type RamPolicyDocument,
  type RamStatement,
  splitRamPolicy,
} from "../ram-policy/ram-policy";
