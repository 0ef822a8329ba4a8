// The public names of the library. Each section is a page of the API reference, docs/api/.

// Exposures: one, and fleets of them
export {
  type ExistingNetworkInterfaceProps,
  ExposedEip,
  type ExposedEipBaseProps,
  type ExposedEipProps,
  type NewNetworkInterfaceProps,
} from "./exposed-eip";
export { ExposedEips, type ExposedEipsProps } from "./exposed-eips";
export * from "./exposed-eips";

// References: what exists already
export { EcsInstance, type EcsInstanceAttributes, type IEcsInstance } from "./resources/instance";
export { Eip, type IEip } from "./resources/eip";
export { type IVpc, Vpc, type VpcAttributes } from "./resources/vpc";

// Steps: those of the procedure, for whoever composes them in another way
export {
  type ISecondaryCidrBlock,
  SecondaryCidrBlock,
  type SecondaryCidrBlockAttributes,
  type SecondaryCidrBlockProps,
} from "./resources/secondary-cidr-block";
export { type IVSwitch, VSwitch, type VSwitchAttributes, type VSwitchProps } from "./resources/vswitch";
export {
  type INetworkInterface,
  NetworkInterface,
  type NetworkInterfaceProps,
} from "./resources/network-interface";
export { EipAssociation, type EipAssociationProps } from "./resources/eip-association";
export {
  NetworkInterfaceAttachment,
  type NetworkInterfaceAttachmentProps,
} from "./resources/network-interface-attachment";

// Guest configuration: what runs inside the instance, for steps 5 and 6
export {
  GuestConfiguration,
  type GuestConfigurationProps,
  type VerificationTarget,
} from "./guest/guest-configuration";
export { guestUserData, type GuestUserDataOptions } from "./guest/user-data";
export { type GuestNetworkManager, GuestScriptError } from "../guest/render";

// Addresses: IPv4 addresses and ranges, and where an EIP can be placed, without cdktf
export { AddressError, type AddressProblem } from "./errors";
export { Ipv4Address, Ipv4Cidr } from "./ipv4";
export {
  BLOCK_PREFIX_LENGTHS,
  FORBIDDEN_RANGES,
  type ForbiddenRange,
  isUsable,
  type PrefixLengthRange,
  type Placement,
  requireAllowedBlock,
  requireAllowedVSwitch,
  requireUsable,
  RESERVED_ADDRESSES,
  shadowedAddresses,
  smallestPlacement,
  VSWITCH_PREFIX_LENGTHS,
} from "./planning/placement";

// Planning: blocks and vSwitches for many EIPs, without cdktf
export * from "./planning";

// Checks: what is checked before Terraform makes anything
export { CHECK_NAMES, type CheckName, CHECKS, SKIPPED_CHECKS_CONTEXT } from "./exposure-table/checks";
export { hcl, HclExpression, type HclValue } from "./terraform/expression";

// Import: taking over what was made by hand
export { type ExistingParts, importExisting } from "./exposed-eip";

// Aspects: what a platform team demands and forbids
export { AllowedEipRanges, type AllowedEipRangesProps } from "./aspects/allowed-eip-ranges";
export { LargestBlock, type LargestBlockProps } from "./aspects/largest-block";
export {
  NoOpenAdministrationPorts,
  type NoOpenAdministrationPortsProps,
} from "./aspects/no-open-administration-ports";
export { applyPolicy } from "./stack/exposure-stack";
export { type Policy, policySchema } from "./configuration/schema";
export { PreventDestroy } from "./aspects/resource-aspect";
export { RequiredTags, type RequiredTagsProps } from "./aspects/required-tags";

// RAM policy: the least one of a configuration
export * from "./ram-policy";
export { type JsonObject, type JsonValue, type TerraformJson } from "../hcl/src";

// Preparations: what the procedure expects to exist, for those who start from nothing
export {
  type ExistingSecurityGroupProps,
  type ExistingVpcProps,
  type ExistingVSwitchProps,
  Network,
  type NetworkBaseProps,
  type NetworkProps,
  type NewSecurityGroupProps,
  type NewVpcProps,
  type NewVSwitchProps,
} from "./resources/network";
export {
  CreatedSecurityGroup,
  type CreatedSecurityGroupProps,
  type IngressRule,
} from "./resources/security-group";
export { CreatedInstance, type CreatedInstanceProps } from "./resources/instance";
export { CreatedEip, type CreatedEipProps } from "./resources/eip";

// Configuration files: reading them, and the stacks that they describe
export * from "./configuration";
export { ExposureStack } from "./stack/exposure-stack";
export { type RamPolicyOutput } from "./stack/outputs";
export { configurationFile } from "./cli/configuration-files";
export { loadConfigurations, type LoadedConfiguration } from "./cli/configuration-files";
export { PlanLockFile } from "./cli/configuration-files";
export { run } from "./cli/run";

// Export: Terraform for those who go on without this project
export * from "./export";

// Diff: what changes between two versions of a stack
export * from "./diff";

// Errors: what the library throws besides those of the sections above
export { ExposureError } from "./errors";
