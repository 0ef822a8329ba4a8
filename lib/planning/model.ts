import { type Ipv4Address, Ipv4Cidr } from "../ipv4";
import {
  BLOCK_PREFIX_LENGTHS,
  isUsable,
  requireAllowedBlock,
  requireAllowedVSwitch,
  requireUsable,
  smallestPlacement,
} from "./placement";

/** One EIP that wants a place. */
export interface PlanRequest {
  /** Names the exposure in messages and in the plan; no two requests have the same. */
  readonly key: string;
  /**
   * The address of the EIP.
   * @default - only Terraform knows it; then `vswitch` is required
   */
  readonly eip?: Ipv4Address;
  /**
   * The VPC of the instance.
   * @default - unknown: the requests without one are planned as if they all shared one VPC
   */
  readonly vpcId?: string;
  /**
   * The zone of the instance.
   * @default - unknown: the exposure shares a vSwitch only with those from which no plan could separate it
   */
  readonly zoneId?: string;
  /**
   * A block chosen by hand, in which the EIP is usable.
   * @default - the planner chooses
   */
  readonly block?: Ipv4Cidr;
  /**
   * A vSwitch chosen by hand, inside `block` where that is chosen too.
   * @default - the planner chooses
   */
  readonly vswitch?: Ipv4Cidr;
}

/** A block and what is in it. */
export interface PlannedBlock {
  /** The range of the secondary CIDR block, mask 16 to 28. */
  readonly cidr: Ipv4Cidr;
  /**
   * The VPC that gets the block, as the requests say it.
   * @default - the requests in it have none
   */
  readonly vpcId?: string;
  /** The vSwitches in the block, disjoint; at least one. */
  readonly vswitches: readonly PlannedVSwitch[];
  /** How many addresses of the block belong to others and become unreachable from the VPC. */
  readonly shadowed: number;
}

/** A vSwitch and the exposures whose ENIs are in it. */
export interface PlannedVSwitch {
  /** The range of the vSwitch inside its block, mask 16 to 29. */
  readonly cidr: Ipv4Cidr;
  /** The keys of the exposures, in the order of their addresses; at least one. */
  readonly keys: readonly string[];
}

/** A block of the present plan, which stays as it is while an exposure needs it. */
export interface ExistingBlock {
  /** Overlaps no other block of the VPC. */
  readonly cidr: Ipv4Cidr;
  /**
   * The VPC of the block, as the requests say it: a block with it is none of those without.
   * @default - the requests in it have none
   */
  readonly vpcId?: string;
  /** The ranges of the vSwitches in the block; disjoint. */
  readonly vswitches: readonly Ipv4Cidr[];
}

/** A request and the vSwitch that it needs. */
export interface Member {
  readonly request: PlanRequest;
  /** The vSwitch that it is bound to; without one, the smallest in which its EIP is usable. */
  readonly range: Ipv4Cidr;
  /**
   * Why no larger vSwitch than `range` will do.
   * @default - it will do
   */
  readonly boundBy?: "hand" | "present plan";
}

/**
 * What a request needs: the vSwitch chosen by hand, else the vSwitch of the present plan in which the EIP is usable, else
 * the smallest one.
 *
 * @throws AddressError when a range chosen by hand is not allowed or has no usable place for the EIP, or no block has one
 */
export function memberFor(request: PlanRequest, existing: readonly ExistingBlock[]): Member {
  const { key, eip, vswitch } = request;
  requireAllowedChoice(request);
  if (vswitch !== undefined) return { request, range: vswitch, boundBy: "hand" };
  if (eip === undefined) throw new RangeError(`${key} has neither an address nor a vSwitch`);
  const present = existing
    .find((block) => serves(block, request))
    ?.vswitches.find((candidate) => isUsable(candidate, eip));
  return present === undefined
    ? { request, range: smallestPlacement(eip).vswitch }
    : { request, range: present, boundBy: "present plan" };
}

/** Whether the request belongs in the block: it has a place there, and chose no other block by hand. */
export function serves({ cidr }: ExistingBlock, { eip, block, vswitch }: PlanRequest): boolean {
  if (block !== undefined && !block.equals(cidr)) return false;
  if (vswitch !== undefined) return cidr.contains(vswitch);
  return eip !== undefined && isUsable(cidr, eip);
}

/** By address, and those whose address is not known behind them by key, so that the order of requests does not matter. */
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
  // A block in which the EIP would be usable if it were one vSwitch contains the smallest vSwitch for it.
  if (range !== undefined && eip !== undefined) requireUsable(range, eip);
}

/** Requests that share one vSwitch in every plan. */
export interface Cluster {
  /** The smallest vSwitch that holds all of them. */
  readonly cidr: Ipv4Cidr;
  /** In the order of their addresses; at least one. */
  readonly members: readonly Member[];
}

/**
 * The smallest vSwitches. Every vSwitch that can hold an EIP contains the EIP's smallest one; so where these nest, their
 * EIPs share one vSwitch in every plan, and the outermost of them is the smallest that holds all.
 *
 * @returns disjoint, in the order of their addresses
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
  return Ipv4Cidr.containing(vswitch.network, Math.min(vswitch.prefixLength, BLOCK_PREFIX_LENGTHS.longest));
}

/** `"web" (203.0.113.10)`, or the key alone where the address is not known. */
export function named({ key, eip }: PlanRequest): string {
  return eip === undefined ? `"${key}"` : `"${key}" (${eip.toString()})`;
}

/** At most six by name, so that a message about a large fleet stays readable. */
export function listed(requests: readonly PlanRequest[]): string {
  const names = requests.slice(0, 6).map(named);
  return joined(
    requests.length > names.length ? [...names, `${requests.length - names.length} more`] : names,
  );
}

/** `a, b and c` */
export function joined(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1) ?? ""}`;
}

/** `1 block`, `2 blocks` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
