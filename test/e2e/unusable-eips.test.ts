import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Trial } from "./trial";

const TIMEOUT = 600_000;

const web = { instance: "i-web", eip: "203.0.113.106" };

// What no precondition can say, because the provider's look-up does not tell it.
describeIf([terraform, realProvider], "an EIP that cannot be used", () => {
  test.concurrent.each(["financial", "security"] as const)(
    "fails the plan while it is locked (%s), and nothing is made",
    (lockReason) =>
      Trial.run(async (trial) => {
        eipOf(trial).lockReason = lockReason;
        const before = trial.account();
        await trial.configure({ web });
        await trial.synthesize();
        await trial.terraform("init");
        const { exitCode, stderr } = await trial.terraform("apply -auto-approve", [1]);
        expect(exitCode).toBe(1);
        expect(stderr).toContain("data.alicloud_eip_addresses.eips_by_address");
        expect(trial.account()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "fails the plan while it is bound elsewhere in cut-through mode, saying where, and nothing is made",
    () =>
      Trial.run(async (trial) => {
        Object.assign(eipOf(trial), {
          ...{ status: "InUse", mode: "BINDED", instanceId: "eni-other", instanceType: "NetworkInterface" },
        });
        const before = trial.account();
        await trial.configure({ web });
        await trial.synthesize();
        await trial.terraform("init");
        const { stderr } = await trial.terraform("plan", [1]);
        expect(stderr.replaceAll(/[│\s]+/g, " ")).toContain(
          "The EIP 203.0.113.106 is bound to eni-other (NetworkInterface).",
        );
        expect(trial.account()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "is put back into NAT mode in place, when somebody changed the mode of its association",
    () =>
      Trial.run(async (trial) => {
        await trial.configure({ web });
        await trial.synthesize();
        await trial.terraform("init");
        await trial.terraform("apply -auto-approve");
        eipOf(trial).mode = "BINDED";
        const plan = await trial.changesPlanned();
        expect(plan).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
        expect(plan).toMatch(/mode\s+= "BINDED" -> "NAT"/);
      }),
    TIMEOUT,
  );
});

function eipOf({ emulator: { cloud } }: Trial) {
  const eip = cloud.eips.get("eip-web");
  if (eip === undefined) throw new Error("there is no eip-web");
  return eip;
}
