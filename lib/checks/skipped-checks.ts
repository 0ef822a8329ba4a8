import type { Construct } from "constructs";

/**
 * The context key with the list of the names of the checks that are turned off. Set it on the stack or the app before anything is
 * in it: `stack.node.setContext(SKIPPED_CHECKS_CONTEXT, ["hot-plug"])`.
 */
export const SKIPPED_CHECKS_CONTEXT = "exposed-eip/skipped-checks";

/** Whether a check is turned on at this place in the construct tree. */
export function isChecked(scope: Construct, check: string): boolean {
  const skipped: unknown = scope.node.tryGetContext(SKIPPED_CHECKS_CONTEXT);
  return !(Array.isArray(skipped) && skipped.includes(check));
}
