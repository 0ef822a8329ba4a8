import { Ipv4Address, Ipv4Cidr } from "../../lib/ipv4";
import type { ExistingBlock, PlanRequest } from "../../lib/planning/model";
import { areDisjoint, holds, isInside, isSame, isUsableIn, sizeOf } from "./arithmetic";
import { type Settled, settledRanges } from "./settled";

/** What a plan costs: first its addresses count, then its blocks. */
export interface Cost {
  readonly addresses: number;
  readonly blocks: number;
}

/**
 * The cost of the cheapest plan for one VPC, by trying every set of at most `limit` blocks in which each settles where some
 * exposure goes, and in each block every way to cut it into vSwitches.
 *
 * @returns undefined where there is no plan
 */
export function cheapestPlan(
  requests: readonly PlanRequest[],
  existing: readonly ExistingBlock[],
  limit: number,
): Cost | undefined {
  const settled = settledRanges(requests, existing);
  const { blocks } = settled;
  if (blocks.some((one, index) => blocks.slice(index + 1).some((other) => !areDisjoint(one, other))))
    return undefined;
  let best: Cost | undefined;

  const search = (chosen: readonly Ipv4Cidr[]): void => {
    const cost = { addresses: chosen.reduce((sum, block) => sum + sizeOf(block), 0), blocks: chosen.length };
    if (chosen.length > limit || (best !== undefined && !isCheaper(cost, best))) return;
    const place = requests
      .map(({ eip, vswitch }) => eip ?? vswitch?.network)
      .find((candidate) => candidate !== undefined && !chosen.some((block) => holds(block, candidate)));
    if (place === undefined) {
      if (canBeFilled(chosen, requests, settled)) best = cost;
      return;
    }
    for (let mask = 28; mask >= 16; mask--) {
      const block = Ipv4Cidr.containing(place, mask);
      if (chosen.every((other) => areDisjoint(other, block))) search([...chosen, block]);
    }
  };

  search(blocks);
  return best;
}

function isCheaper(one: Cost, other: Cost): boolean {
  return one.addresses < other.addresses || (one.addresses === other.addresses && one.blocks < other.blocks);
}

function canBeFilled(
  blocks: readonly Ipv4Cidr[],
  requests: readonly PlanRequest[],
  settled: Settled,
): boolean {
  return (
    settled.vswitches.every((vswitch) => blocks.some((block) => isInside(block, vswitch))) &&
    blocks.every((block) => canBeCut(block, requests, settled.vswitches))
  );
}

/** Whether the range is one vSwitch for all that is in it, or its halves can be cut in their turn. */
function canBeCut(range: Ipv4Cidr, requests: readonly PlanRequest[], settled: readonly Ipv4Cidr[]): boolean {
  const inside = requests.filter(({ eip, vswitch }) =>
    vswitch === undefined ? eip !== undefined && holds(range, eip) : !areDisjoint(vswitch, range),
  );
  if (inside.length === 0) return true;
  const zones = new Set(inside.flatMap(({ zoneId }) => zoneId ?? []));
  const isVSwitch =
    range.prefixLength <= 29 &&
    zones.size <= 1 &&
    inside.every(
      ({ eip, vswitch }) =>
        (vswitch === undefined || isSame(vswitch, range)) && (eip === undefined || isUsableIn(range, eip)),
    ) &&
    settled.every((vswitch) => areDisjoint(vswitch, range) || isSame(vswitch, range));
  if (isVSwitch) return true;
  if (range.prefixLength >= 29 || settled.some((vswitch) => isSame(vswitch, range))) return false;
  const upper = Ipv4Address.fromNumber(range.network.value + sizeOf(range) / 2);
  return [range.network, upper].every((half) =>
    canBeCut(Ipv4Cidr.containing(half, range.prefixLength + 1), inside, settled),
  );
}
