import { NamespaceDataPlane, startEmulator, type Emulator, type Seed } from "../../src";
import { programs } from "../../../test/guest/lab/namespaces";
import { requirement } from "../../../testing/requirements";
import { whyNoDataPlane } from "../../src/namespaces/requirements";
import { eventually } from "../../src/namespaces/world";
import { operations } from "../../src/state";
import { call } from "./client";
import { at } from "./engine";

/** What the tests of the data plane need of the machine. */
export const dataPlaneRequirements = [
  requirement("network namespaces and their programs", whyNoDataPlane),
  programs("iputils-ping", "/usr/bin/ping"),
  programs("curl", "/usr/bin/curl"),
];

/** The host on the Internet. */
export const HOST = "192.0.2.10";

/** How a command ended, as the API tells. */
export interface CommandOutcome {
  readonly status: unknown;
  readonly exitCode: unknown;
  readonly errorCode: unknown;
  readonly output: string;
}

/** An emulator with a data plane, in which everything takes no longer than the kernel needs; used over HTTP. */
export class SmallWorld {
  private constructor(
    public readonly emulator: Emulator,
    public readonly plane: NamespaceDataPlane,
  ) {}

  public static async start(seed: Seed, internetHost = HOST): Promise<SmallWorld> {
    const plane = new NamespaceDataPlane({ internetHost });
    const durations = Object.fromEntries(operations.map((operation) => [operation, 0]));
    return new SmallWorld(await startEmulator({ seed: { ...seed, durations }, dataPlane: plane }), plane);
  }

  /** Ends it. @throws Error when the data plane failed to do something */
  public async close(): Promise<void> {
    await this.emulator.close();
    const [failure] = this.emulator.dataPlaneFailures;
    if (failure !== undefined) throw new Error(failure.event, { cause: failure.error });
  }

  /** Calls an action that has to be done, and waits until nothing is pending any more. */
  public async done(action: string, parameters: Readonly<Record<string, string>>) {
    const { status, body } = await call(this.emulator, action, parameters);
    if (status !== 200) throw new Error(`${action} was refused: ${JSON.stringify(body)}`);
    await eventually(`${action} is done`, () => this.emulator.cloud.pending.size === 0);
    return body;
  }

  /** Starts a script by Cloud Assistant, and gives the invocation's identifier. */
  public async invoke(
    instanceId: string,
    script: string,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const { body } = await call(this.emulator, "RunCommand", {
      "InstanceId.1": instanceId,
      Type: "RunShellScript",
      ContentEncoding: "Base64",
      CommandContent: Buffer.from(script).toString("base64"),
      ...parameters,
    });
    return String(body.InvokeId);
  }

  /** Waits for the end of an invocation. */
  public async outcomeOf(InvokeId: string): Promise<CommandOutcome> {
    let invocation: unknown;
    await eventually(`${InvokeId} has ended`, async () => {
      const { body } = await call(this.emulator, "DescribeInvocations", { InvokeId, IncludeOutput: "true" });
      invocation = at(body, "Invocations.Invocation.0");
      return at(invocation, "InvocationStatus") !== "Running";
    });
    const instance = at(invocation, "InvokeInstances.InvokeInstance.0");
    return {
      status: at(instance, "InvocationStatus"),
      exitCode: at(instance, "ExitCode"),
      errorCode: at(instance, "ErrorCode"),
      output: Buffer.from(String(at(instance, "Output")), "base64").toString(),
    };
  }

  /** Runs a script by Cloud Assistant to its end. */
  public async run(instanceId: string, script: string, parameters: Readonly<Record<string, string>> = {}) {
    return this.outcomeOf(await this.invoke(instanceId, script, parameters));
  }

  /** Runs a script by Cloud Assistant that must succeed. @returns its output */
  public async sh(instanceId: string, script: string): Promise<string> {
    const { status, output } = await this.run(instanceId, script);
    if (status !== "Success") throw new Error(`${String(status)}: ${script}\n${output}`);
    return output;
  }

  /** Whether a ping from the instance is answered, from an address of its own if one is named. */
  public async pings(instanceId: string, target: string, source?: string): Promise<boolean> {
    const from = source === undefined ? "" : `-I ${source}`;
    return (await this.run(instanceId, `ping -n -c 1 -W 1 ${from} ${target}`)).status === "Success";
  }

  /** Whether a ping from the host on the Internet is answered. */
  public async isPinged(target: string): Promise<boolean> {
    return (await this.plane.runOnInternet(["ping", "-n", "-c", "1", "-W", "1", target])).exitCode === 0;
  }
}
