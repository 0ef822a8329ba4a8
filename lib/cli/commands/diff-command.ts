import type { Command } from "commander";

import { describeDiff, describeDiffAsMarkdown } from "../../diff/describe";
import { diffStacks, interrupts, type StackDiff } from "../../diff/stack-diff";
import { colored } from "../terminal";
import { action, commandNamed, jsonOption, path, printJson } from "../command";
import { pairsOfStack, stackPairs } from "../synthesized-stacks";

interface Options {
  readonly stack?: string;
  readonly json?: boolean;
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
    .argument("<before>", SOURCE, path)
    .argument("<after>", SOURCE, path)
    .option("--stack <name>", "only the stack of this name")
    .addOption(jsonOption("print the changes of every stack as JSON").conflicts("markdown"))
    .option("--markdown", "write for the comment of a pull request")
    .option("--fail-on-change", "exit with 3 if anything changes")
    .option("--fail-on-interruption", "exit with 3 if an exposure is removed or replaced, or may be replaced")
    .action(
      action((before: string, after: string, options: Options) => {
        const all = stackPairs(before, after);
        const pairs = options.stack === undefined ? all : pairsOfStack(all, options.stack, after);
        const diffs = pairs.map((pair) => diffStacks(...pair));
        if (options.json === true) printJson(diffs.map(withPlainExposures));
        else process.stdout.write(describeAll(diffs, options.markdown === true));
        const isClosed =
          (options.failOnChange === true && diffs.some(({ isSame }) => !isSame)) ||
          (options.failOnInterruption === true && diffs.some(({ exposures }) => exposures.some(interrupts)));
        return isClosed ? "gate" : undefined;
      }),
    );
}

function describeAll(diffs: readonly StackDiff[], isMarkdown: boolean): string {
  // Of many stacks, only those that changed are of interest.
  const shown = diffs.length === 1 ? diffs : diffs.filter(({ isSame }) => !isSame);
  const text = shown.map(isMarkdown ? describeDiffAsMarkdown : describeDiff).join("\n");
  const same = diffs.length - shown.length;
  const rest =
    diffs.length === 1 ? "" : `\n${same === 1 ? "1 stack" : `${same} stacks`} without a difference\n`;
  return isMarkdown ? `${text}${rest}` : colored(`${text}${rest}`, process.stdout);
}

/** Returns a diff with the names of the exposures' parts, but without the Terraform configuration of their resources. */
function withPlainExposures(diff: StackDiff): object {
  const exposures = diff.exposures.map(({ key, kind, causes, exposure }) => {
    const { eip, instance, blockRange: block, vswitchRange: vswitch, isImported } = exposure;
    return { key, kind, eip, instance, block, vswitch, isImported, causes };
  });
  return { ...diff, exposures };
}
