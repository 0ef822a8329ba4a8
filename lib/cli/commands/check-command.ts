import type { Command } from "commander";

import { checkConfigurations, checkReportData, describeChecked, describeCheckErrors } from "../check";
import { colored } from "../terminal";
import { action, commandNamed, configurationArgument, jsonOption, printJson } from "../command";
import { configurationFile } from "../configuration-files";
import { liveCheck, liveOption } from "../live-check";

interface Options {
  readonly json?: boolean;
  readonly live?: boolean;
  readonly failOnWarning?: boolean;
  readonly failOnUnlockedPlan?: boolean;
}

/** Returns the command `check`, which checks a configuration and writes nothing. */
export function checkCommand(): Command {
  return commandNamed("check", {
    summary: "check the configuration and write nothing",
    description:
      "Checks everything about the configuration that can be known without the cloud: its settings, its plan, its policies, " +
      "its lock files; with --live, also what an apply would find in the account. Nothing is written.",
    examples: ["check", "check exposures --json", "check --live"],
  })
    .addArgument(configurationArgument())
    .addOption(jsonOption("print {isValid, errors, stacks}, errors with file, line and column"))
    .addOption(liveOption())
    .option("--fail-on-warning", "exit with 3 if there is a warning; shadowed addresses are one")
    .option("--fail-on-unlocked-plan", "exit with 3 if the next synthesis would change a plan lock file")
    .action(
      action(async (configuration: string | undefined, options: Options) => {
        const checks = options.live === true ? [liveCheck] : [];
        const report = await checkConfigurations(configurationFile(configuration), checks);
        if (options.json === true) printJson(checkReportData(report));
        else if (report.isValid) process.stdout.write(colored(describeChecked(report), process.stdout));
        else process.stderr.write(colored(describeCheckErrors(report), process.stderr));
        if (!report.isValid) return "userError";
        const isClosed =
          (options.failOnWarning === true && report.stacks.some(({ warnings }) => warnings.length > 0)) ||
          (options.failOnUnlockedPlan === true && report.stacks.some(({ isPlanLocked }) => !isPlanLocked));
        return isClosed ? "gate" : undefined;
      }),
    );
}
