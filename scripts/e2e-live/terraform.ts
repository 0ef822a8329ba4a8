import { createWriteStream, rmSync, writeFileSync, type WriteStream } from "node:fs";
import * as path from "node:path";

import type { CommandResult } from "../../testing/run-command";
import { Terraform } from "../../testing/terraform/terraform";

/** The run was interrupted from outside, for example by Ctrl-C. */
export class Interrupted extends Error {
  public override readonly name = "Interrupted";
}

/** Milliseconds for one command: whatever the cloud needs. */
const TIME_LIMIT = 24 * 60 * 60 * 1000;

/** Terraform with the settings and credentials of whoever runs it. Everything that it prints goes to a log file. */
export class LiveTerraform {
  private readonly terraform: Terraform;
  private readonly log: WriteStream;
  private interruption = new AbortController();

  public constructor(
    private readonly folder: string,
    logFile: string,
  ) {
    const environment = { ...process.env, TF_INPUT: "0", TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
    this.terraform = new Terraform(folder, environment, { exitCodes: "any", timeLimit: TIME_LIMIT });
    this.log = createWriteStream(logFile, { flags: "a" });
  }

  /** Lets what runs end in order, as after Ctrl-C, and lets nothing else begin until {@link resume}. */
  public interrupt(): void {
    this.interruption.abort(new Interrupted("interrupted"));
  }

  /** Takes back {@link interrupt}. */
  public resume(): void {
    this.interruption = new AbortController();
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
  public async run(...args: readonly string[]): Promise<CommandResult> {
    const { signal } = this.interruption;
    signal.throwIfAborted();
    this.log.write(`\n$ terraform ${args.join(" ")}\n`);
    const result = await this.terraform.run([...args, "-no-color"], {
      ...{ signal, abortWith: "SIGINT" },
      onOutput: (text) => this.log.write(text),
    });
    signal.throwIfAborted();
    return result;
  }
}
