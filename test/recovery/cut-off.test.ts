import { type Emulator, type FaultRules, type Seed, startEmulator } from "../../emulator/src";
import { call } from "../../emulator/test/support/client";
import { parseConfiguration } from "../../lib/configuration/load";
import { synthesized } from "../../lib/export/output";
import { CloudClient } from "../../lib/live/cloud-client";
import { deleteUnused } from "../../lib/recovery/recovery-actions";
import { readRecoveryFacts, type Unproven, unprovenParts } from "../../lib/recovery/recovery-facts";
import { type Leftover, type RecoveryPlan, recoveryPlan } from "../../lib/recovery/recovery-plan";
import { resourcesOf } from "../../lib/recovery/stack-resources";
import type { StateResource } from "../../lib/recovery/terraform-state";
import { ExposureStack } from "../../lib/stack/exposure-stack";
import { accountWith } from "../../testing/account";
import { withEnvironment } from "../live/cloud-environment";

const CREDENTIALS = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-made-up-id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "made-up-secret",
};

const CONFIGURATION = `
region: cn-hangzhou
stack: shop
tags: {team: network}
guest: cloud-assistant
exposures:
  web: {instance: i-web, eip: 203.0.113.106}
`;

const configuration = parseConfiguration(CONFIGURATION, "shop.yaml");
const stack = resourcesOf(synthesized((app) => new ExposureStack(app, configuration)));

/** What the cloud begins is done at once, unless a fault says otherwise. */
const AT_ONCE: Seed["durations"] = {
  ...{ createVSwitch: 0, changeCidrBlocks: 0, associateEip: 0, unassociateEip: 0 },
  ...{ attachInterface: 0, detachInterface: 0, runCommand: 0 },
};

const seed: Seed = {
  ...accountWith({
    instances: { "i-web": "h" },
    eips: { "eip-web": "203.0.113.106", "eip-other": "198.51.100.9" },
  }),
  durations: AT_ONCE,
};

const TAGS = { "Tag.1.Key": "team", "Tag.1.Value": "network" };
const DESCRIPTION = "Guest script of the Terraform stack shop";

/** A resource that the provider creates, by one call. */
interface Step {
  readonly address: string;
  readonly action: string;
  readonly parameters: (ids: Ids) => Readonly<Record<string, string>>;
  /** ID in Terraform's state, of what the call answers. */
  readonly id: (answer: Readonly<Record<string, unknown>>, ids: Ids) => string;
  /** Call that deletes it. */
  readonly deletion: (ids: Ids) => readonly [action: string, parameters: Readonly<Record<string, string>>];
}

/** IDs by address. */
type Ids = Readonly<Record<string, string>>;

const BLOCK = "alicloud_vpc_ipv4_cidr_block.cidr-203-0-113-96-28";
const VSWITCH = "alicloud_vswitch.cidr-203-0-113-104-29";
const ENI = "alicloud_ecs_network_interface.web";
const idOf = (ids: Ids, address: string): string => ids[address] ?? "";
const command = (address: string, name: string): Step => ({
  ...{ address, action: "CreateCommand" },
  parameters: () => ({
    ...{ Name: name, Description: DESCRIPTION, Type: "RunShellScript" },
    CommandContent: Buffer.from("true").toString("base64"),
  }),
  id: ({ CommandId }) => String(CommandId),
  deletion: (ids) => ["DeleteCommand", { CommandId: idOf(ids, address) }],
});

