import type { Command } from "commander";

import { action, commandNamed } from "../command";
import { outputFolder } from "../run";
import { stackEntries, stackLines } from "../stacks";

interface Options {
  readonly json?: boolean;
  readonly changedFrom?: string;
}

/** Returns the command `stacks`, which lists the stacks of the configuration, for a pipeline. */
export function stacksCommand(): Command {
  return commandNamed("stacks", {
    summary: "list the stacks of the configuration",
    examples: ["stacks", "stacks --json --changed-from before"],
  })
    .option("--json", "print {stack, region, folder, files} for each stack, for a pipeline")
    .option(
      "--changed-from <folder>",
      "only the stacks that are not the same, providers included, in this earlier output folder",
    )
    .action(
      action(({ json, changedFrom }: Options) => {
        const stacks = stackEntries(outputFolder(), changedFrom);
        process.stdout.write(json === true ? `${JSON.stringify(stacks)}\n` : stackLines(stacks));
        return undefined;
      }),
    );
}
