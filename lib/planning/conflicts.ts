import type { PlanConflict } from "../errors";
import { Ipv4Cidr } from "../ipv4";
import { type Cluster, counted, joined, listed, type Member, named, type PlanRequest } from "./model";

/** Block with a fixed range. */
export interface FixedBlock {
  readonly cidr: Ipv4Cidr;
  /**
   * Request that sets the range.
   * @default - the block belongs to the current plan
   */
  readonly chosenFor?: PlanRequest;
}

/** Returns conflicts between fixed blocks, and between fixed blocks and vSwitches. */
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
        problem: `${described(block)} overlaps ${described(outer)}, but blocks of one VPC must not overlap`,
        remedy: "use one of them for all EIPs in it",
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
  const owner = chosenFor === undefined ? "the current plan" : named(chosenFor);
  return `the block ${cidr.toString()} of ${owner}`;
}

const RAISE_QUOTA = "request a higher quota vpc_quota_secondary_cidr_num and set blocksPerVpc to it";

/** Returns the conflict of fixed blocks that exceed the quota. */
export function tooManyFixed(
  requests: readonly PlanRequest[],
  fixed: readonly FixedBlock[],
  limit: number,
): PlanConflict {
  const choosing = fixed.flatMap(({ chosenFor }) => (chosenFor === undefined ? [] : [chosenFor]));
  return {
    keys: (choosing.length > 0 ? choosing : requests).map(({ key }) => key),
    problem: `${fixed.length} blocks are chosen by hand or in the current plan, but one VPC may have ${limit}`,
    remedy: `choose fewer, plan blocks and vSwitches again, or ${RAISE_QUOTA}`,
  };
}

/**
 * Returns the conflict of EIPs that need more blocks than the quota allows besides the fixed ones.
 *
 * @param open - requests outside the fixed blocks
 */
export function tooManyBlocks(open: readonly PlanRequest[], fixed: number, limit: number): PlanConflict {
  const keys = open.map(({ key }) => key);
  if (fixed === 0) {
    return {
      keys,
      problem:
        `${listed(open)} cannot be covered by ${counted(limit, "secondary CIDR block")}, ` +
        "the maximum of one VPC; a block is at most a /16",
      remedy: `use EIPs that are closer together, or ${RAISE_QUOTA}`,
    };
  }
  return {
    keys,
    problem:
      `${listed(open)} cannot be covered by ${counted(limit - fixed, "secondary CIDR block")}, the rest of ` +
      `the ${limit} of one VPC after those chosen by hand or in the current plan`,
    remedy: `use EIPs inside existing blocks, plan blocks and vSwitches again, or ${RAISE_QUOTA}`,
  };
}

/** Returns conflicts between the members of a cluster, which share its vSwitch. */
export function vswitchConflicts(cluster: Cluster): PlanConflict[] {
  return [...zoneConflicts(cluster), ...boundConflicts(cluster)];
}

/** Returns the conflict of members in several zones: a vSwitch lies in one. */
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
  const locations = [...first].map(([zoneId, { request }]) => `${named(request)} in ${zoneId}`);
  const involved = [...new Set([...first.values(), deciding])];
  if (involved.length > first.size) locations.push(named(deciding.request));
  const { reason, remedy } = constraint(deciding);
  return [
    {
      keys: involved.map(({ request }) => request.key),
      problem: `${joined(locations)} would have to share a vSwitch, but a vSwitch lies in one zone: ${cidr.toString()} ${reason}`,
      remedy,
    },
  ];
}

/** Returns why a member forces the range of its cluster, and a remedy. */
function constraint({ boundBy, request }: Member): { reason: string; remedy: string } {
  if (boundBy === "hand") {
    return {
      reason: `is chosen by hand for ${named(request)}, and no other vSwitch can overlap it`,
      remedy: "choose another vSwitch, or instances in one zone",
    };
  }
  if (boundBy === "current plan") {
    return {
      reason: "is a vSwitch of the current plan, and no other vSwitch can overlap it",
      remedy: "use another EIP, or plan blocks and vSwitches again",
    };
  }
  return {
    reason: "is the smallest in which all of them are usable, and every larger one contains it",
    remedy: "use EIPs that are farther apart, or instances in one zone",
  };
}

/** Returns conflicts of vSwitches that are fixed by hand or by the current plan, but are too small for others. */
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
      problem: `the vSwitch ${range.toString()} of ${listed(requests)} ${origin}, but lies inside ${cidr.toString()}, which ${needs}`,
      remedy: isByHand
        ? `set the vSwitch ${cidr.toString()} for all of them, or choose another EIP`
        : "use another EIP, or plan blocks and vSwitches again",
    };
  });
}

/** Returns the members that need the whole range of their cluster, those bound to it first. */
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
