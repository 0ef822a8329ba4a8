import { existsSync } from "node:fs";

import type { Command } from "commander";

import { ExposureStack } from "../../stack/exposure-stack";
import { colored } from "../terminal";
import { action, commandNamed, configurationArgument, handleSignals, outputOption } from "../command";
import { configurationFile, loadConfigurations } from "../configuration-files";
import { outputFolder, Synthesis } from "../run";

interface Options {
  readonly output?: string;
}

/** Returns the command `synth`, which writes the Terraform JSON of the configuration. */
export function synthCommand(): Command {
  return commandNamed("synth", {
    summary: "write the Terraform JSON of the configuration",
    description:
      "Writes the Terraform JSON of the configuration: <output folder>/stacks/<stack>/cdk.tf.json, one stack for each file. " +
      "Errors are reported all at once, and then nothing is written.",
    examples: ["synth", "synth exposures --output cdktf.out"],
  })
    .addArgument(configurationArgument())
    .addOption(outputOption())
    .action(
      action(async (configuration: string | undefined, { output }: Options) => {
        const source = configurationFile(configuration);
        const deployedBy = existsSync("cdktf.json") ? "cdktf" : "terraform";
        const synthesis = new Synthesis({ source, outdir: outputFolder(output), deployedBy });
        try {
          synthesis.prepare((app) => {
            const saves = loadConfigurations(source).map(({ configuration: settings, lockFile }) => {
              const { fleet } = new ExposureStack(app, settings, lockFile.content);
              return () => lockFile.save(fleet.planLock);
            });
            return () => saves.map((save) => save());
          });
          // The last moment at which Ctrl-C leaves everything as it was.
          await handleSignals();
          const text = synthesis.write();
          process.stdout.write(colored(text, process.stdout));
        } finally {
          synthesis.cleanUp();
        }
        return undefined;
      }),
    );
}
