import * as fs from "node:fs/promises";
import * as path from "node:path";

import { type Emulator, type FaultRules, type Seed, startEmulator } from "../../emulator/src";
import { call } from "../../emulator/test/support/client";
import { emulatedCloud } from "../../testing/real-provider";
import { TerraformWorkspace, type WorkspaceFiles } from "../../testing/terraform";
import { type PlannedChange, plannedChanges } from "../e2e/planned-changes";
import { moduleFiles } from "./module-files";

/** Milliseconds for one story; most of them are the provider's own fixed waits. */
export const TIMEOUT = 900_000;

/** Milliseconds for one command, when others run beside it. */
const TIME_LIMIT = 400_000;

/** What a story begins with. */
export interface Beginning {
  readonly seed: Seed;
  readonly faults?: FaultRules;
  /** @default - the module, in the folder `module` */
  readonly files?: WorkspaceFiles;
}

/** An emulated account, and callers of the module with a folder and a state each. */
export class Callers {
  private constructor(
    private readonly emulator: Emulator,
    private readonly workspace: TerraformWorkspace,
  ) {}

  /** Gives a story an account, and a folder with the module in it; clears both away after it. */
  public static async run(beginning: Beginning, story: (callers: Callers) => Promise<void>): Promise<void> {
    const { seed, faults = [], files = moduleFiles("module") } = beginning;
    const emulator = await startEmulator({ seed, faults });
    try {
      const workspace = await TerraformWorkspace.create(files, { environment: emulatedCloud(emulator) });
      try {
        await story(new Callers(emulator, workspace));
      } finally {
        await workspace.remove();
      }
    } finally {
      await emulator.close();
    }
  }

  /** Writes the configuration of a caller, and initializes it. */
  public async write(folder: string, configuration: string): Promise<void> {
    await this.workspace.write({ [`${folder}/main.tf`]: configuration });
    await this.init(folder);
  }

  public async init(folder: string): Promise<void> {
    await this.terraform(folder, ["init"]);
  }

  /** Copies a file, such as a state. */
  public async copy(from: string, to: string): Promise<void> {
    await fs.copyFile(path.join(this.workspace.folder, from), path.join(this.workspace.folder, to));
  }

  public async apply(folder: string): Promise<void> {
    await this.terraform(folder, ["apply", "-auto-approve"]);
  }

  /** Applies what cannot be applied as a whole. Returns what Terraform says. */
  public async applyInVain(folder: string): Promise<string> {
    return (await this.terraform(folder, ["apply", "-auto-approve"], [1])).stderr;
  }

  public async destroy(folder: string): Promise<void> {
    await this.terraform(folder, ["destroy", "-auto-approve"]);
  }

  /** What a plan would change, as Terraform prints it; `undefined` when that is nothing. */
  public async changesPlanned(folder: string): Promise<string | undefined> {
    const { exitCode, stdout } = await this.terraform(folder, ["plan", "-detailed-exitcode"], [0, 2]);
    return exitCode === 0 ? undefined : stdout;
  }

  /** What a plan would do; what it leaves alone is not there. */
  public async plan(folder: string): Promise<Record<string, PlannedChange>> {
    await this.terraform(folder, ["plan", "-out=tfplan"]);
    const { stdout } = await this.workspace.run([`-chdir=${folder}`, "show", "-json", "tfplan"]);
    return plannedChanges(stdout);
  }

  /** Runs the test that the module brings along. Returns what Terraform says. */
  public async testModule(): Promise<string> {
    await this.init("module");
    return (await this.terraform("module", ["test"])).stdout;
  }

  /** How often the API was called; of one action, where it is named. */
  public calls(action?: string): number {
    const { total, actions } = this.emulator.calls.summary();
    return action === undefined ? total : (actions[action] ?? 0);
  }

  /** The output of a caller. */
  public async exposures(folder: string): Promise<Record<string, Record<string, string>>> {
    const { stdout } = await this.terraform(folder, ["output", "-json", "exposures"]);
    return JSON.parse(stdout) as Record<string, Record<string, string>>;
  }

  /** The instances whose ENIs have the EIPs as their own addresses, by the EIP's address. */
  public exposed(): Record<string, string> {
    const { eips, networkInterfaces } = this.emulator.cloud;
    return Object.fromEntries(
      [...eips.values()].flatMap((eip): [string, string][] => {
        const { instanceId = "", primaryIpAddress, status } = networkInterfaces.get(eip.instanceId) ?? {};
        return primaryIpAddress === eip.ipAddress && status === "InUse" ? [[eip.ipAddress, instanceId]] : [];
      }),
    );
  }

  /** The secondary CIDR blocks of a VPC. */
  public blocks(vpcId: string): string[] {
    return this.emulator.cloud.vpcs.get(vpcId)?.secondaryCidrBlocks.toSorted() ?? [];
  }

  /** Deletes an instance, as somebody does in the console. */
  public async deleteInstance(instanceId: string): Promise<void> {
    const { status, body } = await call(this.emulator, "DeleteInstance", {
      InstanceId: instanceId,
      Force: "true",
    });
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  /** Everything in the account that a user could see, by kind. */
  public account(): Record<string, unknown> {
    const { vpcs, vswitches, securityGroups, eips, networkInterfaces, instances } =
      this.emulator.cloud.toJSON();
    return {
      // When the last change of a VPC's ranges ends is the emulator's own business.
      vpcs: vpcs.map((vpc) => ({ ...vpc, cidrBusyUntil: undefined })),
      ...{ vswitches, securityGroups, eips, networkInterfaces, instances },
    };
  }

  private async terraform(folder: string, [command = "", ...args]: string[], exitCodes?: number[]) {
    return this.workspace.run([`-chdir=${folder}`, command, "-no-color", ...args], {
      timeLimit: TIME_LIMIT,
      ...(exitCodes === undefined ? {} : { exitCodes }),
    });
  }
}
