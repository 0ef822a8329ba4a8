import type { Command } from "commander";

import { machineParts } from "../../live/machine";
import { action, commandNamed, configurationArgument, jsonOption, printJson } from "../command";
import { configurationFile } from "../configuration-files";

interface Options {
  readonly online?: boolean;
  readonly region?: string;
  readonly json?: boolean;
}

/** Region whose STS is asked without another one. */
const REGION = "cn-hangzhou";

/** Returns the command `doctor`, which says what is missing on this machine and how to get it. */
export function doctorCommand(): Command {
  return commandNamed("doctor", {
    summary: "say what is missing on this machine, and how to get it",
    description:
      "Looks for Node.js, Terraform or OpenTofu, the provider, credentials (their kind, never their values) and the configuration. " +
      "Sends nothing over a network, unless --online says so. Exits with 1 if something is missing. " +
      "After an interrupted apply, exposed-eip recover looks at the account.",
    examples: ["doctor", "doctor --online --json"],
  })
    .addArgument(configurationArgument())
    .option("--online", "also ask the registry for the provider, and STS who the credentials belong to")
    .option("--region <id>", `region of STS for --online (default: $ALIBABA_CLOUD_REGION, or ${REGION})`)
    .addOption(jsonOption("print {name, isOk, found, remedy} for each part"))
    .action(
      action(async (configuration: string | undefined, { online, region, json }: Options) => {
        const asked = { region: region ?? process.env.ALIBABA_CLOUD_REGION ?? REGION };
        const parts = await machineParts(
          configurationFile(configuration),
          online === true ? asked : undefined,
        );
        if (json === true) printJson(parts);
        else
          for (const { name, isOk, found, remedy } of parts)
            process.stdout.write(
              `${isOk ? "ok     " : "missing"}  ${name}: ${found}${remedy === undefined ? "" : `; ${remedy}`}\n`,
            );
        return parts.every(({ isOk }) => isOk) ? undefined : "userError";
      }),
    );
}
