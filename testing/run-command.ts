import { spawn } from "node:child_process";

export interface CommandOptions {
  /** Working directory. */
  readonly folder: string;
  /** The whole environment of the process; nothing is inherited beside it. */
  readonly environment: NodeJS.ProcessEnv;
  /** Text for standard input, which is closed after it. @default - empty */
  readonly input?: string;
  /** Milliseconds after which the process and its children are killed. @default 120000 */
  readonly timeLimit?: number;
  /** Ends the process when aborted; the promise is then rejected with the reason. @default - none */
  readonly signal?: AbortSignal;
  /**
   * How {@link signal} ends it: `SIGKILL` at once, together with what it has started, or `SIGINT` in order, as after Ctrl-C.
   * @default "SIGKILL"
   */
  readonly abortWith?: "SIGKILL" | "SIGINT";
  /** Is told of each piece of output, standard error included. @default - nobody */
  readonly onOutput?: (text: string) => void;
}

export interface CommandResult {
  /** The command as it could be typed, for messages. */
  readonly command: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command could not be started, was ended by a signal or its time limit, or exited with a code nobody expected. */
export class CommandError extends Error {
  public override readonly name = "CommandError";

  public constructor(problem: string, command: string, output: { stdout: string; stderr: string }) {
    super(`${problem}: ${command}\n--- stdout\n${output.stdout}\n--- stderr\n${output.stderr}`);
  }
}

/**
 * Runs a program to its end without blocking this process.
 *
 * @returns its output, whatever its exit code
 * @throws {@link CommandError} when it cannot be started, or is ended by a signal or the time limit
 * @throws the reason of the abort when that has ended it
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const command = [program, ...args].join(" ");
  const { timeLimit = 120_000, signal, abortWith = "SIGKILL", onOutput } = options;
  signal?.throwIfAborted();
  const output = { stdout: "", stderr: "" };
  return new Promise((resolve, reject) => {
    // A process group of its own, so that the time limit also ends what the program started (providers, for one).
    const child = spawn(program, args, { cwd: options.folder, env: options.environment, detached: true });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, timeLimit);

    const abort = () => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      process.kill(abortWith === "SIGKILL" ? -child.pid : child.pid, abortWith);
    };
    signal?.addEventListener("abort", abort);

    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        output[stream] += text;
        onOutput?.(text);
      });
    }
    // A program that ends without reading its input closes the pipe; its exit code tells the story.
    child.stdin.on("error", () => undefined).end(options.input ?? "");
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(new CommandError(`could not be started (${error.message})`, command, output));
    });
    child.on("close", (exitCode, endedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      if (exitCode === null && signal?.aborted) {
        reject(signal.reason as Error);
      } else if (timedOut) {
        reject(new CommandError(`did not end within ${timeLimit / 1000} s`, command, output));
      } else if (exitCode === null) {
        reject(new CommandError(`was ended by ${endedBy ?? "a signal"}`, command, output));
      } else {
        resolve({ command, exitCode, ...output });
      }
    });
  });
}
