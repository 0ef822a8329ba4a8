import type { Command } from "commander";

import { action, commandNamed } from "../command";
import { loadConfigurations } from "../configuration-files";
import { outputFolder } from "../run";
import { forgetStack, moveStack, orphansOf } from "../stack-origins";
import { stackEntries, stackLines } from "../stacks";

interface Options {
  readonly json?: boolean;
  readonly changedFrom?: string;
  readonly move?: string;
  readonly forget?: string;
}

/** Returns the command `stacks`, which lists the stacks of the configuration, for a pipeline. */
export function stacksCommand(): Command {
  return commandNamed("stacks", {
    summary: "list the stacks of the configuration",
    description:
      "Lists the stacks of the configuration, and names those whose configuration file is gone on standard error. Each synthesis " +
      "records the file of a stack; --move and --forget change the record.",
    examples: ["stacks", "stacks --json --changed-from before", "stacks --move web"],
  })
    .option("--json", "print {stack, region, folder, files} for each stack, for a pipeline")
    .option(
      "--changed-from <folder>",
      "only the stacks that are not the same, providers included, in this earlier output folder",
    )
    .option("--move <stack>", "give a stack to the file that has it now, as after a file was renamed")
    .option("--forget <stack>", "remove a destroyed stack, whose file is gone, from the record")
    .action(
      action(({ json, changedFrom, move, forget }: Options) => {
        if (move !== undefined)
          process.stdout.write(`${moveStack(move, loadConfigurations(), outputFolder())}\n`);
        if (forget !== undefined) process.stdout.write(`${forgetStack(forget, outputFolder())}\n`);
        if (move !== undefined || forget !== undefined) return undefined;
        const stacks = stackEntries(outputFolder(), changedFrom);
        process.stdout.write(json === true ? `${JSON.stringify(stacks)}\n` : stackLines(stacks));
        for (const line of orphansOf(loadConfigurations(), outputFolder())) process.stderr.write(`${line}\n`);
        return undefined;
      }),
    );
}
