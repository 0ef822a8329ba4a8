import type { PlanConflict } from "../errors";
import { Ipv4Cidr } from "../ipv4";
import { type Cluster, counted, joined, listed, type Member, named, type PlanRequest } from "./model";

/** A block whose range is fixed before any is computed. */
export interface FixedBlock {
  readonly cidr: Ipv4Cidr;
  /**
   * Who chose it by hand.
   * @default - it belongs to the present plan
   */
  readonly chosenFor?: PlanRequest;
}

/** Why fixed blocks do not fit beside each other, or a vSwitch does not fit into one of them. */
export function blockConflicts(clusters: readonly Cluster[], fixed: readonly FixedBlock[]): PlanConflict[] {
  return [...overlapConflicts(fixed), ...clusters.flatMap((cluster) => cutConflicts(cluster, fixed))];
}

function overlapConflicts(fixed: readonly FixedBlock[]): PlanConflict[] {
  const conflicts: PlanConflict[] = [];
  let outer: FixedBlock | undefined;
  for (const block of [...fixed].sort((one, other) => Ipv4Cidr.compare(one.cidr, other.cidr))) {
    if (outer?.cidr.contains(block.cidr) !== true) outer = block;
    else if (!outer.cidr.equals(block.cidr)) {
      conflicts.push({
        keys: [block, outer].flatMap(({ chosenFor }) => (chosenFor === undefined ? [] : [chosenFor.key])),
        problem: `${described(block)} overlaps ${described(outer)}, and the blocks of a VPC must not overlap`,
        remedy: "choose one of them for all EIPs in it",
      });
    }
  }
  return conflicts;
}

function cutConflicts({ cidr, members }: Cluster, fixed: readonly FixedBlock[]): PlanConflict[] {
  const cut = fixed.find((block) => block.cidr.overlaps(cidr) && !block.cidr.contains(cidr));
  if (cut === undefined) return [];
  const needing = members.filter(({ range }) => range.equals(cidr)).map(({ request }) => request);
  const keys = [cut.chosenFor, ...needing].flatMap((request) => (request === undefined ? [] : [request.key]));
  return [
    {
      keys: [...new Set(keys)],
      problem:
        `${listed(needing)} ${needing.length === 1 ? "needs" : "need"} the vSwitch ${cidr.toString()}, ` +
        `which does not fit into ${described(cut)}`,
      remedy:
        cut.chosenFor === undefined
          ? "use another EIP, or plan blocks and vSwitches again"
          : "choose a block that contains it, or another EIP",
    },
  ];
}

function described({ cidr, chosenFor }: FixedBlock): string {
  const owner = chosenFor === undefined ? "the present plan" : named(chosenFor);
  return `the block ${cidr.toString()} of ${owner}`;
}

const RAISE_QUOTA = "have the quota vpc_quota_secondary_cidr_num raised and set blocksPerVpc to it";

/** Why the fixed blocks are too many in themselves. */
export function tooManyFixed(
  requests: readonly PlanRequest[],
  fixed: readonly FixedBlock[],
  limit: number,
): PlanConflict {
  const choosing = fixed.flatMap(({ chosenFor }) => (chosenFor === undefined ? [] : [chosenFor]));
  return {
    keys: (choosing.length > 0 ? choosing : requests).map(({ key }) => key),
    problem: `${fixed.length} blocks are chosen by hand or in the present plan, and one VPC may have ${limit}`,
    remedy: `choose fewer, plan blocks and vSwitches again, or ${RAISE_QUOTA}`,
  };
}

/**
 * Why the blocks that a VPC may have beside the fixed ones cannot cover all EIPs.
 *
 * @param open - the requests that lie in no fixed block
 */
export function tooManyBlocks(open: readonly PlanRequest[], fixed: number, limit: number): PlanConflict {
  const keys = open.map(({ key }) => key);
  if (fixed === 0) {
    return {
      keys,
      problem:
        `${listed(open)} cannot be covered by ${counted(limit, "secondary CIDR block")}, ` +
        "which is what one VPC may have: a block is a /16 at most",
      remedy: `use EIPs that are closer together, or ${RAISE_QUOTA}`,
    };
  }
  return {
    keys,
    problem:
      `${listed(open)} cannot be covered by ${counted(limit - fixed, "secondary CIDR block")}, which is what is left of ` +
      `the ${limit} that one VPC may have beside those chosen by hand or in the present plan`,
    remedy: `use EIPs in blocks that are there, plan blocks and vSwitches again, or ${RAISE_QUOTA}`,
  };
}

