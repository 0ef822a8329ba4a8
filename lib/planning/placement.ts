import { AddressError } from "../errors";
import { Ipv4Address, Ipv4Cidr } from "../ipv4";

/** Prefix lengths, 0 to 32; the shortest prefix is the largest network. */
export interface PrefixLengthRange {
  /** The prefix length of the largest network. */
  readonly shortest: number;
  /** The prefix length of the smallest network. */
  readonly longest: number;
}

/**
 * Prefix lengths of a secondary CIDR block, shortest and longest.
 * The SDK of August 2026 says 16 to 28; older pages say 8 to 28, so 16 to 28 is right for both.
 * @see https://www.alibabacloud.com/help/en/vpc/api-associatevpccidrblock
 */
export const BLOCK_PREFIX_LENGTHS: PrefixLengthRange = { shortest: 16, longest: 28 };

/**
 * Prefix lengths of a vSwitch, shortest and longest.
 * @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createvswitch
 */
export const VSWITCH_PREFIX_LENGTHS: PrefixLengthRange = { shortest: 16, longest: 29 };

/**
 * Number of addresses that Alibaba Cloud reserves at each end of a vSwitch.
 * @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createvswitch
 */
export const RESERVED_ADDRESSES = {
  /** At the beginning: the address of the network. */
  first: 1,
  /** At the end. */
  last: 3,
} as const;

/** A range that no secondary CIDR block may touch. */
export interface ForbiddenRange {
  /** The range; a block that overlaps it is refused. */
  readonly range: Ipv4Cidr;
  /** Purpose of the range, as a noun phrase. */
  readonly reason: string;
}

/**
 * Ranges that Alibaba Cloud refuses as secondary CIDR blocks, with everything inside them.
 * @see https://www.alibabacloud.com/help/en/vpc/api-associatevpccidrblock
 */
export const FORBIDDEN_RANGES: readonly ForbiddenRange[] = [
  { range: Ipv4Cidr.parse("0.0.0.0/8"), reason: "a block cannot start with 0" },
  { range: Ipv4Cidr.parse("100.64.0.0/10"), reason: "Alibaba Cloud's own services (metadata, DNS, NTP)" },
  { range: Ipv4Cidr.parse("127.0.0.0/8"), reason: "loopback" },
  { range: Ipv4Cidr.parse("169.254.0.0/16"), reason: "link-local addresses" },
  { range: Ipv4Cidr.parse("224.0.0.0/4"), reason: "multicast" },
];

/** A range without public addresses, in which no EIP lies. */
export interface NonPublicRange {
  /** The range. */
  readonly range: Ipv4Cidr;
  /** Kind of an address of the range, as a noun phrase. */
  readonly kind: string;
}

/** Kind of the addresses of RFC 1918, which hosts behind a VPN or in another VPC may have. */
export const PRIVATE_KIND = "a private address";

const nonPublic = (range: string, kind: string): NonPublicRange => ({ range: Ipv4Cidr.parse(range), kind });

/**
 * Ranges without public addresses: those that IANA registers as not globally reachable, and multicast. The documentation ranges of
 * RFC 5737 are not among them, so that examples may use them.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 */
export const NON_PUBLIC_RANGES: readonly NonPublicRange[] = [
  nonPublic("0.0.0.0/8", "an address of this network"),
  nonPublic("10.0.0.0/8", PRIVATE_KIND),
  nonPublic("100.64.0.0/10", "a shared address, which Alibaba Cloud's own services use"),
  nonPublic("127.0.0.0/8", "a loopback address"),
  nonPublic("169.254.0.0/16", "a link-local address"),
  nonPublic("172.16.0.0/12", PRIVATE_KIND),
  nonPublic("192.0.0.0/24", "a reserved address"),
  nonPublic("192.168.0.0/16", PRIVATE_KIND),
  nonPublic("198.18.0.0/15", "an address for benchmarks"),
  nonPublic("224.0.0.0/4", "a multicast address"),
  nonPublic("240.0.0.0/4", "a reserved address"),
];

/**
 * Checks that an address can be that of an EIP.
 *
 * @throws {@link AddressError} if it is in one of the {@link NON_PUBLIC_RANGES}
 */
export function requirePublic(eip: Ipv4Address): void {
  const found = NON_PUBLIC_RANGES.find(({ range }) => range.contains(eip));
  if (found === undefined) return;
  throw new AddressError({
    found: eip.toString(),
    problem: `${found.kind} (${found.range.toString()}), not an EIP`,
    allowed: "a public address such as 203.0.113.106",
    advice: found.kind.includes("private")
      ? "write the EIP; this is probably the private address of the instance"
      : "write the public address of the EIP",
  });
}

