import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, rmSync, writeFileSync, type WriteStream } from "node:fs";
import * as path from "node:path";

/** The run was interrupted from outside, for example by Ctrl-C. */
export class Interrupted extends Error {
  public override readonly name = "Interrupted";
}

export interface TerraformResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Terraform in one folder. Everything that it prints goes to a log file. */
export class Terraform {
  private readonly log: WriteStream;
  private child: ChildProcess | undefined;
  private isInterrupted = false;

  public constructor(
    private readonly folder: string,
    logFile: string,
  ) {
    this.log = createWriteStream(logFile, { flags: "a" });
  }

  /** Lets what runs end in order, as after Ctrl-C, and lets nothing else begin until {@link resume}. */
  public interrupt(): void {
    this.isInterrupted = true;
    this.child?.kill("SIGINT");
  }

  /** Takes back {@link interrupt}. */
  public resume(): void {
    this.isInterrupted = false;
  }

  /** Adds a file to the configuration, or removes it when there is no content. */
  public write(file: string, content: object | undefined): void {
    const target = path.join(this.folder, file);
    if (content === undefined) rmSync(target);
    else writeFileSync(target, JSON.stringify(content));
  }

  /**
   * Runs a command to its end.
   *
   * @throws Interrupted when the run was interrupted before or meanwhile
   */
  public async run(...args: readonly string[]): Promise<TerraformResult> {
    this.stopIfInterrupted();
    const program = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
    this.log.write(`\n$ ${program} ${args.join(" ")}\n`);
    const child = spawn(program, [...args, "-no-color"], {
      cwd: this.folder,
      env: { ...process.env, TF_INPUT: "0", TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that Ctrl-C in the terminal reaches this program only, which passes it on or not.
      detached: true,
    });
    this.child = child;
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        output[name] += text;
        this.log.write(text);
      });
    }
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        resolve(code ?? 1);
      });
    });
    this.child = undefined;
    this.stopIfInterrupted();
    return { exitCode, ...output };
  }

  private stopIfInterrupted(): void {
    if (this.isInterrupted) throw new Interrupted("interrupted");
  }
}
