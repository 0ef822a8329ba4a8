import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { Server } from "node:net";
import { dirname } from "node:path";
import { HOLD, Holder } from "./holder";
import { ENVIRONMENT, runProcess, type ProcessResult } from "./process";
import { IS_ROOT, unshareOptions } from "./requirements";

/** Where the file system of a world has room of its own: a tmpfs that no process outside sees. */
export const WORLD_FOLDER = "/mnt";

/**
 * A private world: its own network, process table and `/mnt`, `/run`, which end with the process that opened them,
 * however it ends. So nothing that is made in it has a name outside, and there is nothing to clean up by name. Its
 * networks have no way out of it.
 */
export class World {
  private constructor(private readonly holder: Holder) {}

  /** @throws Error when the kernel does not allow it; `whyNoNamespaces` tells before */
  public static async open(): Promise<World> {
    const script = `mount -t tmpfs world ${WORLD_FOLDER} && mount -t tmpfs world /run && ip link set lo up && ${HOLD}`;
    return new World(await Holder.start(["unshare", ...unshareOptions(), "sh", "-c", script]));
  }

  /** Ends every process in the world; the kernel then removes its namespaces, interfaces and files. */
  public async close(): Promise<void> {
    await this.holder.close();
  }

  /** The words that run a command in the world: in its own network namespace, or the one named. */
  public command(network: string | undefined, words: readonly string[]): readonly string[] {
    return [
      ...enter(this.holder.pid, ["--net", "--mount", "--pid"]),
      ...(network === undefined ? [] : ["ip", "netns", "exec", network]),
      ...words,
    ];
  }

  /** Runs a command to its end, whatever its exit code. @throws Error when that takes more than 90 seconds */
  public async run(
    network: string | undefined,
    words: readonly string[],
    input = "",
  ): Promise<ProcessResult> {
    const result = await runProcess(this.command(network, words), { input });
    if (result.endedBy !== undefined) throw new Error(`did not end in time: ${words.join(" ")}`);
    return result;
  }

  /** Runs a shell script that must succeed. @returns its standard output */
  public async sh(network: string | undefined, script: string): Promise<string> {
    const result = await this.run(network, ["sh", "-euc", script]);
    if (result.exitCode !== 0) throw new Error(`exit code ${result.exitCode}: ${script}\n${result.stderr}`);
    return result.stdout;
  }

  /**
   * Starts a program that stays until the world closes, or until it is killed.
   *
   * @param isReady - whether what it has printed so far, on both streams, shows that it is ready
   */
  public async start(
    network: string | undefined,
    words: readonly string[],
    isReady: (output: string) => boolean | Promise<boolean>,
  ): Promise<ChildProcess> {
    const [program = "", ...args] = this.command(network, words);
    const child = spawn(program, args, { cwd: "/", env: ENVIRONMENT, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let ended = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.on("exit", () => (ended = true));
    await eventually(`${words.join(" ")} is ready`, async () => {
      if (ended) throw new Error(`${words.join(" ")} ended at once:\n${output}`);
      return isReady(output);
    });
    return child;
  }

  /**
   * Listens on an address of a network of the world, and serves it from this process: a process inside binds the
   * socket and hands it over. Whoever calls has to close the server, which otherwise keeps the network.
   */
  public async listen(network: string, address: string, port: number): Promise<Server> {
    const bind = `require("net").createServer().listen(${port}, "${address}", function () { process.send("", this); });
      process.on("disconnect", process.exit)`;
    const [program = "", ...args] = this.command(network, [process.execPath, "-e", bind]);
    const child = spawn(program, args, {
      cwd: "/",
      env: ENVIRONMENT,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    return new Promise((resolve, reject) => {
      let errors = "";
      child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors += text));
      child.on("message", (_message, server) => {
        child.disconnect();
        if (server instanceof Server) resolve(server);
      });
      child.on("error", reject).on("close", () => {
        reject(new Error(`nobody can listen on ${address}:${port}: ${errors}`));
      });
    });
  }

  /** Where a file of the world is seen from this process. */
  public path(file: string): string {
    return `/proc/${this.holder.pid}/root${file}`;
  }

  public write(file: string, content: string, mode = 0o644): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), content, { mode });
  }
}

/** The words that enter namespaces of a process, named by options of `nsenter`. */
export function enter(pid: number, namespaces: readonly string[]): readonly string[] {
  const user = IS_ROOT ? [] : ["--user", "--preserve-credentials"];
  return ["nsenter", "--target", String(pid), ...user, ...namespaces, "--"];
}

/** Polls until something is true, for programs that do not say when they are done. */
export async function eventually(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain until ${what}`);
}
