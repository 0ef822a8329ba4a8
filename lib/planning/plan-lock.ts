import { z } from "zod";

import { AddressError, UserError } from "../errors";
import { Ipv4Address, Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import { parseWrittenFile } from "../written-file";
import type { ExistingBlock, PlannedBlock, PlanRequest } from "./model";

/**
 * Blocks and vSwitches of a plan, locked from one synthesis to the next, so that adding an EIP moves no block or vSwitch of another.
 * Commit it beside the configuration, like the lock file of a package manager.
 */
export interface PlanLock {
  /** Blocks of the plan, in order. */
  readonly blocks: readonly LockedBlock[];
  /**
   * Keys of the exposures whose NICs have, or had, the EIPs of others too: Terraform manages the secondary addresses of these ENIs, so
   * that it also unassigns the last one.
   * @default - none
   */
  readonly sharedNics?: readonly string[];
}

/** Named range of a plan. */
export interface LockedRange {
  /** Name of the resource in its Terraform address, which stays even if the VPC becomes known later. */
  readonly name: string;
  /** Range of the block or the vSwitch. */
  readonly cidr: Ipv4Cidr;
}

/** Block of a plan. */
export interface LockedBlock extends LockedRange {
  /** vSwitches in the block. */
  readonly vswitches: readonly LockedVSwitch[];
}

/** vSwitch of a plan. */
export interface LockedVSwitch extends LockedRange {
  /** Addresses of the EIPs in the vSwitch. The vSwitch stays locked while one of them is exposed. */
  readonly eips: readonly string[];
}

/** Lock of a configuration without a plan. */
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

const vswitches = z.array(z.strictObject({ name, cidr: range, eips: z.array(z.string()) }));

const lockSchema = z.strictObject({
  "//": z.string().optional(),
  version: z.literal(VERSION),
  sharedNics: z.array(name).optional(),
  blocks: z.array(z.strictObject({ name, cidr: range, vswitches })).superRefine((blocks, context) => {
    const report = (path: readonly (string | number)[], message: string): void => {
      context.addIssue({ code: "custom", path: [...path], message });
    };
    const names = new Set<string>();
    const requireNewName = (path: readonly (string | number)[], one: string): void => {
      if (names.has(one)) report(path, `duplicate of another ${one}`);
      names.add(one);
    };
    for (const [i, block] of blocks.entries()) requireNewName([i, "name"], `block ${block.name}`);
    for (const [i, block] of blocks.entries()) {
      for (const [j, { name, cidr, eips }] of block.vswitches.entries()) {
        requireNewName([i, "vswitches", j, "name"], `vSwitch ${name}`);
        if (!block.cidr.contains(cidr))
          report(
            [i, "vswitches", j, "cidr"],
            `${cidr.toString()} is outside its block ${block.cidr.toString()}`,
          );
        const k = eips.findIndex((eip) => !isIn(cidr, eip));
        if (k >= 0) report([i, "vswitches", j, "eips", k], `outside its vSwitch ${cidr.toString()}`);
      }
    }
  }),
});

function isIn(vswitch: Ipv4Cidr, eip: string): boolean {
  try {
    return vswitch.contains(Ipv4Address.parse(eip));
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return false;
  }
}

/** Invalid plan lock file. */
export class PlanLockError extends UserError {
  /** Name of the class, for when `instanceof` fails, as between two copies of the library. */
  public override readonly name = "PlanLockError";
  public readonly code = "invalid-plan-lock";

  /**
   * @param message - problem, as a clause
   * @param advice - advice as an imperative. @default - none
   */
  public constructor(
    message: string,
    public readonly advice?: string,
  ) {
    super(message);
  }
}

/**
 * Parses a plan lock file.
 *
 * @param text - content of the file, JSON
 * @throws {@link PlanLockError} if it is not a plan lock of this version
 */
export function parsePlanLock(text: string): PlanLock {
  const file = parseWrittenFile(text, lockSchema, VERSION);
  if ("problem" in file) throw new PlanLockError(file.problem, file.advice);
  const { blocks, sharedNics } = file.content;
  return { blocks, ...omitUndefined({ sharedNics }) };
}

/** Renders a plan lock file. The same plan results in the same text. */
export function renderPlanLock(lock: PlanLock): string {
  const content = {
    "//": "Written by the synthesis. Commit it: it keeps blocks and vSwitches where they are while exposures come and go.",
    version: VERSION,
    blocks: lock.blocks.map((block) => ({
      name: block.name,
      cidr: block.cidr.toString(),
      vswitches: block.vswitches.map(({ name, cidr, eips }) => ({ name, cidr: cidr.toString(), eips })),
    })),
    ...omitUndefined({ sharedNics: lock.sharedNics }),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/**
 * Returns the part of a lock that still applies: vSwitches with an EIP that is still exposed, and the blocks around them. The VPC of a
 * block is the one that its exposures name now.
 *
 * @param lock - lock of the earlier plan
 * @param requests - EIPs to plan
 */
export function existingBlocks(lock: PlanLock, requests: readonly PlanRequest[]): ExistingBlock[] {
  const byEip = new Map(
    requests.flatMap((request) => (request.eip ? [[request.eip.toString(), request]] : [])),
  );
  return lock.blocks.flatMap(({ cidr, vswitches }) => {
    const locked = vswitches.filter(({ eips }) => eips.some((eip) => byEip.has(eip)));
    const vpcIds = new Set(
      locked.flatMap(({ eips }) => eips.flatMap((eip) => byEip.get(eip) ?? [])).map(({ vpcId }) => vpcId),
    );
    // A block whose exposures name different VPCs was never created: a check at plan time prevents that.
    if (vpcIds.size !== 1) return [];
    const [vpcId] = vpcIds;
    return [
      { cidr, vswitches: locked.map((vswitch) => vswitch.cidr), ...(vpcId === undefined ? {} : { vpcId }) },
    ];
  });
}

/**
 * Returns the lock of a plan, with its blocks and vSwitches in the same order. Their names are unique.
 *
 * @param plan - blocks from {@link planFleet}
 * @param requests - planned EIPs
 * @param previous - lock of the earlier plan
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
    ...omitUndefined({ sharedNics: previous.sharedNics }),
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

/** Names of the ranges of a plan, in order. */
interface Names {
  readonly blocks: readonly string[];
  /** Names of the vSwitches in each block. */
  readonly vswitches: readonly (readonly string[])[];
}

/**
 * Names the blocks and vSwitches of a plan for their Terraform addresses: by their range, and by their VPC if it is known, since two VPCs
 * may have the same range. Locked ranges stay named as they are, for example when their VPC becomes known: Terraform would replace a
 * renamed resource.
 *
 * @param eipsOf - returns the addresses of the EIPs of exposures
 * @param previous - lock of the earlier plan
 */
function lockedNames(
  plan: readonly PlannedBlock[],
  eipsOf: (keys: readonly string[]) => readonly string[],
  previous: PlanLock,
): Names {
  const locked = lockedBlocks(plan, eipsOf, previous);
  const blocks = distinct(
    plan.map((block) => ({ name: nameOf(block, block.cidr), before: locked.get(block)?.name })),
  );
  const vswitches = distinct(
    plan.flatMap((block) =>
      block.vswitches.map(({ cidr }) => ({
        name: nameOf(block, cidr),
        before: locked.get(block)?.vswitches.find((vswitch) => vswitch.cidr.equals(cidr))?.name,
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

/** Returns unique names: locked ones as they are, a new one with a number if it is taken, as after a move to another VPC. */
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

/** Maps blocks of a plan to blocks of the lock, each at most once. */
function lockedBlocks(
  plan: readonly PlannedBlock[],
  eipsOf: (keys: readonly string[]) => readonly string[],
  previous: PlanLock,
): ReadonlyMap<PlannedBlock, LockedBlock> {
  const result = new Map<PlannedBlock, LockedBlock>();
  const free = new Set(previous.blocks);
  const lock = (block: PlannedBlock, locked: LockedBlock) => {
    result.set(block, locked);
    free.delete(locked);
  };
  const ofRange = groupedByRange(plan);
  const lockedOfRange = groupedByRange(previous.blocks);
  for (const [range, alike] of ofRange) {
    const locked = lockedOfRange.get(range) ?? [];
    // With the same range in several VPCs, a block keeps the name of the one that served its EIPs, else of the one with its name.
    for (const one of locked) {
      const before = new Set(one.vswitches.flatMap(({ eips }) => eips));
      const serving = alike.filter(({ vswitches }) =>
        vswitches.some(({ keys }) => eipsOf(keys).some((eip) => before.has(eip))),
      );
      const [block] = serving;
      if (serving.length === 1 && block !== undefined && !result.has(block)) lock(block, one);
    }
    for (const block of alike) {
      const same = locked.find((one) => free.has(one) && one.name === nameOf(block, block.cidr));
      if (same !== undefined && !result.has(block)) lock(block, same);
    }
    const [block, ...otherBlocks] = alike.filter((one) => !result.has(one));
    const [last, ...others] = locked.filter((one) => free.has(one));
    if (block !== undefined && last !== undefined && otherBlocks.length + others.length === 0)
      lock(block, last);
  }
  return result;
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
