import { stringify } from "yaml";

import type { StackEntry } from "./stack-entry";

/** Has the hidden jobs `.plan` and `.apply` that the jobs of each stack extend. */
const JOBS = "/.gitlab/exposure-jobs.yml";

/** A child pipeline for GitLab CI: a job that plans, and one that applies, for each stack. */
export function gitlabPipeline(stacks: readonly StackEntry[]): string {
  const jobs = stacks.map(({ stack, folder }): [name: string, job: object][] => {
    const variables = () => ({ STACK: stack, FOLDER: folder });
    return [
      [`plan ${stack}`, { extends: ".plan", variables: variables() }],
      [
        `apply ${stack}`,
        {
          extends: ".apply",
          variables: variables(),
          needs: [{ pipeline: "$PARENT_PIPELINE_ID", job: "synth" }, `plan ${stack}`],
          // One apply of a stack at a time, whatever pipeline it is in.
          resource_group: stack,
        },
      ],
    ];
  });
  // GitLab takes no pipeline without a job.
  const nothing = { "no stack": { stage: "plan", variables: { GIT_STRATEGY: "none" }, script: ["true"] } };
  const all = stacks.length === 0 ? nothing : Object.fromEntries(jobs.flat());
  return stringify({ include: [{ local: JOBS }], stages: ["plan", "apply"], ...all });
}
