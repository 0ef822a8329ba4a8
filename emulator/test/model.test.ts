import fc from "fast-check";
import type { Seed } from "../src";
import { forbiddenIn } from "./model/invariants";
import { durations, Model, secondaryLimit, type ModelInterface } from "./model/model";
import { TestCloud } from "./support/engine";

/*
 * 1,000 random sequences of operations, each done by the emulator and by a model that is written independently: both
 * agree on what is done, on the reason for what is refused, and on the state after each step.
 */

const zones = ["cn-hangzhou-h", "cn-hangzhou-i"] as const;
const vpcIds = ["vpc-a", "vpc-b"] as const;
const instanceIds = ["i-one", "i-two", "i-cold", "i-other"] as const;
const groupLists = [
  ...[["sg-a"], ["sg-a", "sg-a2"], ["sg-b"], ["sg-advanced"], ["sg-b"], ["sg-a2"]],
  ...[[], ["sg-managed"], ["sg-a", "sg-a"], ["sg-a", "sg-advanced"], ["sg-a", "sg-b"]],
];
const eipIds = ["eip-1", "eip-2", "eip-3"] as const;
const blocks = [
  "203.0.113.96/28",
  "203.0.113.112/28",
  "203.0.113.0/24",
  "198.51.100.0/24",
  "198.51.100.8/28",
  "192.0.2.0/28",
  "192.0.2.16/28",
  "192.0.2.32/28",
  "192.0.2.48/28",
  "192.0.2.64/29",
  "198.18.0.0/15",
  "10.1.0.0/16",
  "100.64.0.0/16",
  "224.1.0.0/16",
] as const;
const ranges = [
  ...[
    "203.0.113.96/28",
    "203.0.113.104/29",
    "203.0.113.0/25",
    "198.51.100.0/26",
    "192.0.2.0/28",
    "192.0.2.16/29",
  ],
  ...["10.0.0.0/24", "10.5.0.0/24", "10.5.0.0/28", "10.5.0.16/30", "10.5.0.1/24", "192.168.5.0/24"],
] as const;

const seed: Seed = {
  durations: { ...durations, createVpc: 0, createInstance: 0, runCommand: 0 },
  quotas: { networkInterfaces: 1000, secondaryAddressesPerAvailableInterface: secondaryLimit },
  instanceTypes: [
    { id: "ecs.test.small", cpus: 2, memory: 8, networkInterfaces: 2, addressesPerInterface: 2 },
    { id: "ecs.test.large", cpus: 2, memory: 8, networkInterfaces: 3, addressesPerInterface: 6 },
    {
      ...{ id: "ecs.test.cold", cpus: 2, memory: 8, networkInterfaces: 3, addressesPerInterface: 3 },
      hotPlug: false,
    },
  ],
  vpcs: [
    { id: "vpc-a", cidrBlock: "10.0.0.0/8" },
    { id: "vpc-b", cidrBlock: "192.168.0.0/16" },
  ],
  vswitches: [
    { id: "vsw-a", vpcId: "vpc-a", zoneId: zones[0], cidrBlock: "10.0.0.0/24" },
    { id: "vsw-ai", vpcId: "vpc-a", zoneId: zones[1], cidrBlock: "10.0.1.0/24" },
    { id: "vsw-b", vpcId: "vpc-b", zoneId: zones[0], cidrBlock: "192.168.0.0/24" },
  ],
  securityGroups: [
    { id: "sg-a", vpcId: "vpc-a" },
    { id: "sg-a2", vpcId: "vpc-a" },
    { id: "sg-advanced", vpcId: "vpc-a", type: "enterprise" },
    { id: "sg-managed", vpcId: "vpc-a", serviceManaged: true },
    { id: "sg-b", vpcId: "vpc-b" },
  ],
  instances: [
    {
      id: "i-one",
      vswitchId: "vsw-a",
      primaryIpAddress: "10.0.0.200",
      securityGroupIds: ["sg-a"],
      type: "ecs.test.small",
    },
    {
      id: "i-two",
      vswitchId: "vsw-ai",
      primaryIpAddress: "10.0.1.200",
      securityGroupIds: ["sg-a"],
      type: "ecs.test.large",
    },
    {
      id: "i-cold",
      vswitchId: "vsw-a",
      primaryIpAddress: "10.0.0.201",
      securityGroupIds: ["sg-a"],
      type: "ecs.test.cold",
    },
    {
      id: "i-other",
      vswitchId: "vsw-b",
      primaryIpAddress: "192.168.0.200",
      securityGroupIds: ["sg-b"],
      type: "ecs.test.large",
    },
  ],
  eips: eipIds.map((id, index) => ({ id, ipAddress: `203.0.113.${100 + index}` })),
};

