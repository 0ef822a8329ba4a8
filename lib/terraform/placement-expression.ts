import { BLOCK_MASKS, RESERVED_ADDRESSES, VSWITCH_MASKS } from "../address";
import { hcl, type HclExpression, type HclValue } from "./hcl";

// The arithmetic of lib/address/placement.ts as Terraform expressions, for an EIP whose address only Terraform knows.

/** The address as an unsigned 32-bit number. */
export function addressNumber(address: HclValue): HclExpression {
  return hcl`sum([for i, octet in split(".", ${address}) : octet * pow(256, 3 - i)])`;
}

/** The mask of the smallest vSwitch in which the address is usable; 0 where there is none. */
export function smallestVSwitchMask(number: HclValue): HclExpression {
  const size = hcl`pow(2, 32 - mask)`;
  const offset = hcl`${number} % ${size}`;
  const { first, last } = RESERVED_ADDRESSES;
  const { shortest, longest } = VSWITCH_MASKS;
  return hcl`max(0, [for mask in range(${shortest}, ${longest + 1}) : mask if ${offset} >= ${first} && ${offset} < ${size} - ${last}]...)`;
}

/** The mask of the smallest block that contains a vSwitch with this mask. */
export function smallestBlockMask(vswitchMask: HclValue): HclExpression {
  return hcl`min(${BLOCK_MASKS.longest}, ${vswitchMask})`;
}

/** The network with the given mask that contains the address, in canonical CIDR notation. */
export function containingNetwork(address: HclValue, mask: HclValue): HclExpression {
  return hcl`cidrsubnet(format("%s/%d", ${address}, ${mask}), 0, 0)`;
}

/** Those of a list of ranges that share an address with a given one; all in canonical CIDR notation. */
export function overlapping(ranges: HclValue, range: HclValue): HclExpression {
  const mask = hcl`min(split("/", candidate)[1], split("/", ${range})[1])`;
  const networks = hcl`[for one in [candidate, ${range}] : cidrhost(format("%s/%s", split("/", one)[0], ${mask}), 0)]`;
  return hcl`[for candidate in ${ranges} : candidate if length(distinct(${networks})) == 1]`;
}
