import type { DataPlane, GuestCommand } from "../src";
import { at, TestCloud } from "./support/engine";
import { exposed, preparations } from "./support/seeds";

/** Lets promises go on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A data plane that notes what it is told, and holds each event back until `release` is called. */
class Recorder implements DataPlane {
  readonly events: string[] = [];
  private held: (() => void)[] = [];

  constructor(private readonly holds = false) {}

  started = () => this.note("started");
  instanceCreated: NonNullable<DataPlane["instanceCreated"]> = (instance, primary) =>
    this.note(`instance created ${instance.id} ${primary.primaryIpAddress}`);
  instanceDeleted: NonNullable<DataPlane["instanceDeleted"]> = (instance) =>
    this.note(`instance deleted ${instance.id}`);
  interfaceAttached: NonNullable<DataPlane["interfaceAttached"]> = (eni, instance) =>
    this.note(`attached ${eni.primaryIpAddress} ${instance.id}`);
  interfaceDetached: NonNullable<DataPlane["interfaceDetached"]> = (eni, instance) =>
    this.note(`detached ${eni.primaryIpAddress} ${instance.id}`);
  addressesChanged: NonNullable<DataPlane["addressesChanged"]> = (eni) =>
    this.note(`addresses ${[eni.primaryIpAddress, ...eni.secondaryIpAddresses].join(" ")}`);
  eipAssociated: NonNullable<DataPlane["eipAssociated"]> = (eip, _eni, address) =>
    this.note(`associated ${eip.ipAddress} ${address}`);
  eipUnassociated: NonNullable<DataPlane["eipUnassociated"]> = (eip, _eni, address) =>
    this.note(`unassociated ${eip.ipAddress} ${address}`);

  release(): void {
    for (const go of this.held.splice(0)) go();
  }

  private note(event: string): Promise<void> {
    this.events.push(event);
    return this.holds ? new Promise((resolve) => this.held.push(resolve)) : Promise.resolve();
  }
}

describe("a data plane", () => {
  it("is told at the start of everything that there is, and of nothing that is not", async () => {
    const plane = new Recorder();
    new TestCloud(exposed, { dataPlane: plane });
    await settle();
    expect(plane.events).toEqual([
      "started",
      "instance created i-app1 10.0.0.202",
      "instance created i-app2 10.0.0.1",
      "attached 203.0.113.106 i-app1",
      "associated 203.0.113.106 203.0.113.106",
    ]);
  });

  it("is told of each change, in order", async () => {
    const plane = new Recorder();
    const cloud = new TestCloud(exposed, { dataPlane: plane });
    await settle();
    plane.events.length = 0;
    const secondary = { NetworkInterfaceId: "eni-x", "PrivateIpAddress.1": "203.0.113.100" };
    const steps: [string, Record<string, string>][] = [
      ["AssignPrivateIpAddresses", secondary],
      ["UnassignPrivateIpAddresses", secondary],
      ["DetachNetworkInterface", { NetworkInterfaceId: "eni-x", InstanceId: "i-app1" }],
      ["UnassociateEipAddress", { AllocationId: "eip-app1" }],
      [
        "AssociateEipAddress",
        { AllocationId: "eip-app1", InstanceId: "eni-x", InstanceType: "NetworkInterface" },
      ],
      ["AttachNetworkInterface", { NetworkInterfaceId: "eni-x", InstanceId: "i-app2" }],
      ["DeleteInstance", { InstanceId: "i-app2", Force: "true" }],
    ];
    for (const [action, parameters] of steps) {
      cloud.done(action, parameters);
      await settle();
    }
    expect(plane.events).toEqual([
      "addresses 203.0.113.106 203.0.113.100",
      "addresses 203.0.113.106",
      "detached 203.0.113.106 i-app1",
      "unassociated 203.0.113.106 203.0.113.106",
      "associated 203.0.113.106 203.0.113.106",
      "attached 203.0.113.106 i-app2",
      "unassociated 203.0.113.106 203.0.113.106",
      "detached 203.0.113.106 i-app2",
      "instance deleted i-app2",
    ]);
  });

  it("has done its part before the API says so", async () => {
    const plane = new Recorder(true);
    const cloud = new TestCloud(preparations, { dataPlane: plane });
    for (let round = 0; round < 3; round++) {
      await settle();
      plane.release();
    }
    cloud.done("AssociateEipAddress", { AllocationId: "eip-app1", InstanceId: "i-app1" });
    await settle();
    expect(plane.events.at(-1)).toBe("associated 203.0.113.106 10.0.0.202");
    expect(cloud.engine.cloud.eips.get("eip-app1")?.status).toBe("Associating");
    plane.release();
    await settle();
    expect(cloud.engine.cloud.eips.get("eip-app1")?.status).toBe("InUse");
  });

  it("does not stop the API when it fails, which is reported", async () => {
    const dataPlane: DataPlane = { eipAssociated: () => Promise.reject(new Error("no such cable")) };
    const cloud = new TestCloud(preparations, { dataPlane });
    cloud.done("AssociateEipAddress", { AllocationId: "eip-app1", InstanceId: "i-app1" });
    await settle();
    expect(cloud.planeFailures).toEqual([new Error("no such cable")]);
    expect(cloud.engine.cloud.eips.get("eip-app1")?.status).toBe("InUse");
  });

  it("is told of everything anew after a reset", async () => {
    const plane = new Recorder();
    const cloud = new TestCloud(preparations, { dataPlane: plane });
    await settle();
    const first = [...plane.events];
    await cloud.engine.reset();
    await settle();
    expect(plane.events).toEqual([...first, ...first]);
  });
});