/** What an apply creates, in its order, by the calls of the provider. */
const STEPS: readonly Step[] = [
  command("alicloud_ecs_command.guest_script", "shop-script"),
  {
    address: BLOCK,
    action: "AssociateVpcCidrBlock",
    parameters: () => ({ VpcId: "vpc-main", SecondaryCidrBlock: "203.0.113.96/28" }),
    id: () => "vpc-main:203.0.113.96/28",
    deletion: () => ["UnassociateVpcCidrBlock", { VpcId: "vpc-main", SecondaryCidrBlock: "203.0.113.96/28" }],
  },
  {
    address: VSWITCH,
    action: "CreateVSwitch",
    parameters: () => ({
      ...{ VpcId: "vpc-main", ZoneId: "cn-hangzhou-h", CidrBlock: "203.0.113.104/29" },
      ...{ VSwitchName: nameOf(VSWITCH), ...TAGS },
    }),
    id: ({ VSwitchId }) => String(VSwitchId),
    deletion: (ids) => ["DeleteVSwitch", { VSwitchId: idOf(ids, VSWITCH) }],
  },
  {
    address: ENI,
    action: "CreateNetworkInterface",
    parameters: (ids) => ({
      ...{ VSwitchId: idOf(ids, VSWITCH), PrimaryIpAddress: "203.0.113.106" },
      ...{ "SecurityGroupIds.1": "sg-main", NetworkInterfaceName: nameOf(ENI), ...TAGS },
    }),
    id: ({ NetworkInterfaceId }) => String(NetworkInterfaceId),
    deletion: (ids) => ["DeleteNetworkInterface", { NetworkInterfaceId: idOf(ids, ENI) }],
  },
  {
    address: "alicloud_eip_association.web",
    action: "AssociateEipAddress",
    parameters: (ids) => ({
      ...{ AllocationId: "eip-web", InstanceId: idOf(ids, ENI), InstanceType: "NetworkInterface" },
      PrivateIpAddress: "203.0.113.106",
    }),
    id: (_, ids) => `eip-web:${idOf(ids, ENI)}`,
    deletion: (ids) => ["UnassociateEipAddress", { AllocationId: "eip-web", InstanceId: idOf(ids, ENI) }],
  },
  {
    address: "alicloud_ecs_network_interface_attachment.web",
    action: "AttachNetworkInterface",
    parameters: (ids) => ({ NetworkInterfaceId: idOf(ids, ENI), InstanceId: "i-web" }),
    id: (_, ids) => `${idOf(ids, ENI)}:i-web`,
    deletion: (ids) => [
      "DetachNetworkInterface",
      { NetworkInterfaceId: idOf(ids, ENI), InstanceId: "i-web" },
    ],
  },
  command("alicloud_ecs_command.guest_script_part2", "shop-script-2"),
  command("alicloud_ecs_command.web", "shop-web"),
];

function nameOf(address: string): string {
  const resources = stack.exposures.flatMap(({ vswitch, networkInterface }) => [vswitch, networkInterface]);
  const found = resources.find((one) => one !== undefined && "address" in one && one.address === address);
  return found !== undefined && "names" in found ? (found.names[0] ?? "") : "";
}

let emulator: Emulator;
let client: CloudClient;

beforeAll(async () => {
  emulator = await startEmulator({ seed });
  const endpoints = { ecs: `http://${emulator.endpoint}`, vpc: `http://${emulator.endpoint}` };
  client = await withEnvironment(CREDENTIALS, () =>
    CloudClient.connect({ region: "cn-hangzhou", pause: 1, provider: { endpoints } }),
  );
});

afterAll(() => emulator.close());

beforeEach(async () => {
  emulator.setFaults([]);
  await emulator.load(seed);
});

async function done(action: string, parameters: Readonly<Record<string, string>>) {
  const { status, body } = await call(emulator, action, parameters);
  if (status !== 200) throw new Error(`${action}: ${JSON.stringify(body)}`);
  return body;
}

/** Carries out steps. Returns the IDs of what is there then. */
async function apply(steps: readonly Step[], ids: Ids = {}): Promise<Ids> {
  let known = ids;
  for (const { address, action, parameters, id } of steps) {
    const answer = await done(action, parameters(known));
    known = { ...known, [address]: id(answer, known) };
  }
  return known;
}

/** State that has the resources of these steps. */
function stateOf(steps: readonly Step[], ids: Ids): { origin: string; resources: StateResource[] } {
  return {
    origin: "the test",
    resources: steps.map(({ address }) => ({
      ...{ address, type: address.slice(0, address.indexOf(".")), id: idOf(ids, address) },
      attributes: /vswitch|cidr_block/.test(address) ? { vpc_id: "vpc-main" } : {},
    })),
  };
}

