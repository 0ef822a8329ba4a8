import path from "node:path";

import { stringify } from "yaml";

/** One stack, as a pipeline needs to know it. */
export interface StackEntry {
  readonly stack: string;
  readonly region: string;
  /** The folder of its Terraform JSON, relative to the root of the project, with slashes. */
  readonly folder: string;
  /** The files that it is made from, relative to the root of the project, with slashes. */
  readonly files: readonly string[];
}

/** There are more stacks than a pipeline takes. */
export class MatrixError extends Error {
  public override readonly name = "MatrixError";
}

/** The repository's configuration for Atlantis, `atlantis.yaml`: a project for each stack. */
export function atlantisProjects(stacks: readonly StackEntry[]): string {
  return stringify({
    version: 3,
    automerge: false,
    parallel_plan: true,
    parallel_apply: true,
    projects: stacks.map(({ stack, folder, files }) => ({
      name: stack,
      dir: folder,
      workspace: "default",
      autoplan: {
        enabled: true,
        // What is synthesized is not in the repository: what it is made from is.
        when_modified: files.map((file) => path.posix.relative(folder, file)),
      },
    })),
  });
}

/** As many jobs as GitHub makes of one matrix. */
const MOST_JOBS = 256;

/**
 * A matrix for GitHub Actions, as one line of JSON: a job for each stack.
 *
 * @throws {@link MatrixError} when there are more stacks than GitHub makes jobs
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function githubMatrix(stacks: readonly StackEntry[]): string {
  if (stacks.length > MOST_JOBS) {
    throw new MatrixError(
      `these are ${stacks.length} stacks, and GitHub makes at most ${MOST_JOBS} jobs of one matrix: ` +
        "take those that changed, with --changed-from, or deploy in one job with cdktf deploy '*'",
    );
  }
  return `${JSON.stringify({ include: stacks.map(({ stack, region, folder }) => ({ stack, region, folder })) })}\n`;
}

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
