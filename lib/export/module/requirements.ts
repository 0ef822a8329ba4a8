import { BLOCK_MASKS } from "../../address";
import { type CheckName, CHECKS, type Requirement } from "../../checks";
import { usableAddress } from "../../steps/requirements";
import { hcl } from "../../terraform/hcl";

// What the module checks at plan time, beside what the steps check by themselves. In the block of a resource, `each` is the
// one that is checked. Messages are evaluated even for conditions that hold, so nothing in them may fail.

/** The range of the block that is checked. */
export const BLOCK_RANGE = hcl`local.block_ranges[each.key]`;

/** The range of the vSwitch that is checked. */
export const VSWITCH_RANGE = hcl`local.vswitch_ranges[each.key]`;

const EXPOSURES_HERE = hcl`join(", ", each.value)`.toString();

/** Before the VPC of the instances is looked up. */
export function vpcRequirements(): Requirement[] {
  return [
    {
      check: "same-vpc",
      condition: hcl`length(local.vpc_ids) <= 1`,
      errorMessage:
        `The instances are in several VPCs (${hcl`join(", ", local.vpc_ids)`.toString()}), and a call of this module is for one. ` +
        "Call it once for each VPC.",
    },
  ];
}

/** Before a block is added. */
export function blockRequirements(): Requirement[] {
  const [range, vpcId] = [BLOCK_RANGE.toString(), hcl`local.vpc_id`.toString()];
  const [conflicts, siblings] = [hcl`local.block_conflicts[each.key]`, hcl`local.block_siblings[each.key]`];
  const all = hcl`local.blocks_of_vpc`;
  return [
    {
      check: "block-overlap",
      condition: hcl`length(${conflicts}) == 0`,
      errorMessage:
        `The secondary CIDR block ${range} (${EXPOSURES_HERE}) overlaps ${hcl`join(", ", ${conflicts})`.toString()}, which the ` +
        `VPC ${vpcId} already has. Choose another EIP or block; where another caller has a vSwitch in which the EIP is ` +
        "usable, give that as existing_vswitch.",
    },
    {
      check: "block-overlap",
      condition: hcl`length(${siblings}) == 0`,
      errorMessage:
        `The secondary CIDR block ${range} (${EXPOSURES_HERE}) overlaps ${hcl`join(", ", ${siblings})`.toString()}, which is ` +
        "added for other exposures. Give all of them the same block: the largest of these.",
    },
    {
      check: "block-quota",
      condition: hcl`length(${all}) <= var.blocks_per_vpc`,
      errorMessage:
        `The VPC ${vpcId} would have ${hcl`length(${all})`.toString()} secondary CIDR blocks ` +
        `(${hcl`join(", ", ${all})`.toString()}), and may have ${hcl`var.blocks_per_vpc`.toString()}. Remove one, or have the quota ` +
        "vpc_quota_secondary_cidr_num raised and set blocks_per_vpc to it.",
    },
  ];
}

/** Before a vSwitch is made. */
export function vswitchRequirements(): Requirement[] {
  const range = VSWITCH_RANGE.toString();
  const zones = hcl`distinct(compact([for key in each.value : try(local.instances[var.exposures[key].instance_id].availability_zone, "")]))`;
  const siblings = hcl`local.vswitch_siblings[each.key]`;
  return [
    {
      check: "same-zone",
      condition: hcl`length(${zones}) <= 1`,
      errorMessage:
        `The exposures ${EXPOSURES_HERE} share the vSwitch ${range}, but their instances are in different zones ` +
        `(${hcl`join(", ", ${zones})`.toString()}). Use EIPs that are farther apart, or instances of one zone.`,
    },
    {
      check: "block-overlap",
      condition: hcl`length(${siblings}) == 0`,
      errorMessage:
        `The vSwitch ${range} (${EXPOSURES_HERE}) overlaps ${hcl`join(", ", ${siblings})`.toString()}, which is made for other ` +
        "exposures. Give all of them the same block and the same vswitch: the largest of these.",
    },
  ];
}

/** Before an ENI is made; this is where everything is checked that concerns one exposure. */
export function networkInterfaceRequirements(): Requirement[] {
  const instance = hcl`each.value.instance_id`;
  const [eip, address] = [hcl`each.value.eip`, hcl`local.addresses[each.key]`];
  const boundTo = hcl`try(local.eips[${eip}].instance_id, "")`;
  const groups = hcl`local.security_group_ids[each.key]`;
  const types = hcl`distinct([for id in ${groups} : local.security_groups[id].security_group_type])`;
  return [
    {
      check: "instance-found",
      condition: hcl`contains(keys(local.instances), ${instance})`,
      errorMessage:
        `The instance ${instance.toString()} was not found in this region. ` +
        "Check its ID, and that the region and the account of the provider are those of the instance.",
    },
    {
      check: "eip-found",
      condition: hcl`contains(keys(local.eips), ${eip})`,
      errorMessage:
        `The EIP ${eip.toString()} was not found in this region. ` +
        "Check it, and that the region and the account of the provider are those of the EIP.",
    },
    {
      check: "eip-unbound",
      // An EIP that one of our ENIs already has is bound to an ENI whose own address is the EIP.
      condition: hcl`${boundTo} == "" || try(local.network_interfaces[${boundTo}].primary_ip_address == ${address}, false)`,
      errorMessage:
        `The EIP ${eip.toString()} is bound to ${boundTo.toString()}. ` +
        "Unbind it there first, or choose another EIP.",
    },
    {
      check: "eip-placed",
      condition: hcl`local.vswitch_masks[each.key] > 0 || ${address} == "" || each.value.existing_vswitch != null`,
      errorMessage:
        `No secondary CIDR block of /${BLOCK_MASKS.shortest} to /${BLOCK_MASKS.longest} can hold the EIP ${address.toString()}: ` +
        "it is the first or among the last three addresses of each, and Alibaba Cloud reserves these. Choose another EIP.",
    },
    usableAddress(hcl`local.vswitch_range_of[each.key]`, address),
    {
      check: "security-group-type",
      condition: hcl`try(length(${types}) <= 1, true)`,
      errorMessage:
        `The security groups ${hcl`try(join(", ", ${groups}), "")`.toString()} are partly basic (normal) and partly advanced ` +
        "(enterprise); those of one ENI are all of one type. Choose others with security_group_ids.",
    },
  ];
}

/** The checks of the module, and what must hold for them: those above, and those that the steps make by themselves. */
export const MODULE_CHECKS: ReadonlyMap<CheckName, string> = new Map(
  [
    ...[
      vpcRequirements(),
      blockRequirements(),
      vswitchRequirements(),
      networkInterfaceRequirements(),
    ].flatMap((requirements) => requirements.map(({ check }) => check)),
    "range-allowed" as const,
    "security-group-count" as const,
  ].map((check) => [check, check === "same-vpc" ? "the instances are in one VPC" : CHECKS[check]]),
);
