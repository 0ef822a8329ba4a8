import { spawn } from "node:child_process";

/** What programs inside get; nothing of this process's own environment. */
export const ENVIRONMENT = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", LC_ALL: "C" };

export interface ProcessOptions {
  /** Text for standard input, which is closed after it. @default - empty */
  readonly input?: string;
  /** Milliseconds after which it is killed, with what it started. @default 90000 */
  readonly timeLimit?: number;
  /** Kills it, with what it started, when aborted. @default - nothing does */
  readonly signal?: AbortSignal;
  /** How many characters of each stream are kept. @default 16 Mi */
  readonly outputLimit?: number;
}

export interface ProcessResult {
  /** The command as it could be typed, for messages. */
  readonly command: string;
  /** 128 and more for one that a signal has ended, as in a shell. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What ended it before its time; `undefined` when it ended by itself. */
  readonly endedBy: "time limit" | "abort" | undefined;
}

/**
 * Runs a program to its end, whatever its exit code.
 *
 * @throws Error when it cannot be started
 */
export async function runProcess(
  words: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  const { input = "", timeLimit = 90_000, signal, outputLimit = 16 * 1024 * 1024 } = options;
  const [program = "", ...args] = words;
  const output = { stdout: "", stderr: "" };
  return new Promise((resolve, reject) => {
    // A process group of its own, so that all of it can be killed at once.
    const child = spawn(program, args, { cwd: "/", env: ENVIRONMENT, detached: true });
    let endedBy: ProcessResult["endedBy"];
    const end = (reason: NonNullable<ProcessResult["endedBy"]>) => {
      endedBy = reason;
      if (child.pid !== undefined) killGroup(child.pid);
    };
    const abort = () => {
      end("abort");
    };
    const timer = setTimeout(() => {
      end("time limit");
    }, timeLimit);
    const forget = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    if (signal?.aborted === true) abort();
    else signal?.addEventListener("abort", abort);
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        output[stream] += text.slice(0, outputLimit - output[stream].length);
      });
    }
    // A program that ends without reading its input closes the pipe; its exit code tells the story.
    child.stdin.on("error", () => undefined).end(input);
    child.on("error", (error) => {
      forget();
      reject(error);
    });
    child.on("close", (exitCode) => {
      forget();
      resolve({ command: words.join(" "), exitCode: exitCode ?? 128, ...output, endedBy });
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // It has ended by itself at this moment.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
