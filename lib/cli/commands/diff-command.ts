import type { Command } from "commander";

import { describeDiff, describeDiffAsMarkdown } from "../../diff/describe";
import { diffStacks, interrupts } from "../../diff/stack-diff";
import { action, commandNamed } from "../command";
import { pairsOfStack, stackPairs } from "../synthesized-stacks";

interface Options {
  readonly stack?: string;
  readonly markdown?: boolean;
  readonly failOnChange?: boolean;
  readonly failOnInterruption?: boolean;
}

const SOURCE = "cdk.tf.json, folder of a stack, or output folder such as cdktf.out";

/** Returns the command `diff`, which shows the changes between two synthesized versions, as a gate for a pipeline. */
export function diffCommand(): Command {
  return commandNamed("diff", {
    summary: "show what changes from one synthesized version to another",
    description:
      "Shows what changes from one synthesized version of the stacks to another: exposures that are added, removed or replaced, " +
      "blocks, and everything else. No cloud and no state is read.",
    examples: ["diff before cdktf.out", "diff before cdktf.out --fail-on-interruption --markdown"],
  })
    .argument("<before>", SOURCE)
    .argument("<after>", SOURCE)
    .option("--stack <name>", "only the stack of this name")
    .option("--markdown", "write for the comment of a pull request")
    .option("--fail-on-change", "exit with 3 if anything changes")
    .option("--fail-on-interruption", "exit with 3 if an exposure is removed or replaced, or may be replaced")
    .action(
      action((before: string, after: string, options: Options) => {
        const all = stackPairs(before, after);
        const pairs = options.stack === undefined ? all : pairsOfStack(all, options.stack, after);
        const diffs = pairs.map((pair) => diffStacks(...pair));
        // Of many stacks, only those that changed are of interest.
        const shown = diffs.length === 1 ? diffs : diffs.filter(({ isSame }) => !isSame);
        const describe = options.markdown === true ? describeDiffAsMarkdown : describeDiff;
        process.stdout.write(shown.map(describe).join("\n"));
        const same = diffs.length - shown.length;
        if (diffs.length !== 1)
          process.stdout.write(`\n${same === 1 ? "1 stack" : `${same} stacks`} without a difference\n`);
        const isClosed =
          (options.failOnChange === true && diffs.some(({ isSame }) => !isSame)) ||
          (options.failOnInterruption === true && diffs.some(({ exposures }) => exposures.some(interrupts)));
        return isClosed ? "gate" : undefined;
      }),
    );
}
