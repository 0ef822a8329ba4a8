import { Ipv4Cidr } from "../address";
import type { Cluster } from "./clusters";
import type { PlanRequest } from "./model";
import type { PlanConflict } from "./plan-error";
import { counted, listed, named } from "./wording";

/** A block whose range is settled before any is computed. */
export interface SettledBlock {
  readonly cidr: Ipv4Cidr;
  /**
   * Who chose it by hand.
   * @default - it belongs to the present plan
   */
  readonly chosenFor?: PlanRequest;
}

/** Why settled blocks do not fit beside each other, or a vSwitch does not fit into one of them. */
export function blockConflicts(
  clusters: readonly Cluster[],
  settled: readonly SettledBlock[],
): PlanConflict[] {
  return [...overlapConflicts(settled), ...clusters.flatMap((cluster) => cutConflicts(cluster, settled))];
}

function overlapConflicts(settled: readonly SettledBlock[]): PlanConflict[] {
  const conflicts: PlanConflict[] = [];
  let outer: SettledBlock | undefined;
  for (const block of [...settled].sort((one, other) => Ipv4Cidr.compare(one.cidr, other.cidr))) {
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

function cutConflicts({ cidr, members }: Cluster, settled: readonly SettledBlock[]): PlanConflict[] {
  const cut = settled.find((block) => block.cidr.overlaps(cidr) && !block.cidr.contains(cidr));
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

function described({ cidr, chosenFor }: SettledBlock): string {
  const owner = chosenFor === undefined ? "the present plan" : named(chosenFor);
  return `the block ${cidr.toString()} of ${owner}`;
}

const RAISE_QUOTA = "have the quota vpc_quota_secondary_cidr_num raised and set blocksPerVpc to it";

/** Why the settled blocks are too many in themselves. */
export function tooManySettled(
  requests: readonly PlanRequest[],
  settled: readonly SettledBlock[],
  limit: number,
): PlanConflict {
  const choosing = settled.flatMap(({ chosenFor }) => (chosenFor === undefined ? [] : [chosenFor]));
  return {
    keys: (choosing.length > 0 ? choosing : requests).map(({ key }) => key),
    problem: `${settled.length} blocks are chosen by hand or in the present plan, and one VPC may have ${limit}`,
    remedy: `choose fewer, plan blocks and vSwitches again, or ${RAISE_QUOTA}`,
  };
}

/**
 * Why the blocks that a VPC may have beside the settled ones cannot cover all EIPs.
 *
 * @param open - the requests that lie in no settled block
 */
export function tooManyBlocks(open: readonly PlanRequest[], settled: number, limit: number): PlanConflict {
  const keys = open.map(({ key }) => key);
  if (settled === 0) {
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
      `${listed(open)} cannot be covered by ${counted(limit - settled, "secondary CIDR block")}, which is what is left of ` +
      `the ${limit} that one VPC may have beside those chosen by hand or in the present plan`,
    remedy: `use EIPs in blocks that are there, plan blocks and vSwitches again, or ${RAISE_QUOTA}`,
  };
}
