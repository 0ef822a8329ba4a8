import { readFileSync } from "node:fs";

import { type Emulator, type FaultRules, type Seed, startEmulator } from "../../emulator/src";
import { liveCheck } from "../../lib/cli/live-check";
import { parseConfiguration } from "../../lib/configuration/load";
import { synthesized } from "../../lib/export/output";
import { CHECK_NAMES } from "../../lib/exposure-table/checks";
import { EMPTY_PLAN_LOCK } from "../../lib/planning/plan-lock";
import { ExposureStack } from "../../lib/stack/exposure-stack";
import { accountWith } from "../../testing/account";
import { withEnvironment } from "./cloud-environment";

const KEY = { id: "LTAI-made-up-id", secret: "made-up-secret" };
const CREDENTIALS = { ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.secret };

const account = accountWith({ instances: { "i-web": "h" }, eips: { "eip-web": "203.0.113.106" } });

type Instance = NonNullable<Seed["instances"]>[number];

/** The account with another instance `i-web`. */
const withInstance = (change: Partial<Instance>): Seed => ({
  ...account,
  instances: account.instances.map((one) => ({ ...one, ...change })),
});
const withVpc = (change: object, more: Seed = {}): Seed => ({
  ...account,
  vpcs: account.vpcs.map((one) => ({ ...one, ...change })),
  ...more,
});
const withEip = (change: object, more: Seed = {}): Seed => ({
  ...account,
  eips: account.eips.map((one) => ({ ...one, ...change })),
  ...more,
});
const second: Instance = { id: "i-other", vswitchId: "vsw-h", securityGroupIds: ["sg-main"] };
const block = { id: "vsw-block", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "203.0.113.96/28" };
const eni = (change: object) => ({
  id: "eni-web",
  vswitchId: block.id,
  primaryIpAddress: "203.0.113.106",
  securityGroupIds: ["sg-main"],
  ...change,
});
const inBlock = (more: Seed = {}): Seed =>
  withVpc({ secondaryCidrBlocks: [block.cidrBlock] }, { vswitches: [...account.vswitches, block], ...more });
const egress = {
  id: "sgr-drop",
  direction: "egress",
  protocol: "all",
  cidr: "0.0.0.0/0",
  policy: "drop",
} as const;
const WEB = "instance: i-web, eip: 203.0.113.106";

