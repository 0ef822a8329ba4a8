import { MatrixError, type StackEntry } from "./stack-entry";

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
