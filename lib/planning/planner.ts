import { type PlanConflict, PlanError } from "../errors";
import { Ipv4Cidr } from "../ipv4";
import { blockConflicts, type FixedBlock, tooManyBlocks, tooManyFixed, vswitchConflicts } from "./conflicts";
import { fewestShadowed } from "./cover";
import { membersOnNics } from "./nic";
import {
  byAddress,
  type Cluster,
  clustersOf,
  type ExistingBlock,
  memberFor,
  named,
  outermost,
  type PlannedBlock,
  type PlanRequest,
  serves,
  smallestBlock,
} from "./model";

/** Constraints of a plan. */
export interface PlanOptions {
  /**
   * Number of secondary CIDR blocks that a VPC may have, at least 1.
   * @default 5, Alibaba Cloud's default quota `vpc_quota_secondary_cidr_num`
   */
  readonly blocksPerVpc?: number;
  /**
   * Current plan. Its blocks and vSwitches keep their ranges as long as they are needed, see {@link planFleet}.
   * @default - a new plan
   */
  readonly existing?: readonly ExistingBlock[];
}

/**
 * Default number of secondary CIDR blocks that a VPC may have: the quota `vpc_quota_secondary_cidr_num`, which Alibaba Cloud can raise.
 * @see https://www.alibabacloud.com/help/en/vpc/api-associatevpccidrblock
 */
export const DEFAULT_BLOCKS_PER_VPC = 5;

/**
 * Places every EIP in a vSwitch of its instance's zone, and the vSwitches in blocks.
 *
 * Fixed ranges come first:
 * 1. The plan contains every block and vSwitch chosen by hand, unchanged.
 * 2. A block of the current plan stays while a request is usable in it and sets no other block. A vSwitch in such a block stays while
 *    an EIP is usable in it and sets no other vSwitch. The plan omits ranges that are no longer needed.
 *
 * EIPs of one NIC are in one vSwitch, the smallest that holds them all.
 *
 * An EIP that is usable in a fixed block goes there, since blocks cannot overlap. Of all plans that follow this and the rules (at most
 * `blocksPerVpc` disjoint blocks per VPC, disjoint vSwitches in one zone each, prefix lengths and reserved addresses of Alibaba Cloud),
 * the result is one with the fewest addresses in its blocks, and so the fewest shadowed addresses, and of those one with the fewest
 * blocks. In these blocks it has the fewest vSwitches in which an exposure of an unknown zone shares a vSwitch only if every plan
 * requires it.
 *
 * The result does not depend on the order of the requests.
 *
 * @param requests - EIPs, in any order
 * @param options - limit, and current plan
 * @returns the blocks, in the order of their addresses and then of their VPCs
 * @throws {@link PlanError} if there is no such plan, with the EIPs that collide
 * @throws {@link AddressError} if no block can hold an EIP, or a range chosen by hand is not allowed or its EIP is not usable in it
 */
export function planFleet(requests: readonly PlanRequest[], options: PlanOptions = {}): PlannedBlock[] {
  const { blocksPerVpc = DEFAULT_BLOCKS_PER_VPC, existing = [] } = options;
  const sorted = [...requests].sort(byAddress);
  const conflicts = duplicateConflicts(sorted);
  const blocks: PlannedBlock[] = [];
  for (const [vpcId, members] of byVpc(sorted)) {
    const current = existing.filter((block) => block.vpcId === vpcId);
    try {
      const planned = planVpc(members, current, blocksPerVpc);
      blocks.push(...planned.map((block) => (vpcId === undefined ? block : { ...block, vpcId })));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      conflicts.push(...error.conflicts);
    }
  }
  if (conflicts.length > 0) throw new PlanError(conflicts);
  return blocks.sort(
    (one, other) =>
      Ipv4Cidr.compare(one.cidr, other.cidr) || ((one.vpcId ?? "") < (other.vpcId ?? "") ? -1 : 1),
  );
}

function byVpc(requests: readonly PlanRequest[]): Map<string | undefined, PlanRequest[]> {
  const groups = new Map<string | undefined, PlanRequest[]>();
  for (const request of requests) {
    const group = groups.get(request.vpcId);
    if (group === undefined) groups.set(request.vpcId, [request]);
    else group.push(request);
  }
  return groups;
}

