import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";

import { Ipv4Address, Ipv4Cidr } from "../ipv4";
import { DEFAULT_CONFIGURATION_FILE } from "./configuration-files";
import { reportUserError } from "./run";

/** Exit codes of the command line. */
export const EXIT_CODES = {
  /** Done. */
  done: 0,
  /** Error in the configuration, or with a file: the user can fix it. */
  userError: 1,
  /** Error in the command line: an unknown command, option or argument, or a missing one. */
  usage: 2,
  /** The gate that an option asked for is closed: `diff --fail-on-change`, for example. */
  gate: 3,
  /** Defect of the program. The number is that of `EX_SOFTWARE` in sysexits.h. */
  defect: 70,
  /** Ended by Ctrl-C. */
  interrupted: 130,
  /** Ended by SIGTERM. */
  terminated: 143,
} as const;

/** Name of an outcome. */
export type ExitCode = keyof typeof EXIT_CODES;

/** Texts of a command for its help. */
export interface CommandTexts {
  /** Purpose of the command, in one line for the list of commands: imperative, without a full stop. */
  readonly summary: string;
  /**
   * Purpose of the command, in sentences.
   * @default - the summary
   */
  readonly description?: string;
  /** Command lines without the name of the program; at least one. */
  readonly examples: readonly [string, ...string[]];
}

/** Name of the program. */
export const PROGRAM = "exposed-eip";

/** Returns a command with its texts; the caller adds arguments, options and the action. */
export function commandNamed(name: string, { summary, description, examples }: CommandTexts): Command {
  const lines = examples.map((example) => `  ${PROGRAM} ${example}`);
  const text = description ?? `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  return new Command(name)
    .summary(summary)
    .description(text)
    .addHelpText("after", `\n${lines.length === 1 ? "Example" : "Examples"}:\n${lines.join("\n")}`);
}

/** Returns the argument that names a configuration file or a folder of them. */
export function configurationArgument(): Argument {
  return new Argument(
    "[configuration]",
    `configuration file, or a folder of them (default: $EXPOSURE_CONFIG, or ${DEFAULT_CONFIGURATION_FILE})`,
  ).argParser(path);
}

/** Returns the option `--output`. */
export function outputOption(): Option {
  return new Option(
    "-o, --output <folder>",
    "output folder (default: $CDKTF_OUTDIR, or cdktf.out)",
  ).argParser(path);
}

/** Returns the option `--json`. */
export function jsonOption(description = "print JSON"): Option {
  return new Option("--json", description);
}

/**
 * Parses a path in the command line.
 *
 * @throws InvalidArgumentError if no file can have the path
 */
export function path(text: string): string {
  if (text === "") throw new InvalidArgumentError("It is empty.");
  if (text.includes("\0")) throw new InvalidArgumentError("It contains a NUL character.");
  return text;
}

/** Prints a value as JSON, ranges and addresses as texts. */
export function printJson(value: unknown): void {
  const textOf = (_: string, one: unknown): unknown =>
    one instanceof Ipv4Cidr || one instanceof Ipv4Address ? one.toString() : one;
  process.stdout.write(`${JSON.stringify(value, textOf, 2)}\n`);
}

/** Outcome of a command; nothing if it is done. */
export type Outcome = ExitCode | undefined;

/** Returns an action that reports the errors of a user as a message, with exit code 1, and sets the exit code of its outcome. */
export function action<Arguments extends readonly unknown[]>(
  run: (...args: Arguments) => Outcome | Promise<Outcome>,
): (...args: Arguments) => Promise<void> {
  return async (...args) => {
    try {
      const outcome = await run(...args);
      if (outcome !== undefined) process.exitCode = EXIT_CODES[outcome];
    } catch (error) {
      if (error instanceof CommanderError) throw error;
      reportUserError(error);
    }
  };
}

/** Ends a command with a message about its command line. */
export function usageError(command: Command, message: string): never {
  return command.error(`error: ${message}`, { exitCode: EXIT_CODES.usage, code: "exposed-eip.usage" });
}

/** Whether an error of the parser is the regular end of `--help` or `--version`. */
export function isRegularEnd(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

/** Waits until the signals that arrived meanwhile have been handled: synthesis keeps the process busy, and they wait. */
export function handleSignals(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
