import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { stringify } from "yaml";

import { type DataPlane, type Emulator, type LoggedCall, type Seed, startEmulator } from "../../emulator/src";
import { emulatedCloud } from "../../testing/real-provider";
import { CommandError, type CommandResult, runCommand } from "../../testing/run-command";
import { cleanEnvironment, Terraform } from "../../testing/terraform";
import { type Part, partsIn, visibleIn, without } from "./account";
import { existing } from "./existing";
import { killAt, type Moment } from "./kill";
import { type PlannedChange, plannedChanges } from "./planned-changes";
import { StateFile } from "./state-file";

const ROOT = path.resolve(__dirname, "../..");

/** Milliseconds for one command: an apply takes about twenty seconds, longer when others run beside it. */
const TIME_LIMIT = 400_000;

/** The stack that a configuration makes, unless it says otherwise. */
const STACK = "exposed-eip";

/** The file of a configuration that is written by hand. */
const HCL = "main.tf";

/** A folder with a configuration file, the app of this project, real Terraform and an emulated cloud. */
export class Deployment {
  /** What Terraform, and whatever else is run for the story, gets: where the cloud is, and keys that no account has. */
  public readonly environment: NodeJS.ProcessEnv;
  /** What is in the account when the story begins. */
  public readonly before: Record<string, unknown>;
  /** What Terraform knows of. */
  public readonly state: StateFile;
  /** Whether `exposed-eip recover` had something to do. */
  public isRecovered = false;
  private readonly inStackFolder: Terraform;
  private readonly partsBefore: readonly Part[];
  private readonly listeners = new Set<(call: LoggedCall) => void>();

  private constructor(
    public readonly emulator: Emulator,
    /** Absolute path; the configuration file and the state are here. */
    public readonly folder: string,
  ) {
    this.environment = cleanEnvironment({ ...emulatedCloud(emulator), NO_COLOR: "1" });
    this.state = new StateFile(path.join(folder, `terraform.${STACK}.tfstate`));
    this.inStackFolder = new Terraform(this.stackFolder, this.environment, { timeLimit: TIME_LIMIT });
    this.before = visibleIn(emulator);
    this.partsBefore = partsIn(emulator.cloud);
  }

  /**
   * Gives a story an account and a folder of its own, and clears them away after it.
   *
   * @param dataPlane - what moves packets and runs commands. By default, every command succeeds
   */
  public static async run(
    seed: Seed,
    story: (deployment: Deployment) => Promise<void>,
    dataPlane: DataPlane = {},
  ): Promise<void> {
    let deployment: Deployment | undefined;
    const emulator = await startEmulator({
      ...{ seed, dataPlane },
      onCall: (call) =>
        deployment?.listeners.forEach((listener) => {
          listener(call);
        }),
    });
    try {
      const folder = await fs.mkdtemp(path.join(os.tmpdir(), "deployment-"));
      try {
        deployment = new Deployment(emulator, folder);
        await story(deployment);
      } finally {
        await fs.rm(folder, { recursive: true, force: true });
      }
    } finally {
      await emulator.close();
    }
  }

  /** Writes the configuration file and synthesizes it with the app, as `npm run synth` does. */
  public async configure(exposures: object, settings: object = {}): Promise<void> {
    const configuration = { region: existing.region, ...settings, exposures };
    await fs.writeFile(path.join(this.folder, "exposure.yaml"), stringify(configuration));
    await fs.rm(path.join(this.stackFolder, HCL), { force: true });
    await this.app([]);
  }

  /** Runs `exposed-eip`. */
  public async command(args: readonly string[], exitCodes: readonly number[] = [0]): Promise<CommandResult> {
    return this.app(["bin/exposed-eip.ts", ...args], exitCodes);
  }

  private async app(args: readonly string[], exitCodes: readonly number[] = [0]): Promise<CommandResult> {
    const options = { folder: this.folder, environment: this.environment };
    const program = [path.join(ROOT, "scripts/app.js"), ...args];
    const result = await runCommand(process.execPath, program, options);
    if (!exitCodes.includes(result.exitCode))
      throw new CommandError("the app failed", result.command, result);
    return result;
  }

  /** Writes HCL by hand in the place of what the app synthesizes. */
  public async write(text: string): Promise<void> {
    await fs.mkdir(this.stackFolder, { recursive: true });
    await fs.rm(this.stackFile, { force: true });
    await fs.writeFile(path.join(this.stackFolder, HCL), text);
  }