/** The model of the same seed. Primary interfaces, of which nothing can be done here, are in its numbers only. */
function modelOfSeed(): Model {
  const model = new Model();
  model.vpcs.set("vpc-a", { primary: "10.0.0.0/8", blocks: [], busyUntil: 0 });
  model.vpcs.set("vpc-b", { primary: "192.168.0.0/16", blocks: [], busyUntil: 0 });
  const vswitch = (vpc: string, range: string, zone: string) => ({ vpc, range, zone, status: "Available" });
  model.vswitches.set("vsw-a", vswitch("vpc-a", "10.0.0.0/24", zones[0]));
  model.vswitches.set("vsw-ai", vswitch("vpc-a", "10.0.1.0/24", zones[1]));
  model.vswitches.set("vsw-b", vswitch("vpc-b", "192.168.0.0/24", zones[0]));
  const instance = (vpc: string, zone: string, limit: number, addresses: number, hotPlug = true) => ({
    ...{ vpc, zone, limit, addresses, hotPlug },
    status: "Running",
  });
  model.instances.set("i-one", instance("vpc-a", zones[0], 2, 2));
  model.instances.set("i-two", instance("vpc-a", zones[1], 3, 6));
  model.instances.set("i-cold", instance("vpc-a", zones[0], 3, 3, false));
  model.instances.set("i-other", instance("vpc-b", zones[0], 3, 6));
  const group = (vpc: string, more = {}) => ({ vpc, advanced: false, managed: false, ...more });
  model.groups.set("sg-a", group("vpc-a")).set("sg-a2", group("vpc-a")).set("sg-b", group("vpc-b"));
  model.groups
    .set("sg-advanced", group("vpc-a", { advanced: true }))
    .set("sg-managed", group("vpc-a", { managed: true }));
  for (const id of eipIds) model.eips.set(id, { interface: "", address: "", status: "Available" });
  return model;
}

const verbs = {
  associateBlock: 3,
  unassociateBlock: 1,
  createVSwitch: 4,
  deleteVSwitch: 1,
  createInterface: 6,
  deleteInterface: 2,
  assign: 5,
  unassign: 2,
  associateEip: 4,
  unassociateEip: 3,
  attach: 5,
  detach: 4,
  stop: 2,
  start: 2,
  deleteInstance: 1,
  wait: 8,
};

/** What both are asked for. The numbers choose among what there is; with `aim`, among what makes sense. */
interface Step {
  readonly do: keyof typeof verbs;
  readonly first: number;
  readonly second: number;
  readonly aim: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    ...Object.entries(verbs).map(([verb, weight]) => ({
      weight,
      arbitrary: fc.constant(verb as Step["do"]),
    })),
  ),
  first: fc.nat(50),
  second: fc.nat(50),
  aim: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});

/** What a step asks for: of the model, which gives the codes of the rules that it breaks, and of the emulator. */
interface Request {
  readonly action: string;
  readonly parameters: Record<string, string>;
  /** @param id what the emulator has made, if it has made something */
  readonly model: (id: string) => string[];
}

