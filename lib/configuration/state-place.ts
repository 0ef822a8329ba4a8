import type { BackendSetting } from "./backend";
import type { Configuration } from "./schema";

/** Stands for the name of the stack in the arguments of a back end, so that many stacks can share them. */
const STACK = "{stack}";

/** The back end of a configuration, with the name of its stack in the place of `{stack}`. */
export function backendOfStack({ backend, stack }: Pick<Configuration, "backend" | "stack">): BackendSetting {
  return { ...backend, arguments: named(backend.arguments, stack) as BackendSetting["arguments"] };
}

function named(value: unknown, stack: string): unknown {
  if (typeof value === "string") return value.replaceAll(STACK, stack);
  if (Array.isArray(value)) return value.map((one) => named(one, stack));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner, stack)]));
}

/**
 * Where a state is, as a text that is the same for the same place. `undefined` where the configuration does not say: who runs
 * Terraform chooses the place, or the stack has one of its own by default.
 */
export function statePlace({ backend: { type, arguments: given } }: Configuration): string | undefined {
  switch (type) {
    case "none":
      return undefined;
    case "local":
      return given.path === undefined ? undefined : JSON.stringify([type, given.path, given.workspace_dir]);
    case "cloud":
      // By tags, or by the environment, a workspace is chosen for each run.
      return JSON.stringify(given.workspaces ?? "").includes('"name"')
        ? JSON.stringify([type, given])
        : undefined;
    default:
      return JSON.stringify([type, given]);
  }
}