/** For each check: what exists, the exposure, and the finding. */
const cases: readonly [check: string, seed: Seed, exposure: string, problem: RegExp, top?: string][] = [
  ["instance-found", account, "instance: i-gone, eip: 203.0.113.106", /^The instance i-gone was not found/],
  ["eip-found", account, "instance: i-web, eip: 203.0.113.107", /^The EIP 203\.0\.113\.107 was not found/],
  ["eip-found", account, "instance: i-web, eip: eip-gone", /^The EIP eip-gone was not found/],
  [
    "eip-unbound",
    withEip({ status: "InUse", instanceId: "i-web", instanceType: "EcsInstance" }),
    WEB,
    /^The EIP 203\.0\.113\.106 is bound to i-web \(EcsInstance\)$/,
  ],
  [
    "same-vpc",
    account,
    `${WEB}, vpc: vpc-other`,
    /names the VPC vpc-other, but the instance i-web is in vpc-main$/,
  ],
  [
    "same-zone",
    account,
    `${WEB}, zone: cn-hangzhou-k`,
    /names the zone cn-hangzhou-k, but .* in cn-hangzhou-h$/,
  ],
  [
    "same-vpc",
    account,
    `${WEB}, securityGroups: [sg-gone]`,
    /^The security groups sg-gone are not in the VPC/,
  ],
  [
    "security-group-type",
    {
      ...account,
      securityGroups: [
        ...account.securityGroups,
        { id: "sg-advanced", vpcId: "vpc-main", type: "enterprise" },
      ],
    },
    `${WEB}, securityGroups: [sg-main, sg-advanced]`,
    /mix basic \(normal\) and advanced \(enterprise\) ones/,
  ],
  [
    "security-group-egress",
    { ...account, securityGroups: account.securityGroups.map((one) => ({ ...one, rules: [egress] })) },
    WEB,
    /^The security groups sg-main allow no outbound traffic/,
  ],
  [
    "security-group-egress",
    {
      ...account,
      securityGroups: account.securityGroups.map((one) => ({ ...one, type: "enterprise" as const })),
    },
    WEB,
    /^The security groups sg-main allow no outbound traffic/,
  ],
  [
    "eni-quota",
    withInstance({ type: "ecs.c6.large" }),
    `${WEB}}, mail: {instance: i-web, eip: eip-mail`,
    /^The instance i-web has 1 of 2 network interfaces \(type ecs\.c6\.large\), and needs 2 more/,
  ],
  [
    "private-ip-quota",
    {
      ...withInstance({ type: "ecs.c6.large" }),
      instanceTypes: [
        { id: "ecs.c6.large", cpus: 2, memory: 4, networkInterfaces: 2, addressesPerInterface: 1 },
      ],
    },
    `${WEB}}, mail: {nicOf: web, eip: 203.0.113.107`,
    /^The network interface of the exposure web would have 2 private addresses, maximum 1$/,
  ],
  [
    "address-free",
    inBlock({
      eips: [...account.eips, { id: "eip-other", ipAddress: "203.0.113.107" }],
      networkInterfaces: [eni({ id: "eni-other", primaryIpAddress: "203.0.113.107" })],
    }),
    `${WEB}, vswitch: vsw-block}, mail: {nicOf: web, eip: eip-other`,
    /^The EIP 203\.0\.113\.107 is an address of the network interface eni-other already$/,
  ],
  [
    "eip-placed",
    { ...account, eips: [...account.eips, { id: "eip-other", ipAddress: "203.0.113.20" }] },
    `${WEB}}, mail: {nicOf: web, eip: eip-other`,
    /^The EIP 203\.0\.113\.20 is not usable in the vSwitch of web$/,
  ],
  [
    "hot-plug",
    withInstance({ type: "ecs.s6-c1m2.large" }),
    WEB,
    /^The instance i-web is Running, but its type ecs\.s6-c1m2/,
  ],
  ["vswitch-found", account, `${WEB}, vswitch: vsw-gone`, /^The vSwitch vsw-gone was not found/],
  [
    "eip-placed",
    account,
    `${WEB}, vswitch: vsw-h`,
    /^The EIP 203\.0\.113\.106 is not usable in the vSwitch 10\.0\.0\.0\/24/,
  ],
  [
    "network-interface-found",
    account,
    `${WEB}, networkInterface: eni-gone`,
    /^The network interface eni-gone is not/,
  ],
  [
    "network-interface-free",
    inBlock({
      instances: [...account.instances, second],
      networkInterfaces: [eni({ status: "InUse", instanceId: "i-other" })],
    }),
    `${WEB}, networkInterface: eni-web`,
    /^The network interface eni-web is attached to i-other, not to the instance i-web$/,
  ],
  [
    "network-interface-free",
    inBlock({
      instances: [...account.instances, second],
      networkInterfaces: [eni({ status: "InUse", instanceId: "i-other" })],
    }),
    WEB,
    /^The address 203\.0\.113\.106 is in use: the network interface eni-web of i-other has it$/,
  ],
  [
    "guest-os",
    withInstance({ imageId: "win2022_21H2_x64_dtc_en-us_40G_alibase_20260101.vhd" }),
    `${WEB}, guest: cloud-assistant`,
    /^The instance i-web runs Windows/,
  ],
  [
    "guest-running",
    withInstance({ status: "Stopped" }),
    `${WEB}, guest: cloud-assistant`,
    /^The instance i-web is Stopped/,
  ],
  [
    "block-overlap",
    withVpc({ secondaryCidrBlocks: ["203.0.113.0/24"] }),
    WEB,
    /^The secondary CIDR block 203\.0\.113\.96\/28 overlaps 203\.0\.113\.0\/24, which the VPC vpc-main already has$/,
  ],
  [
    "block-overlap",
    {
      ...account,
      routeEntries: [{ vpcId: "vpc-main", destination: "203.0.113.100/32", nextHopId: "i-web" }],
    },
    WEB,
    /^The secondary CIDR block 203\.0\.113\.96\/28 contains 203\.0\.113\.100\/32, the destination of a route/,
  ],
  [
    "block-overlap",
    inBlock(),
    WEB,
    /^The vSwitch 203\.0\.113\.104\/29 overlaps 203\.0\.113\.96\/28, the vSwitch vsw-block$/,
  ],
  [
    "block-quota",
    withVpc({ secondaryCidrBlocks: ["198.51.100.0/28"] }, { quotas: { secondaryCidrBlocksPerVpc: 1 } }),
    WEB,
    /^The VPC vpc-main would have 2 secondary CIDR blocks \(198\.51\.100\.0\/28, 203\.0\.113\.96\/28\), and may have 1, as Quota Center says$/,
  ],
  [
    "block-quota",
    withVpc({ secondaryCidrBlocks: ["198.51.100.0/28"] }),
    WEB,
    /and may have 1, as blocksPerVpc says$/,
    "blocksPerVpc: 1\n",
  ],
  [
    "block-found",
    account,
    `${WEB}, block: {existing: 203.0.113.96/28}`,
    /^The VPC vpc-main has no .*; it has none$/,
  ],
  [
    "ipv4-gateway",
    { ...account, ipv4Gateways: [{ id: "ipv4gw-main", vpcId: "vpc-main" }] },
    WEB,
    /^The VPC vpc-main has an activated IPv4 gateway, but its system route table has no route/,
  ],
];

