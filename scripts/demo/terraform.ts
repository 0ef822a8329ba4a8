import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { cleanEnvironment, terraformBinary } from "../../testing/terraform";

/** Terraform has failed; the message is what it said. */
export class TerraformError extends Error {
  public override readonly name = "TerraformError";
}

/** What Terraform does to a resource. */
export interface Progress {
  /** Of the resource, for example `alicloud_vswitch.web`. */
  readonly address: string;
  readonly action: "create" | "delete" | "update";
  readonly isDone: boolean;
}

export interface TerraformOptions {
  /** The folder of the stack. */
  readonly folder: string;
  /** Variables to add to the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends Terraform, and the providers it has started, when aborted. */
  readonly signal: AbortSignal;
}

/** A line of `-json`, as far as it is of interest. */
interface Line {
  readonly type: string;
  readonly hook?: {
    readonly action: Progress["action"] | "read";
    readonly resource: { readonly addr: string };
  };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail?: string };
}

/** The real Terraform, in one folder. */
export class Terraform {
  public constructor(private readonly options: TerraformOptions) {}

  public async init(): Promise<void> {
    await this.run(["init", "-no-color"], [0]);
  }

  /** Applies without asking. @param onProgress - told of what begins and what is done */
  public async apply(onProgress: (progress: Progress) => void): Promise<void> {
    await this.change(["apply"], onProgress);
  }

  /** Destroys what {@link isSettled} has just looked at, so that it is not looked at once more. */
  public async destroy(onProgress: (progress: Progress) => void): Promise<void> {
    await this.change(["destroy", "-refresh=false"], onProgress);
  }

  /** Whether a plan would change nothing. */
  public async isSettled(): Promise<boolean> {
    return (await this.run(["plan", "-no-color", "-detailed-exitcode"], [0, 2])) === 0;
  }

  /** The addresses in the state. */
  public async state(): Promise<readonly string[]> {
    const addresses: string[] = [];
    await this.run(["state", "list"], [0], (line) => addresses.push(line));
    return addresses.filter((address) => !address.startsWith("data."));
  }

  private async change(words: readonly string[], onProgress: (progress: Progress) => void): Promise<void> {
    await this.run([...words, "-auto-approve", "-json"], [0], (text) => {
      const { type, hook } = parse(text);
      if (hook === undefined || hook.action === "read" || !/^apply_(start|complete)$/.test(type)) return;
      const { resource, action } = hook;
      onProgress({ address: resource.addr, action, isDone: type === "apply_complete" });
    });
  }

  /** @throws TerraformError for any other exit code, and Error when it was aborted */
  private async run(
    args: readonly string[],
    exitCodes: readonly number[],
    onLine: (line: string) => void = () => undefined,
  ): Promise<number> {
    const { folder, environment, signal } = this.options;
    signal.throwIfAborted();
    const child = spawn(terraformBinary().program, args, {
      cwd: folder,
      env: cleanEnvironment(environment),
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own, so that providers can be ended with it.
      detached: true,
    });
    const end = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    };
    signal.addEventListener("abort", end);
    const said: string[] = [];
    createInterface(child.stdout).on("line", (line) => {
      said.push(line);
      onLine(line);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject).on("close", resolve);
    }).finally(() => {
      signal.removeEventListener("abort", end);
    });
    signal.throwIfAborted();
    if (exitCode === null || !exitCodes.includes(exitCode)) {
      throw new TerraformError(`terraform ${args.join(" ")} has failed:\n${said.map(explain).join("\n")}`);
    }
    return exitCode;
  }
}

function parse(line: string): Line {
  return line.startsWith("{") ? (JSON.parse(line) as Line) : { type: "text" };
}

/** An error as a person reads it, and other lines as they are. */
function explain(line: string): string {
  const { diagnostic } = parse(line);
  return diagnostic === undefined ? line : `${diagnostic.summary}: ${diagnostic.detail ?? ""}`;
}
