/**
 * What is checked before anything is made, at synth for what is known there and at plan time for the rest. Each check can
 * be turned off by its name.
 */
export const CHECKS = {
  "instance-found": "the instance exists in the region",
  "eip-found": "the EIP exists in the region",
  "eip-unbound": "the EIP is bound to nothing else",
  "range-allowed": "the ranges of block and vSwitch are allowed",
  "eip-placed": "the EIP is usable in its vSwitch",
  "block-overlap": "the block overlaps no other range of the VPC",
  "block-quota": "the VPC has room for the block",
  "same-vpc": "the instances that share a block, and the security groups, are in one VPC",
  "same-zone": "the instances that share a vSwitch are in its zone",
  "security-group-count": "the ENI gets one to five security groups",
  "security-group-type": "the security groups of the ENI are all basic or all advanced",
  "eni-quota": "the instance type allows one more ENI",
  "hot-plug": "the instance takes an ENI while it runs, or is stopped",
  "ipv4-gateway": "an activated IPv4 gateway is the default route of the VPC",
} as const;

/** The name of a check. */
export type CheckName = keyof typeof CHECKS;

export const CHECK_NAMES = Object.keys(CHECKS) as readonly CheckName[];
