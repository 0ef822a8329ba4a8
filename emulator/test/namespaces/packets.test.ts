import { renderGuestScript } from "../../../guest/render";
import { describeIf } from "../../../testing/requirements";
import type { Seed } from "../../src";
import { app1, exposed, preparations } from "../support/seeds";
import { dataPlaneRequirements, HOST, SmallWorld } from "../support/small-world";

jest.setTimeout(120_000);

const EIP = "203.0.113.106";
/** The guest script puts the EIP on its NIC. */
const up = renderGuestScript({
  action: "up",
  eip: EIP,
  waitSeconds: 5,
  verify: `icmp:${HOST}`,
});

describeIf(dataPlaneRequirements, "packets in an emulated cloud", () => {
  let world: SmallWorld;
  const start = async (seed: Seed, internetHost?: string) => {
    world = await SmallWorld.start(seed, internetHost);
    return world;
  };

  /** Steps 1 to 3 of the procedure. */
  async function makeInterface(): Promise<{ NetworkInterfaceId: string; MacAddress: string }> {
    await world.done("AssociateVpcCidrBlock", { VpcId: "vpc-main", SecondaryCidrBlock: "203.0.113.96/28" });
    const { VSwitchId } = await world.done("CreateVSwitch", {
      ...{ VpcId: "vpc-main", ZoneId: "cn-hangzhou-h", CidrBlock: "203.0.113.104/29" },
    });
    const made = await world.done("CreateNetworkInterface", {
      ...{ VSwitchId: String(VSwitchId), PrimaryIpAddress: EIP, "SecurityGroupIds.1": "sg-web" },
    });
    return { NetworkInterfaceId: String(made.NetworkInterfaceId), MacAddress: String(made.MacAddress) };
  }

  afterEach(async () => {
    await world.close();
  });

  test("come and go by an EIP that the whole procedure has exposed, and do not before its last step", async () => {
    await start(preparations);
    const { NetworkInterfaceId, MacAddress } = await makeInterface();
    await world.done("AssociateEipAddress", {
      ...{
        AllocationId: "eip-app1",
        InstanceId: NetworkInterfaceId,
        InstanceType: "NetworkInterface",
      },
      ...{ Mode: "NAT", PrivateIpAddress: EIP },
    });
    expect(await world.sh("i-app1", "ip -o link")).not.toContain("eth1");
    await world.done("AttachNetworkInterface", {
      ...{ NetworkInterfaceId, InstanceId: "i-app1" },
    });
    expect(await world.sh("i-app1", "ip -o link show dev eth1")).toContain(` link/ether ${MacAddress} `);
    expect(await world.pings("i-app1", HOST, EIP)).toBe(false);
    expect(await world.isPinged(EIP)).toBe(false);

    expect(await world.run("i-app1", up)).toMatchObject({
      status: "Success",
      output: expect.stringContaining(`gets answers from icmp:${HOST}`) as string,
    });
    expect(await world.sh("i-app1", "ip -o -4 addr show dev eth1")).toContain(` inet ${EIP}/32 `);
    expect(await world.pings("i-app1", HOST, EIP)).toBe(true);
    expect(await world.isPinged(EIP)).toBe(true);
  });

  test("end with the association, and the NIC with the attachment", async () => {
    await start(exposed);
    await world.sh("i-app1", up);
    await world.done("UnassociateEipAddress", { AllocationId: "eip-app1" });
    expect(await world.pings("i-app1", HOST, EIP)).toBe(false);
    expect(await world.isPinged(EIP)).toBe(false);

    await world.done("DetachNetworkInterface", { NetworkInterfaceId: "eni-x", InstanceId: "i-app1" });
    expect(await world.sh("i-app1", "ip -o link")).not.toContain("eth1");
  });

  test("follow an interface to another instance", async () => {
    await start(exposed);
    await world.done("DetachNetworkInterface", { NetworkInterfaceId: "eni-x", InstanceId: "i-app1" });
    await world.done("AttachNetworkInterface", { NetworkInterfaceId: "eni-x", InstanceId: "i-app2" });
    await world.sh("i-app2", up);
    expect(await world.pings("i-app2", HOST, EIP)).toBe(true);
  });

  test("come and go by each EIP of an interface, and the others do not notice when one comes or goes", async () => {
    const others = ["203.0.113.100", "203.0.113.101"];
    const eips = others.map((ipAddress, index) => ({ id: `eip-${index}`, ipAddress }));
    await start({ ...exposed, eips: [...exposed.eips, ...eips] });
    await world.sh("i-app1", up);
    const pinged = async () => Promise.all([EIP, ...others].map((address) => world.isPinged(address)));
    expect(await pinged()).toEqual([true, false, false]);

    const steady = world.plane.runOnInternet(["ping", "-n", "-i", "0.1", "-c", "80", EIP]);
    await world.done("AssignPrivateIpAddresses", {
      ...{ NetworkInterfaceId: "eni-x", "PrivateIpAddress.1": "203.0.113.100" },
      "PrivateIpAddress.2": "203.0.113.101",
    });
    for (const { id, ipAddress } of eips) {
      await world.done("AssociateEipAddress", {
        ...{ AllocationId: id, InstanceId: "eni-x", InstanceType: "NetworkInterface" },
        ...{ Mode: "NAT", PrivateIpAddress: ipAddress },
      });
      await world.sh("i-app1", renderGuestScript({ action: "up", eip: ipAddress, waitSeconds: 5 }));
    }
    expect(await pinged()).toEqual([true, true, true]);
    for (const address of [EIP, ...others]) {
      const fetched = await world.sh("i-app1", `curl -s -m 5 --interface ${address} http://${HOST}/`);
      expect(fetched).toBe(`${address}\n`);
    }

    await world.done("UnassociateEipAddress", { AllocationId: "eip-0" });
    expect(await pinged()).toEqual([true, false, true]);
    expect(await world.pings("i-app2", "203.0.113.100")).toBe(true);
    await world.done("UnassignPrivateIpAddresses", {
      ...{ NetworkInterfaceId: "eni-x", "PrivateIpAddress.1": "203.0.113.100" },
    });
    expect(await world.pings("i-app2", "203.0.113.100")).toBe(false);
    await world.sh("i-app1", renderGuestScript({ action: "down", eip: "203.0.113.100" }));
    expect(await pinged()).toEqual([true, false, true]);
    expect((await steady).stdout).toContain(" 0% packet loss");
  });

  test("carry TCP, on every port, with the EIP as their source", async () => {
    await start({ ...exposed, eips: [...exposed.eips, { id: "eip-app2", ipAddress: "198.51.100.7" }] });
    await world.sh("i-app1", up);
    expect(await world.sh("i-app1", `curl -s -m 5 --interface ${EIP} http://${HOST}:8443/`)).toBe(`${EIP}\n`);

    // An ordinary EIP is translated.
    await world.done("AssociateEipAddress", { AllocationId: "eip-app2", InstanceId: "i-app2" });
    expect(await world.sh("i-app2", `curl -s -m 5 http://${HOST}/`)).toBe("198.51.100.7\n");
    expect(await world.isPinged("198.51.100.7")).toBe(true);
  });

  test("find neighbours by their private addresses, which an exposed EIP is too", async () => {
    await start(exposed);
    await world.sh("i-app1", up);
    await world.done("UnassociateEipAddress", { AllocationId: "eip-app1" });
    expect(await world.pings("i-app2", app1.primaryIpAddress)).toBe(true);
    expect(await world.pings("i-app2", EIP)).toBe(true);
    expect(await world.pings("i-app2", "10.0.0.77")).toBe(false);
  });

  test("do not leave a NIC with an address that is not that NIC's", async () => {
    await start(exposed);
    const requests = async () =>
      Number(await world.sh("i-app2", "awk '/^Icmp: [0-9]/ { print $10 }' /proc/net/snmp"));
    expect(await world.pings("i-app1", "10.0.0.1")).toBe(true);
    expect(await requests()).toBe(1);
    // The EIP on the wrong NIC, and an address that nobody has.
    for (const address of [EIP, "10.0.0.77"]) {
      await world.sh("i-app1", `ip addr add ${address}/32 dev eth0`);
      expect(await world.pings("i-app1", "10.0.0.1", address)).toBe(false);
    }
    expect(await requests()).toBe(1);
  });

  test("for a public host inside a block do not leave the VPC", async () => {
    const shadowed = "203.0.113.97";
    await start({ ...preparations, eips: [{ id: "eip-app2", ipAddress: "198.51.100.7" }] }, shadowed);
    await world.done("AssociateEipAddress", { AllocationId: "eip-app2", InstanceId: "i-app2" });
    expect(await world.pings("i-app2", shadowed)).toBe(true);

    const { NetworkInterfaceId } = await makeInterface();
    await world.done("AttachNetworkInterface", { NetworkInterfaceId, InstanceId: "i-app1" });
    expect(await world.pings("i-app2", shadowed)).toBe(false);
  });

  test("stay in their VPC, even where another one has the same addresses, but for those to an EIP", async () => {
    await start({
      vpcs: [{ id: "vpc-one" }, { id: "vpc-two" }],
      vswitches: ["one", "two"].map((name) => ({
        ...{ id: `vsw-${name}`, vpcId: `vpc-${name}`, zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" },
      })),
      securityGroups: ["one", "two"].map((name) => ({ id: `sg-${name}`, vpcId: `vpc-${name}` })),
      instances: ["one", "two"].map((name, index) => ({
        ...{ id: `i-${name}`, vswitchId: `vsw-${name}`, securityGroupIds: [`sg-${name}`] },
        primaryIpAddress: `10.0.0.${10 + index}`,
      })),
      eips: ["one", "two"].map((name, index) => ({
        ...{ id: `eip-${name}`, ipAddress: `198.51.100.${10 + index}`, status: "InUse" as const },
        ...{ instanceId: `i-${name}`, instanceType: "EcsInstance" as const },
      })),
    });
    expect(await world.pings("i-one", "10.0.0.11")).toBe(false);
    expect(await world.pings("i-one", "198.51.100.11")).toBe(true);
  });

  test("have no way out of the emulated world, nor into it", async () => {
    await start(exposed);
    const links = "ip -o link | grep -v -e ' lo: ' -e ' eth0@' -e ' eth1@' || echo none";
    expect(await world.sh("i-app1", links)).toBe("none\n");
    const { stdout } = await world.plane.runOnInternet(["ip", "-o", "-d", "link"]);
    for (const link of stdout.trim().split("\n")) expect(link).toMatch(/ lo: | veth /);
    // The emulator itself listens on the machine's loopback interface.
    const url = `http://${world.emulator.endpoint}/state`;
    expect((await fetch(url)).status).toBe(200);
    expect(await world.run("i-app1", `curl -s -m 2 ${url}`)).toMatchObject({ status: "Failed" });
    expect((await world.plane.runOnInternet(["curl", "-s", "-m", "2", url])).exitCode).not.toBe(0);
  });
});
