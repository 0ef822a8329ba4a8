import type { TerraformStack } from "cdktf";

import { type Emulator, startEmulator } from "../../emulator/src";
import { leastRamPolicy, type RamPolicyDocument } from "../../lib/ram-policy/ram-policy";
import { emulatedCloud } from "../../testing/real-provider";
import type { CommandResult } from "../../testing/run-command";
import { TerraformWorkspace } from "../../testing/terraform";
import { existing, synthesized } from "./stacks";

/** Milliseconds for one command: an apply takes about twenty seconds, longer when others run beside it. */
const TIME_LIMIT = 300_000;

/** The life of one stack in an emulated cloud that refuses every call which the stack's policy does not allow. */
export class LifeCycle {
  private constructor(
    private readonly emulator: Emulator,
    private readonly workspace: TerraformWorkspace,
    public readonly policy: RamPolicyDocument,
  ) {}

  /** Gives a story an emulator and a workspace of its own, and clears them away after it. */
  public static async run(
    declare: (stack: TerraformStack) => void,
    story: (cloud: LifeCycle) => Promise<void>,
  ): Promise<void> {
    const configuration = synthesized(declare);
    const policy = leastRamPolicy(configuration);
    const emulator = await startEmulator({ seed: existing });
    try {
      const environment = emulatedCloud(emulator);
      const workspace = await TerraformWorkspace.create({ "cdk.tf.json": configuration }, { environment });
      try {
        const cloud = new LifeCycle(emulator, workspace, policy);
        cloud.allow(policy);
        await workspace.init({ backend: true });
        await story(cloud);
      } finally {
        await workspace.remove();
      }
    } finally {
      await emulator.close();
    }
  }

  /** Puts another configuration in the place of the present one, and allows what its policy does. */
  public async configure(declare: (stack: TerraformStack) => void): Promise<RamPolicyDocument> {
    const configuration = synthesized(declare);
    await this.workspace.write({ "cdk.tf.json": configuration });
    const policy = leastRamPolicy(configuration);
    this.allow(policy);
    return policy;
  }

  public async terraform(command: string, exitCodes: readonly number[] = [0]): Promise<CommandResult> {
    const args = [...command.split(" "), "-no-color"];
    return this.workspace.run(args, { exitCodes, timeLimit: TIME_LIMIT });
  }

  /** Allows what the policy does, without one action. */
  public deny(action: string): void {
    this.allowOnly(actionsIn(this.policy).filter((one) => one !== action));
  }

  /** Lets somebody else detach the ENI of an EIP and then change its mode, which the API refuses while the ENI is attached. */
  public changeMode(allocationId: string, mode: "NAT" | "BINDED"): void {
    const { cloud } = this.emulator;
    const eip = cloud.eips.get(allocationId);
    const networkInterface = eip === undefined ? undefined : cloud.interfaceOf(eip);
    if (eip === undefined || networkInterface === undefined)
      throw new Error(`${allocationId} is not on a network interface`);
    Object.assign(networkInterface, { instanceId: "", status: "Available" });
    eip.mode = mode;
  }

  /** The actions that were called since the start, by their names in RAM; sorted. */
  public actionsCalled(): string[] {
    const called = this.emulator.calls.list().map(({ product = "", action }) => `${product}:${action}`);
    return [...new Set(called)].sort();
  }

  private allow(policy: RamPolicyDocument): void {
    this.allowOnly(actionsIn(policy));
  }

  private allowOnly(actions: readonly string[]): void {
    // The emulator's patterns have no digits: ListIpv4Gateways becomes ListIpv*Gateways.
    const patterns = actions.map((action) => action.replaceAll(/\d+/g, "*"));
    this.emulator.setFaults([{ fault: "allow-only", actions: patterns }]);
  }
}

/** The actions of a policy; sorted, each once. */
export function actionsIn({ Statement }: RamPolicyDocument): string[] {
  return [...new Set(Statement.flatMap(({ Action }) => Action))].sort();
}
