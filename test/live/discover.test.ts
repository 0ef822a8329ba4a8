import type { Seed } from "../../emulator/src";
import { parseConfiguration } from "../../lib/configuration/load";
import { accountWith } from "../../testing/account";
import { LiveCommand } from "./live-command";

const REGION = ["--region", "cn-hangzhou"];

const base = accountWith({
  instances: { "i-web": "h", "i-mail": "h", "i-full": "h", "i-nat": "h" },
  eips: { "eip-a": "203.0.113.106", "eip-b": "203.0.113.130", "eip-c": "198.51.100.7" },
});
const NAMES: Readonly<Record<string, object>> = {
  "i-web": { name: "Web server 1" },
  "i-mail": { name: "1 & 2\n# evil: true", type: "ecs.s6-c1m2.large" },
  "i-full": { status: "Stopping" },
};
const account: Seed = {
  ...base,
  instances: base.instances.map((one) => ({ ...one, ...NAMES[one.id] })),
  eips: base.eips.map((one) =>
    one.id === "eip-c" ? { ...one, status: "InUse", instanceId: "i-nat", instanceType: "EcsInstance" } : one,
  ),
};

interface Found {
  readonly instances: readonly { readonly id: string }[];
  readonly eips: readonly object[];
  readonly unfit: readonly object[];
  readonly proposals: readonly {
    readonly key: string;
    readonly instance: { readonly id: string };
    readonly eip: { readonly address: string };
    readonly interrupts?: string;
  }[];
}

describe("exposed-eip discover", () => {
  let live: LiveCommand;

  beforeAll(async () => {
    live = await LiveCommand.start({ seed: account });
  });

  afterAll(() => live.end());

  beforeEach(() => {
    live.emulator.setFaults([]);
  });

  it("proposes unbound EIPs first, and says of what carries traffic that it does", async () => {
    const { stdout } = await live.run(["discover", ...REGION, "--json"]);
    const { proposals, unfit } = JSON.parse(stdout) as Found;
    const pairs = proposals.map((one) => [
      one.key,
      one.eip.address,
      one.instance.id,
      one.interrupts !== undefined,
    ]);
    expect(pairs).toEqual([
      ["evil-true", "203.0.113.106", "i-mail", false],
      ["i-nat", "203.0.113.130", "i-nat", false],
      ["i-nat-2", "198.51.100.7", "i-nat", true],
    ]);
    expect(unfit).toEqual([{ instance: "i-full", reason: "it is Stopping" }]);
    expect(
      Object.keys(live.emulator.calls.summary().actions).filter((one) => !one.startsWith("Describe")),
    ).toEqual([]);
  });

  it("writes a configuration that is valid, and never over a file", async () => {
    const { exitCode, stdout } = await live.run(["discover", ...REGION, "--write", "new.yaml"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/INTERRUPTS: 198\.51\.100\.7 is bound to i-nat in NAT mode and may carry traffic/);
    expect(stdout).toMatch(/written: new\.yaml {6}next: exposed-eip check new\.yaml --live\n$/);
    const { exposures } = parseConfiguration(live.read("new.yaml"), "new.yaml");
    // What would interrupt traffic is a comment.
    expect(Object.keys(exposures)).toEqual(["evil-true", "i-nat"]);
    expect(live.read("new.yaml")).toContain("# Before the apply: stop i-mail for the apply");
    const again = await live.run(["discover", ...REGION, "--write", "new.yaml"]);
    expect(again.stderr).toMatch(/^new\.yaml exists already; choose another file, or remove it\n/);
    expect(again.exitCode).toBe(1);
  });

  it("reads an account of several pages, although it is throttled", async () => {
    const many = accountWith({
      instances: Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`i-${index + 100}`, "h"])),
      eips: Object.fromEntries(
        Array.from({ length: 120 }, (_, index) => [`eip-${index}`, `203.0.113.${index + 1}`]),
      ),
    });
    await live.emulator.load(many);
    live.emulator.setFaults([{ fault: "throttle", every: 3 }]);
    const { stdout } = await live.run(["discover", ...REGION, "--json"]);
    const { instances, eips, proposals } = JSON.parse(stdout) as Found;
    expect([instances.length, eips.length, proposals.length]).toEqual([120, 120, 120]);
    expect(new Set(proposals.map(({ instance }) => instance.id)).size).toBe(120);
    await live.emulator.load(account);
  });

  it("takes the region from the environment, and prints a file for nothing", async () => {
    await live.emulator.load({});
    const { stdout } = await live.run(["discover"], { ALIBABA_CLOUD_REGION: "cn-hangzhou" });
    expect(stdout).toContain("proposed exposures: none");
    expect(stdout).toContain("region: cn-hangzhou\nexposures: {}\n");
    await live.emulator.load(account);
  });

  it.each([
    [[], 2, /no region; add --region/],
    [["--region", "Hangzhou"], 2, /"Hangzhou" is not a region ID; write one such as cn-hangzhou/],
    [["--region", "cn-nowhere"], 1, /^The region cn-nowhere does not exist at /],
  ])("refuses %j", async (args, code, message) => {
    const { exitCode, stderr } = await live.run(["discover", ...args]);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
  });

  it("names the permission that is missing", async () => {
    live.emulator.setFaults([{ fault: "deny", actions: ["vpc:DescribeEipAddresses"] }]);
    const { exitCode, stderr, stdout } = await live.run(["discover", ...REGION]);
    expect(stderr).toMatch(/^The credentials do not allow vpc:DescribeEipAddresses /);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  });
});
