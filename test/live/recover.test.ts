import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import type { Seed } from "../../emulator/src";
import { accountWith } from "../../testing/account";
import { programsOnPath, testIf } from "../../testing/requirements";
import { cloudEnvironment } from "./cloud-environment";
import { LiveCommand, MADE_UP } from "./live-command";

jest.setTimeout(120_000);

const STACK = "cdktf.out/stacks/shop";
const IMPORTS = `${STACK}/recover.tf.json`;
const STATE = "terraform.shop.tfstate";

const base = accountWith({
  instances: { "i-web": "h", "i-new": "h" },
  eips: { "eip-web": "203.0.113.106", "eip-new": "198.51.100.1", "eip-other": "198.51.100.9" },
});
const NEW = { name: "shop-fresh", tags: { team: "network" } };

/** The account after an apply, with an EIP that the stack has allocated and not associated. */
const account: Seed = {
  ...base,
  vpcs: base.vpcs.map((one) => ({ ...one, secondaryCidrBlocks: ["203.0.113.96/28"] })),
  vswitches: [
    ...base.vswitches,
    {
      ...{ id: "vsw-web", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "203.0.113.104/29" },
      ...{ name: "shop-203-0-113-104-29", tags: NEW.tags },
    },
  ],
  networkInterfaces: [
    {
      ...{
        id: "eni-web",
        name: "shop-web",
        tags: NEW.tags,
        vswitchId: "vsw-web",
        securityGroupIds: ["sg-main"],
      },
      ...{ primaryIpAddress: "203.0.113.106", status: "InUse", instanceId: "i-web" },
    },
  ],
  eips: base.eips.map((one) => {
    if (one.id === "eip-new") return { ...one, ...NEW };
    if (one.id === "eip-other") return { ...one, name: "shop-fresh-2", tags: NEW.tags };
    return { ...one, status: "InUse", instanceId: "eni-web", instanceType: "NetworkInterface" };
  }),
};

const LEFTOVERS = {
  "alicloud_ecs_network_interface.web": "eni-web",
  "alicloud_ecs_network_interface_attachment.web": "eni-web:i-web",
  "alicloud_eip_address.fresh": "eip-new",
  "alicloud_eip_association.web": "eip-web:eni-web",
  "alicloud_vpc_ipv4_cidr_block.cidr-203-0-113-96-28": "vpc-main:203.0.113.96/28",
  "alicloud_vswitch.cidr-203-0-113-104-29": "vsw-web",
};

const CONFIGURATION = `region: cn-hangzhou
tags: {team: network}
exposures:
  web: {instance: i-web, eip: 203.0.113.106}
  fresh: {instance: i-new, eip: {create: {bandwidth: 5}}}
`;

/** Text of a state with these resources. */
const stateOf = (ids: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    version: 4,
    resources: Object.entries(ids).map(([address, id]) => {
      const [type = "", name = ""] = address.split(".");
      const attributes = { id, ...(/vswitch|cidr/.test(type) && { vpc_id: "vpc-main" }) };
      return { mode: "managed", type, name, instances: [{ attributes }] };
    }),
  });

interface Report {
  readonly leftovers: readonly { readonly address: string; readonly id: string }[];
  readonly foreign: readonly { readonly problem: string }[];
  readonly holders: readonly { readonly by: string }[];
  readonly unproven: readonly { readonly action: string }[];
}

