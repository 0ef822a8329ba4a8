import { type Ipv4Address, Ipv4Cidr } from "../ipv4";
import {
  BLOCK_PREFIX_LENGTHS,
  isUsable,
  requireAllowedBlock,
  requireAllowedVSwitch,
  requireUsable,
  smallestPlacement,
} from "./placement";

/** Request to place one EIP. */
export interface PlanRequest {
  /** Key of the exposure, unique among the requests. */
  readonly key: string;
  /**
   * Address of the EIP.
   * @default - only Terraform knows it; then `vswitch` is required
   */
  readonly eip?: Ipv4Address;
  /**
   * ID of the instance's VPC.
   * @default - unknown: the requests without one are planned as if they all shared one VPC
   */
  readonly vpcId?: string;
  /**
   * Zone of the instance.
   * @default - unknown: the exposure shares a vSwitch only with those from which no plan could separate it
   */
  readonly zoneId?: string;
  /**
   * Block chosen by hand, in which the EIP is usable.
   * @default - the planner chooses
   */
  readonly block?: Ipv4Cidr;
  /**
   * vSwitch chosen by hand, inside `block` if that is set too.
   * @default - the planner chooses
   */
  readonly vswitch?: Ipv4Cidr;
  /**
   * Key of the request on whose NIC this EIP goes too: both EIPs are in one vSwitch. That request has none itself.
   * @default - the EIP has a NIC of its own
   */
  readonly nicOf?: string;
}

/** Planned block. */
export interface PlannedBlock {
  /** Range of the secondary CIDR block, prefix length 16 to 28. */
  readonly cidr: Ipv4Cidr;
  /**
   * ID of the VPC of the block, from the requests in it.
   * @default - the requests have none
   */
  readonly vpcId?: string;
  /** Disjoint vSwitches in the block; at least one. */
  readonly vswitches: readonly PlannedVSwitch[];
  /** Number of addresses of others in the block, which become unreachable from the VPC. */
  readonly shadowed: number;
}

/** Planned vSwitch. */
export interface PlannedVSwitch {
  /** Range of the vSwitch inside its block, prefix length 16 to 29. */
  readonly cidr: Ipv4Cidr;
  /** Keys of the exposures whose ENIs are in it, in the order of their addresses; at least one. */
  readonly keys: readonly string[];
}

/** Block of the current plan, which stays while an exposure needs it. */
export interface ExistingBlock {
  /** Range, which overlaps no other block of the VPC. */
  readonly cidr: Ipv4Cidr;
  /**
   * ID of the VPC of the block, from the requests in it. Blocks with and without it are planned separately.
   * @default - the requests have none
   */
  readonly vpcId?: string;
  /** Disjoint ranges of the vSwitches in the block. */
  readonly vswitches: readonly Ipv4Cidr[];
}

/** Request with the vSwitch that it needs. */
export interface Member {
  readonly request: PlanRequest;
  /** Range of the vSwitch that it is bound to; else the smallest in which its EIP is usable. */
  readonly range: Ipv4Cidr;
  /**
   * Reason why the vSwitch cannot be larger than `range`.
   * @default - it can
   */
  readonly boundBy?: "hand" | "current plan";
}

/**
 * Returns the vSwitch that a request needs: the one chosen by hand, else the one of the current plan in which the EIP is usable, else
 * the smallest.
 *
 * @throws AddressError if a range chosen by hand is not allowed or the EIP is not usable in it, or if no block can hold the EIP
 */
export function memberFor(request: PlanRequest, existing: readonly ExistingBlock[]): Member {
  const { key, eip, vswitch } = request;
  requireAllowedChoice(request);
  if (vswitch !== undefined) return { request, range: vswitch, boundBy: "hand" };
  if (eip === undefined) throw new RangeError(`${key} has neither an address nor a vSwitch`);
  const current = existing
    .find((block) => serves(block, request))
    ?.vswitches.find((candidate) => isUsable(candidate, eip));
  return current === undefined
    ? { request, range: smallestPlacement(eip).vswitch }
    : { request, range: current, boundBy: "current plan" };
}

