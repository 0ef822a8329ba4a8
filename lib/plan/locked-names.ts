import type { Ipv4Cidr } from "../address";
import type { PlannedBlock } from "./model";
import type { LockedBlock, PlanLock } from "./plan-lock";

/** The names of the ranges of a plan, in its order. */
interface Names {
  readonly blocks: readonly string[];
  /** Those of the vSwitches in each block. */
  readonly vswitches: readonly (readonly string[])[];
}

/**
 * Names the blocks and vSwitches of a plan in Terraform addresses: by their range, and by their VPC where that is known, since two
 * VPCs may have the same range. What is in the lock keeps its name, when its VPC becomes known later for example: with another
 * one, Terraform would replace it.
 *
 * @param eipsOf - the addresses of the EIPs of some exposures
 * @param previous - the lock that the plan was made with
 */
export function lockedNames(
  plan: readonly PlannedBlock[],
  eipsOf: (keys: readonly string[]) => readonly string[],
  previous: PlanLock,
): Names {
  const kept = keptBlocks(plan, eipsOf, previous);
  const blocks = distinct(
    plan.map((block) => ({ name: nameOf(block, block.cidr), before: kept.get(block)?.name })),
  );
  const vswitches = distinct(
    plan.flatMap((block) =>
      block.vswitches.map(({ cidr }) => ({
        name: nameOf(block, cidr),
        before: kept.get(block)?.vswitches.find((locked) => locked.cidr.equals(cidr))?.name,
      })),
    ),
  );
  const rest = vswitches.values();
  return {
    blocks,
    vswitches: plan.map((block) => block.vswitches.map(() => rest.next().value ?? "")),
  };
}

function nameOf({ vpcId }: PlannedBlock, range: Ipv4Cidr): string {
  const text = `cidr-${range.toString().replaceAll(/[./]/g, "-")}`;
  return vpcId === undefined ? text : `${vpcId}_${text}`;
}

/** The names, those from before first; a new one that is taken, as after an instance has moved to another VPC, gets a number. */
function distinct(
  ranges: readonly { readonly name: string; readonly before: string | undefined }[],
): readonly string[] {
  const taken = new Set(ranges.map(({ before }) => before));
  return ranges.map(({ name, before }) => {
    if (before !== undefined) return before;
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name}_${number}`;
    taken.add(free);
    return free;
  });
}

/** What each block of the plan was in the lock, if anything: never two of them the same. */
function keptBlocks(
  plan: readonly PlannedBlock[],
  eipsOf: (keys: readonly string[]) => readonly string[],
  previous: PlanLock,
): ReadonlyMap<PlannedBlock, LockedBlock> {
  const kept = new Map<PlannedBlock, LockedBlock>();
  const free = new Set(previous.blocks);
  const keep = (block: PlannedBlock, locked: LockedBlock) => {
    kept.set(block, locked);
    free.delete(locked);
  };
  const ofRange = groupedByRange(plan);
  const lockedOfRange = groupedByRange(previous.blocks);
  for (const [range, alike] of ofRange) {
    const locked = lockedOfRange.get(range) ?? [];
    // In several VPCs, a block is the one that goes on serving its EIPs, and else the one that is called like it.
    for (const one of locked) {
      const before = new Set(one.vswitches.flatMap(({ eips }) => eips));
      const serving = alike.filter(({ vswitches }) =>
        vswitches.some(({ keys }) => eipsOf(keys).some((eip) => before.has(eip))),
      );
      const [block] = serving;
      if (serving.length === 1 && block !== undefined && !kept.has(block)) keep(block, one);
    }
    for (const block of alike) {
      const same = locked.find((one) => free.has(one) && one.name === nameOf(block, block.cidr));
      if (same !== undefined && !kept.has(block)) keep(block, same);
    }
    const [block, ...otherBlocks] = alike.filter((one) => !kept.has(one));
    const [last, ...others] = locked.filter((one) => free.has(one));
    if (block !== undefined && last !== undefined && otherBlocks.length + others.length === 0)
      keep(block, last);
  }
  return kept;
}

function groupedByRange<T extends { readonly cidr: Ipv4Cidr }>(
  blocks: readonly T[],
): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const block of blocks) {
    const range = block.cidr.toString();
    groups.set(range, [...(groups.get(range) ?? []), block]);
  }
  return groups;
}
