import type { Command } from "commander";

import { action, commandNamed, configurationArgument, jsonOption, outputOption, printJson } from "../command";
import { configurationFile } from "../configuration-files";
import { outputFolder } from "../run";
import { stackEntries, stackLines } from "../stacks";

interface Options {
  readonly json?: boolean;
  readonly changedFrom?: string;
  readonly output?: string;
}

/** Returns the command `stacks`, which lists the stacks of the configuration, for a pipeline. */
export function stacksCommand(): Command {
  return commandNamed("stacks", {
    summary: "list the stacks of the configuration",
    examples: ["stacks", "stacks exposures --json --changed-from before"],
  })
    .addArgument(configurationArgument())
    .addOption(outputOption())
    .addOption(jsonOption("print {stack, region, folder, files} for each stack, for a pipeline"))
    .option(
      "--changed-from <folder>",
      "only the stacks that are not the same, providers included, in this earlier output folder",
    )
    .action(
      action((configuration: string | undefined, { json, changedFrom, output }: Options) => {
        const stacks = stackEntries(configurationFile(configuration), outputFolder(output), changedFrom);
        if (json === true) printJson(stacks);
        else process.stdout.write(stackLines(stacks));
        return undefined;
      }),
    );
}
