import path from "node:path";

import { stringify } from "yaml";

/** Stack of a pipeline. */
export interface StackEntry {
  readonly stack: string;
  readonly region: string;
  /** Folder of its Terraform JSON, relative to the root of the project, with slashes. */
  readonly folder: string;
  /** Configuration files of the stack, relative to the root of the project, with slashes. */
  readonly files: readonly string[];
}

/** Number of stacks that exceeds the limit of a pipeline. */
export class MatrixError extends Error {
  public override readonly name = "MatrixError";
}

/** Returns the Atlantis configuration of the repository, `atlantis.yaml`: a project for each stack. */
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
        // The repository contains the configuration, not what is synthesized from it.
        when_modified: files.map((file) => path.posix.relative(folder, file)),
      },
    })),
  });
}

/** Maximum number of jobs in a GitHub Actions matrix. */
const MAX_JOBS = 256;

/**
 * Returns a GitHub Actions matrix as one line of JSON: a job for each stack.
 *
 * @throws {@link MatrixError} if there are more than 256 stacks
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function githubMatrix(stacks: readonly StackEntry[]): string {
  if (stacks.length > MAX_JOBS) {
    throw new MatrixError(
      `too many stacks for a GitHub Actions matrix: ${stacks.length}, maximum ${MAX_JOBS}; ` +
        "select changed stacks with --changed-from, or deploy in one job with cdktf deploy '*'",
    );
  }
  return `${JSON.stringify({ include: stacks.map(({ stack, region, folder }) => ({ stack, region, folder })) })}\n`;
}

/** File with the templates `.plan` and `.apply` that the jobs of each stack extend. */
const JOBS = "/.gitlab/exposure-jobs.yml";

/** Returns a child pipeline for GitLab CI: a plan job and an apply job for each stack. */
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
          // One apply of a stack at a time, across pipelines.
          resource_group: stack,
        },
      ],
    ];
  });
  // GitLab refuses a pipeline without a job.
  const nothing = { "no stack": { stage: "plan", variables: { GIT_STRATEGY: "none" }, script: ["true"] } };
  const all = stacks.length === 0 ? nothing : Object.fromEntries(jobs.flat());
  return stringify({ include: [{ local: JOBS }], stages: ["plan", "apply"], ...all });
}
