import type { Construct } from "constructs";

import { listInText } from "./terraform-text";

const TEXTS = {
  "instance-found": "the instance exists in the region",
  "block-found": "a block that is said to exist is one of the VPC's",
  "vswitch-found": "a vSwitch that is said to exist is in the region",
  "network-interface-found":
    "a network interface that is said to exist is a secondary one in the VPC of the instance",
  "network-interface-free": "a network interface that is said to exist is attached to no other instance",
  "eip-found": "the EIP exists in the region",
  "eip-unbound": "the EIP is bound to nothing else",
  "range-allowed": "the ranges of block and vSwitch are allowed",
  "eip-placed": "the EIP is usable in its vSwitch",
  "block-overlap": "the block overlaps no other range of the VPC",
  "block-quota": "the VPC has room for the block",
  "same-vpc": "instance, security groups and existing vSwitch are in one VPC, that of the configuration",
  "same-zone": "instance and vSwitch or network interface are in one zone, that of the configuration",
  "security-group-count": "the ENI gets one to five security groups",
  "security-group-type": "the security groups of the ENI are all basic or all advanced",
  "security-group-egress": "the security groups of the ENI allow outbound traffic",
  "eni-quota": "the instance type allows one more ENI",
  "hot-plug": "the instance takes an ENI while it runs, or is stopped",
  "guest-os": "the instance that the guest script is for does not run Windows",
  "guest-running": "the instance that the guest script is for runs",
  "ipv4-gateway": "an activated IPv4 gateway is the default route of the VPC",
} as const;

/** The name of a check, as {@link CHECKS} has it. */
export type CheckName = keyof typeof TEXTS;

/**
 * What is checked before anything is made, at synth for what is known there and at plan time for the rest. Each check can
 * be turned off by its name, with {@link SKIPPED_CHECKS_CONTEXT}. The values say what holds when a check passes.
 */
export const CHECKS: Readonly<Record<CheckName, string>> = TEXTS;

/** The names of all checks, in the order of {@link CHECKS}. */
export const CHECK_NAMES = Object.keys(CHECKS) as readonly CheckName[];

/**
 * The context key with the list of the names of the checks that are turned off. Set it on the stack or the app before anything is
 * in it: `stack.node.setContext(SKIPPED_CHECKS_CONTEXT, ["hot-plug"])`.
 */
export const SKIPPED_CHECKS_CONTEXT = "exposed-eip/skipped-checks";

/** Whether a check is turned on at this place in the construct tree. */
export function isChecked(scope: Construct, check: string): boolean {
  const skipped: unknown = scope.node.tryGetContext(SKIPPED_CHECKS_CONTEXT);
  return !(Array.isArray(skipped) && skipped.includes(check));
}

/**
 * Instance types that take or give back an ENI only while they are stopped.
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/eni-overview
 */
export const TYPES_WITHOUT_HOT_PLUG: readonly string[] = listInText("types_without_hot_plug");
