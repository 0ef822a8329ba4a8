import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { runCommand, type CommandResult } from "../../support/run-command";
import { requirement } from "../../support/requirements";

/** Where the file system of a lab has room of its own: a tmpfs that no process outside sees. */
export const LAB_FOLDER = "/mnt";

const ENVIRONMENT = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", LC_ALL: "C" };
const READY = "ready";

const IS_ROOT = process.getuid?.() === 0;

/** Options of `unshare` for a lab: root needs no user namespace, and everybody else becomes root in one. */
function unshareOptions(asRoot: boolean): readonly string[] {
  return [
    ...(asRoot ? [] : ["--user", "--map-root-user"]),
    ...["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"],
  ];
}

/** Network, mount and process namespaces, as root or in a user namespace. */
export const namespaces = requirement("network namespaces", () => {
  const probe = spawnSync("unshare", [...unshareOptions(IS_ROOT), "sh", "-c", "mount -t tmpfs lab /mnt"], {
    encoding: "utf8",
  });
  if (probe.status === 0) return undefined;
  const reason = probe.error?.message ?? probe.stderr.trim().replaceAll("\n", " ");
  return `${reason}; run as root, or allow user namespaces`;
});

/** What the daemons of an image need besides namespaces: they change to users of their own. */
export const root = requirement("root", () => (IS_ROOT ? undefined : "not root; run as root"));

/** Programs of a Debian package. */
export function programs(debianPackage: string, ...paths: readonly string[]) {
  const absent = () => paths.filter((path) => !existsSync(path));
  return requirement(debianPackage, () =>
    absent().length === 0 ? undefined : `no ${absent().join(", ")}; apt-get install ${debianPackage}`,
  );
}

/** What every lab is made with. */
export const LAB_PROGRAMS = [
  programs("iproute2", "/usr/sbin/ip"),
  programs("nftables", "/usr/sbin/nft"),
  programs("iputils-ping", "/usr/bin/ping"),
  programs("curl", "/usr/bin/curl"),
];

/**
 * A private world: its own network, process table and `/mnt`, `/run`, which end with the process that opened them,
 * however it ends. So nothing that a lab makes has a name outside, and there is nothing to clean up by name.
 */
export class Lab {
  private constructor(
    private readonly holder: ChildProcess,
    private readonly pid: string,
  ) {}

  public static async open(): Promise<Lab> {
    // `cat` lives until its standard input closes, that is until close() or the death of this process.
    const script = `mount -t tmpfs lab /mnt && mount -t tmpfs lab /run && ip link set lo up && echo ${READY} && exec cat`;
    const holder = spawn("unshare", [...unshareOptions(IS_ROOT), "sh", "-c", script], {
      stdio: ["pipe", "pipe", "pipe"],
      env: ENVIRONMENT,
    });
    await new Promise<void>((resolve, reject) => {
      let errors = "";
      holder.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
      holder.stdout.setEncoding("utf8").on("data", (text: string) => {
        if (text.includes(READY)) resolve();
      });
      holder.on("exit", () => {
        reject(new Error(`the lab did not open: ${errors}`));
      });
    });
    const unsharePid = String(holder.pid);
    const pid = readFileSync(`/proc/${unsharePid}/task/${unsharePid}/children`, "utf8").trim();
    return new Lab(holder, pid);
  }

  /** Ends every process in the lab; the kernel then removes its namespaces, interfaces and files. */
  public async close(): Promise<void> {
    const closed = new Promise((resolve) => this.holder.on("exit", resolve));
    this.holder.stdin?.end();
    await closed;
  }

  /** The words that run a command in the lab: in its own network namespace, the router's, or the one named. */
  public command(network: string | undefined, words: readonly string[]): readonly string[] {
    const user = IS_ROOT ? [] : ["--user", "--preserve-credentials"];
    return [
      ...["nsenter", "--target", this.pid, ...user, "--net", "--mount", "--pid", "--"],
      ...(network === undefined ? [] : ["ip", "netns", "exec", network]),
      ...words,
    ];
  }

  /** Runs a command to its end, whatever its exit code. */
  public async run(
    network: string | undefined,
    words: readonly string[],
    input = "",
  ): Promise<CommandResult> {
    const [program = "", ...args] = this.command(network, words);
    return runCommand(program, args, { folder: "/", environment: ENVIRONMENT, input, timeLimit: 90_000 });
  }

  /** Runs a shell script that must succeed. @returns its standard output */
  public async sh(network: string | undefined, script: string): Promise<string> {
    const result = await this.run(network, ["sh", "-euc", script]);
    if (result.exitCode !== 0) throw new Error(`exit code ${result.exitCode}: ${script}\n${result.stderr}`);
    return result.stdout;
  }

  /**
   * Starts a program that stays until the lab closes, or until it is killed.
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

  /** Where a file of the lab is seen from this process. */
  public path(file: string): string {
    return `/proc/${this.pid}/root${file}`;
  }

  public write(file: string, content: string, mode = 0o644): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), content, { mode });
  }
}

/** Polls until something is true, for programs that do not say when they are done. */
export async function eventually(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain until ${what}`);
}
