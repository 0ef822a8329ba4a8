import { Token } from "cdktf";

import { BLOCK_MASKS, FORBIDDEN_RANGES, Ipv4Cidr, VSWITCH_MASKS } from "../address";
import type { Requirement } from "../checks/requirement";
import { hcl, type HclExpression, type HclValue } from "../terraform/hcl";
import { containingNetwork, overlapping } from "../terraform/placement-expression";

// The checks of lib/address/placement.ts as preconditions, for ranges and addresses that only Terraform knows. Where the
// value itself is missing they hold: what is missing is reported by its own precondition, and by that alone.

/** What `requireAllowedBlock` checks. */
export function allowedBlock(block: HclValue): Requirement {
  const forbidden = FORBIDDEN_RANGES.map(({ range }) => range.toString());
  const { shortest, longest } = BLOCK_MASKS;
  const inRange = hcl`${maskOf(block)} >= ${shortest} && ${maskOf(block)} <= ${longest}`;
  return {
    check: "range-allowed",
    condition: hcl`try(${inRange} && ${isCanonical(block)} && length(${overlapping(forbidden, block)}) == 0, true)`,
    errorMessage:
      `${text(block)} cannot be a secondary CIDR block. Allowed is a network address with a mask from /${shortest} ` +
      `to /${longest}, outside ${forbidden.join(", ")}.`,
  };
}

/** What `requireAllowedVSwitch` checks. */
export function allowedVSwitch(vswitch: HclValue, block: HclValue): Requirement {
  const { longest } = VSWITCH_MASKS;
  const inRange = hcl`${maskOf(vswitch)} >= ${maskOf(block)} && ${maskOf(vswitch)} <= ${longest}`;
  const inside = hcl`${containingNetwork(networkOf(vswitch), maskOf(block))} == ${block}`;
  return {
    check: "range-allowed",
    condition: hcl`try(${inRange} && ${isCanonical(vswitch)} && ${inside}, true)`,
    errorMessage:
      `${text(vswitch)} cannot be a vSwitch in the block ${text(block)}. Allowed is a network address inside the ` +
      `block, with a mask of at most /${longest}.`,
  };
}

/** What `requireUsable` checks. */
export function usableAddress(vswitch: HclValue, address: HclValue): Requirement {
  const inside = hcl`${containingNetwork(address, maskOf(vswitch))} == ${vswitch}`;
  const reserved = hcl`contains([for host in [0, -3, -2, -1] : cidrhost(${vswitch}, host)], ${address})`;
  return {
    check: "eip-placed",
    condition: hcl`try(${inside} && !${reserved}, true)`,
    errorMessage:
      `The EIP ${text(address)} has no usable place in the vSwitch ${text(vswitch)}: it lies outside, or it is the ` +
      "first or among the last three addresses, which Alibaba Cloud reserves. Choose another vSwitch or another EIP.",
  };
}

function maskOf(cidr: HclValue): HclValue {
  const isLiteral = typeof cidr === "string" && !Token.isUnresolved(cidr);
  return isLiteral ? Ipv4Cidr.parse(cidr).mask : hcl`split("/", ${cidr})[1]`;
}

function networkOf(cidr: HclValue): HclExpression {
  return hcl`split("/", ${cidr})[0]`;
}

function isCanonical(cidr: HclValue): HclExpression {
  return hcl`cidrsubnet(${cidr}, 0, 0) == ${cidr}`;
}

function text(value: HclValue): string {
  return typeof value === "string" ? value : hcl`${value}`.toString();
}
