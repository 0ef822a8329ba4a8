import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Deployment } from "./deployment";
import { existing } from "./existing";
import { expectAsBefore, expectSettled } from "./expectations";

/** Milliseconds; most of them are the provider's own fixed waits. */
const TIMEOUT = 400_000;

const web = { instance: "i-web", eip: "203.0.113.106" };
const shop = { nicOf: "web", eip: "203.0.113.107" };
/** By its ID, so that only Terraform knows that it is in the same vSwitch. */
const spare = { nicOf: "web", eip: "eip-spare" };
const news = { nicOf: "web", eip: "203.0.113.108" };

const seed = { ...existing, eips: [...existing.eips, { id: "eip-more", ipAddress: "203.0.113.108" }] };

/** EIPs of each attached ENI that are associated with themselves, by the ID of the ENI. */
function exposedOn({ emulator: { cloud } }: Deployment): Record<string, string[]> {
  const attached = [...cloud.networkInterfaces.values()].filter(
    ({ type, status }) => type === "Secondary" && status === "InUse",
  );
  return Object.fromEntries(
    attached.map((eni) => [
      eni.id,
      cloud
        .eipsOf(eni)
        .filter(({ ipAddress, privateIpAddress }) => ipAddress === privateIpAddress)
        .map(({ ipAddress }) => ipAddress)
        .sort(),
    ]),
  );
}

describeIf([terraform, realProvider], "several EIPs on one NIC, with the real provider,", () => {
  test(
    "are created, come and go in place, and leave nothing behind",
    () =>
      Deployment.run(seed, async (deployment) => {
        await deployment.configure({ web, shop, spare });
        await deployment.init();
        await deployment.apply();
        const exposed = exposedOn(deployment);
        const [eni = ""] = Object.keys(exposed);
        expect(exposed).toEqual({ [eni]: ["203.0.113.105", "203.0.113.106", "203.0.113.107"] });
        await expectSettled(deployment);

        await deployment.configure({ web, spare, news });
        expect(await deployment.plan()).toEqual({
          "alicloud_ecs_network_interface.web": { actions: ["update"], isImported: false },
          "alicloud_eip_association.shop": { actions: ["delete"], isImported: false },
          "alicloud_eip_association.news": { actions: ["create"], isImported: false },
        });
        await deployment.apply();
        expect(exposedOn(deployment)).toEqual({ [eni]: ["203.0.113.105", "203.0.113.106", "203.0.113.108"] });
        await expectSettled(deployment);

        // Without the last one, the NIC has its primary address only.
        await deployment.configure({ web });
        await deployment.apply();
        expect(exposedOn(deployment)).toEqual({ [eni]: ["203.0.113.106"] });
        expect(deployment.emulator.cloud.networkInterfaces.get(eni)?.secondaryIpAddresses).toEqual([]);
        await expectSettled(deployment);

        await deployment.destroy();
        expectAsBefore(deployment);
      }),
    TIMEOUT,
  );

  test(
    "are imported with a NIC that was made by hand",
    () =>
      Deployment.run(seed, async (deployment) => {
        await deployment.configure({ web, shop });
        await deployment.init();
        await deployment.apply();
        const [eni = ""] = Object.keys(exposedOn(deployment));
        const vswitch = deployment.emulator.cloud.networkInterfaces.get(eni)?.vswitchId;
        await deployment.state.remove();
        await deployment.configure({ web: { ...web, import: { vswitch, networkInterface: eni } }, shop });
        const plan = await deployment.plan();
        for (const change of Object.values(plan))
          expect(change).toEqual({ actions: ["no-op"], isImported: true });
        expect(Object.keys(plan)).toContain("alicloud_eip_association.shop");
        await deployment.apply();
        await expectSettled(deployment);
        await deployment.destroy();
        expectAsBefore(deployment);
      }),
    TIMEOUT,
  );

  test(
    "are refused by the plan where they are not in the vSwitch of the NIC, or on another NIC",
    () =>
      Deployment.run(seed, async (deployment) => {
        await deployment.configure({ web, far: { nicOf: "web", eip: "eip-news" } });
        await deployment.init();
        const { stderr } = await deployment.terraform("plan", [1]);
        expect(stderr.replaceAll(/\s+/g, " ")).toContain(
          "The EIP 203.0.113.98 of far cannot go on the network interface of web, which is in the vSwitch 203.0.113.104/29.",
        );
        await deployment.configure({ web, shop: { ...web, eip: shop.eip, instance: "i-shop" } });
        await deployment.apply();
        await deployment.configure({ web, shop });
        const moved = await deployment.terraform("plan", [1]);
        expect(moved.stderr.replaceAll(/\s+/g, " ")).toContain(
          "If shop had a network interface of its own until now, apply once without shop, then with it.",
        );
        await deployment.destroy();
        expectAsBefore(deployment);
      }),
    TIMEOUT,
  );
});
