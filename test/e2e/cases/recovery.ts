import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { call } from "../../../emulator/test/support/client";
import type { Deployment } from "../deployment";
import type { Cases } from "../end-to-end-cases";
import { existing, fleet } from "../existing";
import { expectAsBefore, expectExposed, expectNothingLeft, expectSettled } from "../expectations";
import { recover } from "../repair";

const { web, news } = fleet;

export const RECOVERY: Cases = {
  title: "exposed-eip recover",
  cases: [
    {
      name: "imports what a kill left, with the state in another backend, and leaves alone what is not of the stack",
      always: true,
      convergence: "apply",
      story: recoverWithHttpBackend,
    },
    {
      name: "detaches an ENI that is stuck, and says who holds the vSwitch that a destroy waits for",
      always: true,
      convergence: "destroy",
      story: resumeDestroy,
    },
    {
      name: "imports into an exported root what a kill left there",
      convergence: "apply",
      story: recoverExportedRoot,
    },
  ],
};

/** The state is where only Terraform can read it, and several kinds of resources are missing at once. */
async function recoverWithHttpBackend(deployment: Deployment): Promise<string> {
  const { cloud } = deployment.emulator;
  const backend = await StateServer.start();
  try {
    const fresh = { ...news, eip: { create: { bandwidth: 5 } } };
    await deployment.configure({ web, fresh }, { backend: { http: { address: backend.address } } });
    await deployment.init();
    // Nothing is missing before the first apply.
    const before = await recover(deployment);
    expect(before).toMatchObject({ leftovers: [], foreign: [], holders: [], unproven: [] });

    // The EIP is allocated at once, and the ENI of web is created once block and vSwitch are: both are lost.
    const isEni = (action: string) => action === "CreateNetworkInterface";
    deployment.emulator.setFaults([
      { fault: "lose-response", times: 1, actions: ["AllocateEipAddress"] },
      { fault: "deny", actions: ["vpc:AssociateEipAddress"] },
    ]);
    const killed = await deployment.killDuring("apply -auto-approve", ({ action }) =>
      isEni(action) ? 0 : undefined,
    );
    expect(killed).toBe(true);
    deployment.emulator.setFaults([]);
    // Another team's: the same EIP name, and another tag or name elsewhere.
    const region = { RegionId: existing.region };
    await call(deployment.emulator, "AllocateEipAddress", { ...region, Name: "exposed-eip-fresh-2" });

    const found = await recover(deployment);
    const types = [...new Set(found.leftovers.map(({ type }) => type))].sort();
    expect(types).toContain("alicloud_ecs_network_interface");
    await deployment.apply();
    expect(await deployment.changesPlanned()).toBeUndefined();
    const after = await recover(deployment);
    expect(after).toMatchObject({ leftovers: [], importFile: { change: "removed" } });
    expect([...cloud.eips.values()].filter(({ name }) => name === "exposed-eip-fresh")).toHaveLength(1);
    expect([...cloud.networkInterfaces.values()].filter(({ type }) => type === "Secondary")).toHaveLength(2);
    await deployment.destroy();
    expect([...cloud.eips.values()].map(({ name }) => name).filter(Boolean)).toEqual(["exposed-eip-fresh-2"]);
    return `imported: ${types.join(", ")}`;
  } finally {
    await backend.close();
  }
}

/** The folder of an exported root gets the import file, and its next apply imports. */
async function recoverExportedRoot(deployment: Deployment): Promise<string> {
  await deployment.configure({ web });
  const root = await deployment.export("exported");
  await root.run(["init"]);
  const isEni = (action: string) => action === "CreateNetworkInterface";
  const killed = await deployment.killDuring(
    "apply -auto-approve",
    ({ action }) => (isEni(action) ? 0 : undefined),
    root,
  );
  expect(killed).toBe(true);

  const found = await recover(deployment, ["--root", "exported"]);
  const types = found.leftovers.map(({ type }) => type);
  expect(types).toContain("alicloud_ecs_network_interface");
  expect(found.importFile).toMatchObject({
    change: "written",
    file: expect.stringMatching(/^exported/) as string,
  });
  await root.run(["apply", "-auto-approve"]);
  await root.run(["plan", "-detailed-exitcode"]);
  expect(await recover(deployment, ["--root", "exported"])).toMatchObject({
    ...{ leftovers: [], unproven: [] },
    importFile: { change: "removed" },
  });
  await root.run(["destroy", "-auto-approve"]);
  expectAsBefore(deployment);
  return `imported: ${types.join(", ")}`;
}

/** A destroy waits twice: for an ENI that does not leave, and for one of somebody else in its vSwitch. */
async function resumeDestroy(deployment: Deployment): Promise<string> {
  const { emulator } = deployment;
  await deployment.configure({ web });
  await deployment.init();
  await deployment.apply();
  expectExposed(deployment, ["web"]);
  await expectSettled(deployment);
  expect(await recover(deployment)).toMatchObject({ leftovers: [], stuck: [], holders: [], unproven: [] });

  const vswitch = [...emulator.cloud.vswitches.values()].find(({ name }) => name.startsWith("exposed-eip-"));
  const parameters = { RegionId: existing.region, VSwitchId: vswitch?.id ?? "", SecurityGroupId: "sg-web" };
  const created = await call(emulator, "CreateNetworkInterface", parameters);
  const { NetworkInterfaceId: foreign = "" } = created.body as { NetworkInterfaceId?: string };

  emulator.setFaults([{ fault: "stuck", times: 1, actions: ["DetachNetworkInterface"] }]);
  const detaching = deployment.afterCall("DetachNetworkInterface");
  const waiting = deployment.afterCall("DeleteVSwitch");
  const destroyed = expectNothingLeft(deployment);
  const { NetworkInterfaceId = "" } = (await Promise.race([detaching, destroyed]))?.parameters ?? {};
  const resumed = await recover(deployment);
  expect(resumed.stuck).toEqual([{ id: NetworkInterfaceId, instanceId: "i-web" }]);
  expect(resumed.detached).toMatchObject([{ id: NetworkInterfaceId, isDone: true }]);

  await Promise.race([waiting, destroyed]);
  const held = await recover(deployment, ["--list"]);
  expect(held.holders).toMatchObject([{ held: vswitch?.id, by: foreign }]);
  expect(emulator.cloud.networkInterfaces.has(foreign)).toBe(true);
  await call(emulator, "DeleteNetworkInterface", { RegionId: existing.region, NetworkInterfaceId: foreign });
  await destroyed;
  return "destroy goes on, nothing left";
}

/** The backend `http` of Terraform. */
class StateServer {
  private state = "";

  private constructor(private readonly server: Server) {
    server.on("request", (request, response) => {
      if (request.method === "GET") {
        response.writeHead(this.state === "" ? 204 : 200).end(this.state);
        return;
      }
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        this.state = request.method === "DELETE" ? "" : Buffer.concat(parts).toString();
        response.writeHead(200).end();
      });
    });
  }

  public static async start(): Promise<StateServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new StateServer(server);
  }

  public get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/state`;
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }
}
