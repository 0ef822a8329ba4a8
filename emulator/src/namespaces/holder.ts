import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { ENVIRONMENT } from "./process";

const READY = "ready";

/** What a shell script ends with that holds namespaces: it stays until its standard input closes. */
export const HOLD = `echo ${READY} && exec cat`;

/**
 * A process that holds namespaces: they, and every process in them, end with it. It ends when its standard input
 * closes, and so does the death of this process, however it comes.
 */
export class Holder {
  private constructor(
    /** The first process inside, by its number outside. */
    public readonly pid: number,
    private readonly end: () => Promise<void>,
  ) {}

  /**
   * Starts one, and waits until its script has come to {@link HOLD}.
   *
   * @param words - a command that ends in a shell with such a script
   * @throws Error with what it said when it ends before
   */
  public static async start(words: readonly string[]): Promise<Holder> {
    const [program = "", ...args] = words;
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], env: ENVIRONMENT, cwd: "/" });
    const ended = new Promise<void>((resolve) =>
      child.on("close", () => {
        resolve();
      }),
    );
    // One that is dead already needs no end.
    child.stdin.on("error", () => undefined);
    await new Promise<void>((resolve, reject) => {
      let errors = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        if (text.includes(READY)) resolve();
      });
      child.on("error", reject).on("close", () => {
        reject(new Error(`the namespaces did not open: ${errors}`));
      });
    });
    return new Holder(innermost(child.pid ?? 0), async () => {
      child.stdin.end();
      await ended;
    });
  }

  /** Ends every process inside; the kernel then removes the namespaces, with their interfaces and mounts. */
  public async close(): Promise<void> {
    await this.end();
  }
}

/** The last in a line of processes, each of which has started the next one and waits for it. */
function innermost(pid: number): number {
  const child = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return child === "" ? pid : innermost(Number(child));
}
