import { readFileSync } from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

/** Something in a parsed YAML file. */
type Yaml = Readonly<Record<string, unknown>>;

interface Job {
  readonly steps?: readonly { readonly run?: string; readonly uses?: string; readonly with?: Yaml }[];
  readonly permissions?: Yaml;
}

/** The example for GitHub Actions. */
export const WORKFLOW_FILE = path.resolve(__dirname, "../../examples/pipelines/github-actions.yml");

export const workflowText = readFileSync(WORKFLOW_FILE, "utf8");

export const workflow = parse(workflowText) as Yaml & { readonly jobs: Readonly<Record<string, Job>> };

/** The shell scripts of a job, in their order. */
export function scriptsOf(job: string): string[] {
  return workflow.jobs[job]?.steps?.flatMap(({ run }) => (run === undefined ? [] : [run])) ?? [];
}
