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

const nonPublic = (range: string, kind: string): NonPublicRange => ({ range: Ipv4Cidr.parse(range), kind });

/**
 * Ranges without public addresses: those that IANA registers as not globally reachable, and multicast. The documentation ranges of
 * RFC 5737 are not among them, so that examples may use them.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 */
export const NON_PUBLIC_RANGES: readonly NonPublicRange[] = [
  nonPublic("0.0.0.0/8", "an address of this network"),
  nonPublic("10.0.0.0/8", "a private address"),
  nonPublic("100.64.0.0/10", "a shared address, which Alibaba Cloud's own services use"),
  nonPublic("127.0.0.0/8", "a loopback address"),
  nonPublic("169.254.0.0/16", "a link-local address"),
  nonPublic("172.16.0.0/12", "a private address"),
  nonPublic("192.0.0.0/24", "a reserved address"),
  nonPublic("192.168.0.0/16", "a private address"),
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

/** Private addresses of RFC 1918: they may be hosts behind a VPN or in another VPC, and are never on the Internet. */
const PRIVATE_KIND = "a private address";

/**
 * Ranges whose hosts answer, or not, whatever becomes of the EIP: loopback, link-local, Alibaba Cloud's own services (metadata, DNS), multicast
 * and what else is not on the Internet. Private addresses are not among them.
 */
export const UNPROVING_RANGES: readonly NonPublicRange[] = NON_PUBLIC_RANGES.filter(
  ({ kind }) => kind !== PRIVATE_KIND,
);

/** Description of a target that can prove something, for messages. */
export const ALLOWED_TARGET = "the address of a host on the Internet that answers, such as 192.0.2.10";

/**
 * Checks that an answer of a target can prove that the EIP has a path to the Internet.
 *
 * @throws {@link AddressError} if the target is in one of the {@link UNPROVING_RANGES}
 */
export function requireProvingTarget(target: Ipv4Address): void {
  const found = UNPROVING_RANGES.find(({ range }) => range.contains(target));
  if (found === undefined) return;
  throw new AddressError({
    found: target.toString(),
    problem: `${found.kind} (${found.range.toString()}): its answer proves no path to the Internet`,
    allowed: ALLOWED_TARGET,
    advice: "choose a host outside of Alibaba Cloud that answers",
  });
}

/** Returns the warning of a target that answers by a VPN or from another VPC, if at all; undefined for any other. */
export function targetWarning(target: Ipv4Address): string | undefined {
  const found = NON_PUBLIC_RANGES.find(({ range, kind }) => kind === PRIVATE_KIND && range.contains(target));
  if (found === undefined) return undefined;
  return (
    `the verification target ${target.toString()} is a private address (${found.range.toString()}): its answer, by a VPN or from another ` +
    "VPC, proves no path to the Internet; choose a host on the Internet"
  );
}

/** EIP or range in the VPC of a target. */
export interface NearbyPlace {
  /** Name in messages: `exposures.web`. */
  readonly of: string;
  /** Address of an EIP, secondary CIDR block, or primary range of a VPC. */
  readonly place: Ipv4Address | Ipv4Cidr;
  /** Whether the place is the primary range of a VPC. @default false */
  readonly isPrimary?: boolean;
}

/** Returns the problem of a target that a VPC has itself, so that it is reached without the Internet or not at all; undefined for any other. */
export function nearbyProblem(target: Ipv4Address, places: readonly NearbyPlace[]): string | undefined {
  const eip = places.find(({ place }) => !("network" in place) && place.equals(target));
  if (eip !== undefined) return `the EIP of ${eip.of}, which the VPC reaches without the Internet`;
  const around = places.find(({ place }) => "network" in place && place.contains(target));
  if (around === undefined) return undefined;
  return around.isPrimary === true
    ? `inside ${around.of}, ${around.place.toString()}, whose hosts the VPC reaches without the Internet`
    : `inside the block ${around.place.toString()} of ${around.of}, which shadows it in the VPC`;
}
