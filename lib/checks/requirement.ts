import type { Precondition } from "cdktf";
import type { Construct } from "constructs";

import type { HclExpression } from "../terraform/hcl";
import type { CheckName } from "./names";

/** Something that Terraform checks at plan time, before it makes what depends on it. */
export interface Requirement {
  /** What must hold, written with {@link hcl}. It must refer to something of the configuration, else Terraform refuses it. */
  readonly condition: HclExpression;
  /** What was found, and what to do; shown when the condition does not hold. */
  readonly errorMessage: string;
  /** The check that this is part of: when that is turned off, this is not checked. */
  readonly check: CheckName;
}

/**
 * The context key with the list of the names of the checks that are turned off. Set it on the stack or the app before anything is
 * in it: `stack.node.setContext(SKIPPED_CHECKS_CONTEXT, ["hot-plug"])`.
 */
export const SKIPPED_CHECKS_CONTEXT = "exposed-eip/skipped-checks";

/** Whether a check is turned on at this place in the construct tree. */
export function isChecked(scope: Construct, check: CheckName): boolean {
  const skipped: unknown = scope.node.tryGetContext(SKIPPED_CHECKS_CONTEXT);
  return !(Array.isArray(skipped) && skipped.includes(check));
}

/** The preconditions for those requirements whose checks are turned on. */
export function preconditions(scope: Construct, requirements: readonly Requirement[]): Precondition[] {
  return requirements
    .filter(({ check }) => isChecked(scope, check))
    .map(({ condition, errorMessage }) => ({ condition, errorMessage }));
}
