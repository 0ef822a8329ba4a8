import path from "node:path";

import type { Command } from "commander";

import { action, commandNamed, configurationArgument, outputOption } from "../command";
import { configurationFile, loadConfigurations } from "../configuration-files";
import { ProviderLockFile, updateProviderLock } from "../provider-lock-file";
import { outputFolder } from "../run";

interface Options {
  readonly output?: string;
  readonly upgrade?: boolean;
}

/** Returns the command `lock`, which keeps the `.terraform.lock.hcl` that Terraform wrote in the folders of the stacks. */
export function lockCommand(): Command {
  return commandNamed("lock", {
    summary: "keep the versions and checksums of the installed providers",
    description:
      "Keeps beside the configuration which providers terraform init has installed for its stacks, with their checksums: " +
      ".terraform.lock.hcl. Commit it; each synthesis copies it to the stacks.",
    examples: ["lock", "lock exposures --upgrade"],
  })
    .addArgument(configurationArgument())
    .addOption(outputOption())
    .option("--upgrade", "also where another version is kept, as after terraform init -upgrade")
    .action(
      action((configuration: string | undefined, { output, upgrade = false }: Options) => {
        const source = configurationFile(configuration);
        const stacks = loadConfigurations(source).map(({ configuration: { stack } }) => stack);
        const outdir = outputFolder(output);
        const folders = new Map(stacks.map((stack) => [stack, path.join(outdir, "stacks", stack)]));
        const notes = updateProviderLock(ProviderLockFile.committed(source), folders, upgrade);
        process.stdout.write(notes.map((note) => `${note}\n`).join(""));
        return undefined;
      }),
    );
}
