import { NamespaceDataPlane } from "../../emulator/src";
import { dataPlaneRequirements } from "../../emulator/test/support/small-world";
import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Deployment } from "./deployment";
import { existing } from "./existing";
import { expectAsBefore } from "./expectations";

/** Milliseconds; most of them are the provider's own fixed waits. */
const TIMEOUT = 600_000;

/** A host on the Internet. */
const HOST = "192.0.2.10";

const web = { instance: "i-web", eip: "203.0.113.106" };
const shop = { nicOf: "web", eip: "203.0.113.107" };
const spare = { nicOf: "web", eip: "203.0.113.105" };
const more = { nicOf: "web", eip: "203.0.113.108" };

const seed = {
  ...existing,
  instances: existing.instances.filter(({ id }) => id === "i-web"),
  eips: [...existing.eips, { id: "eip-more", ipAddress: more.eip }],
};

/** Pings an address from the Internet until something is done. @returns numbers of packets, sent and answered */
async function pingDuring(plane: NamespaceDataPlane, eip: string, action: () => Promise<void>) {
  const progress = { isDone: false };
  const ended = action().finally(() => {
    progress.isDone = true;
  });
  const packets = { sent: 0, answered: 0 };
  do {
    const { stdout } = await plane.runOnInternet([
      "ping",
      "-n",
      "-q",
      "-c",
      "40",
      "-i",
      "0.05",
      "-W",
      "2",
      eip,
    ]);
    const [, sent, answered] = /(\d+) packets transmitted, (\d+) received/.exec(stdout) ?? [];
    packets.sent += Number(sent);
    packets.answered += Number(answered);
  } while (!progress.isDone);
  await ended;
  return packets;
}

async function answers(plane: NamespaceDataPlane, eip: string): Promise<boolean> {
  const { stdout } = await plane.runOnInternet(["ping", "-n", "-q", "-c", "1", "-W", "2", eip]);
  return stdout.includes(" 1 received");
}

describeIf(
  [terraform, realProvider, ...dataPlaneRequirements],
  "several EIPs on one NIC, with packets,",
  () => {
    test(
      "answer, and come and go without a lost packet of the first one",
      () => {
        const plane = new NamespaceDataPlane({ internetHost: HOST });
        return Deployment.run(
          seed,
          async (deployment) => {
            const guest = { guest: "cloud-assistant", verify: { target: HOST } };
            await deployment.configure({ web, shop, spare }, guest);
            await deployment.init();
            await deployment.apply();
            for (const { eip } of [web, shop, spare]) expect(await answers(plane, eip)).toBe(true);

            // In the instance first, as the page says; then a fourth one instead.
            const down = { ...shop, guest: { delivery: "cloud-assistant", action: "down" }, verify: "none" };
            const packets = await pingDuring(plane, web.eip, async () => {
              await deployment.configure({ web, shop: down, spare }, guest);
              await deployment.apply();
              await deployment.configure({ web, spare, more }, guest);
              await deployment.apply();
            });
            expect(packets.sent).toBeGreaterThan(0);
            expect(packets.answered).toBe(packets.sent);
            for (const { eip } of [web, spare, more]) expect(await answers(plane, eip)).toBe(true);
            expect(await answers(plane, shop.eip)).toBe(false);
            expect(await deployment.changesPlanned()).toBeUndefined();

            await deployment.destroy();
            expectAsBefore(deployment);
          },
          plane,
        );
      },
      TIMEOUT,
    );
  },
);