describe("a command with a data plane", () => {
  const content = Buffer.from("echo {{ name }} {{other}}").toString("base64");

  /** Invokes a command with a parameter, and gives the clouds and the identifiers. */
  function invoke(runCommand: NonNullable<DataPlane["runCommand"]>) {
    const cloud = new TestCloud(preparations, { dataPlane: { runCommand } });
    const command = {
      Name: "c",
      Type: "RunShellScript",
      CommandContent: content,
      WorkingDir: "/srv",
      Timeout: "30",
    };
    const CommandId = String(cloud.done("CreateCommand", { ...command, EnableParameter: "true" }).CommandId);
    const Parameters = '{"name":"x","other":"{{ name }}"}';
    const answer = cloud.done("InvokeCommand", {
      CommandId,
      "InstanceId.1": "i-app1",
      Username: "ops",
      Parameters,
    });
    const InvokeId = String(answer.InvokeId);
    const result = () =>
      at(
        cloud.call("DescribeInvocationResults", { InvokeId, ContentEncoding: "PlainText" }).answer,
        "Invocation.InvocationResults.InvocationResult.0",
      );
    return { cloud, InvokeId, result };
  }

  it("hands over the script with its values, and what goes with it", async () => {
    const seen: GuestCommand[] = [];
    invoke((command) => {
      seen.push(command);
      return Promise.resolve({ exitCode: 0, output: "" });
    });
    await settle();
    expect(seen).toEqual([
      expect.objectContaining({
        script: "echo x {{ name }}",
        type: "RunShellScript",
        workingDirectory: "/srv",
        username: "ops",
        timeout: 30,
      }),
    ]);
    expect(seen[0]?.instance.id).toBe("i-app1");
  });

  it.each([
    [
      { exitCode: 0, output: "fine" },
      { InvocationStatus: "Success", ExitCode: 0, Output: "fine", ErrorCode: "" },
    ],
    [
      { exitCode: 3, output: "oh" },
      { InvocationStatus: "Failed", ExitCode: 3, Output: "oh", ErrorCode: "ExitCodeNonzero" },
    ],
    [
      { exitCode: 0, output: "", timedOut: true },
      { InvocationStatus: "Timeout", ErrorCode: "ExecutionTimeout" },
    ],
    [{ exitCode: 0, output: "x".repeat(30_000) }, { Output: "x".repeat(24 * 1024) }],
  ])("that ends with %j shows it", async (guest, expected) => {
    const { result } = invoke(() => Promise.resolve(guest));
    await settle();
    expect(result()).toMatchObject(expected);
  });

  it("fails when the data plane does", async () => {
    const { result, cloud } = invoke(() => Promise.reject(new Error("no shell")));
    await settle();
    expect(result()).toMatchObject({
      InvocationStatus: "Failed",
      ErrorCode: "AgentException",
      ErrorInfo: "Error: no shell",
    });
    expect(cloud.planeFailures).toHaveLength(1);
  });

  it("is ended when it is stopped, and what comes late does not count", async () => {
    const { cloud, InvokeId, result } = invoke(
      ({ signal }) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => {
            resolve({ exitCode: 0, output: "late" });
          });
        }),
    );
    expect(result()).toMatchObject({ InvocationStatus: "Running" });
    cloud.done("StopInvocation", { InvokeId });
    await settle();
    expect(result()).toMatchObject({ InvocationStatus: "Stopped", Output: "" });
  });
});
