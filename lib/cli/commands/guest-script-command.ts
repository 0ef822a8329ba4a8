import type { Command } from "commander";

import { GUEST_SCRIPT } from "../../../guest/render";
import { ConfigurationError, type ConfigurationIssue } from "../../configuration/configuration-errors";
import { suggest } from "../../configuration/schema/fields";
import { guestOf, verifyOf } from "../../configuration/schema/guest-schema";
import { action, commandNamed, configurationArgument, usageError } from "../command";
import { configurationFile, type LoadedConfiguration, loadConfigurations } from "../configuration-files";

interface Options {
  readonly exposure?: string;
}

/** Name of the script in the command lines. */
const SCRIPT = "exposed-eip.sh";

/** Returns the command `guest-script`, which prints the script for the instances, or the command line to run there. */
export function guestScriptCommand(): Command {
  return commandNamed("guest-script", {
    summary: "print the script that configures the NIC inside an instance",
    description:
      `Prints the script that configures the NIC inside an instance, ${SCRIPT}. With --exposure, prints the command line that ` +
      "runs it for an exposure of the configuration, as root in its instance.",
    examples: [`guest-script > ${SCRIPT}`, "guest-script exposure.yaml --exposure web"],
  })
    .addArgument(configurationArgument())
    .option("--exposure <key>", "print the command line for this exposure")
    .action(
      action((configuration: string | undefined, { exposure }: Options, command: Command) => {
        if (exposure === undefined) {
          if (configuration !== undefined)
            usageError(command, "a configuration requires option '--exposure <key>'");
          process.stdout.write(GUEST_SCRIPT);
          return undefined;
        }
        const source = configurationFile(configuration);
        process.stdout.write(`${commandLine(loadConfigurations(source), exposure, source)}\n`);
        return undefined;
      }),
    );
}

/** @throws ConfigurationError if there is no such exposure, or several stacks have one */
function commandLine(all: readonly LoadedConfiguration[], key: string, source: string): string {
  const [found, other] = all.filter(({ configuration }) => Object.hasOwn(configuration.exposures, key));
  const exposure = found?.configuration.exposures[key];
  if (found === undefined || exposure === undefined) {
    const keys = [...new Set(all.flatMap(({ configuration }) => Object.keys(configuration.exposures)))];
    const didYouMean = suggest(key, keys);
    throw issue(source, key, "no exposure has this name", {
      allowed: keys.length === 0 ? "none, since there is no exposure" : keys.join(", "),
      remedy: didYouMean === undefined ? { advice: "use one of these with --exposure" } : { didYouMean },
    });
  }
  if (other !== undefined) {
    throw issue(source, key, `exposures of ${found.file} and ${other.file} have this name`, {
      remedy: { advice: "name one of the files" },
    });
  }
  const { eip } = exposure;
  const { action: verb = "up", manager, mtu, waitSeconds } = guestOf(exposure, found.configuration);
  const verify = verb === "up" ? verifyOf(exposure, found.configuration) : undefined;
  const options = Object.entries({
    mtu,
    manager,
    wait: waitSeconds,
    verify:
      verify &&
      (verify.port === undefined
        ? `icmp:${verify.target.toString()}`
        : `tcp:${verify.target.toString()}:${verify.port}`),
  }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${String(value)}`]));
  const address = "address" in eip ? eip.address.toString() : "<address of the EIP>";
  return ["sh", SCRIPT, verb, `--eip ${address}`, ...options].join(" ");
}

function issue(
  source: string,
  found: string,
  problem: string,
  details: Pick<ConfigurationIssue, "allowed" | "remedy">,
): ConfigurationError {
  return new ConfigurationError(source, [{ path: "", found, problem, ...details }]);
}
