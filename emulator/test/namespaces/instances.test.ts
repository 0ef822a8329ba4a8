import { existsSync } from "node:fs";
import { renderGuestScript } from "../../../guest/render";
import { describeIf } from "../../../testing/requirements";
import type { Seed } from "../../src";
import { eventually } from "../../src/namespaces/world";
import { app1, app2, exposed, exposedInterface, preparations } from "../support/seeds";
import { dataPlaneRequirements, HOST, SmallWorld } from "../support/small-world";

jest.setTimeout(120_000);

const METADATA = "http://100.100.100.200";

describeIf(dataPlaneRequirements, "an instance in an emulated cloud", () => {
  let world: SmallWorld;
  const start = async (seed: Seed) => {
    world = await SmallWorld.start(seed);
  };

  afterEach(async () => {
    await world.close();
  });

  test("has its primary NIC configured, and its own host name", async () => {
    await start({ ...preparations, instances: [{ ...app1, hostName: "web-1" }, app2] });
    expect(await world.sh("i-app1", "ip -o -4 addr show dev eth0")).toContain(
      " inet 10.0.0.202/24 brd 10.0.0.255 ",
    );
    expect(await world.sh("i-app1", "ip route")).toContain("default via 10.0.0.253 dev eth0");
    expect(await world.sh("i-app1", "cat /proc/sys/kernel/hostname /etc/hostname")).toBe("web-1\nweb-1\n");
  });

  test("writes to a disk of its own only, and cannot write to the machine's programs", async () => {
    await start(preparations);
    const folders = ["/etc", "/run", "/tmp", "/root", "/home", "/var/lib", "/var/log", "/dev"];
    const file = `written-by-${process.pid}`;
    await world.sh("i-app1", folders.map((folder) => `echo mine >${folder}/${file}`).join("; "));
    for (const folder of folders) expect(existsSync(`${folder}/${file}`)).toBe(false);
    expect(await world.sh("i-app2", `ls ${folders.join(" ")}`)).not.toContain(file);

    for (const folder of ["/usr/bin", "/opt", "/sys"]) {
      const { status, output } = await world.run("i-app1", `echo mine >${folder}/${file}`);
      expect({ status, output }).toMatchObject({
        status: "Failed",
        output: expect.stringMatching(/Read-only file system|Permission denied/) as string,
      });
    }
  });

  test("sees no process but its own, and none of them outlives it", async () => {
    await start(preparations);
    await world.sh("i-app1", "(sleep 8765 >/dev/null 2>&1 &)");
    const seenBy = async (instanceId: string) => world.sh(instanceId, "cat /proc/[0-9]*/cmdline");
    const everywhere = async () =>
      (await world.plane.runOnInternet(["sh", "-c", "cat /proc/[0-9]*/cmdline"])).stdout;
    expect(await seenBy("i-app1")).toContain("8765");
    expect(await seenBy("i-app2")).not.toContain("8765");
    expect(await everywhere()).toContain("8765");
    await world.done("DeleteInstance", { InstanceId: "i-app1", Force: "true" });
    await eventually("its processes have ended", async () => !(await everywhere()).includes("8765"));
  });

  test("comes with RunInstances, with a fixed public address, and goes with DeleteInstance", async () => {
    await start({ ...preparations, instances: [] });
    const { InstanceIdSets } = await world.done("RunInstances", {
      ...{ ImageId: "aliyun_3_x64_20G_alibase_20260101.vhd", InstanceType: "ecs.g7.large" },
      ...{ VSwitchId: "vsw-1", SecurityGroupId: "sg-web", InternetMaxBandwidthOut: "5" },
    });
    const [id = ""] = (InstanceIdSets as { InstanceIdSet: string[] }).InstanceIdSet;
    const address = world.emulator.cloud.instances.get(id)?.publicIpAddress ?? "";
    expect(await world.sh(id, `curl -s -m 5 http://${HOST}/`)).toBe(`${address}\n`);

    await world.done("StopInstance", { InstanceId: id });
    await world.done("DeleteInstance", { InstanceId: id });
    await world.emulator.load(preparations);
    expect(await world.isPinged(address)).toBe(false);
    await expect(world.plane.runInInstance(id, ["true"])).rejects.toThrow(`${id} does not run`);
  });

  test("gets a new disk, and nothing of the old one, with a reset", async () => {
    await start(preparations);
    await world.sh("i-app1", "echo old >/etc/state");
    await world.emulator.reset();
    expect(await world.run("i-app1", "cat /etc/state")).toMatchObject({ status: "Failed" });
    expect(await world.pings("i-app1", "10.0.0.1")).toBe(true);
  });

  describe("asks the metadata service", () => {
    const ask = (path: string, options = "") =>
      world.sh("i-app1", `curl -sf -m 5 ${options} ${METADATA}/${path}`);
    const macs = "latest/meta-data/network/interfaces/macs/";

    test("for itself and its NICs, by the paths that the guest script and cloud-init know", async () => {
      const networkInterfaces = [{ ...exposedInterface, secondaryIpAddresses: ["203.0.113.107"] }];
      await start({ ...exposed, networkInterfaces });
      expect(await ask("")).toBe("2016-01-01/\nlatest/\n");
      expect(await ask("latest/meta-data/instance-id")).toBe("i-app1");
      expect(await ask("2016-01-01/meta-data/zone-id")).toBe("cn-hangzhou-h");
      const list = (await ask(macs)).trim().split("\n").sort();
      const attached = world.emulator.cloud.interfacesOf("i-app1").map((each) => `${each.macAddress}/`);
      expect(list).toEqual(attached.sort());

      const { macAddress } = world.emulator.cloud.networkInterfaces.get("eni-x") ?? {};
      const values = {
        "network-interface-id": "eni-x",
        "primary-ip-address": "203.0.113.106",
        "private-ipv4s": '["203.0.113.106","203.0.113.107"]',
        netmask: "255.255.255.240",
        gateway: "203.0.113.109",
        "vswitch-id": "vsw-2",
        "vswitch-cidr-block": "203.0.113.96/28",
        "vpc-id": "vpc-main",
        "vpc-cidr-block": "10.0.0.0/8",
      };
      expect((await ask(`${macs}${String(macAddress)}/`)).trim().split("\n")).toEqual(Object.keys(values));
      for (const [name, value] of Object.entries(values)) {
        expect(await ask(`${macs}${String(macAddress)}/${name}`)).toBe(value);
      }
    });

    test("for its user data, which another instance does not have", async () => {
      const userData = Buffer.from("#!/bin/sh\n").toString("base64");
      await start({ ...preparations, instances: [{ ...app1, userData }, app2] });
      expect(await ask("latest/user-data")).toBe("#!/bin/sh\n");
      expect(await world.run("i-app2", `curl -sf ${METADATA}/latest/user-data`)).toMatchObject({
        exitCode: 22,
      });
    });

    test("with a token where it must, and the guest script does", async () => {
      await start({ ...exposed, instances: [{ ...app1, httpTokens: "required" as const }, app2] });
      const header = "X-aliyun-ecs-metadata-token";
      const status = (options: string, path = macs) =>
        world.sh("i-app1", `curl -s -o /dev/null -w '%{http_code}' ${options} ${METADATA}/${path}`);
      expect(await status("")).toBe("403");
      expect(await status(`-H '${header}: made-up'`)).toBe("403");
      for (const seconds of ["0", "21601", "soon"]) {
        expect(await status(`-X PUT -H '${header}-ttl-seconds: ${seconds}'`, "latest/api/token")).toBe("400");
      }
      const token = await ask("latest/api/token", `-X PUT -H '${header}-ttl-seconds: 60'`);
      expect(await status(`-H '${header}: ${token}'`)).toBe("200");

      const script = renderGuestScript({
        action: "up",
        eip: "203.0.113.106",
        manager: "none",
        waitSeconds: 5,
      });
      expect(await world.sh("i-app1", script)).toContain("is up: nic=eth1");
    });
  });
});
