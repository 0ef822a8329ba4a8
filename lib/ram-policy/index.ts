// The least RAM policy of a synthesized configuration, without cdktf.
export { leastRamPolicy, type LeastRamPolicyOptions } from "./least-ram-policy";
export { RAM_POLICY_LIMITS, type RamPolicyDocument, type RamStatement } from "./policy-document";
export { RamPolicyError } from "./ram-policy-error";
export { splitRamPolicy } from "./split-ram-policy";
