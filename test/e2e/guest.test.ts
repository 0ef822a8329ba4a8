import type { DataPlane, GuestCommand, NetworkInterface } from "../../emulator/src";
import { call } from "../../emulator/test/support/client";
import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Trial } from "./trial";

const web = { instance: "i-web", eip: "203.0.113.106" };
const mail = { instance: "i-mail", eip: "eip-mail" };
const guest = "cloud-assistant";
const verify = { target: "192.0.2.10" };

/** Milliseconds for one story; most of them are the provider's own fixed waits. */
const TIMEOUT = 600_000;

/** What Cloud Assistant was asked to run: `i-web: up 203.0.113.106`, or `i-web: install` for each part of the script. */
class Guests implements DataPlane {
  private ran: string[] = [];
  /** Exit codes by the action of the script. @default - 0 */
  public readonly exitCodes: Record<string, number> = {};

  public runCommand({ instance, script }: GuestCommand) {
    const value = (name: string) => new RegExp(`^${name}='(.*)'$`, "m").exec(script)?.[1] ?? "";
    const action = value("ACTION") === "" ? "install" : value("ACTION");
    const words = [action, value("EIP"), value("VERIFY")].filter((word) => word !== "");
    this.ran.push(`${instance.id}: ${words.join(" ")}`);
    return Promise.resolve({ exitCode: this.exitCodes[action] ?? 0, output: "" });
  }

  /** What was run since the last time, in alphabetical order. */
  public take(): string[] {
    return this.ran.splice(0).sort();
  }
}

/** A story with instances that only write down what they are asked to run. */
function story(tell: (trial: Trial, guests: Guests) => Promise<void>) {
  const guests = new Guests();
  return Trial.run((trial) => tell(trial, guests), guests);
}

