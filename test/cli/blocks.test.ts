import { type ExplainedPlan, explainPlan } from "../../lib/cli/blocks";
import { parseConfiguration } from "../../lib/configuration/load";
import { planOf, planRequests } from "../../lib/configuration/plan-requests";
import { EMPTY_PLAN_LOCK, lockOf, type PlanLock } from "../../lib/planning/plan-lock";
import { runInProcess, TemporaryFolder } from "./in-process";

const configuration = (exposures: string, settings = "", lock?: PlanLock) =>
  parseConfiguration(`{region: cn-hangzhou, ${settings} exposures: {${exposures}}}`, "exposure.yaml", lock);

const explained = (exposures: string, settings = "", lock: PlanLock = EMPTY_PLAN_LOCK): ExplainedPlan =>
  explainPlan(configuration(exposures, settings, lock), lock);

/** Lock of the plan of a configuration. */
function lockFor(exposures: string, settings = ""): PlanLock {
  const loaded = configuration(exposures, settings);
  return lockOf(planOf(loaded), planRequests(loaded), EMPTY_PLAN_LOCK);
}

const reasons = ({ blocks }: ExplainedPlan) => blocks.map(({ cidr, why }) => `${cidr.toString()}: ${why}`);
const savings = ({ cheaper }: ExplainedPlan) => cheaper.map(({ saves, change }) => `${saves}: ${change}`);

const WEB = "web: {instance: i-web, eip: 203.0.113.106}";
const SMALLEST = "203.0.113.96/28: smallest block that Alibaba Cloud takes";

describe("the reason for a block", () => {
  it.each<[string, string, string, readonly string[]]>([
    ["the smallest size", WEB, "", [SMALLEST]],
    [
      "an EIP that is reserved in smaller networks",
      "end: {instance: i-end, eip: 203.0.113.255}",
      "",
      [
        "203.0.112.0/22: smallest block in which 203.0.113.255 (end) is usable: in smaller networks, it is the first or one of " +
          "the last three addresses, which Alibaba Cloud reserves",
      ],
    ],
    [
      "a range by hand",
      "web: {instance: i-web, eip: 203.0.113.106, block: 203.0.113.0/24, vswitch: 203.0.113.0/25}",
      "",
      ["203.0.113.0/24: chosen by hand: block of exposures.web"],
    ],
    [
      "a block that exists",
      "web: {instance: i-web, eip: 203.0.113.106, block: {existing: 203.0.113.0/24}}",
      "",
      ["203.0.113.0/24: exists: block of exposures.web"],
    ],
    [
      "the quota",
      `${WEB}, mail: {instance: i-mail, eip: 203.0.113.1}`,
      "blocksPerVpc: 1,",
      ["203.0.113.0/25: joins 203.0.113.0/28, 203.0.113.96/28, since the VPC takes 1 block"],
    ],
    [
      "neighbours",
      `${WEB}, mail: {instance: i-mail, eip: 203.0.113.114}`,
      "",
      ["203.0.113.96/27: joins 203.0.113.96/28, 203.0.113.112/28, which fill it"],
    ],
  ])("is %s", (_, exposures, settings, expected) => {
    const plan = explained(exposures, settings);
    expect(reasons(plan)).toEqual(expected);
    expect(plan.shadowed).toBe(plan.blocks.reduce((sum, { shadowed }) => sum + shadowed, 0));
  });

  it("is an earlier plan, which a new one would not repeat", () => {
    const lock = lockFor(`${WEB}, mail: {instance: i-mail, eip: 203.0.113.1}`, "blocksPerVpc: 1,");
    const plan = explained(WEB, "blocksPerVpc: 1,", lock);
    expect(reasons(plan)).toEqual(["203.0.113.0/25: locked by an earlier plan"]);
    expect(plan.cheaper).toEqual([
      { saves: 112, change: "use a new plan: exposed-eip replan --write", replaces: ["web"] },
    ]);
    // What the lock and a new plan agree on has its own reason.
    expect(reasons(explained(WEB, "", lockFor(WEB)))).toEqual([SMALLEST]);
  });

  it("is not asked for what Terraform computes or finds", () => {
    const plan = explained(
      "a: {instance: i-a, eip: eip-a}, b: {instance: i-b, eip: 203.0.113.106, networkInterface: eni-b}",
    );
    expect(plan).toMatchObject({ blocks: [], unplanned: ["a", "b"], shadowed: 0, cheaper: [] });
  });
});

