import { ExposureStack } from "../../lib";
import { parseConfiguration } from "../../lib/configuration/load";
import { diffStacks, type StackDiff } from "../../lib/diff/stack-diff";
import { parseStack } from "../../lib/diff/synthesized-stack";
import { parsePlanLock, type PlanLock, renderPlanLock } from "../../lib/planning/plan-lock";
import { Template } from "../../testing/template";

/** What a configuration is synthesized to, and what is kept of its plan. */
export interface Version {
  readonly text: string;
  readonly planLock: PlanLock;
}

/** Synthesizes configurations one after the other, each with what was kept of the plan before it. */
export function versions(...configurations: readonly (string | object)[]): Version[] {
  const made: Version[] = [];
  for (const configuration of configurations) made.push(version(configuration, made.at(-1)?.planLock));
  return made;
}

/** What was synthesized already: many cases compare the same few versions. */
const known = new Map<string, Version>();

function version(configuration: string | object, previous?: PlanLock): Version {
  const text = typeof configuration === "string" ? configuration : JSON.stringify(configuration);
  // As it is in a file between two runs.
  const lockText = previous && renderPlanLock(previous);
  const key = `${text}\n${lockText ?? ""}`;
  const lock = lockText === undefined ? undefined : parsePlanLock(lockText);
  const found = known.get(key) ?? synthesized(text, lock);
  known.set(key, found);
  return found;
}

function synthesized(text: string, planLock: PlanLock | undefined): Version {
  const parsed = parseConfiguration(text, "exposure.yaml", planLock);
  let stack: ExposureStack | undefined;
  const template = Template.of((app) => (stack = new ExposureStack(app, parsed, planLock)));
  if (stack === undefined) throw new Error("no stack was made");
  return { text: template.text, planLock: stack.fleet.planLock };
}

/** What changes from the first of two configurations to the second, which keeps the plan of the first. */
export function diffOf(before: string | object, after: string | object): StackDiff {
  const [was, is] = versions(before, after);
  return between(was, is);
}

/** What changes between two configurations that know nothing of each other. */
export function diffOfStrangers(before: object, after: object): StackDiff {
  return between(versions(before)[0], versions(after)[0]);
}

function between(was: Version | undefined, is: Version | undefined): StackDiff {
  return diffStacks(parseStack(was?.text ?? ""), parseStack(is?.text ?? ""));
}

/** A configuration with these exposures. */
export function fleet(exposures: object, settings: object = {}): object {
  return { region: "cn-hangzhou", ...settings, exposures };
}
