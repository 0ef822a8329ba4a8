import { BLOCK_MASKS, Ipv4Cidr } from "../address";
import { type Cluster, clustersOf, joinByZone, outermost } from "./clusters";
import { fewestShadowed } from "./fewest-shadowed";
import type { ExistingBlock, PlannedBlock, PlanRequest } from "./model";
import { blockConflicts, tooManyBlocks, vswitchConflicts } from "./plan-conflicts";
import { type PlanConflict, PlanError } from "./plan-error";

export interface PlanOptions {
  /**
   * How many secondary CIDR blocks a VPC may have.
   * @default 5, Alibaba Cloud's default quota `vpc_quota_secondary_cidr_num`
   */
  readonly blocksPerVpc?: number;
  /**
   * What an earlier plan made. Blocks and vSwitches in it keep their ranges; those that serve no exposure any more are left out.
   * @default - everything is planned afresh
   */
  readonly existing?: readonly ExistingBlock[];
}

export const DEFAULT_BLOCKS_PER_VPC = 5;

/**
 * Places every EIP in a vSwitch of its instance's zone, and the vSwitches in blocks, so that the fewest addresses of
 * others are shadowed. The result does not depend on the order of the requests.
 *
 * @throws {@link PlanError} when there is no such plan; it names the EIPs that collide, and why
 */
export function planFleet(requests: readonly PlanRequest[], options: PlanOptions = {}): PlannedBlock[] {
  const { blocksPerVpc = DEFAULT_BLOCKS_PER_VPC, existing = [] } = options;
  const conflicts: PlanConflict[] = [];
  const blocks: PlannedBlock[] = [];
  for (const vpcId of new Set(requests.map((request) => request.vpcId))) {
    const members = requests.filter((request) => request.vpcId === vpcId);
    const present = existing.filter((block) => block.vpcId === vpcId);
    try {
      blocks.push(
        ...planVpc(members, present, blocksPerVpc).map((block) => ({
          ...block,
          ...(vpcId === undefined ? {} : { vpcId }),
        })),
      );
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      conflicts.push(...error.conflicts);
    }
  }
  if (conflicts.length > 0) throw new PlanError(conflicts);
  return blocks.sort((one, other) => Ipv4Cidr.compare(one.cidr, other.cidr));
}

function planVpc(
  requests: readonly PlanRequest[],
  existing: readonly ExistingBlock[],
  limit: number,
): PlannedBlock[] {
  const clusters = clustersOf(
    requests,
    existing.flatMap(({ vswitches }) => vswitches),
  );
  const conflicts = [
    ...clusters.flatMap((cluster) => vswitchConflicts(cluster, existing)),
    ...blockConflicts(clusters, existing),
  ];
  if (conflicts.length > 0) throw new PlanError(conflicts);

  const byHand = requests.flatMap(({ block }) => (block === undefined ? [] : [block]));
  const fixed = outermost([...byHand, ...existing.map(({ cidr }) => cidr)]).filter((block) =>
    clusters.some(({ cidr }) => block.contains(cidr)),
  );
  const open = clusters.filter(({ cidr }) => !fixed.some((block) => block.contains(cidr)));
  const chosen = fewestShadowed(outermost(open.map(smallestBlock)), limit - fixed.length, fixed);
  if (chosen === undefined || fixed.length > limit) throw new PlanError([tooManyBlocks(requests, limit)]);
  return [...fixed, ...chosen].map((cidr) => plannedBlock(cidr, clusters));
}

function smallestBlock({ cidr }: Cluster): Ipv4Cidr {
  return Ipv4Cidr.containing(cidr.network, Math.min(cidr.mask, BLOCK_MASKS.longest));
}

function plannedBlock(cidr: Ipv4Cidr, clusters: readonly Cluster[]): PlannedBlock {
  const inside = clusters.filter((cluster) => cidr.contains(cluster.cidr));
  const exposed = inside.reduce((count, { members }) => count + members.length, 0);
  const vswitches = joinByZone(inside).map((vswitch) => ({
    cidr: vswitch.cidr,
    keys: vswitch.members.map(({ key }) => key),
  }));
  return { cidr, vswitches, shadowed: cidr.size - exposed };
}