  /** Adds a file to the stack's folder, or removes it when there is no content. */
  public async add(file: string, content: object | undefined): Promise<void> {
    const target = path.join(this.stackFolder, file);
    if (content === undefined) await fs.rm(target);
    else await fs.writeFile(target, JSON.stringify(content));
  }

  /**
   * Lets Terraform give up soon what does not come to pass, and not after minutes: for cases in which it has to give up.
   * What takes its course takes the provider five seconds.
   */
  public async giveUpSoon(): Promise<void> {
    const text = await fs.readFile(this.stackFile, "utf8");
    await fs.writeFile(this.stackFile, text.replaceAll(/"(create|delete)": "\d+m"/g, '"$1": "30s"'));
  }

  /** Resolves with the next call of an action, once the cloud has done it and before the answer is sent. */
  public async afterCall(action: string): Promise<LoggedCall> {
    return new Promise((resolve) => {
      const stop = this.listen((call) => {
        if (call.action !== action) return;
        stop();
        resolve(call);
      });
    });
  }

  public async init(): Promise<void> {
    await this.terraform("init");
  }

  /** Runs `terraform apply -auto-approve …` */
  public async terraform(command: string, exitCodes: readonly number[] = [0]): Promise<CommandResult> {
    return this.inStackFolder.run([...command.split(" "), "-no-color"], { exitCodes });
  }

  public async apply(): Promise<void> {
    await this.terraform("apply -auto-approve");
  }

  public async destroy(): Promise<void> {
    await this.terraform("destroy -auto-approve");
  }

  /** Exports the stack as a root configuration into a folder. Returns Terraform there. */
  public async export(folder: string): Promise<Terraform> {
    await this.command(["export", "--to", folder]);
    return new Terraform(path.join(this.folder, folder), this.environment, { timeLimit: TIME_LIMIT });
  }

  /**
   * Runs a command, and kills Terraform and its provider during it. Returns whether they were killed.
   *
   * @param terraform - in which folder. By default, that of the stack
   */
  public async killDuring(
    command: string,
    moment: Moment,
    terraform: Terraform = this.inStackFolder,
  ): Promise<boolean> {
    return killAt(
      moment,
      (signal) => terraform.run(command.split(" "), { signal, exitCodes: "any" }),
      (listener) => this.listen(listener),
    );
  }

  /** What a plan would change, as Terraform prints it; `undefined` when that is nothing. */
  public async changesPlanned(): Promise<string | undefined> {
    const { exitCode, stdout } = await this.terraform("plan -detailed-exitcode", [0, 2]);
    return exitCode === 0 ? undefined : stdout;
  }

  /** What a plan would do, as `terraform show -json` tells it; what it leaves alone is not there. */
  public async plan(): Promise<Record<string, PlannedChange>> {
    await this.terraform("plan -out=tfplan");
    const { stdout } = await this.terraform("show -json tfplan");
    return plannedChanges(stdout);
  }

  /** How many calls of the API something makes. */
  public async callsOf(action: () => Promise<unknown>): Promise<number> {
    const before = this.emulator.calls.summary().total;
    await action();
    return this.emulator.calls.summary().total - before;
  }

  /** The resources of the stack as it is synthesized: type, name, arguments. */
  public async resources(): Promise<Resources> {
    const text = await fs.readFile(this.stackFile, "utf8");
    return (JSON.parse(text) as { resource?: Resources }).resource ?? {};
  }

  /** What is in the account by the emulator's word, and not by that of Terraform's state: nobody would remove it. */
  public async orphans(): Promise<Part[]> {
    const made = without(partsIn(this.emulator.cloud), this.partsBefore);
    return without(made, await this.state.parts());
  }

  /** What Terraform's state has, and the account has not. */
  public async ghosts(): Promise<Part[]> {
    return without(await this.state.parts(), partsIn(this.emulator.cloud));
  }

  /** Has somebody told of each call. Returns what ends that. */
  private listen(listener: (call: LoggedCall) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private get stackFolder(): string {
    return path.join(this.folder, "cdktf.out/stacks", STACK);
  }

  private get stackFile(): string {
    return path.join(this.stackFolder, "cdk.tf.json");
  }
}

/** Resources by type and name, with their arguments. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
