import type { GuestScriptParameters } from "../../guest/render";
import { describeIf } from "../support/requirements";
import { Cloud, DESTINATION, ENI, metadataOf, SECOND_ENI, type Eni } from "./lab/cloud";
import { IMAGE_FAMILIES } from "./lab/image-families";
import { Instance } from "./lab/instance";
import { eventually, Lab, LAB_PROGRAMS, namespaces } from "./lab/namespaces";

jest.setTimeout(120_000);

describe.each(IMAGE_FAMILIES)("$name: the configuration, read by $reader,", (image) => {
  describeIf([namespaces, ...LAB_PROGRAMS, ...image.needs], "after a reboot", () => {
    let lab: Lab;
    let cloud: Cloud;
    let instance: Instance;

    beforeEach(async () => {
      lab = await Lab.open();
      cloud = await Cloud.build(lab);
      await cloud.startMetadataService(metadataOf("token", [ENI, SECOND_ENI]));
      instance = await Instance.launch(cloud, "web");
      instance.makeFolder("/etc/sysctl.d");
      image.prepare(instance);
      await image.boot(instance, []);
    });
    afterEach(async () => {
      await lab.close();
    });

    async function runs(parameters: GuestScriptParameters): Promise<void> {
      const { exitCode, stderr } = await instance.runScript({ waitSeconds: 10, ...parameters });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    }

    async function reboot(enis: readonly Eni[]): Promise<void> {
      await instance.reboot(enis);
      await image.boot(instance, enis);
    }

    async function works(enis: readonly Eni[]): Promise<void> {
      for (const eni of enis) {
        await eventually(`a ping from ${eni.eip} is answered`, () => instance.pings(DESTINATION, eni.eip));
      }
      expect(await instance.pings(DESTINATION)).toBe(true);
      expect(await instance.sh(`ip route get ${DESTINATION}`)).toContain(" dev eth0 ");
    }

    test("brings the EIP up again, and found out by itself how", async () => {
      await instance.attach(ENI);
      const main = await instance.sh("ip route");
      await runs({ action: "up", eip: ENI.eip });
      expect((await instance.runScript({ action: "status", eip: ENI.eip })).stdout).toContain(
        `manager=${image.manager}`,
      );
      await works([ENI]);

      await reboot([ENI]);
      await works([ENI]);
      expect(await instance.sh("ip route")).toBe(main);
      expect((await instance.runScript({ action: "status", eip: ENI.eip })).exitCode).toBe(0);
    });

    test("is what brings it up: without, nothing does", async () => {
      await instance.attach(ENI);
      await runs({ action: "up", eip: ENI.eip, manager: "none" });
      await works([ENI]);
      await reboot([ENI]);
      expect(await instance.pings(DESTINATION, ENI.eip)).toBe(false);
    });
  });
});