/** The emulator and the model, side by side. */
class Both {
  readonly cloud = new TestCloud(seed);
  readonly model = modelOfSeed();

  /** Does a step in both. Gives the code of the emulator's refusal, and those that the model would have had. */
  take(step: Step): { code: string; broken: string[] } {
    if (step.do === "wait") {
      this.model.advance(step.first + 1);
      this.cloud.clock.advance(step.first + 1);
      return { code: "", broken: [] };
    }
    const { action, parameters, model } = this.request(step as Step & { do: Exclude<Step["do"], "wait"> });
    const { code, answer } = this.cloud.call(action, parameters);
    return { code, broken: model(String(answer.NetworkInterfaceId ?? answer.VSwitchId)) };
  }

  private request({ do: verb, first, second, aim }: Step & { do: Exclude<Step["do"], "wait"> }): Request {
    const { model } = this;
    const choose = <T>(
      among: readonly T[],
      number: number,
      sensible: (item: T) => boolean = () => true,
    ): T | undefined => {
      const aimed = aim ? among.filter(sensible) : among;
      const items = aimed.length > 0 ? aimed : among;
      return items[number % items.length];
    };
    const interfaceWith = (sensible: (each: ModelInterface) => boolean) =>
      choose([...model.interfaces], first, ([, each]) => sensible(each))?.[0] ?? "eni-none";
    /** Whether every address of an interface has an EIP. */
    const isBound = (id: string) => {
      const eips = [...model.eips.values()].filter((eip) => eip.interface === id);
      return eips.length > (model.interfaces.get(id)?.more.length ?? 0);
    };
    /** One of some addresses of an interface, or any when it has none of them. */
    const addressOf = (id: string, of: (each: ModelInterface) => readonly string[]) => {
      const own = model.interfaces.get(id);
      const all = [...model.interfaces.values()].map(({ address }) => address);
      return choose([...(own ? of(own) : []), ...(aim ? [] : all)], second) ?? "10.0.0.9";
    };
    switch (verb) {
      case "associateBlock": {
        const vpc = choose(vpcIds, first) ?? "";
        const block = choose(blocks, second) ?? "";
        return {
          action: "AssociateVpcCidrBlock",
          parameters: { VpcId: vpc, SecondaryCidrBlock: block },
          model: () => model.associateBlock(vpc, block),
        };
      }
      case "unassociateBlock": {
        const vpc = choose(vpcIds, first) ?? "";
        const block =
          choose(blocks, second, (each) => model.vpcs.get(vpc)?.blocks.includes(each) === true) ?? "";
        return {
          action: "UnassociateVpcCidrBlock",
          parameters: { VpcId: vpc, SecondaryCidrBlock: block },
          model: () => model.unassociateBlock(vpc, block),
        };
      }
      case "createVSwitch": {
        const vpc = choose(vpcIds, first) ?? "";
        const own = model.vpcs.get(vpc);
        // The first octet is enough of a hint.
        const near = (each: string) =>
          [own?.primary, ...(own?.blocks ?? [])].some((block) => block?.split(".")[0] === each.split(".")[0]);
        const range = choose(ranges, second, near) ?? "";
        const zone = zones[second % 2] ?? "";
        return {
          action: "CreateVSwitch",
          parameters: { VpcId: vpc, CidrBlock: range, ZoneId: zone },
          model: (id) => model.createVSwitch(id, vpc, range, zone),
        };
      }
      case "deleteVSwitch": {
        // Those of the seed have the primary interfaces of the instances in them, of which the model knows nothing.
        const id = choose([...model.vswitches.keys()].slice(3), first) ?? "vsw-none";
        return {
          action: "DeleteVSwitch",
          parameters: { VSwitchId: id },
          model: () => model.deleteVSwitch(id),
        };
      }
      case "createInterface": {
        const vswitchId = choose([...model.vswitches.keys()], first) ?? "";
        const { vpc, range } = model.vswitches.get(vswitchId) ?? { vpc: "", range: "" };
        const address = addressAt(range, (second % 22) - 1);
        const groups =
          choose(
            groupLists,
            second,
            (ids) => ids.length > 0 && ids.every((id) => model.groups.get(id)?.vpc === vpc),
          ) ?? [];
        const groupParameters = groups.map(
          (group, index) => [`SecurityGroupIds.${index + 1}`, group] as const,
        );
        return {
          action: "CreateNetworkInterface",
          parameters: {
            VSwitchId: vswitchId,
            PrimaryIpAddress: address,
            ...Object.fromEntries(groupParameters),
          },
          model: (id) => model.createInterface(id, vswitchId, address, [...groups]),
        };
      }
      case "deleteInterface": {
        const id = interfaceWith(({ status }) => status === "Available");
        return {
          action: "DeleteNetworkInterface",
          parameters: { NetworkInterfaceId: id },
          model: () => model.deleteInterface(id),
        };
      }
      case "assign": {
        const id = interfaceWith(({ status }) => status === "Available" || status === "InUse");
        const { range } = model.vswitches.get(model.interfaces.get(id)?.vswitch ?? "") ?? {
          range: "10.0.0.0/24",
        };
        // Two addresses at a time, now and then, which may be the same.
        const offsets = second % 3 === 0 ? [second % 22, first % 22] : [second % 22];
        const addresses = offsets.map((offset) => addressAt(range, offset - 1));
        return {
          action: "AssignPrivateIpAddresses",
          parameters: {
            NetworkInterfaceId: id,
            ...Object.fromEntries(addresses.map((each, index) => [`PrivateIpAddress.${index + 1}`, each])),
          },
          model: () => model.assign(id, addresses),
        };
      }
      case "unassign": {
        const id = interfaceWith(({ more }) => more.length > 0);
        const address = addressOf(id, (each) => each.more);
        return {
          action: "UnassignPrivateIpAddresses",
          parameters: { NetworkInterfaceId: id, "PrivateIpAddress.1": address },
          model: () => model.unassign(id, address),
        };
      }
      case "associateEip": {
        const id = choose([...model.interfaces.keys()], first, (each) => !isBound(each)) ?? "eni-none";
        const address = addressOf(id, (each) => [each.address, ...each.more]);
        const eip = choose(eipIds, second, (each) => model.eips.get(each)?.status === "Available") ?? "";
        // Without an address, the primary one is meant.
        const named = address === model.interfaces.get(id)?.address ? {} : { PrivateIpAddress: address };
        return {
          action: "AssociateEipAddress",
          parameters: { AllocationId: eip, InstanceId: id, InstanceType: "NetworkInterface", ...named },
          model: () => model.associateEip(eip, id, address),
        };
      }
      case "unassociateEip": {
        const eip = choose(eipIds, second, (each) => model.eips.get(each)?.status === "InUse") ?? "";
        return {
          action: "UnassociateEipAddress",
          parameters: { AllocationId: eip },
          model: () => model.unassociateEip(eip),
        };
      }
      case "attach": {
        const id = interfaceWith(({ status }) => status === "Available");
        const own = model.vswitches.get(model.interfaces.get(id)?.vswitch ?? "");
        const near = (each: string) =>
          model.instances.get(each)?.vpc === own?.vpc && model.instances.get(each)?.zone === own?.zone;
        const instance = choose(instanceIds, second, near) ?? "";
        return {
          action: "AttachNetworkInterface",
          parameters: { NetworkInterfaceId: id, InstanceId: instance },
          model: () => model.attach(id, instance),
        };
      }
      case "detach": {
        const id = interfaceWith(({ status }) => status === "InUse");
        const instance =
          choose(instanceIds, second, (each) => each === model.interfaces.get(id)?.instance) ?? "";
        return {
          action: "DetachNetworkInterface",
          parameters: { NetworkInterfaceId: id, InstanceId: instance },
          model: () => model.detach(id, instance),
        };
      }
      case "stop":
      case "start":
      case "deleteInstance": {
        const wanted = { stop: "Running", start: "Stopped", deleteInstance: "Stopped" }[verb];
        const id = choose(instanceIds, first, (each) => model.instances.get(each)?.status === wanted) ?? "";
        const action = { stop: "StopInstance", start: "StartInstance", deleteInstance: "DeleteInstance" }[
          verb
        ];
        const force = verb === "deleteInstance" ? { Force: "true" } : {};
        return { action, parameters: { InstanceId: id, ...force }, model: () => model[verb](id) };
      }
    }
  }

