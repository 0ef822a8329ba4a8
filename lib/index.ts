// The public names of the library.

// An exposure, and fleets of them
export {
  ExposedEip,
  type ExposedEipProps,
  type ExistingNetworkInterfaceProps,
  type NewNetworkInterfaceProps,
} from "./exposed-eip";
export { ExposedEips, type ExposedEipsProps, type ExposureProps } from "./exposed-eips";

// What exists already
export * from "./references";

// The steps of the procedure, for those who compose them in another way
export * from "./steps";

// What runs inside the instance, for steps 5 and 6
export {
  GuestConfiguration,
  type GuestConfigurationProps,
  type VerificationTarget,
} from "./guest/guest-configuration";
export { guestUserData, type GuestUserDataOptions } from "./guest/guest-user-data";

// Addresses and planning, without cdktf
export * from "./address";
export * from "./plan";

// Checks that Terraform makes before it applies
export * from "./checks";

// Taking over what was made by hand
export { type ExistingParts, importExisting } from "./life-cycle/import-existing";

// What a platform team demands and forbids
export * from "./aspects";

// The least RAM policy of a configuration
export * from "./ram-policy";

// What the procedure expects to exist, for those who start from nothing
export * from "./preparations";

// Configuration files
export * from "./configuration";
export { ExposureStack } from "./stack/exposure-stack";
export { configurationFile } from "./app/configuration-file";
export { PlanLockFile } from "./app/plan-lock-file";
export { run } from "./app/run";

// Terraform for those who go on without this project
export * from "./export";

export { ExposureError } from "./errors";
