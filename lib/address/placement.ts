import { AddressError } from "./address-error";
import { Ipv4Address } from "./ipv4-address";
import { Ipv4Cidr } from "./ipv4-cidr";
import { BLOCK_MASKS, FORBIDDEN_RANGES, RESERVED_ADDRESSES, VSWITCH_MASKS } from "./rules";

/** The secondary CIDR block and, inside it, the vSwitch that hold an EIP. */
export interface Placement {
  /** The range of the secondary CIDR block, mask 16 to 28. */
  readonly block: Ipv4Cidr;
  /** The range of the vSwitch inside the block, mask 16 to 29. */
  readonly vswitch: Ipv4Cidr;
}

/**
 * Whether the address can be given to an ENI in a vSwitch with this range: inside it, and not among the addresses
 * that Alibaba Cloud reserves (the first and the last three).
 */
export function isUsable(vswitch: Ipv4Cidr, address: Ipv4Address): boolean {
  const offset = address.value - vswitch.network.value;
  return offset >= RESERVED_ADDRESSES.first && offset < vswitch.size - RESERVED_ADDRESSES.last;
}

/**
 * The smallest block and the smallest vSwitch in which the EIP is usable. Every other vSwitch that can hold the EIP
 * contains this one.
 *
 * @throws {@link AddressError} when the EIP lies in a range that Alibaba Cloud forbids, or when no block of the allowed
 * sizes can hold it (a.b.0.0 and a.b.255.253 to a.b.255.255)
 */
export function smallestPlacement(eip: Ipv4Address): Placement {
  requireAllowedBlock(Ipv4Cidr.containing(eip, BLOCK_MASKS.longest), eip.toString());
  for (let mask = VSWITCH_MASKS.longest; mask >= VSWITCH_MASKS.shortest; mask--) {
    const vswitch = Ipv4Cidr.containing(eip, mask);
    if (isUsable(vswitch, eip)) {
      return { block: Ipv4Cidr.containing(eip, Math.min(mask, BLOCK_MASKS.longest)), vswitch };
    }
  }
  throw new AddressError({
    found: eip.toString(),
    problem:
      `no block can hold it: in every network of /${BLOCK_MASKS.shortest} to /${BLOCK_MASKS.longest} it is the first ` +
      "or among the last three addresses, which Alibaba Cloud reserves in a vSwitch",
    allowed: "an EIP other than a.b.0.0 and a.b.255.253 to a.b.255.255",
  });
}

/**
 * Checks the size and the place of a secondary CIDR block.
 *
 * @param found - the text that the user wrote, for the message
 * @throws {@link AddressError} when the mask is not 16 to 28, or the range touches one that Alibaba Cloud forbids
 */
export function requireAllowedBlock(block: Ipv4Cidr, found = block.toString()): void {
  const { shortest, longest } = BLOCK_MASKS;
  if (block.mask < shortest || block.mask > longest) {
    throw new AddressError({
      found,
      problem: `a secondary CIDR block has a mask from /${shortest} to /${longest}, this one has /${block.mask}`,
      allowed: `a mask from /${shortest} to /${longest}`,
    });
  }
  const forbidden = FORBIDDEN_RANGES.find(({ range }) => range.overlaps(block));
  if (forbidden !== undefined) {
    throw new AddressError({
      found,
      problem: `Alibaba Cloud forbids ${forbidden.range.toString()} in secondary CIDR blocks: ${forbidden.reason}`,
      allowed: `any other range than ${FORBIDDEN_RANGES.map(({ range }) => range.toString()).join(", ")}`,
    });
  }
}

/**
 * Checks the size of a vSwitch and that it lies in its block.
 *
 * @throws {@link AddressError} when the mask is not 16 to 29, or the vSwitch is not inside the block
 */
export function requireAllowedVSwitch(vswitch: Ipv4Cidr, block: Ipv4Cidr): void {
  const { shortest, longest } = VSWITCH_MASKS;
  if (vswitch.mask < shortest || vswitch.mask > longest) {
    throw new AddressError({
      found: vswitch.toString(),
      problem: `a vSwitch has a mask from /${shortest} to /${longest}, this one has /${vswitch.mask}`,
      allowed: `a mask from /${shortest} to /${longest}`,
    });
  }
  if (!block.contains(vswitch)) {
    throw new AddressError({
      found: vswitch.toString(),
      problem: `the vSwitch is not inside its block ${block.toString()}`,
      allowed: `a range inside ${block.toString()}`,
    });
  }
}

/**
 * Checks that the EIP can be the primary address of an ENI in the vSwitch.
 *
 * @throws {@link AddressError} when it lies outside, or at a reserved place
 */
export function requireUsable(vswitch: Ipv4Cidr, eip: Ipv4Address): void {
  if (isUsable(vswitch, eip)) return;
  const first = Ipv4Address.fromNumber(vswitch.network.value + RESERVED_ADDRESSES.first);
  const last = Ipv4Address.fromNumber(vswitch.last.value - RESERVED_ADDRESSES.last);
  const place = vswitch.contains(eip)
    ? `is reserved in ${vswitch.toString()}: the first and the last three addresses of a vSwitch belong to Alibaba Cloud`
    : `is not inside ${vswitch.toString()}`;
  throw new AddressError({
    found: eip.toString(),
    problem: `the EIP ${place}`,
    allowed: `${first.toString()} to ${last.toString()} in ${vswitch.toString()}`,
  });
}

/**
 * How many public hosts become unreachable from the VPC while the block exists: its addresses less our own EIPs in it.
 */
export function shadowedAddresses(block: Ipv4Cidr, eips: readonly Ipv4Address[]): number {
  return block.size - new Set(eips.filter((eip) => block.contains(eip)).map((eip) => eip.value)).size;
}
