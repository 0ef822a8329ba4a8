import { Ipv4Cidr } from "./ipv4-cidr";

/** Prefix lengths, 0 to 32; the shortest prefix is the largest network. */
export interface MaskRange {
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
export const BLOCK_MASKS: MaskRange = { shortest: 16, longest: 28 };

/**
 * Prefix lengths of a vSwitch, shortest and longest.
 * @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createvswitch
 */
export const VSWITCH_MASKS: MaskRange = { shortest: 16, longest: 29 };

/**
 * How many addresses Alibaba Cloud keeps for itself at each end of a vSwitch.
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
  /** What the range is for, as a noun phrase. */
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