/** Checks that synth makes on its own, or that the emulator's rules make impossible. */
const ELSEWHERE = ["range-allowed", "security-group-count"];

describe("check --live", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ key: KEY });
  });

  afterAll(() => emulator.close());

  async function findings(seed: Seed, exposure: string, faults: FaultRules = [], top = "") {
    await emulator.load(seed);
    emulator.setFaults(faults);
    const endpoint = `http://${emulator.endpoint}`;
    const text = `region: cn-hangzhou
provider: {endpoints: {ecs: "${endpoint}", vpc: "${endpoint}", quotas: "${endpoint}"}}
${top}exposures: {web: {${exposure}}}
`;
    const configuration = parseConfiguration(text, "exposure.yaml");
    const { stack } = synthesized((app) => new ExposureStack(app, configuration));
    const one = { configuration, lockFile: { content: EMPTY_PLAN_LOCK } as never };
    return withEnvironment(CREDENTIALS, () => liveCheck(one, stack));
  }

  it("finds nothing where the exposure can be made, and only reads", async () => {
    expect(await findings(account, WEB)).toEqual([]);
    expect(await findings(account, "instance: i-web, eip: eip-web, guest: cloud-assistant")).toEqual([]);
    const actions = Object.keys(emulator.calls.summary().actions);
    expect(actions.filter((action) => !/^(?:Describe|List)/.test(action))).toEqual([]);
  });

  it("finds nothing once it is made", async () => {
    const vswitch = { ...block, id: "vsw-web", cidrBlock: "203.0.113.104/29" };
    const made: Seed = withVpc(
      { secondaryCidrBlocks: [block.cidrBlock] },
      {
        vswitches: [...account.vswitches, vswitch],
        networkInterfaces: [{ ...eni({ status: "InUse", instanceId: "i-web" }), vswitchId: "vsw-web" }],
        eips: account.eips.map((one) => ({
          ...one,
          ...{ status: "InUse", instanceId: "eni-web", instanceType: "NetworkInterface" },
          privateIpAddress: one.ipAddress,
        })),
        quotas: { secondaryCidrBlocksPerVpc: 1 },
      },
    );
    for (const type of ["ecs.c6.large", "ecs.s6-c1m2.large"]) {
      const instances = account.instances.map((one) => ({ ...one, type }));
      expect(await findings({ ...made, instances }, `${WEB}, guest: cloud-assistant`)).toEqual([]);
    }
  });

  // An argument that is missing would be Jest's callback.
  it.each(cases.map((one) => [...one, ""]))("%s", async (...given) => {
    const [check, seed, exposure, problem, top = ""] = given as unknown as (typeof cases)[number];
    const found = await findings(seed, exposure, [], top);
    const [one] = found.filter((each) => each.check === check);
    expect(one?.problem).toMatch(problem);
    expect(one?.severity).toBe("error");
    expect(one?.remedy).toMatch(/^[A-Z].*[^.]$/);
    expect(one?.message).toBe(
      `${one?.exposure ?? ""}: ${one?.problem ?? ""}. ${one?.remedy ?? ""}. (${check})`,
    );
    // The same, if the file skips the check.
    const skipped = await findings(seed, exposure, [], `${top}skipChecks: [${check}]\n`);
    expect(skipped.filter((each) => each.check === check)).toEqual([]);
  });

  it("has a case for each check that the cloud can answer", () => {
    const tested = new Set([...cases.map(([check]) => check), ...ELSEWHERE]);
    expect(CHECK_NAMES.filter((name) => !tested.has(name))).toEqual([]);
  });

  it("reports each permission that is missing, and goes on with the other checks", async () => {
    const faults: FaultRules = [
      {
        fault: "deny",
        actions: ["ecs:DescribeSecurityGroups", "vpc:DescribeVSwitches", "quotas:ListProductQuotas"],
      },
    ];
    const found = await findings(withInstance({ type: "ecs.s6-c1m2.large" }), WEB, faults);
    expect(found.map(({ check, severity, exposure }) => [check, severity, exposure])).toEqual([
      ["permission", "warning", ""],
      ["permission", "error", ""],
      ["permission", "warning", ""],
      ["hot-plug", "error", "web"],
    ]);
    expect(found[1]?.message).toBe(
      "The credentials do not allow ecs:DescribeSecurityGroups, which Terraform needs for this stack. " +
        "Attach the policy that exposed-eip policy prints to the RAM user or role. (permission)",
    );
  });

  it("needs no more permissions than docs/reference/live.md says", async () => {
    const [, policy = "{}"] =
      /```json\n([^]*?)```/.exec(readFileSync("docs/reference/live.md", "utf8")) ?? [];
    const { Statement } = JSON.parse(policy) as {
      readonly Statement: readonly { readonly Action: string[] }[];
    };
    const actions = Statement.flatMap(({ Action }) => Action);
    const gateway = { ...account, ipv4Gateways: [{ id: "ipv4gw-main", vpcId: "vpc-main" }] };
    const found = await findings(gateway, `${WEB}, vswitch: vsw-h`, [{ fault: "allow-only", actions }]);
    expect(found.map(({ check }) => check)).toEqual(["eip-placed"]);
    const used = Object.keys(emulator.calls.summary().actions);
    const needed = actions
      .map((one) => one.split(":")[1] ?? "")
      .filter((one) => !/RunCommand|InvocationResults/.test(one));
    expect(needed.filter((action) => !used.includes(action))).toEqual([]);
  });

  it("says nothing but what is missing where nothing is allowed", async () => {
    const found = await findings(account, WEB, [{ fault: "deny", actions: ["*"] }]);
    expect(new Set(found.map(({ check }) => check))).toEqual(new Set(["permission"]));
    expect(found.length).toBeGreaterThan(2);
  });
});
