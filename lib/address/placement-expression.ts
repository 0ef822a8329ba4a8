import { BLOCK_MASKS, RESERVED_ADDRESSES, VSWITCH_MASKS } from "./rules";

// The same arithmetic as in placement.ts, as Terraform expressions, for an EIP whose address only Terraform knows.
// Parameters and results are HCL expressions without the surrounding "${}".

/** The address as an unsigned 32-bit number. */
export function addressNumber(address: string): string {
  return `sum([for i, octet in split(".", ${address}) : octet * pow(256, 3 - i)])`;
}

/** The mask of the smallest vSwitch in which the address is usable; 0 where there is none. */
export function smallestVSwitchMask(number: string): string {
  const offset = `${number} % pow(2, 32 - mask)`;
  const { first, last } = RESERVED_ADDRESSES;
  return (
    `max(0, [for mask in range(${VSWITCH_MASKS.shortest}, ${VSWITCH_MASKS.longest + 1}) : mask ` +
    `if ${offset} >= ${first} && ${offset} < pow(2, 32 - mask) - ${last}]...)`
  );
}

/** The mask of the smallest block that contains a vSwitch with this mask. */
export function smallestBlockMask(vswitchMask: string): string {
  return `min(${BLOCK_MASKS.longest}, ${vswitchMask})`;
}

/** The network with the given mask that contains the address, in canonical CIDR notation. */
export function containingNetwork(address: string, mask: string): string {
  return `cidrsubnet("\${${address}}/\${${mask}}", 0, 0)`;
}
