import type { PlanConflict } from "../errors";
import { Ipv4Cidr } from "../ipv4";
import { type Cluster, counted, joined, listed, type Member, named, type PlanRequest } from "./model";

/** A block whose range is fixed before any is computed. */
export interface FixedBlock {
  readonly cidr: Ipv4Cidr;
  /**
   * Who chose it by hand.
   * @default - it belongs to the current plan
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
    else {
      conflicts.push({
        keys: [block, outer].flatMap(({ chosenFor }) => (chosenFor === undefined ? [] : [chosenFor.key])),
        problem: `${described(block)} overlaps ${described(outer)}`,
        remedy: "set the same block for all EIPs in it",
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
        `${listed(needing)} ${needing.length === 1 ? "needs" : "need"} vSwitch ${cidr.toString()}, ` +
        `which does not fit into ${described(cut)}`,
      remedy:
        cut.chosenFor === undefined
          ? "use another EIP, or replan blocks and vSwitches"
          : "set a block that contains it, or use another EIP",
    },
  ];
}

function described({ cidr, chosenFor }: FixedBlock): string {
  const owner = chosenFor === undefined ? "the current plan" : named(chosenFor);
  return `block ${cidr.toString()} of ${owner}`;
}

const RAISE_QUOTA = "raise the quota vpc_quota_secondary_cidr_num and set blocksPerVpc to it";

/** Why the fixed blocks are too many in themselves. */
export function tooManyFixed(
  requests: readonly PlanRequest[],
  fixed: readonly FixedBlock[],
  limit: number,
): PlanConflict {
  const choosing = fixed.flatMap(({ chosenFor }) => (chosenFor === undefined ? [] : [chosenFor]));
  return {
    keys: (choosing.length > 0 ? choosing : requests).map(({ key }) => key),
    problem: `too many: ${fixed.length} blocks set explicitly or in the current plan, maximum ${limit} per VPC`,
    remedy: `set fewer, replan blocks and vSwitches, or ${RAISE_QUOTA}`,
  };
}

/**
 * Why the blocks that a VPC may have beside the fixed ones cannot cover all EIPs.
 *
 * @param open - the requests that lie in no fixed block
 */
export function tooManyBlocks(open: readonly PlanRequest[], fixed: number, limit: number): PlanConflict {
  const keys = open.map(({ key }) => key);
  const needs = open.length === 1 ? "needs" : "need";
  if (fixed === 0) {
    return {
      keys,
      problem:
        `${listed(open)} ${needs} more than ${counted(limit, "secondary CIDR block")}, ` +
        "the maximum per VPC (the largest block is a /16)",
      remedy: `use EIPs that are closer together, or ${RAISE_QUOTA}`,
    };
  }
  return {
    keys,
    problem:
      `${listed(open)} ${needs} more secondary CIDR blocks than remain: ${limit - fixed} of ${limit} per VPC, ` +
      "after those set explicitly or in the current plan",
    remedy: `use EIPs in existing blocks, replan blocks and vSwitches, or ${RAISE_QUOTA}`,
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
      problem: `${joined(places)} would have to share a vSwitch, which is in one zone: ${cidr.toString()} ${reason}`,
      remedy,
    },
  ];
}

/** Why all have to be in the range that this member decides, and what would help. */
function constraint({ boundBy, request }: Member): { reason: string; remedy: string } {
  if (boundBy === "hand") {
    return {
      reason: `is set explicitly for ${named(request)}, and no other vSwitch can overlap it`,
      remedy: "set another vSwitch, or use instances in one zone",
    };
  }
  if (boundBy === "current plan") {
    return {
      reason: "is a vSwitch of the current plan, and no other vSwitch can overlap it",
      remedy: "use another EIP, or replan blocks and vSwitches",
    };
  }
  return {
    reason: "is the smallest in which all are usable, and every larger one contains it",
    remedy: "use EIPs that are farther apart, or instances in one zone",
  };
}

/** A vSwitch chosen by hand or of the current plan cannot become as large as others need it. */
function boundConflicts({ cidr, members }: Cluster): PlanConflict[] {
  const deciding = decidingMembers({ cidr, members }).map(({ request }) => request);
  const needs = `${listed(deciding)} ${deciding.length === 1 ? "needs" : "need"}`;
  return distinctRanges(members.filter((member) => isCut(member, cidr))).map((range) => {
    const bound = members.filter((member) => isCut(member, cidr) && member.range.equals(range));
    const requests = bound.map(({ request }) => request);
    const isByHand = bound.some(({ boundBy }) => boundBy === "hand");
    const origin = isByHand ? "is set explicitly" : "is in the current plan";
    return {
      keys: (isByHand ? [...requests, ...deciding] : [...deciding, ...requests]).map(({ key }) => key),
      problem: `vSwitch ${range.toString()} of ${listed(requests)} ${origin} and lies inside ${cidr.toString()}, which ${needs}`,
      remedy: isByHand
        ? `set vswitch to ${cidr.toString()} for all of them, or use another EIP`
        : "use another EIP, or replan blocks and vSwitches",
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
