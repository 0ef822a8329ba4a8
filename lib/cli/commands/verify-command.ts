import { type Command, InvalidArgumentError } from "commander";

import { ConfigurationError } from "../../configuration/configuration-errors";
import { suggest } from "../../configuration/schema/fields";
import { CloudClient } from "../../live/cloud-client";
import { type GuestVerification, verifyExposure } from "../../live/guest-verification";
import { omitUndefined } from "../../omit-undefined";
import { action, commandNamed, configurationArgument, jsonOption, printJson } from "../command";
import { configurationFile, type LoadedConfiguration, loadConfigurations } from "../configuration-files";

interface Options {
  readonly exposure?: readonly string[];
  readonly timeout?: number;
  readonly json?: boolean;
}

/** Returns the command `verify`, which verifies exposures inside their instances. */
export function verifyCommand(): Command {
  return commandNamed("verify", {
    summary: "verify inside the instances that the EIPs are on the NICs",
    description:
      "Has Cloud Assistant run the guest script's check in each instance: is the EIP on a NIC, and does the target of verify answer it? " +
      "Changes nothing. Exits with 3 if an exposure fails. docs/reference/live.md has the permissions.",
    examples: ["verify", "verify exposures --exposure web --json"],
  })
    .addArgument(configurationArgument())
    .option("--exposure <name...>", "only these exposures")
    .option(
      "--timeout <seconds>",
      "seconds to wait for an answer (default: waitSeconds of guest, or 120)",
      seconds,
    )
    .addOption(
      jsonOption("print {stack, exposure, instance, eip, isPassed, reason, exitCode} for each exposure"),
    )
    .action(
      action(async (source: string | undefined, { exposure, timeout, json }: Options) => {
        const file = configurationFile(source);
        const all = loadConfigurations(file);
        const wanted = exposure ?? all.flatMap(({ configuration }) => Object.keys(configuration.exposures));
        requireKnown(file, wanted, all);
        const results: GuestVerification[] = [];
        for (const { configuration } of all) {
          const { region, provider, exposures } = configuration;
          const chosen = Object.entries(exposures).filter(([key]) => wanted.includes(key));
          if (chosen.length === 0) continue;
          const client = await CloudClient.connect({ region, provider });
          const options = omitUndefined({ waitSeconds: timeout });
          const runs = chosen.map(([key, setting]) =>
            verifyExposure(client, configuration, key, setting, options),
          );
          results.push(...(await Promise.all(runs)));
        }
        if (json === true) printJson(results);
        else process.stdout.write(results.map(describe).join(""));
        return results.every(({ isPassed }) => isPassed) ? undefined : "gate";
      }),
    );
}

function describe({ exposure, instance, eip, isPassed, reason }: GuestVerification): string {
  const words = reason.startsWith(`${eip} `) ? reason : [eip, reason].filter((one) => one !== "").join(": ");
  return `${isPassed ? "ok    " : "failed"}  ${exposure}${instance === "" ? "" : ` (${instance})`}: ${words}\n`;
}

function requireKnown(file: string, wanted: readonly string[], all: readonly LoadedConfiguration[]): void {
  const keys = all.flatMap(({ configuration }) => Object.keys(configuration.exposures));
  const unknown = wanted.filter((key) => !keys.includes(key));
  if (unknown.length === 0) return;
  throw new ConfigurationError(
    file,
    unknown.map((found) => {
      const meant = suggest(found, keys);
      return {
        ...{ path: "exposures", found, problem: "no exposure has this name", allowed: keys.join(", ") },
        ...(meant === undefined ? {} : { remedy: { didYouMean: meant } }),
      };
    }),
  );
}

function seconds(text: string): number {
  const number = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : NaN;
  if (!(number <= 3600)) throw new InvalidArgumentError("It is not a number from 1 to 3600.");
  return number;
}
