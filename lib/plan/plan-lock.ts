import { z } from "zod";

import { AddressError, Ipv4Cidr } from "../address";
import { lockedNames } from "./locked-names";
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
export class PlanLockError extends Error {
  /** Tells the kind of error where `instanceof` cannot, as in two copies of the library. */
  public override readonly name = "PlanLockError";
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