describe("exposed-eip recover", () => {
  let live: LiveCommand;

  beforeAll(async () => {
    live = await LiveCommand.start({ seed: account });
    live.write("shop.yaml", CONFIGURATION);
  });

  afterAll(() => live.end());

  beforeEach(async () => {
    live.emulator.setFaults([]);
    await live.emulator.load(account);
    fs.rmSync(path.join(live.folder, STATE), { force: true });
    fs.rmSync(path.join(live.folder, IMPORTS), { force: true });
  });

  const recover = (...options: readonly string[]) => live.run(["recover", "shop.yaml", ...options]);
  const reported = ({ stdout }: { readonly stdout: string }): Report => {
    const [report] = JSON.parse(stdout) as [Report];
    return report;
  };
  const changes = () =>
    Object.keys(live.emulator.calls.summary().actions).filter((one) => !/^(?:Describe|List)/.test(one));

  it("wants the stack synthesized first", async () => {
    const { exitCode, stderr } = await recover();
    expect(stderr).toMatch(
      /^cdktf\.out\/stacks\/shop\/cdk\.tf\.json does not exist; run {2}exposed-eip synth shop\.yaml {2}first\n/,
    );
    expect(exitCode).toBe(1);
    expect((await live.run(["synth", "shop.yaml"])).exitCode).toBe(0);
  });

  it("has everything imported that the state lacks, and a synthesis keeps that until it is applied", async () => {
    const { exitCode, stdout } = await recover();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^warning: terraform\.shop\.tfstate does not exist, /m);
    expect(stdout).toMatch(
      /^ {2}alicloud_eip_address\.fresh {2}eip-new: "shop-fresh", 198\.51\.100\.1, bound to nothing, billed, .* tags team=network; unused/m,
    );
    expect(stdout).toMatch(/^ {2}alicloud_eip_association\.web {2}.* carries traffic$/m);
    const { import: blocks } = JSON.parse(live.read(IMPORTS)) as { import: { to: string; id: string }[] };
    expect(Object.fromEntries(blocks.map(({ to, id }) => [to, id]))).toEqual(LEFTOVERS);
    expect(changes()).toEqual([]);

    const synthesis = await live.run(["synth", "shop.yaml"]);
    expect(synthesis.stdout).toMatch(
      /^warning: .*recover\.tf\.json imports 6 resources at the next apply; run exposed-eip recover after/m,
    );
    live.write(STATE, stateOf(LEFTOVERS));
    const after = await recover();
    expect(after.stdout).toMatch(/^nothing of the stack is missing from the state$/m);
    expect(after.stdout).toMatch(/^removed: .*recover\.tf\.json$/m);
    expect(after.exitCode).toBe(0);
    expect(fs.existsSync(path.join(live.folder, IMPORTS))).toBe(false);
  });

  it("only lists with --list, and takes nothing that another stack has in its state", async () => {
    const record = { file: "other.yaml", output: "cdktf.out", backend: "local", state: "other.tfstate" };
    const before = live.read(".exposed-eip.stacks.json");
    const { stacks, ...rest } = JSON.parse(before) as { stacks: object };
    live.write(".exposed-eip.stacks.json", JSON.stringify({ ...rest, stacks: { ...stacks, other: record } }));
    live.write(
      "other.tfstate",
      stateOf({ "alicloud_vswitch.x": "vsw-web", "alicloud_eip_address.x": "eip-new" }),
    );
    const report = reported(await recover("--list", "--json"));
    live.write(".exposed-eip.stacks.json", before);
    expect(report.leftovers).toEqual([]);
    expect(report.foreign.map(({ problem }) => problem)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^the vSwitch .* is in the state of the stack other$/),
        expect.stringMatching(/^the EIP .* is in the state of the stack other$/),
      ]),
    );
    expect(fs.existsSync(path.join(live.folder, IMPORTS))).toBe(false);
    expect(changes()).toEqual([]);
  });

  it("deletes what is unused after it is told to, and imports the rest", async () => {
    const refused = await recover("--delete");
    expect(refused.stderr).toMatch(
      /^error: --delete asks a question, which nobody can answer here; add --yes/,
    );
    expect(refused.exitCode).toBe(2);
    expect(changes()).toEqual([]);
    const { stdout, exitCode } = await recover("--delete", "--yes");
    expect(stdout).toMatch(/^deleted: eip-new$/m);
    expect(exitCode).toBe(0);
    expect([...live.emulator.cloud.eips.keys()]).toEqual(["eip-web", "eip-other"]);
    expect(changes()).toEqual(["ReleaseEipAddress"]);
    expect(live.read(IMPORTS)).not.toContain("eip-new");
  });

  testIf([programsOnPath("script")], "deletes nothing on a terminal without a yes", async () => {
    const { endpoint, certificateFile } = live.emulator;
    const variables = {
      ...{ ...MADE_UP, SSL_CERT_FILE: certificateFile, TERM: "dumb" },
      ...{ ALIBABA_CLOUD_ENDPOINT_ECS: endpoint, ALIBABA_CLOUD_ENDPOINT_VPC: endpoint },
    };
    const root = path.resolve(__dirname, "../..");
    const line = [
      process.execPath,
      path.join(root, "scripts/app.js"),
      "bin/exposed-eip.ts",
      "recover",
      "shop.yaml",
      "--delete",
    ];
    for (const answer of ["y", "yes"]) {
      const child = spawn("script", ["-qec", line.join(" "), "/dev/null"], {
        ...{ cwd: live.folder, env: cloudEnvironment(variables) },
      });
      let output = "";
      child.stdout.on("data", (text: Buffer) => {
        output += text.toString();
        if (output.includes("Write yes to delete: ") && !child.stdin.writableEnded)
          child.stdin.end(`${answer}\n`);
      });
      await new Promise((resolve) => child.once("close", resolve));
      expect(output).toMatch(answer === "yes" ? /deleted: eip-new/ : /nothing deleted, nothing written/);
      expect(fs.existsSync(path.join(live.folder, IMPORTS))).toBe(answer === "yes");
    }
    expect(live.emulator.cloud.eips.has("eip-new")).toBe(false);
  });

  it("detaches an ENI once more that is stuck, and says what to do about one that stays", async () => {
    const stuck = () =>
      live.emulator.load({
        ...account,
        networkInterfaces: account.networkInterfaces?.map((one) => ({ ...one, status: "Detaching" })),
      });
    live.write(STATE, stateOf(LEFTOVERS));
    await stuck();
    const { stdout, exitCode } = await recover();
    expect(stdout).toMatch(/^stuck in Detaching:\n {2}eni-web of i-web$/m);
    expect(stdout).toMatch(/^detached: eni-web$/m);
    expect(exitCode).toBe(0);
    expect(live.emulator.cloud.networkInterfaces.get("eni-web")).toMatchObject({
      status: "Available",
      instanceId: "",
    });

    await stuck();
    live.emulator.setFaults([{ fault: "stuck", actions: ["DetachNetworkInterface"] }]);
    const again = await recover("--wait", "0");
    expect(again.stdout).toMatch(
      /^warning: eni-web is still Detaching after 0 seconds, .* run {2}exposed-eip\.sh down {2}in i-web, or stop/m,
    );
    expect(again.exitCode).toBe(1);
  });

  it("never takes an account that it may not read for an empty one", async () => {
    live.emulator.setFaults([
      { fault: "deny", actions: ["ecs:DescribeNetworkInterfaces", "vpc:DescribeVSwitches"] },
    ]);
    const { stdout, exitCode } = await recover();
    expect(stdout).toMatch(
      /^there may be more:\n.*the credentials do not allow vpc:DescribeVSwitches; check/m,
    );
    expect(stdout).not.toMatch(/nothing of the stack is missing/);
    expect(exitCode).toBe(1);
    // As for a RAM user whose calls are answered with empty lists.
    live.emulator.setFaults([]);
    await live.emulator.load({ region: "cn-hangzhou" });
    const empty = await recover();
    expect(empty.stdout).toMatch(
      /^nothing was found, which proves nothing:\n {2}ecs:DescribeInstances shows no instance i-/m,
    );
    expect(empty.stdout).not.toMatch(/nothing of the stack is missing/);
    expect(empty.exitCode).toBe(1);
    // A file from before stays: what it imports may be there.
    expect(fs.existsSync(path.join(live.folder, IMPORTS))).toBe(true);
  });

  it("says that credentials are wrong, and writes nothing", async () => {
    const { exitCode, stderr } = await live.run(["recover", "shop.yaml"], {
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "another",
    });
    expect(stderr).toMatch(/^The credentials from .* are not valid \(SignatureDoesNotMatch\)/);
    expect(exitCode).toBe(1);
    expect(fs.existsSync(path.join(live.folder, IMPORTS))).toBe(false);
  });

  it("needs the RAM policy of the stack and one action beside, as docs/reference/live.md says, and no action that it does not name", async () => {
    const { stdout } = await live.run(["policy", "shop.yaml"]);
    const { Statement } = JSON.parse(stdout) as { Statement: { Action: string[] }[] };
    const allowed = Statement.flatMap(({ Action }) => Action);
    live.emulator.setFaults([{ fault: "allow-only", actions: [...allowed, "vpc:DescribeVSwitches"] }]);
    const { stdout: done, exitCode } = await recover("--delete", "--yes");
    expect(done).not.toContain("do not allow");
    expect(exitCode).toBe(0);
    const page = fs.readFileSync(path.resolve(__dirname, "../../docs/reference/live.md"), "utf8");
    for (const action of Object.keys(live.emulator.calls.summary().actions))
      expect(page).toContain(`:${action}`);
  });

  it("writes into the folder of an exported root, with the addresses there", async () => {
    await live.run(["export", "shop.yaml", "--to", "exported"]);
    const { exitCode } = await recover("--root", "exported");
    expect(exitCode).toBe(0);
    expect(live.read("exported/recover.tf.json")).toContain('"alicloud_vswitch.cidr-203-0-113-104-29"');
    const exported = await live.run(["export", "shop.yaml", "--to", "exported"]);
    expect(exported.stdout).toMatch(/^warning: exported\/recover\.tf\.json imports 6 resources/m);
    const wrong = await recover("--root", "cdktf.out");
    expect(wrong.stderr).toMatch(
      /^cdktf\.out has no export, not the stack shop as a root configuration; name the folder/,
    );
  });
});
