import { Command, CommanderError } from "commander";

import { EXIT_CODES, isRegularEnd, PROGRAM } from "./command";
import { demoCommand } from "./commands/demo-command";
import { diffCommand } from "./commands/diff-command";
import { discoverCommand } from "./commands/discover-command";
import { doctorCommand } from "./commands/doctor-command";
import { stacksCommand } from "./commands/stacks-command";
import { verifyCommand } from "./commands/verify-command";

const EXIT_CODES_HELP = `
Exit codes: ${EXIT_CODES.done} done, ${EXIT_CODES.userError} error in the configuration or with a file, ${EXIT_CODES.usage} error in the command line,
${EXIT_CODES.gate} gate closed (such as diff --fail-on-change), ${EXIT_CODES.interrupted} interrupted by Ctrl-C

Example:
  ${PROGRAM} init --instance i-bp1example --eip 203.0.113.106 && ${PROGRAM} synth`;

/**
 * Runs the command `exposed-eip`. Errors of a user end in a message on standard error.
 *
 * @param args - command line without the name of the program
 * @param version - version of the package
 * @returns exit code
 */
export async function runCommandLine(args: readonly string[], version: string): Promise<number> {
  for (const [signal, code] of [
    ["SIGINT", EXIT_CODES.interrupted],
    ["SIGTERM", 143],
  ] as const)
    process.once(signal, () => process.exit(code));
  try {
    await programWith(version).parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? EXIT_CODES.done);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return isRegularEnd(error) ? EXIT_CODES.done : EXIT_CODES.usage;
  }
}

/** Returns the program with all commands. */
export function programWith(version: string): Command {
  const program = new Command(PROGRAM)
    .description("Makes elastic IP addresses (EIPs) of Alibaba Cloud visible on the NICs of ECS instances.")
    .version(version, "-v, --version", "print the version")
    .addHelpText("after", EXIT_CODES_HELP);
  for (const command of [
    diffCommand(),
    stacksCommand(),
    discoverCommand(),
    verifyCommand(),
    doctorCommand(),
    demoCommand(),
  ])
    program.addCommand(command);
  for (const command of [program, ...program.commands])
    command
      .helpOption("-h, --help", "print this text")
      .showHelpAfterError(`Try: ${[...new Set([PROGRAM, command.name()])].join(" ")} --help`)
      .exitOverride()
      .configureOutput({ getOutHelpWidth: () => 100, getErrHelpWidth: () => 100 });
  return program;
}