/** Deletes what is unused, with the credentials. */
const deleted = (leftovers: readonly Leftover[]) =>
  withEnvironment(CREDENTIALS, () => deleteUnused(client, leftovers));

async function recovered(
  state: ReturnType<typeof stateOf>,
): Promise<RecoveryPlan & { readonly unproven: readonly Unproven[] }> {
  const facts = await withEnvironment(CREDENTIALS, () => readRecoveryFacts(client, stack, state));
  return { ...recoveryPlan(stack, facts, state), unproven: unprovenParts(stack, facts, state) };
}

/** What a call begins stays in between: Associating, Attaching, Deleting. */
const unfinished = (action: string): FaultRules => [
  { fault: "slow", milliseconds: 86_400_000, actions: [action] },
];

describe("after an apply that was cut off before the answer of a call", () => {
  const cuts = STEPS.flatMap((step, index) =>
    [false, true].map((isUnfinished) => ({ ...step, index, isUnfinished })),
  );

  it("knows what the stack creates", () => {
    const created = [...stack.addresses].filter((one) => !one.startsWith("alicloud_ecs_invocation"));
    expect(created.sort()).toEqual(STEPS.map(({ address }) => address).sort());
  });

  it.each(cuts)(
    "recover imports just that: $action, unfinished: $isUnfinished",
    async ({ index, action, address, isUnfinished }) => {
      const before = STEPS.slice(0, index);
      const ids = await apply(before);
      if (isUnfinished) emulator.setFaults(unfinished(action));
      const all = await apply(STEPS.slice(index, index + 1), ids);
      const plan = await recovered(stateOf(before, all));
      expect(plan.leftovers.map((one) => [one.address, one.id, one.isImportable])).toEqual([
        [address, all[address], true],
      ]);
      expect(plan).toMatchObject({ foreign: [], stuck: [], holders: [], unproven: [] });
    },
  );

  it("recover imports everything where the whole state is lost", async () => {
    const ids = await apply(STEPS);
    const { leftovers } = await recovered(stateOf([], ids));
    expect(Object.fromEntries(leftovers.map(({ address, id }) => [address, id]))).toEqual(ids);
  });
});

describe("after a destroy that was cut off before the answer of a call", () => {
  const order = STEPS.toReversed();
  const cuts = order.flatMap((step, index) =>
    [false, true].map((isUnfinished) => ({ address: step.address, index, isUnfinished })),
  );

  it.each(cuts)(
    "recover imports nothing again: $address, unfinished: $isUnfinished",
    async ({ index, isUnfinished }) => {
      const ids = await apply(STEPS);
      for (const { deletion } of order.slice(0, index)) await done(...deletion(ids));
      const [action, parameters] = order[index]?.deletion(ids) ?? ["", {}];
      if (isUnfinished) emulator.setFaults(unfinished(action));
      await done(action, parameters);
      // The state still has what was deleted last.
      const plan = await recovered(stateOf(order.slice(index), ids));
      expect(plan).toMatchObject({ leftovers: [], foreign: [], holders: [] });
      const isDetaching = isUnfinished && action === "DetachNetworkInterface";
      expect(plan.stuck).toEqual(isDetaching ? [{ id: ids[ENI], instanceId: "i-web" }] : []);
      // Once the last command is gone, the empty list may be that of somebody who may not read it.
      const isLast = index === order.length - 1;
      expect(plan.unproven.map((one) => one.action)).toEqual(isLast ? ["ecs:DescribeCommands"] : []);
    },
  );
});

