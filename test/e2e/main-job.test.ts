import type { NetworkInterface } from "../../emulator/src";
import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { blocksOf } from "../readme/readme";
import { Trial } from "./trial";

const web = { instance: "i-web", eip: "203.0.113.106" };
const mail = { instance: "i-mail", eip: "eip-mail" };

/** What an exposure looks like in the account, whatever identifiers the cloud chose. */
const exposed = {
  web: {
    block: "203.0.113.96/28",
    vswitch: { cidrBlock: "203.0.113.104/29", zoneId: "cn-hangzhou-h", vpcId: "vpc-main" },
    networkInterface: {
      ...{ type: "Secondary", status: "InUse", instanceId: "i-web" },
      ...{ primaryIpAddress: "203.0.113.106", securityGroupIds: ["sg-web"] },
    },
    eip: { id: "eip-web", status: "InUse", instanceType: "NetworkInterface", mode: "NAT" },
  },
  mail: {
    block: "198.51.100.0/28",
    vswitch: { cidrBlock: "198.51.100.0/28", zoneId: "cn-hangzhou-i", vpcId: "vpc-main" },
    networkInterface: {
      ...{ type: "Secondary", status: "InUse", instanceId: "i-mail" },
      ...{ primaryIpAddress: "198.51.100.7", securityGroupIds: ["sg-mail", "sg-web"] },
    },
    eip: { id: "eip-mail", status: "InUse", instanceType: "NetworkInterface", mode: "NAT" },
  },
};

/** Milliseconds for one story; most of them are the provider's own fixed waits. */
const TIMEOUT = 600_000;

// The stories wait most of the time, so they run side by side.
describeIf([terraform, realProvider], "the real provider, in an emulated cloud,", () => {
  test.concurrent(
    "exposes EIPs known by address and by allocation ID, plans nothing more after cdktf.out was deleted, and leaves what was there",
    () =>
      Trial.run(async (trial) => {
        const before = trial.account();
        await trial.configure({ web, mail });
        await trial.synthesize();
        await trial.terraform("init");
        await trial.terraform("apply -auto-approve");
        expectExposed(trial, { web, mail });

        await trial.project.remove("cdktf.out");
        await trial.synthesize();
        await trial.terraform("init");
        const calls = await trial.callsOf(async () => {
          expect(await trial.changesPlanned()).toBeUndefined();
        });
        const [exposures, blocks] = [2, 2];
        expect(calls).toBeGreaterThan(0);
        expect(calls).toBeLessThanOrEqual(4 * exposures + 2 * blocks + 12);

        await trial.terraform("destroy -auto-approve");
        expect(trial.account()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "does the same for cdktf deploy and cdktf destroy",
    () =>
      Trial.run(async (trial) => {
        const before = trial.account();
        await trial.configure({ web, mail });
        await trial.cdktf("deploy");
        expectExposed(trial, { web, mail });
        expect(await trial.changesPlanned()).toBeUndefined();

        await trial.cdktf("destroy");
        expect(trial.account()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "exposes a fleet by the commands of its page",
    () =>
      Trial.run(async (trial) => {
        const [, deploy = "", byTerraform = ""] = blocksOf("docs/how-to/fleet.md", "sh").map(({ text }) =>
          text.replaceAll("examples/fleet", "fleet"),
        );
        const run = (text: string) => trial.project.run(text, { timeLimit: TIMEOUT });
        const before = trial.account();
        await trial.configureFolder("fleet", { web, mail });
        await run(deploy.replace(" deploy ", " deploy --auto-approve "));
        expectExposed(trial, { web, mail });

        const { stdout } = await run(byTerraform);
        expect(stdout.match(/Resources: 0 added, 0 changed, 0 destroyed/g)).toHaveLength(2);

        await run("EXPOSURE_CONFIG=fleet npx cdktf destroy --auto-approve '*'");
        expect(trial.account()).toEqual(before);
      }),
    TIMEOUT,
  );
});

/** Expects just these exposures in the account: each the whole chain of steps 1 to 5, and no other block or ENI. */
function expectExposed(
  { emulator: { cloud } }: Trial,
  exposures: Partial<Record<keyof typeof exposed, object>>,
): void {
  const expected = Object.entries(exposed).filter(([key]) => key in exposures);
  const secondary = [...cloud.networkInterfaces.values()].filter(({ type }) => type === "Secondary");
  expect(secondary).toHaveLength(expected.length);
  expect(cloud.vpcs.get("vpc-main")?.secondaryCidrBlocks.toSorted()).toEqual(
    expected.map(([, { block }]) => block).sort(),
  );
  for (const [, chain] of expected) {
    const networkInterface = secondary.find(isFor(chain.networkInterface.primaryIpAddress));
    expect(networkInterface).toMatchObject(chain.networkInterface);
    expect(cloud.vswitches.get(networkInterface?.vswitchId ?? "")).toMatchObject(chain.vswitch);
    expect(cloud.eips.get(chain.eip.id)).toMatchObject({ ...chain.eip, instanceId: networkInterface?.id });
  }
}

const isFor = (address: string) => (one: NetworkInterface) => one.primaryIpAddress === address;
