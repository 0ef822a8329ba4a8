import { spawnSync } from "node:child_process";

import { accountWith } from "../../testing/account";
import { programsOnPath, testIf } from "../../testing/requirements";
import { LiveCommand } from "./live-command";

const account = accountWith({
  instances: { "i-web": "h", "i-mail": "h", "i-old": "h" },
  eips: { "eip-web": "203.0.113.106", "eip-mail": "198.51.100.7", "eip-old": "198.51.100.9" },
});

const CONFIGURATION = `region: cn-hangzhou
guest: cloud-assistant
verify: {target: 192.0.2.10}
exposures:
  web: {instance: i-web, eip: 203.0.113.106}
  mail: {instance: i-mail, eip: eip-mail}
  old: {instance: i-old, eip: 198.51.100.9}
`;

describe("exposed-eip verify", () => {
  let live: LiveCommand;
  const scripts: string[] = [];

  beforeAll(async () => {
    live = await LiveCommand.start({
      seed: {
        ...account,
        instances: account.instances.map((one) => ({ ...one, cloudAssistant: one.id !== "i-old" })),
      },
      dataPlane: {
        runCommand: ({ instance, script }) => {
          scripts.push(script);
          if (instance.id === "i-web")
            return Promise.resolve({ exitCode: 0, output: "exposed-eip: 203.0.113.106 is on eth1\n" });
          // The real script, on this machine, no NIC of which has the EIP.
          const { status, stdout, stderr } = spawnSync("sh", ["-s"], { input: script, encoding: "utf8" });
          return Promise.resolve({ exitCode: status ?? 1, output: stdout + stderr });
        },
      },
    });
    live.write("exposure.yaml", CONFIGURATION);
  });

  afterAll(() => live.end());

  beforeEach(() => {
    live.emulator.setFaults([]);
  });

  testIf(programsOnPath("ip", "sh"), "says of each exposure whether it works, and why not", async () => {
    const { exitCode, stdout, stderr } = await live.run(["verify"]);
    expect(stderr).toBe("");
    expect(stdout.split("\n")).toEqual([
      "ok      web (i-web): 203.0.113.106 is on eth1",
      "failed  mail (i-mail): 198.51.100.7: error 60: no NIC has 198.51.100.7. Run up.",
      "failed  old (i-old): 198.51.100.9: ClientNotRunning: The Cloud Assistant agent does not answer.",
      "",
    ]);
    expect(exitCode).toBe(3);
    expect(scripts[0]).toContain("VERIFY='icmp:192.0.2.10'");
    // Nothing is left in the account.
    expect(live.emulator.cloud.commands.size).toBe(0);
  });

  it("writes JSON for the exposures that are named", async () => {
    const { exitCode, stdout } = await live.run(["verify", "--exposure", "web", "--timeout", "5", "--json"]);
    expect(JSON.parse(stdout)).toEqual([
      {
        ...{ stack: "exposed-eip", exposure: "web", instance: "i-web", eip: "203.0.113.106" },
        ...{ isPassed: true, reason: "203.0.113.106 is on eth1", exitCode: 0 },
      },
    ]);
    expect(exitCode).toBe(0);
    expect(scripts.at(-1)).toContain("WAIT='5'");
  });

  it("names the permission that is missing, and exits with 1", async () => {
    live.emulator.setFaults([{ fault: "deny", actions: ["ecs:RunCommand"] }]);
    const { exitCode, stderr } = await live.run(["verify"]);
    expect(stderr).toMatch(/^The credentials do not allow ecs:RunCommand \(Forbidden\.RAM\); add it /);
    expect(exitCode).toBe(1);
  });

  it("reports a refusal that concerns one exposure there", async () => {
    live.write("gone.yaml", CONFIGURATION.replace("i-old", "i-gone"));
    const { exitCode, stdout } = await live.run(["verify", "gone.yaml", "--exposure", "web", "old"]);
    expect(stdout).toMatch(/^ok {6}web .*\nfailed {2}old \(i-gone\): .*InvalidInstance\.NotFound/);
    expect(exitCode).toBe(3);
  });

  it("says which exposures there are, and which numbers are allowed", async () => {
    const wrong = await live.run(["verify", "--exposure", "Web"]);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stderr).toMatch(/no exposure has this name\n.*web, mail, old\n.*did you mean {2}web\n/);
    const { exitCode, stderr } = await live.run(["verify", "--timeout", "0"]);
    expect(stderr).toMatch(/It is not a number from 1 to 3600\.\n.*exposed-eip verify --help/);
    expect(exitCode).toBe(2);
  });

  it("says so where no credentials are", async () => {
    const { exitCode, stderr } = await live.run(["verify"], { ALIBABA_CLOUD_ACCESS_KEY_ID: "" });
    expect(stderr).toMatch(/^No credentials found; set ALIBABA_CLOUD_ACCESS_KEY_ID and /);
    expect(exitCode).toBe(1);
  });
});