// The stories wait most of the time, so they run side by side.
describeIf([terraform, realProvider], "the guest, with the real provider in an emulated cloud,", () => {
  test.concurrent(
    "is configured and verified exactly once, again only for what changed, and the second plan is empty",
    () =>
      story(async (trial, guests) => {
        await trial.configure({ web, mail }, { guest, verify });
        await trial.synthesize();
        await trial.terraform("init");
        await trial.terraform("apply -auto-approve");
        expect(guests.take()).toEqual([
          "i-mail: install",
          "i-mail: install",
          "i-mail: up 198.51.100.7",
          "i-mail: verify 198.51.100.7 icmp:192.0.2.10",
          "i-web: install",
          "i-web: install",
          "i-web: up 203.0.113.106",
          "i-web: verify 203.0.113.106 icmp:192.0.2.10",
        ]);
        const success = { guest_status: "Success", verification_status: "Success" };
        expect(await trial.exposures()).toMatchObject({ web: success, mail: success });
        expect(await trial.changesPlanned()).toBeUndefined();

        // Another target: nothing but the question to it.
        await trial.configure({ web: { ...web, verify: { ...verify, port: 443 } }, mail }, { guest, verify });
        await trial.synthesize();
        await trial.terraform("apply -auto-approve");
        expect(guests.take()).toEqual(["i-web: verify 203.0.113.106 tcp:192.0.2.10:443"]);

        // Another parameter: that exposure, with the question after it.
        await trial.configure({ web, mail: { ...mail, guest: { delivery: guest, mtu: 8500 } } }, { guest });
        await trial.synthesize();
        await trial.terraform("apply -auto-approve");
        expect(guests.take()).toEqual(["i-mail: up 198.51.100.7"]);
        expect(await trial.changesPlanned()).toBeUndefined();
      }),
    TIMEOUT,
  );

  test.concurrent(
    "fails the apply when nothing answers; the next plan says why and tries just that again",
    () =>
      story(async (trial, guests) => {
        await trial.configure({ web }, { guest, verify });
        await trial.synthesize();
        await trial.terraform("init");
        guests.exitCodes.verify = 61;
        const { stderr } = await trial.terraform("apply -auto-approve", [1]);
        expect(stderr).toContain("with alicloud_ecs_invocation.web_verify");
        expect(guests.take()).toHaveLength(4);

        const planned = await trial.changesPlanned();
        expect(planned?.replaceAll(/\s+/g, " ")).toContain(
          "Exposure web: 192.0.2.10 was not reached from 203.0.113.106 in i-web when last tried before this plan. " +
            "The target did not answer. Check the association of the EIP",
        );
        expect(planned).toContain("Plan: 1 to add, 0 to change, 1 to destroy.");

        guests.exitCodes.verify = 0;
        await trial.terraform("apply -auto-approve");
        expect(guests.take()).toEqual(["i-web: verify 203.0.113.106 icmp:192.0.2.10"]);
        const { exitCode, stdout } = await trial.terraform("plan -detailed-exitcode", [0, 2]);
        expect({ exitCode, isWarned: stdout.includes("Warning") }).toEqual({ exitCode: 0, isWarned: false });
      }),
    TIMEOUT,
  );

  test.concurrent(
    "fails the apply when the script does, says why in the next plan, and verifies nothing until it succeeds",
    () =>
      story(async (trial, guests) => {
        await trial.configure({ web }, { guest, verify });
        await trial.synthesize();
        await trial.terraform("init");
        guests.exitCodes.up = 40;
        const { stderr } = await trial.terraform("apply -auto-approve", [1]);
        expect(stderr).toContain("with alicloud_ecs_invocation.web,");
        expect(guests.take()).toEqual(["i-web: install", "i-web: install", "i-web: up 203.0.113.106"]);
        expect((await trial.changesPlanned())?.replaceAll(/\s+/g, " ")).toContain(
          "Exposure web: the NIC could not be configured in i-web when last tried before this plan. " +
            "Nothing known configures the network of this image. Name it with manager, or write manager: none. " +
            "(Exit code 40,",
        );

        guests.exitCodes.up = 0;
        await trial.terraform("apply -auto-approve");
        expect(guests.take()).toEqual([
          "i-web: up 203.0.113.106",
          "i-web: verify 203.0.113.106 icmp:192.0.2.10",
        ]);
        expect(await trial.changesPlanned()).toBeUndefined();
      }),
    TIMEOUT,
  );

  test.concurrent(
    "is configured again when somebody detached the ENI, and verified again when somebody unbound the EIP",
    () =>
      story(async (trial, guests) => {
        await trial.configure({ web }, { guest, verify });
        await trial.synthesize();
        await trial.terraform("init");
        await trial.terraform("apply -auto-approve");
        guests.take();

        const { id } = eniOf(trial, "203.0.113.106");
        await byHand(trial, "DetachNetworkInterface", { NetworkInterfaceId: id, InstanceId: "i-web" });
        await settled(() => eniOf(trial, "203.0.113.106").status === "Available");
        await trial.terraform("apply -auto-approve");
        expect(guests.take()).toEqual([
          "i-web: up 203.0.113.106",
          "i-web: verify 203.0.113.106 icmp:192.0.2.10",
        ]);

        await byHand(trial, "UnassociateEipAddress", { AllocationId: "eip-web" });
        await settled(() => trial.emulator.cloud.eips.get("eip-web")?.status === "Available");
        await trial.terraform("apply -auto-approve");
        expect(guests.take()).toContain("i-web: verify 203.0.113.106 icmp:192.0.2.10");
        expect(await trial.changesPlanned()).toBeUndefined();
      }),
    TIMEOUT,
  );

  test.concurrent(
    "is taken down by one apply, and the exposure removed by the next, which leaves what was there",
    () =>
      story(async (trial, guests) => {
        const before = trial.account();
        await trial.configure({ web, mail }, { guest, verify });
        await trial.synthesize();
        await trial.terraform("init");
        await trial.terraform("apply -auto-approve");
        guests.take();

        await trial.configure(
          { web: { ...web, guest: { delivery: guest, action: "down" } }, mail },
          { guest, verify },
        );
        await trial.synthesize();
        await trial.terraform("apply -auto-approve");
        expect(guests.take()).toEqual(["i-web: down 203.0.113.106"]);
        expect(await trial.changesPlanned()).toBeUndefined();

        await trial.configure({ mail }, { guest, verify });
        await trial.synthesize();
        await trial.terraform("apply -auto-approve");
        await trial.terraform("destroy -auto-approve");
        expect(guests.take()).toEqual([]);
        expect(trial.account()).toEqual(before);
      }),
    TIMEOUT,
  );
});

function eniOf({ emulator }: Trial, address: string): NetworkInterface {
  const all = [...emulator.cloud.networkInterfaces.values()];
  const found = all.find(({ primaryIpAddress }) => primaryIpAddress === address);
  if (found === undefined) throw new Error(`no ENI has the address ${address}`);
  return found;
}

/** Calls the API as somebody does in the console. */
async function byHand(
  { emulator }: Trial,
  action: string,
  parameters: Record<string, string>,
): Promise<void> {
  expect(await call(emulator, action, parameters)).toMatchObject({ status: 200 });
}

async function settled(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 100));
}
