// Public names of the library. Planning, configuration files, export, diff and RAM policies have entry points of their own.

// Exposures
export { ExposedEip, type ExposedEipProps } from "./exposed-eip";
export { ExposedEips, type ExposedEipsProps } from "./exposed-eips";
export type { ExposureProps } from "./exposure-props";
export { type ExistingParts, importExisting } from "./import-existing";

// Resources: each is created by its constructor, and referred to by its static methods
export { Eip, type EipProps, type IEip } from "./resources/eip";
export { EipAssociation, type EipAssociationProps } from "./resources/eip-association";
export { type IInstance, Instance, type InstanceAttributes, type InstanceProps } from "./resources/instance";
export { Network, type NetworkProps } from "./resources/network";
export {
  type INetworkInterface,
  NetworkInterface,
  type NetworkInterfaceAttributes,
  type NetworkInterfaceProps,
} from "./resources/network-interface";
export {
  NetworkInterfaceAttachment,
  type NetworkInterfaceAttachmentProps,
} from "./resources/network-interface-attachment";
export {
  type ISecondaryCidrBlock,
  SecondaryCidrBlock,
  type SecondaryCidrBlockAttributes,
  type SecondaryCidrBlockProps,
} from "./resources/secondary-cidr-block";
export {
  type IngressRule,
  type ISecurityGroup,
  SecurityGroup,
  type SecurityGroupProps,
} from "./resources/security-group";
export { type IVpc, Vpc, type VpcAttributes, type VpcProps } from "./resources/vpc";
export { type IVSwitch, VSwitch, type VSwitchAttributes, type VSwitchProps } from "./resources/vswitch";

// Guest configuration, for steps 5 and 6
export {
  GuestConfiguration,
  type GuestConfigurationProps,
  type VerificationTarget,
} from "./guest/guest-configuration";
export { guestUserData, type GuestUserDataOptions } from "./guest/user-data";
export { type GuestNetworkManager } from "../guest/render";

// Checks at plan time
export { type CheckName, CHECKS, SKIPPED_CHECKS_CONTEXT } from "./exposure-table/checks";

// Aspects: policies of a platform team
export { AllowedEipRanges, type AllowedEipRangesProps } from "./aspects/allowed-eip-ranges";
export { LargestBlock, type LargestBlockProps } from "./aspects/largest-block";
export {
  NoOpenAdministrationPorts,
  type NoOpenAdministrationPortsProps,
} from "./aspects/no-open-administration-ports";
export { RequiredTags, type RequiredTagsProps } from "./aspects/required-tags";
export { PreventDestroy } from "./aspects/resource-aspect";

// Stacks of configuration files
export { loadConfigurations, type LoadedConfiguration, PlanLockFile } from "./cli/configuration-files";
export { run } from "./cli/run";
export { ExposureStack } from "./stack/exposure-stack";
export type { RamPolicyOutput } from "./stack/outputs";

// Values
export { Ipv4Address, Ipv4Cidr } from "./ipv4";

// Errors
export {
  AddressError,
  ExposureError,
  FileSystemError,
  SynthesisError,
  UserError,
  type UserErrorCode,
} from "./errors";
