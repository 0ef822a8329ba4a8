import type { Construct } from "constructs";

import { listInText } from "./terraform-text";

const TEXTS = {
  "instance-found": "the instance exists in the region",
  "block-found": "an existing block is a secondary CIDR block of the VPC",
  "vswitch-found": "an existing vSwitch is in the region",
  "network-interface-found": "an existing network interface is a secondary one in the VPC of the instance",
  "network-interface-free": "an existing network interface is attached to no other instance",
  "eip-found": "the EIP exists in the region",
  "eip-unbound": "the EIP is bound to nothing else",
  "range-allowed": "the ranges of block and vSwitch are allowed, and a new vSwitch 1 is in its existing VPC",
  "eip-placed": "the EIP is usable in its vSwitch",
  "block-overlap": "the block overlaps no other range of the VPC",
  "block-quota": "the VPC has room for the block",
  "same-vpc": "instance, security groups and existing vSwitch are in one VPC, that of the configuration",
  "same-zone": "instance and vSwitch or network interface are in one zone, that of the configuration",
  "security-group-count": "the ENI has one to five security groups",
  "security-group-type": "the security groups of the ENI are all basic or all advanced",
  "security-group-egress": "the security groups of the ENI allow outbound traffic",
  "eni-quota": "the instance type allows one more ENI",
  "private-ip-quota": "the instance type allows as many private addresses on an ENI as it gets EIPs",
  "address-free": "no other ENI of the VPC has an EIP that goes on an ENI as one of several",
  "hot-plug": "the instance accepts an ENI while it is running, or is stopped",
  "guest-os": "the instance of the guest script does not run Windows",
  "guest-running": "the instance of the guest script is running",
  "ipv4-gateway": "an activated IPv4 gateway is the default route of the VPC",
} as const;

/** Name of a check in {@link CHECKS}. */
export type CheckName = keyof typeof TEXTS;

/**
 * Checks that run before anything is created, at synth for literals and at plan time for other values. The values describe what
 * holds when a check passes. {@link SKIPPED_CHECKS_CONTEXT} turns checks off by name.
 */
export const CHECKS: Readonly<Record<CheckName, string>> = TEXTS;

/** Names of all checks, in the order of {@link CHECKS}. */
export const CHECK_NAMES = Object.keys(CHECKS) as readonly CheckName[];

/**
 * Context key with the names of checks to skip. Set it on the stack or the app before adding constructs:
 * `stack.node.setContext(SKIPPED_CHECKS_CONTEXT, ["hot-plug"])`.
 */
export const SKIPPED_CHECKS_CONTEXT = "exposed-eip/skipped-checks";

/** Whether a check is on for a construct. */
export function isChecked(scope: Construct, check: string): boolean {
  const skipped: unknown = scope.node.tryGetContext(SKIPPED_CHECKS_CONTEXT);
  return !(Array.isArray(skipped) && skipped.includes(check));
}

/**
 * Instance types that attach or detach an ENI only while they are stopped.
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/eni-overview
 */
export const TYPES_WITHOUT_HOT_PLUG: readonly string[] = listInText("types_without_hot_plug");
