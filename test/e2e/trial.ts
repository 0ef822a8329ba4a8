import { stringify } from "yaml";

import { type DataPlane, type Emulator, startEmulator } from "../../emulator/src";
import { ProjectCopy } from "../../testing/project-copy";
import { MADE_UP_ACCOUNT } from "../../testing/real-provider";
import type { CommandResult } from "../../testing/run-command";
import { terraformBinary } from "../../testing/terraform";
import { visibleIn } from "./account";
import { existing } from "./existing";

/** Milliseconds for one command: an apply takes about twenty seconds, longer when others run beside it. */
const TIME_LIMIT = 300_000;

/** A clone of the project, whose user works with an emulated cloud. */
export class Trial {
  private constructor(
    public readonly emulator: Emulator,
    public readonly project: ProjectCopy,
  ) {}

  /**
   * Gives a story a trial of its own, and clears it away after it.
   *
   * @param dataPlane - what moves packets and runs commands. By default, every command succeeds
   */
  public static async run(story: (trial: Trial) => Promise<void>, dataPlane: DataPlane = {}): Promise<void> {
    const emulator = await startEmulator({ seed: existing, dataPlane });
    try {
      const environment = { ...MADE_UP_ACCOUNT, TERRAFORM_BINARY_NAME: terraformBinary().program, CI: "1" };
      const project = await ProjectCopy.create({ environment });
      try {
        await story(new Trial(emulator, project));
      } finally {
        await project.remove();
      }
    } finally {
      await emulator.close();
    }
  }

  /** Writes the configuration file: the exposures, where the cloud is, and other settings. */
  public async configure(exposures: object, settings: object = {}): Promise<void> {
    const configuration = { ...this.place(), stack: "exposed-eip", exposures, ...settings };
    await this.project.write("trial.yaml", stringify(configuration));
  }

  /** Writes a folder of configurations, one for each exposure, named after it, and what they share. */
  public async configureFolder(folder: string, exposures: object): Promise<void> {
    await this.project.write(`${folder}/defaults.yaml`, stringify(this.place()));
    for (const [key, exposure] of Object.entries(exposures))
      await this.project.write(
        `${folder}/${key}.yaml`,
        stringify({ exposures: { [key]: exposure as object } }),
      );
  }

  /** Settings that lead to the emulated cloud. */
  private place(): object {
    const { endpoint } = this.emulator;
    return {
      region: existing.region,
      provider: {
        account_type: "Domestic",
        protocol: "HTTP",
        skip_region_validation: true,
        endpoints: { vpc: endpoint, ecs: endpoint },
      },
    };
  }

  public async synthesize(): Promise<void> {
    await this.project.run("EXPOSURE_CONFIG=trial.yaml npm run synth");
  }

  /** Runs `terraform init`, `apply -auto-approve` … on what was synthesized. */
  public async terraform(command: string, exitCodes: readonly number[] = [0]): Promise<CommandResult> {
    const line = `"$TERRAFORM_BINARY_NAME" -chdir=cdktf.out/stacks/exposed-eip ${command} -no-color`;
    return this.project.run(line, { exitCodes, timeLimit: TIME_LIMIT });
  }

  /** Runs `cdktf deploy` or `cdktf destroy`, with the provider from wherever `terraform init` gets it. */
  public async cdktf(command: "deploy" | "destroy"): Promise<void> {
    const line = `EXPOSURE_CONFIG=trial.yaml npx cdktf ${command} --auto-approve`;
    await this.project.run(line, { timeLimit: TIME_LIMIT });
  }

  /** What a plan would change, as Terraform prints it; `undefined` when that is nothing. */
  public async changesPlanned(): Promise<string | undefined> {
    const { exitCode, stdout } = await this.terraform("plan -detailed-exitcode", [0, 2]);
    return exitCode === 0 ? undefined : stdout;
  }

  /** The output `exposures`: what a user is told of each exposure. */
  public async exposures(): Promise<Record<string, unknown>> {
    const { stdout } = await this.terraform("output -json exposures");
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** How many calls of the API something makes. */
  public async callsOf(action: () => Promise<unknown>): Promise<number> {
    const before = this.emulator.calls.summary().total;
    await action();
    return this.emulator.calls.summary().total - before;
  }

  /** Everything in the account that a user could see, by kind. */
  public account(): Record<string, unknown> {
    return visibleIn(this.emulator);
  }
}
