import type { Command } from "commander";

import { action, commandNamed, configurationArgument, jsonOption, outputOption, printJson } from "../command";
import { configurationFile, loadConfigurations } from "../configuration-files";
import { outputFolder } from "../run";
import { forgetStack, moveStack, orphansOf } from "../stack-origins";
import { stackEntries, stackLines } from "../stacks";

interface Options {
  readonly json?: boolean;
  readonly changedFrom?: string;
  readonly move?: string;
  readonly forget?: string;
  readonly output?: string;
}

/** Returns the command `stacks`, which lists the stacks of the configuration, for a pipeline. */
export function stacksCommand(): Command {
  return commandNamed("stacks", {
    summary: "list the stacks of the configuration",
    description:
      "Lists the stacks of the configuration, and names those whose configuration file is gone on standard error. Each synthesis " +
      "records the file of a stack; --move and --forget change the record.",
    examples: ["stacks", "stacks exposures --json --changed-from before", "stacks --move web"],
  })
    .addArgument(configurationArgument())
    .addOption(outputOption())
    .addOption(jsonOption("print {stack, region, folder, files} for each stack, for a pipeline"))
    .option(
      "--changed-from <folder>",
      "only the stacks that are not the same, providers included, in this earlier output folder",
    )
    .option(
      "--move <stack>",
      "give a stack and its plan lock to the file that has it now, as after a file was renamed",
    )
    .option("--forget <stack>", "remove a destroyed stack, whose file is gone, from the record")
    .action(
      action((configuration: string | undefined, { json, changedFrom, move, forget, output }: Options) => {
        const [source, outdir] = [configurationFile(configuration), outputFolder(output)];
        if (move !== undefined)
          for (const line of moveStack(move, loadConfigurations(source), outdir))
            process.stdout.write(`${line}\n`);
        if (forget !== undefined) process.stdout.write(`${forgetStack(forget, outdir)}\n`);
        if (move !== undefined || forget !== undefined) return undefined;
        const stacks = stackEntries(source, outdir, changedFrom);
        if (json === true) printJson(stacks);
        else process.stdout.write(stackLines(stacks));
        for (const line of orphansOf(loadConfigurations(source), outdir)) process.stderr.write(`${line}\n`);
        return undefined;
      }),
    );
}
