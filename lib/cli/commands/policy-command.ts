import type { Command } from "commander";

import { action, commandNamed, configurationArgument, jsonOption, printJson } from "../command";
import { chosenConfigurations, configurationFile } from "../configuration-files";
import { policiesOf } from "../reports";

interface Options {
  readonly stack?: string;
  readonly json?: boolean;
}

/** Returns the command `policy`, which prints the least RAM policy of each stack. */
export function policyCommand(): Command {
  return commandNamed("policy", {
    summary: "print the least RAM policy of each stack",
    description:
      "Prints the least RAM policy with which each stack can be planned, applied, changed and destroyed. " +
      "A policy that exceeds the limit of RAM is printed in parts, which together allow the same.",
    examples: ["policy > ram-policy.json", "policy exposures --stack web", "policy exposures --json"],
  })
    .addArgument(configurationArgument())
    .option("--stack <name>", "only the stack of this name")
    .addOption(jsonOption("print {stack, policies} for each stack"))
    .action(
      action((configuration: string | undefined, { stack, json }: Options) => {
        const policies = chosenConfigurations(configurationFile(configuration), stack).map((one) => ({
          stack: one.configuration.stack,
          policies: policiesOf(one),
        }));
        if (json === true) {
          printJson(policies);
          return undefined;
        }
        const documents = policies.flatMap(({ stack: name, policies: parts }) =>
          parts.map((document, index) => ({ title: `${name}: ${index + 1} of ${parts.length}`, document })),
        );
        for (const { title, document } of documents) {
          if (documents.length > 1) process.stdout.write(`${title}\n`);
          printJson(document);
        }
        return undefined;
      }),
    );
}