/** Whether a request belongs in a block: its EIP is usable there, and it sets no other block. */
export function serves({ cidr }: ExistingBlock, { eip, block, vswitch }: PlanRequest): boolean {
  if (block !== undefined && !block.equals(cidr)) return false;
  if (vswitch !== undefined) return cidr.contains(vswitch);
  return eip !== undefined && isUsable(cidr, eip);
}

/** Orders requests by address, then those without an address by key, so that their original order does not matter. */
export function byAddress(one: PlanRequest, other: PlanRequest): number {
  const [address, otherAddress] = [one.eip?.value ?? Infinity, other.eip?.value ?? Infinity];
  if (address !== otherAddress) return address - otherAddress;
  return one.key < other.key ? -1 : 1;
}

function requireAllowedChoice({ eip, vswitch, block }: PlanRequest): void {
  if (vswitch !== undefined) requireAllowedVSwitch(vswitch, block ?? smallestBlock(vswitch));
  const chosen = block ?? (vswitch === undefined ? undefined : smallestBlock(vswitch));
  if (chosen !== undefined) requireAllowedBlock(chosen);
  const range = vswitch ?? block;
  // If the EIP is usable in the block as one vSwitch, the block contains its smallest vSwitch.
  if (range !== undefined && eip !== undefined) requireUsable(range, eip);
}

/** Requests that share one vSwitch in every plan. */
export interface Cluster {
  /** Smallest vSwitch that holds all members. */
  readonly cidr: Ipv4Cidr;
  /** Members in the order of their addresses; at least one. */
  readonly members: readonly Member[];
}

/**
 * Groups requests that share one vSwitch in every plan. Every vSwitch that can hold an EIP contains the EIP's smallest one. So EIPs whose
 * smallest vSwitches nest share the outermost of them.
 *
 * @returns disjoint clusters in the order of their addresses
 */
export function clustersOf(members: readonly Member[]): Cluster[] {
  const clusters: { cidr: Ipv4Cidr; members: Member[] }[] = [];
  for (const member of [...members].sort((one, other) => Ipv4Cidr.compare(one.range, other.range))) {
    const outer = clusters.at(-1);
    if (outer?.cidr.contains(member.range) === true) outer.members.push(member);
    else clusters.push({ cidr: member.range, members: [member] });
  }
  for (const { members } of clusters) members.sort((one, other) => byAddress(one.request, other.request));
  return clusters;
}

/** Returns the ranges that no other range contains, in the order of their addresses, without duplicates. */
export function outermost(ranges: readonly Ipv4Cidr[]): Ipv4Cidr[] {
  const result: Ipv4Cidr[] = [];
  for (const range of [...ranges].sort(Ipv4Cidr.compare)) {
    if (result.at(-1)?.contains(range) !== true) result.push(range);
  }
  return result;
}

/** Returns the smallest block around a vSwitch: the vSwitch itself, unless it is too small for a block. */
export function smallestBlock(vswitch: Ipv4Cidr): Ipv4Cidr {
  return Ipv4Cidr.containing(vswitch.network, Math.min(vswitch.prefixLength, BLOCK_PREFIX_LENGTHS.longest));
}

/** Returns `"web" (203.0.113.10)`, or the key alone if the address is unknown. */
export function named({ key, eip }: PlanRequest): string {
  return eip === undefined ? `"${key}"` : `"${key}" (${eip.toString()})`;
}

/** Lists at most six requests by name, so that a message about a large fleet stays readable. */
export function listed(requests: readonly PlanRequest[]): string {
  const names = requests.slice(0, 6).map(named);
  return joined(
    requests.length > names.length ? [...names, `${requests.length - names.length} more`] : names,
  );
}

/** Returns `a, b and c`. */
export function joined(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1) ?? ""}`;
}

/** Returns `1 block` or `2 blocks`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
