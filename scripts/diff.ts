import { parseArgs } from "node:util";

import { reportUserErrors } from "../lib/cli/run";
import { pairsOfStack, stackPairs } from "../lib/cli/synthesized-stacks";
import { describeDiff, describeDiffAsMarkdown } from "../lib/diff/describe";
import { diffStacks, interrupts } from "../lib/diff/stack-diff";

const USAGE = `npm run diff -- <before> <after> [--stack <name>] [--markdown] [--detailed-exitcode] [--fail-on-interruption]

<before> and <after>    a cdk.tf.json, the folder of a stack, or a whole cdktf.out
--stack                 only the stack of this name
--markdown              writes for the comment of a pull request
--detailed-exitcode     exits with 2 when anything changes
--fail-on-interruption  exits with 3 when an exposure is replaced, or may be, or is removed
`;

// Whoever reads along, such as head, may have read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

// Shows what changes from one version of the stacks to another, from what was synthesized alone.
reportUserErrors(() => {
  const arguments_ = commandLine();
  if (arguments_ === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 1;
    return;
  }
  const { before, after, stack, markdown, detailedExitcode, failOnInterruption } = arguments_;
  const all = stackPairs(before, after);
  const pairs = stack === undefined ? all : pairsOfStack(all, stack, after);
  const diffs = pairs.map((pair) => diffStacks(...pair));
  // Of many stacks, only those that changed are of interest.
  const shown = diffs.length === 1 ? diffs : diffs.filter(({ isSame }) => !isSame);
  process.stdout.write(shown.map(markdown ? describeDiffAsMarkdown : describeDiff).join("\n"));
  const same = diffs.length - shown.length;
  if (diffs.length !== 1)
    process.stdout.write(`
${same === 1 ? "1 stack" : `${same} stacks`} without a difference
`);
  if (detailedExitcode && diffs.some(({ isSame }) => !isSame)) process.exitCode = 2;
  if (failOnInterruption && diffs.some(({ exposures }) => exposures.some(interrupts))) process.exitCode = 3;
});

function commandLine() {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(3),
      allowPositionals: true,
      options: {
        stack: { type: "string" },
        markdown: { type: "boolean", default: false },
        "detailed-exitcode": { type: "boolean", default: false },
        "fail-on-interruption": { type: "boolean", default: false },
      },
    });
    const [before, after, ...others] = positionals;
    if (before === undefined || after === undefined || others.length > 0) return undefined;
    return {
      before,
      after,
      stack: values.stack,
      markdown: values.markdown,
      detailedExitcode: values["detailed-exitcode"],
      failOnInterruption: values["fail-on-interruption"],
    };
  } catch {
    // An option that is not known.
    return undefined;
  }
}
