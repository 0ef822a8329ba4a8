import { Command, CommanderError } from "commander";

import { endQuietlyWithoutReader, styled } from "./terminal";
import { printableSentence } from "../configuration/configuration-errors";
import { EXIT_CODES, isRegularEnd, PROGRAM } from "./command";
import { blocksCommand } from "./commands/blocks-command";
import { checkCommand } from "./commands/check-command";
import { completionCommand } from "./commands/completion-command";
import { demoCommand } from "./commands/demo-command";
import { diagramCommand } from "./commands/diagram-command";
import { diffCommand } from "./commands/diff-command";
import { discoverCommand } from "./commands/discover-command";
import { doctorCommand } from "./commands/doctor-command";
import { exportCommand } from "./commands/export-command";
import { guestScriptCommand } from "./commands/guest-script-command";
import { helpCommand } from "./commands/help-command";
import { initCommand } from "./commands/init-command";
import { lockCommand } from "./commands/lock-command";
import { policyCommand } from "./commands/policy-command";
import { recoverCommand } from "./commands/recover-command";
import { replanCommand } from "./commands/replan-command";
import { reportCommand } from "./commands/report-command";
import { schemaCommand } from "./commands/schema-command";
import { stacksCommand } from "./commands/stacks-command";
import { synthCommand } from "./commands/synth-command";
import { verifyCommand } from "./commands/verify-command";

/** Commands, in the order of the help: that of a first use. */
const COMMANDS: readonly (() => Command)[] = [
  doctorCommand,
  demoCommand,
  discoverCommand,
  initCommand,
  checkCommand,
  synthCommand,
  blocksCommand,
  diagramCommand,
  replanCommand,
  exportCommand,
  diffCommand,
  stacksCommand,
  lockCommand,
  policyCommand,
  reportCommand,
  guestScriptCommand,
  verifyCommand,
  recoverCommand,
  schemaCommand,
  completionCommand,
  helpCommand,
];

const EXIT_CODES_HELP = `
Exit codes: ${EXIT_CODES.done} done, ${EXIT_CODES.userError} error in the configuration or with a file, ${EXIT_CODES.usage} error in the command line,
${EXIT_CODES.gate} gate closed (such as diff --fail-on-change), ${EXIT_CODES.defect} defect of the program, ${EXIT_CODES.interrupted} interrupted by Ctrl-C

Example:
  ${PROGRAM} init --instance i-bp1example --eip 203.0.113.106 && ${PROGRAM} synth`;

/** Signals that end the program in order, with its exit codes. */
const SIGNALS = [
  ["SIGINT", EXIT_CODES.interrupted],
  ["SIGTERM", EXIT_CODES.terminated],
] as const;

/**
 * Runs the command `exposed-eip`. Errors of a user end in a message on standard error, and so does a defect of the program; its stack
 * trace is printed if the environment variable `DEBUG` contains `exposed-eip`.
 *
 * @param args - command line without the name of the program
 * @param version - version of the package
 * @returns exit code
 */
export async function runCommandLine(args: readonly string[], version: string): Promise<number> {
  endQuietlyWithoutReader();
  const before = process.exitCode;
  process.exitCode = undefined;
  const handlers = SIGNALS.map(([signal, code]) => {
    const handler = () => process.exit(code);
    process.once(signal, handler);
    return [signal, handler] as const;
  });
  try {
    await programWith(version).parseAsync(args, { from: "user" });
    return exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return isRegularEnd(error) ? EXIT_CODES.done : EXIT_CODES.usage;
    reportDefect(error, version);
    return EXIT_CODES.defect;
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
    process.exitCode = before;
  }
}

function exitCode(): number {
  return Number(process.exitCode ?? EXIT_CODES.done);
}

/** Returns the program with all commands. */
export function programWith(version: string): Command {
  const program = new Command(PROGRAM)
    .description("Makes elastic IP addresses (EIPs) of Alibaba Cloud visible on the NICs of ECS instances.")
    .version(version, "-v, --version", "print the version")
    .helpCommand(false)
    .addHelpText("after", EXIT_CODES_HELP);
  for (const create of COMMANDS) program.addCommand(create());
  for (const command of [program, ...program.commands])
    command
      .helpOption("-h, --help", "print this text")
      .showHelpAfterError(`Try: ${[...new Set([PROGRAM, command.name()])].join(" ")} --help`)
      .exitOverride()
      .configureHelp({ styleTitle: (title) => styled("bold", title, process.stdout) })
      .configureOutput({
        getOutHelpWidth: () => 100,
        getErrHelpWidth: () => 100,
        outputError: (text, write) => {
          // Words of the command line are part of it.
          const printed = text.split("\n").map(printableSentence).join("\n");
          write(printed.replace(/^error:/, styled("red", "error:", process.stderr)));
        },
      });
  return program;
}

/** Asks to report a defect, in one line. */
function reportDefect(error: unknown, version: string): void {
  const isDebugged = /(?:^|[\s,])(?:\*|exposed-eip)/.test(process.env.DEBUG ?? "");
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const advice = isDebugged ? "" : ", which DEBUG=exposed-eip prints";
  process.stderr.write(
    `error: defect in ${PROGRAM} ${version}: ${text.replaceAll(/\s+/g, " ")}; please report it with the stack trace${advice}\n`,
  );
  if (isDebugged && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
}
