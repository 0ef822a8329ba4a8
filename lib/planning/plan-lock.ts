import { z } from "zod";

import { AddressError, UserError } from "../errors";
import { Ipv4Cidr } from "../ipv4";
import type { ExistingBlock, PlannedBlock, PlanRequest } from "./model";

/**
 * What is kept of a plan from one synthesis to the next, so that adding an EIP moves no block or vSwitch that serves another.
 * Meant to be committed beside the configuration, as lock files of package managers are.
 */
export interface PlanLock {
  /** The blocks of the plan, in its order. */
  readonly blocks: readonly LockedBlock[];
}

/** A range of a plan, and its name. */
export interface LockedRange {
  /** Names the resource in its Terraform address; it stays when the VPC becomes known later. */
  readonly name: string;
  /** The range of the block or the vSwitch. */
  readonly cidr: Ipv4Cidr;
}

/** A block of a plan. */
export interface LockedBlock extends LockedRange {
  /** The vSwitches in the block. */
  readonly vswitches: readonly LockedVSwitch[];
}

/** A vSwitch of a plan. */
export interface LockedVSwitch extends LockedRange {
  /** The addresses of the EIPs that the vSwitch serves. A vSwitch is kept while one of them is exposed. */
  readonly eips: readonly string[];
}

/** The lock of a configuration that was never planned. */
export const EMPTY_PLAN_LOCK: PlanLock = { blocks: [] };

const VERSION = 1;

const range = z.string().transform((text, context) => {
  try {
    return Ipv4Cidr.parse(text);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    context.addIssue({ code: "custom", message: error.message });
    return z.NEVER;
  }
});
const name = z.string().regex(/^[a-z][a-z0-9_-]*$/);

const lockSchema = z.strictObject({
  "//": z.string(),
  version: z.literal(VERSION),
  blocks: z.array(
    z.strictObject({
      name,
      cidr: range,
      vswitches: z.array(z.strictObject({ name, cidr: range, eips: z.array(z.string()) })),
    }),
  ),
});

/** A lock file that cannot be used. */
export class PlanLockError extends UserError {
  /** Tells the kind of error if `instanceof` cannot, as between two copies of the library. */
  public override readonly name = "PlanLockError";
  public readonly code = "invalid-plan-lock";
}

/**
 * Reads the text of a lock file.
 *
 * @param text - the content of the file, JSON
 * @throws {@link PlanLockError} when it is not one of this version
 */
export function parsePlanLock(text: string): PlanLock {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new PlanLockError(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  const result = lockSchema.safeParse(data);
  if (result.success) return { blocks: result.data.blocks };
  const [issue] = result.error.issues;
  throw new PlanLockError(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it is not a plan"}`);
}

/** The text of a lock file; the same plan gives the same text. */
export function renderPlanLock(lock: PlanLock): string {
  const content = {
    "//": "Written by the synthesis. Commit it: it keeps blocks and vSwitches where they are while exposures come and go.",
    version: VERSION,
    blocks: lock.blocks.map((block) => ({
      name: block.name,
      cidr: block.cidr.toString(),
      vswitches: block.vswitches.map(({ name, cidr, eips }) => ({ name, cidr: cidr.toString(), eips })),
    })),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/**
 * The part of a lock that still counts: vSwitches of which an EIP is still exposed, and the blocks around them. Each block is
 * taken for the VPC that the exposures in it say now.
 *
 * @param lock - what is kept of the earlier plan
 * @param requests - the EIPs that are to be planned now
 */
export function existingBlocks(lock: PlanLock, requests: readonly PlanRequest[]): ExistingBlock[] {
  const byEip = new Map(
    requests.flatMap((request) => (request.eip ? [[request.eip.toString(), request]] : [])),
  );
  return lock.blocks.flatMap(({ cidr, vswitches }) => {
    const kept = vswitches.filter(({ eips }) => eips.some((eip) => byEip.has(eip)));
    const vpcIds = new Set(
      kept.flatMap(({ eips }) => eips.flatMap((eip) => byEip.get(eip) ?? [])).map(({ vpcId }) => vpcId),
    );
    // A block whose exposures say different VPCs was never made: the check at plan time keeps it from that.
    if (vpcIds.size !== 1) return [];
    const [vpcId] = vpcIds;
    return [
      { cidr, vswitches: kept.map((vswitch) => vswitch.cidr), ...(vpcId === undefined ? {} : { vpcId }) },
    ];
  });
}

/**
 * The lock of a plan: what to keep of it for the next one. Its blocks, and the vSwitches in them, are those of the plan, in the same
 * order. No two blocks and no two vSwitches have the same name.
 *
 * @param plan - the blocks, as {@link planFleet} gives them
 * @param requests - the EIPs that were planned
 * @param previous - the lock that the plan was made with
 */
export function lockOf(
  plan: readonly PlannedBlock[],
  requests: readonly PlanRequest[],
  previous: PlanLock,
): PlanLock {
  const addresses = new Map(requests.map(({ key, eip }) => [key, eip?.toString()]));
  const eips = (keys: readonly string[]) => keys.flatMap((key) => addresses.get(key) ?? []);
  const names = lockedNames(plan, eips, previous);
  return {
    blocks: plan.map((block, i) => ({
      name: names.blocks[i] ?? "",
      cidr: block.cidr,
      vswitches: block.vswitches.map(({ cidr, keys }, j) => ({
        name: names.vswitches[i]?.[j] ?? "",
        cidr,
        eips: eips(keys),
      })),
    })),
  };
}

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
function lockedNames(
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