/** Why the members of a cluster cannot share its vSwitch. */
export function vswitchConflicts(cluster: Cluster): PlanConflict[] {
  return [...zoneConflicts(cluster), ...boundConflicts(cluster)];
}

/** A vSwitch lies in one zone. */
function zoneConflicts({ cidr, members }: Cluster): PlanConflict[] {
  const [deciding] = decidingMembers({ cidr, members });
  if (deciding === undefined) return [];
  // The member that decides the range collides with all others, which may not collide with each other.
  const first = new Map<string, Member>();
  for (const member of [deciding, ...members]) {
    const { zoneId } = member.request;
    if (zoneId !== undefined && !first.has(zoneId)) first.set(zoneId, member);
  }
  if (first.size < 2) return [];
  const places = [...first].map(([zoneId, { request }]) => `${named(request)} in ${zoneId}`);
  const involved = [...new Set([...first.values(), deciding])];
  if (involved.length > first.size) places.push(named(deciding.request));
  const { reason, remedy } = constraint(deciding);
  return [
    {
      keys: involved.map(({ request }) => request.key),
      problem: `${joined(places)} would have to share a vSwitch, which lies in one zone: ${cidr.toString()} ${reason}`,
      remedy,
    },
  ];
}

/** Why all have to be in the range that this member decides, and what would help. */
function constraint({ boundBy, request }: Member): { reason: string; remedy: string } {
  if (boundBy === "hand") {
    return {
      reason: `is chosen by hand for ${named(request)}, and no other vSwitch can overlap it`,
      remedy: "choose another vSwitch, or instances of one zone",
    };
  }
  if (boundBy === "present plan") {
    return {
      reason: "is a vSwitch of the present plan, and no other vSwitch can overlap it",
      remedy: "use another EIP, or plan blocks and vSwitches again",
    };
  }
  return {
    reason: "is the smallest in which all of them are usable, and every larger one contains it",
    remedy: "use EIPs that are farther apart, or instances of one zone",
  };
}

/** A vSwitch chosen by hand or of the present plan cannot become as large as others need it. */
function boundConflicts({ cidr, members }: Cluster): PlanConflict[] {
  const deciding = decidingMembers({ cidr, members }).map(({ request }) => request);
  const needs = `${listed(deciding)} ${deciding.length === 1 ? "needs" : "need"}`;
  return distinctRanges(members.filter((member) => isCut(member, cidr))).map((range) => {
    const bound = members.filter((member) => isCut(member, cidr) && member.range.equals(range));
    const requests = bound.map(({ request }) => request);
    const isByHand = bound.some(({ boundBy }) => boundBy === "hand");
    const origin = isByHand ? "is chosen by hand" : "exists already";
    return {
      keys: (isByHand ? [...requests, ...deciding] : [...deciding, ...requests]).map(({ key }) => key),
      problem: `the vSwitch ${range.toString()} of ${listed(requests)} ${origin}, and lies inside ${cidr.toString()}, which ${needs}`,
      remedy: isByHand
        ? `give all of them the vSwitch ${cidr.toString()}, or choose another EIP`
        : "use another EIP, or plan blocks and vSwitches again",
    };
  });
}

/** The members that need the whole range of their cluster, those that are bound to it first. */
function decidingMembers({ cidr, members }: Cluster): Member[] {
  const deciding = members.filter(({ range }) => range.equals(cidr));
  return [
    ...deciding.filter(({ boundBy }) => boundBy !== undefined),
    ...deciding.filter(({ boundBy }) => boundBy === undefined),
  ];
}

function isCut({ range, boundBy }: Member, cidr: Ipv4Cidr): boolean {
  return boundBy !== undefined && !range.equals(cidr);
}

function distinctRanges(members: readonly Member[]): Ipv4Cidr[] {
  return [...new Map(members.map(({ range }) => [range.toString(), range])).values()];
}
