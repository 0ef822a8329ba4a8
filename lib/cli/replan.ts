import { planOf, planRequests } from "../configuration/plan-requests";
import type { Configuration } from "../configuration/schema/configuration-schema";
import { PlanError } from "../errors";
import type { PlannedBlock } from "../planning/model";
import { EMPTY_PLAN_LOCK, lockOf, type PlanLock } from "../planning/plan-lock";

/** New plan, compared with the current one. */
export interface Replan {
  /** Lock of the new plan. */
  readonly planLock: PlanLock;
  /** Number of shadowed addresses that the new plan avoids; negative if it shadows more, as where an EIP does not fit the current one. */
  readonly saved: number;
  /** Exposures whose vSwitch, and therefore whose ENI, would be replaced. */
  readonly replaced: readonly string[];
  readonly current: readonly PlannedBlock[];
  readonly planned: readonly PlannedBlock[];
}

/** Returns the plan with the lock; if there is none, what is locked: a new plan is then the remedy. */
function currentPlan(configuration: Configuration, planLock: PlanLock): readonly PlannedBlock[] {
  try {
    return planOf(configuration, planLock);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const keys = new Map(planRequests(configuration).map(({ key, eip }) => [eip?.toString(), key]));
    return planLock.blocks.map(({ cidr, vswitches }) => {
      const kept = vswitches.map((one) => ({
        cidr: one.cidr,
        keys: one.eips.flatMap((eip) => keys.get(eip) ?? []),
      }));
      return {
        cidr,
        vswitches: kept,
        shadowed: cidr.size - kept.reduce((sum, one) => sum + one.keys.length, 0),
      };
    });
  }
}

/** Plans the exposures of a configuration as if nothing existed yet. */
export function replan(configuration: Configuration, planLock: PlanLock): Replan {
  const requests = planRequests(configuration);
  const current = currentPlan(configuration, planLock);
  const planned = planOf(configuration);
  return {
    planLock: lockOf(planned, requests, EMPTY_PLAN_LOCK),
    saved: shadowedIn(current) - shadowedIn(planned),
    replaced: replacedKeys(
      requests.map(({ key }) => key),
      current,
      planned,
    ),
    current,
    planned,
  };
}

/** Returns the keys of the exposures whose vSwitch differs between two plans. */
export function replacedKeys(
  keys: readonly string[],
  current: readonly PlannedBlock[],
  planned: readonly PlannedBlock[],
): string[] {
  return keys.filter((key) => placeOf(current, key) !== placeOf(planned, key));
}

/** Describes both plans, for a choice between them. */
export function describeReplan({ current, planned, saved, replaced }: Replan): string {
  if (replaced.length === 0) return "A new plan would be the same as the current one; nothing to do.\n";
  return [
    `current plan: ${describePlan(current)}`,
    `new plan:     ${describePlan(planned)}`,
    saved < 0 ? `shadows       ${-saved} more addresses` : `saves         ${saved} shadowed addresses`,
    `replaces      ${replaced.join(", ")}: their blocks, vSwitches and ENIs; their EIPs are unreachable meanwhile`,
    "              if a new block overlaps an old one, apply twice, the first time without these exposures",
    "",
  ].join("\n");
}

function describePlan(blocks: readonly PlannedBlock[]): string {
  return `${blocks.map(({ cidr }) => cidr.toString()).join(", ")} (shadows ${shadowedIn(blocks)} addresses of others)`;
}

/** Returns the number of addresses of others that the blocks of a plan shadow. */
export function shadowedIn(blocks: readonly PlannedBlock[]): number {
  return blocks.reduce((sum, block) => sum + block.shadowed, 0);
}

function placeOf(blocks: readonly PlannedBlock[], key: string): string | undefined {
  const block = blocks.find(({ vswitches }) => vswitches.some(({ keys }) => keys.includes(key)));
  return block?.vswitches
    .find(({ keys }) => keys.includes(key))
    ?.cidr.toString()
    .concat(" in ", block.cidr.toString());
}