  /** What is to be equal in both. */
  views(): [emulator: unknown, model: unknown] {
    const { cloud } = this.cloud.engine;
    const sorted = (lines: string[]) => lines.sort();
    return [
      {
        blocks: [...cloud.vpcs.values()].map(({ id, secondaryCidrBlocks }) => [id, secondaryCidrBlocks]),
        vswitches: sorted([...cloud.vswitches.values()].map(({ id, status }) => `${id} ${status}`)),
        interfaces: sorted(
          [...cloud.networkInterfaces.values()]
            .filter(({ type }) => type === "Secondary")
            .map(
              ({ id, primaryIpAddress, secondaryIpAddresses, status, instanceId }) =>
                `${id} ${[primaryIpAddress, ...secondaryIpAddresses].join()} ${status} ${instanceId}`,
            ),
        ),
        eips: [...cloud.eips.values()].map(({ id, status, instanceId }) => `${id} ${status} ${instanceId}`),
        instances: sorted([...cloud.instances.values()].map(({ id, status }) => `${id} ${status}`)),
      },
      {
        blocks: [...this.model.vpcs].map(([id, vpc]) => [id, vpc.blocks]),
        vswitches: sorted([...this.model.vswitches].map(([id, { status }]) => `${id} ${status}`)),
        interfaces: sorted(
          [...this.model.interfaces].map(
            ([id, { address, more, status, instance }]) =>
              `${id} ${[address, ...more].join()} ${status} ${instance}`,
          ),
        ),
        eips: [...this.model.eips].map(([id, eip]) => `${id} ${eip.status} ${eip.interface}`),
        instances: sorted([...this.model.instances].map(([id, { status }]) => `${id} ${status}`)),
      },
    ];
  }
}