/** The secondary CIDR block and, inside it, the vSwitch that hold an EIP. */
export interface Placement {
  /** Range of the secondary CIDR block, prefix length 16 to 28. */
  readonly block: Ipv4Cidr;
  /** Range of the vSwitch inside the block, prefix length 16 to 29. */
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
  requireAllowedBlock(Ipv4Cidr.containing(eip, BLOCK_PREFIX_LENGTHS.longest), eip.toString());
  for (let length = VSWITCH_PREFIX_LENGTHS.longest; length >= VSWITCH_PREFIX_LENGTHS.shortest; length--) {
    const vswitch = Ipv4Cidr.containing(eip, length);
    if (isUsable(vswitch, eip)) {
      return { block: Ipv4Cidr.containing(eip, Math.min(length, BLOCK_PREFIX_LENGTHS.longest)), vswitch };
    }
  }
  throw new AddressError({
    found: eip.toString(),
    problem:
      `no block can hold it: it is the first or one of the last three addresses of every network from /${BLOCK_PREFIX_LENGTHS.shortest} ` +
      `to /${BLOCK_PREFIX_LENGTHS.longest}, which Alibaba Cloud reserves in a vSwitch`,
    allowed: "an EIP other than a.b.0.0 and a.b.255.253 to a.b.255.255",
  });
}

/**
 * Checks the size and the place of a secondary CIDR block.
 *
 * @param found - the text that the user wrote, for the message
 * @throws {@link AddressError} when the prefix length is not 16 to 28, or the range touches one that Alibaba Cloud forbids
 */
export function requireAllowedBlock(block: Ipv4Cidr, found = block.toString()): void {
  const { shortest, longest } = BLOCK_PREFIX_LENGTHS;
  if (block.prefixLength < shortest || block.prefixLength > longest) {
    throw new AddressError({
      found,
      problem: `prefix length /${block.prefixLength} is not possible for a secondary CIDR block`,
      allowed: `a prefix length from /${shortest} to /${longest}`,
    });
  }
  const forbidden = FORBIDDEN_RANGES.find(({ range }) => range.overlaps(block));
  if (forbidden !== undefined) {
    throw new AddressError({
      found,
      problem: `overlaps ${forbidden.range.toString()}, which Alibaba Cloud forbids in a secondary CIDR block: ${forbidden.reason}`,
      allowed: `any range except ${FORBIDDEN_RANGES.map(({ range }) => range.toString()).join(", ")}`,
    });
  }
}

/**
 * Checks the size of a vSwitch and that it lies in its block.
 *
 * @throws {@link AddressError} when the prefix length is not 16 to 29, or the vSwitch is not inside the block
 */
export function requireAllowedVSwitch(vswitch: Ipv4Cidr, block: Ipv4Cidr): void {
  const { shortest, longest } = VSWITCH_PREFIX_LENGTHS;
  if (vswitch.prefixLength < shortest || vswitch.prefixLength > longest) {
    throw new AddressError({
      found: vswitch.toString(),
      problem: `prefix length /${vswitch.prefixLength} is not possible for a vSwitch`,
      allowed: `a prefix length from /${shortest} to /${longest}`,
    });
  }
  if (!block.contains(vswitch)) {
    throw new AddressError({
      found: vswitch.toString(),
      problem: `not inside its block ${block.toString()}`,
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
  const problem = vswitch.contains(eip)
    ? `reserved in ${vswitch.toString()}: Alibaba Cloud keeps the first and the last three addresses of a vSwitch`
    : `not inside ${vswitch.toString()}`;
  throw new AddressError({
    found: eip.toString(),
    problem,
    allowed: `${first.toString()} to ${last.toString()} in ${vswitch.toString()}`,
  });
}

/**
 * Counts the public hosts that are unreachable from the VPC while the block exists: its addresses less our own EIPs in it.
 */
export function shadowedAddresses(block: Ipv4Cidr, eips: readonly Ipv4Address[]): number {
  return block.size - new Set(eips.filter((eip) => block.contains(eip)).map((eip) => eip.value)).size;
}

/**
 * Returns the ranges of a block between our own EIPs, as first and last addresses in order: together they are its
 * {@link shadowedAddresses}.
 */
export function shadowedRanges(
  block: Ipv4Cidr,
  eips: readonly Ipv4Address[],
): [first: Ipv4Address, last: Ipv4Address][] {
  const inBlock = eips.filter((eip) => block.contains(eip)).map(({ value }) => value);
  const own = [...new Set(inBlock)].sort((one, other) => one - other);
  const starts = [block.network.value, ...own.map((value) => value + 1)];
  const ends = [...own.map((value) => value - 1), block.last.value];
  return starts.flatMap((start, index): [Ipv4Address, Ipv4Address][] => {
    const end = ends[index] ?? start;
    return start > end ? [] : [[Ipv4Address.fromNumber(start), Ipv4Address.fromNumber(end)]];
  });
}