/** Returns conflicts of requests with the same EIP, which can be associated with one ENI only. */
function duplicateConflicts(requests: readonly PlanRequest[]): PlanConflict[] {
  const first = new Map<number, PlanRequest>();
  return requests.flatMap((request) => {
    if (request.eip === undefined) return [];
    const other = first.get(request.eip.value);
    if (other === undefined) {
      first.set(request.eip.value, request);
      return [];
    }
    return [
      {
        keys: [request.key, other.key],
        problem: `${named(other)} and "${request.key}" have the same EIP`,
        remedy: "use a separate EIP for each exposure",
      },
    ];
  });
}

function planVpc(
  requests: readonly PlanRequest[],
  existing: readonly ExistingBlock[],
  limit: number,
): PlannedBlock[] {
  const { members, conflicts: onNics } = membersOnNics(
    requests.map((request) => memberFor(request, existing)),
  );
  if (onNics.length > 0) throw new PlanError(onNics);
  const clusters = clustersOf(members);
  const fixedBlocks = fixedBlocksFor(requests, existing);
  const conflicts = [...clusters.flatMap(vswitchConflicts), ...blockConflicts(clusters, fixedBlocks)];
  if (conflicts.length > 0) throw new PlanError(conflicts);

  const fixed = fixedBlocks.map(({ cidr }) => cidr);
  const open = clusters.filter(({ cidr }) => !fixed.some((block) => block.contains(cidr)));
  const needed = outermost(open.map(({ cidr }) => smallestBlock(cidr)));
  if (fixed.length > limit) throw new PlanError([tooManyFixed(requests, fixedBlocks, limit)]);
  const chosen = fewestShadowed(needed, limit - fixed.length, fixed);
  if (chosen === undefined) {
    const uncovered = open.flatMap(({ members }) => members.map(({ request }) => request));
    throw new PlanError([tooManyBlocks(uncovered, fixed.length, limit)]);
  }
  return [...fixed, ...chosen].map((cidr) => plannedBlock(cidr, clusters));
}

/** Returns the blocks chosen by hand, and those of the current plan that are needed, each range once. */
function fixedBlocksFor(requests: readonly PlanRequest[], existing: readonly ExistingBlock[]): FixedBlock[] {
  const fixed = new Map<string, FixedBlock>();
  for (const block of existing) {
    if (requests.some((request) => serves(block, request))) {
      fixed.set(block.cidr.toString(), { cidr: block.cidr });
    }
  }
  for (const request of requests) {
    if (request.block === undefined || fixed.get(request.block.toString())?.chosenFor) continue;
    fixed.set(request.block.toString(), { cidr: request.block, chosenFor: request });
  }
  return [...fixed.values()];
}

function plannedBlock(cidr: Ipv4Cidr, clusters: readonly Cluster[]): PlannedBlock {
  const inside = clusters.filter((cluster) => cidr.contains(cluster.cidr));
  const exposed = inside.reduce((count, { members }) => count + members.length, 0);
  const vswitches = joinByZone(inside).map((vswitch) => ({
    cidr: vswitch.cidr,
    keys: vswitch.members.map(({ request }) => request.key),
  }));
  return { cidr, vswitches, shadowed: cidr.size - exposed };
}

/**
 * Joins vSwitches of one zone, unless a vSwitch of another zone lies between them. A vSwitch that is chosen by hand, belongs to the
 * current plan or has an exposure of an unknown zone stays as it is.
 *
 * @param clusters - clusters of one block, in the order of their addresses
 * @returns the fewest vSwitches, in the order of their addresses
 */
function joinByZone(clusters: readonly Cluster[]): Cluster[] {
  const [first, last] = [clusters[0], clusters.at(-1)];
  if (first === undefined || last === undefined || first === last) return [...clusters];
  const common = Ipv4Cidr.spanning(first.cidr, last.cidr);
  const zoneId = zoneOf(first);
  if (zoneId !== undefined && clusters.every((cluster) => canGrow(cluster) && zoneOf(cluster) === zoneId)) {
    return [{ cidr: common, members: clusters.flatMap(({ members }) => members) }];
  }
  const upperHalf = common.network.value + common.size / 2;
  const middle = clusters.findIndex(({ cidr }) => cidr.network.value >= upperHalf);
  return [...joinByZone(clusters.slice(0, middle)), ...joinByZone(clusters.slice(middle))];
}

function canGrow({ members }: Cluster): boolean {
  return members.every(({ boundBy }) => boundBy === undefined);
}

/** Returns the zone of all members; undefined if it is unknown or not the same. */
function zoneOf({ members }: Cluster): string | undefined {
  const zones = new Set(members.map(({ request }) => request.zoneId));
  return zones.size === 1 ? [...zones][0] : undefined;
}
