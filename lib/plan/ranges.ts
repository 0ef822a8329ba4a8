import { BLOCK_MASKS, Ipv4Cidr } from "../address";

/** The ranges that lie in no other of them, in the order of their addresses, each once. */
export function outermost(ranges: readonly Ipv4Cidr[]): Ipv4Cidr[] {
  const result: Ipv4Cidr[] = [];
  for (const range of [...ranges].sort(Ipv4Cidr.compare)) {
    if (result.at(-1)?.contains(range) !== true) result.push(range);
  }
  return result;
}

/** The smallest block around a vSwitch: the vSwitch itself, unless it is smaller than a block can be. */
export function smallestBlock(vswitch: Ipv4Cidr): Ipv4Cidr {
  return Ipv4Cidr.containing(vswitch.network, Math.min(vswitch.mask, BLOCK_MASKS.longest));
}
