import { writeFileSync } from "node:fs";

import type { Command } from "commander";

import { PLACE } from "../../configuration/schema/resource-ids";
import { FileSystemError } from "../../errors";
import { TYPES_WITHOUT_HOT_PLUG } from "../../exposure-table/checks";
import { Account } from "../../live/account";
import { CloudClient } from "../../live/cloud-client";
import { describeDiscovery, discover, discoveredConfiguration } from "../../live/discovery";
import { action, commandNamed, jsonOption, path, printJson, usageError } from "../command";

interface Options {
  readonly region?: string;
  readonly write?: string;
  readonly json?: boolean;
}

/** Returns the command `discover`, which proposes exposures for an account. */
export function discoverCommand(): Command {
  const command = commandNamed("discover", {
    summary: "list instances and EIPs of an account and propose exposures",
    description:
      "Lists the instances and EIPs of an account in a region, proposes exposures, and prints a configuration file to start from. " +
      "Only reads the account. An EIP that may carry traffic is marked, and only a comment in the file.",
    examples: ["discover --region cn-hangzhou", "discover --region cn-hangzhou --write exposure.yaml"],
  });
  return command
    .option("--region <id>", "region (default: $ALIBABA_CLOUD_REGION, or $ALICLOUD_REGION)")
    .option("--write <file>", "write the configuration to a new file", path)
    .addOption(jsonOption("print {region, instances, eips, unfit, proposals}"))
    .action(
      action(async ({ region: named, write, json }: Options) => {
        const { ALIBABA_CLOUD_REGION, ALICLOUD_REGION } = process.env;
        const region = [named, ALIBABA_CLOUD_REGION, ALICLOUD_REGION].find(
          (one) => one !== undefined && one !== "",
        );
        if (region === undefined)
          usageError(command, "no region; add --region, such as --region cn-hangzhou");
        if (!PLACE.test(region))
          usageError(command, `"${region}" is not a region ID; write one such as cn-hangzhou`);
        const client = await CloudClient.connect({ region });
        const found = await discover(new Account(client), region, TYPES_WITHOUT_HOT_PLUG);
        const configuration = discoveredConfiguration(found);
        if (write !== undefined) writeNew(write, configuration);
        if (json === true) printJson(found);
        else {
          const next =
            write === undefined
              ? `\n${configuration}`
              : `\nwritten: ${write}      next: exposed-eip check ${write} --live\n`;
          process.stdout.write(`${describeDiscovery(found)}${next}`);
        }
        return undefined;
      }),
    );
}

/** Writes a file that does not exist yet. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new FileSystemError(`${file} exists already; choose another file, or remove it`);
  }
}