/** The address at a distance from the first one of a range, which may be outside. */
function addressAt(range: string, offset: number): string {
  const [a = 0, b = 0, c = 0, d = 0] = (range.split("/")[0] ?? "").split(".").map(Number);
  const value = ((a * 256 + b) * 256 + c) * 256 + d + offset;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

describe("the emulator", () => {
  it("agrees with an independent model in 1,000 random sequences, and never reaches a forbidden state", () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: "max" }), (steps) => {
        const both = new Both();
        for (const each of steps) {
          const { code, broken } = both.take(each);
          outcomes.set(`${each.do} ${code}`, (outcomes.get(`${each.do} ${code}`) ?? 0) + 1);
          if (code === "" ? broken.length > 0 : !broken.includes(code)) {
            throw new Error(`the emulator says "${code}" to ${each.do}, the model ${JSON.stringify(broken)}`);
          }
          const [emulator, model] = both.views();
          // Comparing texts is quick; on a difference, Jest shows where it is.
          if (JSON.stringify(emulator) !== JSON.stringify(model)) expect(emulator).toEqual(model);
        }
        expect(forbiddenIn(both.cloud.engine.cloud.toJSON())).toEqual([]);
      }),
      { numRuns: 1000 },
    );
    // A run that never came far would prove nothing.
    for (const verb of Object.keys(verbs))
      expect([verb, (outcomes.get(`${verb} `) ?? 0) > 20]).toEqual([verb, true]);
  });
});
