import { Command, CommanderError } from "commander";

import { DEFAULT_CONFIGURATION_FILE } from "./configuration-files";
import { reportUserErrors } from "./run";

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
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;

/** Name of an outcome. */
export type ExitCode = keyof typeof EXIT_CODES;

/** Texts of a command for its help. */
export interface CommandTexts {
  /** What the command does, in one line for the list of commands: imperative, without a full stop. */
  readonly summary: string;
  /**
   * What the command does, in sentences.
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
  return new Command(name)
    .summary(summary)
    .description(description ?? `${summary}.`)
    .addHelpText("after", `\n${lines.length === 1 ? "Example" : "Examples"}:\n${lines.join("\n")}`);
}

/** Description of the argument that names a configuration. */
export const CONFIGURATION_ARGUMENT = [
  "[configuration]",
  `configuration file, or a folder of them (default: $EXPOSURE_CONFIG, or ${DEFAULT_CONFIGURATION_FILE})`,
] as const;

/**
 * Returns an action that reports the errors of a user as a message, with exit code 1. It returns the outcome, or nothing if it is done.
 */
export function action<Arguments extends readonly unknown[]>(
  run: (...args: Arguments) => ExitCode | undefined,
): (...args: Arguments) => void {
  return (...args) => {
    reportUserErrors(() => {
      const outcome = run(...args);
      if (outcome !== undefined) process.exitCode = EXIT_CODES[outcome];
    });
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
