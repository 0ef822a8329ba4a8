import { planOf, planRequests } from "../configuration/plan-requests";
import type { Configuration } from "../configuration/schema/configuration-schema";
import type { PlannedBlock } from "../planning/model";
import { EMPTY_PLAN_LOCK, lockOf, type PlanLock } from "../planning/plan-lock";

/** Plan from scratch, compared with the present one. */
export interface Replan {
  /** Lock of the new plan. */
  readonly planLock: PlanLock;
  /** How many fewer addresses of others the new plan shadows. */
  readonly saved: number;
  /** Exposures whose vSwitch, and so whose ENI, would be replaced. */
  readonly replaced: readonly string[];
  readonly present: readonly PlannedBlock[];
  readonly planned: readonly PlannedBlock[];
}

/** Plans the exposures of a configuration as if nothing existed yet. */
export function replan(configuration: Configuration, planLock: PlanLock): Replan {
  const requests = planRequests(configuration);
  const present = planOf(configuration, planLock);
  const planned = planOf(configuration);
  return {
    planLock: lockOf(planned, requests, EMPTY_PLAN_LOCK),
    saved: shadowed(present) - shadowed(planned),
    replaced: requests.map(({ key }) => key).filter((key) => placeOf(present, key) !== placeOf(planned, key)),
    present,
    planned,
  };
}

/** Describes what a person wants to know before choosing between the two plans. */
export function describeReplan({ present, planned, saved, replaced }: Replan): string {
  if (replaced.length === 0) return "The present plan is as good as a new one: nothing to do.\n";
  return [
    `present plan: ${describePlan(present)}`,
    `new plan:     ${describePlan(planned)}`,
    `saves         ${saved} hidden addresses`,
    `replaces      ${replaced.join(", ")}: their blocks, vSwitches and ENIs. Their EIPs are not reachable meanwhile.`,
    "              Where a new block overlaps an old one, apply twice: the first time with these exposures taken out.",
    "",
  ].join("\n");
}

function describePlan(blocks: readonly PlannedBlock[]): string {
  return `${blocks.map(({ cidr }) => cidr.toString()).join(", ")} (hides ${shadowed(blocks)} other addresses)`;
}

function shadowed(blocks: readonly PlannedBlock[]): number {
  return blocks.reduce((sum, block) => sum + block.shadowed, 0);
}

function placeOf(blocks: readonly PlannedBlock[], key: string): string | undefined {
  const block = blocks.find(({ vswitches }) => vswitches.some(({ keys }) => keys.includes(key)));
  return block?.vswitches
    .find(({ keys }) => keys.includes(key))
    ?.cidr.toString()
    .concat(" in ", block.cidr.toString());
}