describe("without a permission, which the cloud answers with empty lists,", () => {
  const LISTS = [
    ...["ecs:DescribeInstances", "vpc:DescribeEipAddresses", "vpc:DescribeVpcs", "vpc:DescribeVSwitches"],
    "ecs:DescribeNetworkInterfaces",
  ];

  it.each([...LISTS, "ecs:DescribeCommands"])("recover says so: %s", async (action) => {
    const ids = await apply(STEPS);
    emulator.setFaults([{ fault: "deny", actions: [action], lists: "empty" }]);
    const plan = await recovered(stateOf(STEPS, ids));
    expect(plan.unproven.map((one) => one.action)).toContain(action);
    expect(plan.leftovers).toEqual([]);
    expect(plan.foreign).toEqual([]);
  });

  it("recover says so of all of them at once, and imports nothing", async () => {
    const ids = await apply(STEPS);
    emulator.setFaults([{ fault: "deny", actions: ["Describe*"], lists: "empty" }]);
    const plan = await recovered(stateOf([], ids));
    expect(plan.leftovers).toEqual([]);
    expect(plan.unproven.map((one) => one.action)).toEqual(
      expect.arrayContaining(["ecs:DescribeInstances", "vpc:DescribeEipAddresses"]),
    );
  });
});

describe("what was unused when it was found", () => {
  const found = async (): Promise<readonly Leftover[]> =>
    (await recovered(stateOf([], {}))).leftovers.filter(({ isUnused }) => isUnused);
  const eni = (ids: Ids) => idOf(ids, ENI);
  const present = (id: string) => emulator.cloud.networkInterfaces.has(id);

  it("is deleted: an ENI and a command", async () => {
    const ids = await apply(STEPS.slice(0, 4));
    const unused = await found();
    expect(unused.map(({ id }) => id).sort()).toEqual(
      [eni(ids), idOf(ids, "alicloud_ecs_command.guest_script")].sort(),
    );
    expect((await deleted(unused)).every(({ isDone }) => isDone)).toBe(true);
    expect(present(eni(ids))).toBe(false);
    expect(emulator.cloud.commands.size).toBe(0);
  });

  it.each<[what: string, change: (id: string) => Promise<unknown>, reason: RegExp]>([
    [
      "attached",
      (id) => done("AttachNetworkInterface", { NetworkInterfaceId: id, InstanceId: "i-web" }),
      /^eni-\S+ is in use by now \(InUse, on i-web\), so that it is left alone/,
    ],
    [
      "given an EIP",
      (id) =>
        done("AssociateEipAddress", {
          ...{ AllocationId: "eip-other", InstanceId: id, InstanceType: "NetworkInterface" },
        }),
      /has the EIP 198\.51\.100\.9 by now/,
    ],
    [
      "renamed",
      (id) =>
        done("ModifyNetworkInterfaceAttribute", { NetworkInterfaceId: id, NetworkInterfaceName: "theirs" }),
      /has another name by now/,
    ],
    [
      "deleted",
      (id) => done("DeleteNetworkInterface", { NetworkInterfaceId: id }),
      /is not visible any more/,
    ],
  ])("is left alone if it was %s meanwhile", async (what, change, reason) => {
    const ids = await apply(STEPS.slice(1, 4));
    const unused = await found();
    expect(unused).toHaveLength(1);
    await change(eni(ids));
    const calls = emulator.calls.list("DeleteNetworkInterface").length;
    expect(await deleted(unused)).toEqual([
      { id: eni(ids), isDone: false, reason: expect.stringMatching(reason) as string },
    ]);
    expect(emulator.calls.list("DeleteNetworkInterface")).toHaveLength(calls);
    expect(present(eni(ids))).toBe(what !== "deleted");
  });

  it("is left alone if it is an EIP that carries traffic by now", async () => {
    const ids = await apply(STEPS.slice(1, 4));
    const eip: Leftover = {
      ...{ address: "alicloud_eip_address.x", type: "alicloud_eip_address", id: "eip-other", name: "" },
      ...{ description: "", isImportable: false, isUnused: true },
    };
    await done("AssociateEipAddress", {
      ...{ AllocationId: "eip-other", InstanceId: eni(ids), InstanceType: "NetworkInterface" },
    });
    expect(await deleted([eip])).toMatchObject([
      {
        isDone: false,
        reason: expect.stringMatching(/^eip-other is in use by now \(InUse, bound/) as string,
      },
    ]);
    expect(emulator.calls.list("ReleaseEipAddress")).toEqual([]);
    expect(emulator.cloud.eips.has("eip-other")).toBe(true);
  });
});