describe("the shadowed ranges of a block", () => {
  it("are those between the EIPs, and as many addresses as are counted", () => {
    const [block] = explained(
      `${WEB}, a: {instance: i-a, eip: 203.0.113.107}, b: {instance: i-b, eip: 203.0.113.97}`,
    ).blocks;
    const ranges = (block?.shadowedRanges ?? []).map(
      ([first, last]) => `${first.toString()}-${last.toString()}`,
    );
    expect(ranges).toEqual([
      "203.0.113.96-203.0.113.96",
      "203.0.113.98-203.0.113.105",
      "203.0.113.108-203.0.113.111",
    ]);
    const count = (block?.shadowedRanges ?? []).reduce(
      (sum, [first, last]) => sum + last.value - first.value + 1,
      0,
    );
    expect(count).toBe(block?.shadowed);
  });
});

describe("a cheaper plan", () => {
  it("is another EIP, whose block is the smallest", () => {
    const plan = explained(`${WEB}, end: {instance: i-end, eip: 198.51.100.255}`);
    expect(savings(plan)).toEqual([
      "496: use another EIP in place of 198.51.100.255 (end): one that is usable in a /28, with a new plan",
    ]);
    // It saves just that.
    const exchanged = explained(`${WEB}, end: {instance: i-end, eip: 198.51.100.7}`);
    expect(plan.shadowed - exchanged.shadowed).toBe(496);
  });

  it("is a larger quota: one more block, and as many as help", () => {
    const eips = ["203.0.113.10", "203.0.113.106", "203.0.113.200"];
    const exposures = eips.map((eip, i) => `w${i}: {instance: i-w${i}, eip: ${eip}}`).join(", ");
    const plan = explained(exposures, "blocksPerVpc: 1,");
    const change = (limit: number) =>
      `raise the quota vpc_quota_secondary_cidr_num of the VPC to ${limit}, write blocksPerVpc: ${limit}, and use a new plan`;
    expect(savings(plan)).toEqual([`208: ${change(3)}`, `112: ${change(2)}`]);
    for (const { saves } of plan.cheaper) {
      const limit = saves === 208 ? 3 : 2;
      expect(plan.shadowed - explained(exposures, `blocksPerVpc: ${limit},`).shadowed).toBe(saves);
    }
  });

  it("is one without ranges by hand", () => {
    const plan = explained(
      "web: {instance: i-web, eip: 203.0.113.106, block: 203.0.113.0/24, vswitch: 203.0.113.0/25}",
    );
    expect(plan.cheaper).toEqual([
      {
        saves: 240,
        change: "remove block and vswitch of exposures.web, and use a new plan",
        replaces: ["web"],
      },
    ]);
    expect(plan.shadowed - explained(WEB).shadowed).toBe(240);
  });

  it("is not proposed where there is none", () => {
    expect(explained(WEB).cheaper).toEqual([]);
    expect(explained("").cheaper).toEqual([]);
  });
});

describe("exposed-eip blocks", () => {
  it("prints the blocks of each stack", async () => {
    const folder = new TemporaryFolder();
    folder.write(
      "all/one.yaml",
      `region: cn-hangzhou\nexposures: {${WEB}, end: {instance: i-b, eip: 198.51.100.255}}\n`,
    );
    folder.write("all/other.yaml", "region: cn-shanghai\nexposures: {a: {instance: i-a, eip: eip-a}}\n");
    expect((await runInProcess(["blocks", "all"], folder.path)).stdout).toMatchSnapshot();
    const { stdout } = await runInProcess(["blocks", "all", "--json"], folder.path);
    expect(JSON.parse(stdout)).toMatchSnapshot();
    folder.remove();
  });
});
