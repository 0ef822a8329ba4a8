// Least-privilege RAM policy of a synthesized configuration, without cdktf.
export { leastRamPolicy, type LeastRamPolicyOptions } from "./ram-policy";
export { RAM_POLICY_LIMITS, type RamPolicyDocument, type RamStatement } from "./ram-policy";
export { RamPolicyError } from "../errors";
export { splitRamPolicy } from "./ram-policy";
