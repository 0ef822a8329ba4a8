// The public names of the library. Each section is a page of the API reference, docs/api/.

// Exposures: one, and fleets of them
export {
  ExposedEip,
  type ExposedEipBaseProps,
  type ExposedEipProps,
  type ExistingNetworkInterfaceProps,
  type NewNetworkInterfaceProps,
} from "./exposed-eip";
export { ExposedEips, type ExposedEipsProps } from "./exposed-eips";
export * from "./exposure-props";

// References: what exists already
export * from "./references";

// Steps: those of the procedure, for whoever composes them in another way
export * from "./steps";

// Guest configuration: what runs inside the instance, for steps 5 and 6
export {
  GuestConfiguration,
  type GuestConfigurationProps,
  type VerificationTarget,
} from "./guest/guest-configuration";
export { guestUserData, type GuestUserDataOptions } from "./guest/guest-user-data";
export { type GuestNetworkManager, GuestScriptError } from "../guest/render";

// Addresses: IPv4 addresses and ranges, and where an EIP can be placed, without cdktf
export * from "./address";

// Planning: blocks and vSwitches for many EIPs, without cdktf
export * from "./plan";

// Checks: what is checked before Terraform makes anything
export { CHECK_NAMES, type CheckName, CHECKS, SKIPPED_CHECKS_CONTEXT } from "./checks";
export { hcl, HclExpression, type HclValue } from "./terraform/hcl";

// Import: taking over what was made by hand
export { type ExistingParts, importExisting } from "./life-cycle/import-existing";

// Aspects: what a platform team demands and forbids
export * from "./aspects";

// RAM policy: the least one of a configuration
export * from "./ram-policy";
export type { JsonObject, JsonValue, TerraformJson } from "./hcl/terraform-json";

// Preparations: what the procedure expects to exist, for those who start from nothing
export * from "./preparations";

// Configuration files: reading them, and the stacks that they describe
export * from "./configuration";
export { ExposureStack } from "./stack/exposure-stack";
export type { RamPolicyOutput } from "./stack/ram-policy-output";
export { configurationFile } from "./app/configuration-file";
export { loadConfigurations, type LoadedConfiguration } from "./app/configurations";
export { PlanLockFile } from "./app/plan-lock-file";
export { run } from "./app/run";

// Export: Terraform for those who go on without this project
export * from "./export";

// Diff: what changes between two versions of a stack
export * from "./diff";

// Errors: what the library throws besides those of the sections above
export { ExposureError } from "./errors";
