import { DataAlicloudInstances } from "@cdktf/provider-alicloud/lib/data-alicloud-instances";
import { DataAlicloudVpcs } from "@cdktf/provider-alicloud/lib/data-alicloud-vpcs";
import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { TerraformLocal, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";

import {
  Eip,
  ExposedEip,
  ExposedEips,
  ExposureError,
  type ExposureProps,
  Instance,
  NetworkInterface,
  SecondaryCidrBlock,
  Vpc,
  VSwitch,
} from "../../lib";
import { Ipv4Address } from "../../lib/ipv4";
import { cloud, EIP, INSTANCE, VPC } from "../../testing/cloud";
import { mapValues } from "../../testing/map-values";
import { applyInCloud, runInClouds } from "../../testing/mock-cloud";
import { Template } from "../../testing/template";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { eipNotFound } from "../exposure-table/checks/messages";
import { plans } from "../exposure-table/checks/plans";

/** How many there are of each type. */
function counts(types: Readonly<Record<string, object>> = {}): Record<string, number> {
  return mapValues(types, (bodies) => Object.keys(bodies).length);
}

/** Two exposures side by side, in whatever stack. */
function twoExposures(stack: TerraformStack): ExposedEip[] {
  return [
    new ExposedEip(stack, "web", {
      instance: Instance.fromInstanceId(stack, "app", "i-bp1web"),
      eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
    }),
    new ExposedEip(stack, "mail", {
      instance: Instance.fromInstanceId(stack, "mail-server", "i-bp1mail"),
      eip: Eip.fromAllocationId(stack, "mail-eip", "eip-bp1mail"),
    }),
  ];
}

describe("the library in a stack of cdktf's own class", () => {
  it("makes one exposure from a few lines, whose parts can be used further", () => {
    const template = Template.ofLibrary((stack) => {
      const eip = new ExposedEip(stack, "web", {
        instance: Instance.fromInstanceId(stack, "app", "i-bp1abc"),
        eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
      });
      new TerraformOutput(stack, "mac", { value: eip.networkInterface.macAddress });
    });
    expect(counts(template.json.resource)).toEqual({
      alicloud_vpc_ipv4_cidr_block: 1,
      alicloud_vswitch: 1,
      alicloud_ecs_network_interface: 1,
      alicloud_eip_association: 1,
      alicloud_ecs_network_interface_attachment: 1,
    });
    expect(template.resource("alicloud_vpc_ipv4_cidr_block")).toMatchObject({
      secondary_cidr_block: "203.0.113.96/28",
    });
    expect(template.json.output?.mac?.value).toMatch(/^\$\{alicloud_ecs_network_interface\.\w+\.mac\}$/);
  });

  it("has two exposures side by side, with one look-up of each kind and no resource lost", () => {
    const { json } = Template.ofLibrary(twoExposures);
    expect(counts(json.resource)).toEqual({
      alicloud_vpc_ipv4_cidr_block: 2,
      alicloud_vswitch: 2,
      alicloud_ecs_network_interface: 2,
      alicloud_eip_association: 2,
      alicloud_ecs_network_interface_attachment: 2,
    });
    const { alicloud_eip_addresses: eipLookUps, ...lookUps } = counts(json.data);
    // By address, and by allocation ID.
    expect(eipLookUps).toBe(2);
    expect(new Set(Object.values(lookUps))).toEqual(new Set([1]));
  });

  it("keeps what it knows of one stack out of another stack of the app", () => {
    const app = Testing.app();
    const texts = ["a", "b"].map((name) => {
      const stack = new TerraformStack(app, name);
      twoExposures(stack);
      return Testing.synth(stack);
    });
    expect(texts[0]).toBe(texts[1]);
  });

  it("works with the testing helpers of cdktf", () => {
    const stack = new TerraformStack(Testing.app(), "library");
    new AlicloudProvider(stack, "alicloud", { region: "cn-hangzhou" });
    twoExposures(stack);
    const text = Testing.synth(stack, true);
    expect(Testing.toHaveResourceWithProperties(text, "alicloud_eip_association", { mode: "NAT" })).toBe(
      true,
    );
    expect(Testing.toHaveDataSource(text, "alicloud_instances")).toBe(true);
  });

  it("shares blocks among the exposures of a fleet", () => {
    const template = Template.ofLibrary((stack) => {
      const exposures = ["203.0.113.106", "203.0.113.107", "203.0.113.98"].map(
        (address, i): [string, ExposureProps] => [
          `key-${i}`,
          {
            instance: Instance.fromInstanceId(stack, `instance-${i}`, `i-bp1${i}`),
            eip: Eip.fromIpAddress(stack, `eip-${i}`, address),
          },
        ],
      );
      const fleet = new ExposedEips(stack, "fleet", { exposures: Object.fromEntries(exposures) });
      expect([...fleet.exposures.keys()]).toEqual(["key-0", "key-1", "key-2"]);
    });
    expect(Object.keys(template.resources("alicloud_vpc_ipv4_cidr_block"))).toHaveLength(1);
    expect(Object.keys(template.resources("alicloud_vswitch"))).toHaveLength(2);
    expect(Object.keys(template.resources("alicloud_ecs_network_interface"))).toHaveLength(3);
  });
});

/** Exposures of neighbouring EIPs, whose smallest blocks are the same, on instances of which each is looked up. */
const neighbours = {
  "two exposures": (stack: TerraformStack) => {
    for (const [key, address] of Object.entries(NEIGHBOURS))
      new ExposedEip(stack, key, partsOf(stack, key, address));
  },
  "two fleets with the same key": (stack: TerraformStack) => {
    for (const [key, address] of Object.entries(NEIGHBOURS)) {
      const fleet = new Construct(stack, `${key}-fleet`);
      new ExposedEips(fleet, "Fleet", { exposures: { server: partsOf(stack, key, address) } });
    }
  },
} as const;

const NEIGHBOURS = { web: "203.0.113.106", mail: "203.0.113.107" };

function partsOf(stack: TerraformStack, key: string, address: string) {
  return {
    instance: Instance.fromInstanceId(stack, `${key}-instance`, `i-bp1${key}`),
    eip: Eip.fromIpAddress(stack, `${key}-eip`, address),
  };
}

describe("two in one stack that would have the same name in the table", () => {
  const rowsOf = (template: Template) => template.json.locals?.exposures as unknown;

  it("are told apart by the construct around them", () => {
    expect(rowsOf(Template.ofLibrary(neighbours["two fleets with the same key"]))).toEqual({
      server: {
        ...{ instance_id: "i-bp1web", eip: "203.0.113.106" },
        ...{ block: "203.0.113.96/28", vswitch: "203.0.113.104/29" },
      },
      Fleet_server: {
        ...{ instance_id: "i-bp1mail", eip: "203.0.113.107" },
        ...{ block: "Fleet 203.0.113.96/28", vswitch: "Fleet 203.0.113.104/29" },
      },
    });
  });

  it("are told apart by their keys where only the ranges are the same", () => {
    expect(rowsOf(Template.ofLibrary(neighbours["two exposures"]))).toMatchObject({
      web: { block: "203.0.113.96/28", vswitch: "203.0.113.104/29" },
      mail: { block: "mail 203.0.113.96/28", vswitch: "mail 203.0.113.104/29" },
    });
  });
});

describeWithTerraform("the same range in one stack", () => {
  const terraform = useTerraform();
  const eips = [EIP, { ...EIP, allocation_id: "eip-bp1mail", ip_address: "203.0.113.107" }];
  const inVpcs = (web: string, mail: string) =>
    cloud({
      eips,
      instances: [
        { ...INSTANCE, vpc_id: web },
        { ...INSTANCE, id: "i-bp1mail", vpc_id: mail },
      ],
      vpcs: [VPC, { ...VPC, id: "vpc-bp1b" }],
    });

  describe.each([
    ["two exposures", "mail_Block"],
    ["two fleets with the same key", "mail-fleet_Fleet_Blocks_cidr-203-0-113-96-28"],
  ] as const)("for %s", (kind, second) => {
    plans(terraform, () => Template.ofLibrary(neighbours[kind]), {
      "can be planned for instances in different VPCs": { cloud: inVpcs("vpc-bp1a", "vpc-bp1b") },
      "is refused for instances in one VPC": {
        cloud: inVpcs("vpc-bp1a", "vpc-bp1a"),
        // That of the other one comes first, and this one waits for it.
        complaints: [
          [
            expect.stringMatching(/^alicloud_vpc_ipv4_cidr_block\.web/) as string,
            expect.stringContaining(
              "overlaps 203.0.113.96/28, which this configuration adds to the same VPC",
            ) as string,
          ],
        ],
      },
      "is judged for each by itself": {
        cloud: cloud({
          ...{
            eips: eips.slice(1),
            instances: [INSTANCE, { ...INSTANCE, id: "i-bp1mail", vpc_id: "vpc-bp1b" }],
          },
          vpcs: [VPC, { ...VPC, id: "vpc-bp1b", secondary_cidr_blocks: ["203.0.113.0/24"] }],
        }),
        complaints: [
          [expect.stringMatching(/^alicloud_ecs_network_interface\.web/) as string, eipNotFound()],
          [
            `alicloud_vpc_ipv4_cidr_block.${second}`,
            expect.stringContaining("overlaps 203.0.113.0/24, which the VPC vpc-bp1b already has") as string,
          ],
        ],
      },
    });
  });
});

describe("a stack that has something of its own under a name of the text", () => {
  const withExposures = (declare: (stack: TerraformStack) => void) => () =>
    Template.ofLibrary((stack) => {
      declare(stack);
      twoExposures(stack);
      const vpc = Vpc.fromLookup(stack, "vpc", "vpc-bp1a");
      const block = new SecondaryCidrBlock(stack, "block", { vpc, cidrBlock: "198.51.100.0/28" });
      const vswitch = new VSwitch(stack, "vswitch", {
        ...{ secondaryCidrBlock: block, cidrBlock: "198.51.100.0/28", zoneId: "cn-hangzhou-h" },
      });
      const eip = new Eip(stack, "new", { bandwidth: 5, eipName: "new" });
      new ExposedEip(stack, "ftp", { ...partsOf(stack, "ftp", "192.0.2.20"), eip, vswitch });
    });

  it.each([
    ...["exposures", "rows", "found", "problems", "blocks_per_vpc"],
    ...["new_addresses", "standalone_blocks", "standalone_vswitches"],
  ])("fails the synthesis, since the local value %s would be one of both", (name) => {
    expect(withExposures((stack) => new TerraformLocal(stack, name, "mine"))).toThrow(
      `library/${name}: the local value ${name} is reserved for the exposures of this stack; use another ID`,
    );
  });

  it("fails the synthesis for a data source, too", () => {
    expect(withExposures((stack) => new DataAlicloudInstances(stack, "instances"))).toThrow(
      "library/instances: the data source alicloud_instances.instances is reserved for the exposures of this stack; use another ID",
    );
  });

  it("does not mind names that the text has only for other stacks, nor those of other types", () => {
    const declare = (stack: TerraformStack) => {
      new TerraformLocal(stack, "existing_blocks", "mine");
      new DataAlicloudVpcs(stack, "instances");
      new TerraformOutput(stack, "found", { value: "mine" });
    };
    expect(withExposures(declare)).not.toThrow();
  });
});

describeWithTerraform("what is read of things that are not exposed", () => {
  const terraform = useTerraform();

  it("is looked up without an exposure", async () => {
    const { text, addresses } = Template.ofLibrary((stack) => {
      const { instance, eip } = partsOf(stack, "web", "203.0.113.106");
      new TerraformOutput(stack, "zone", { value: instance.zoneId });
      new TerraformOutput(stack, "allocation", { value: eip.allocationId });
      new TerraformOutput(stack, "range", {
        value: VSwitch.fromVSwitchId(stack, "vswitch", "vsw-bp1a").cidrBlock,
      });
    });
    expect(addresses).toEqual([
      "data.alicloud_eip_addresses.eips_by_address",
      "data.alicloud_instances.instances",
      "data.alicloud_vswitches.vswitches",
    ]);
    const run = await applyInCloud(
      await terraform.workspace(text),
      cloud({ vswitches: [{ id: "vsw-bp1a", cidr_block: "203.0.113.104/29" }] }),
    );
    expect(run.outputs).toEqual({
      zone: "cn-hangzhou-h",
      allocation: "eip-bp1web",
      range: "203.0.113.104/29",
    });
  });
});

describeWithTerraform("the library in a stack of cdktf's own class", () => {
  const terraform = useTerraform();

  it("is valid without a warning, and can be planned", async () => {
    const workspace = await terraform.workspace(Template.ofLibrary(twoExposures).text);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    const { run } = await runInClouds(workspace, "plan", {
      run: cloud({
        instances: [INSTANCE, { ...INSTANCE, id: "i-bp1mail" }],
        eips: [EIP, { ...EIP, allocation_id: "eip-bp1mail", ip_address: "198.51.100.7" }],
      }),
    });
    expect(run).toMatchObject({ status: "pass", diagnostics: [] });
  });
});

describe("a misuse of the library fails at once with the path of the construct", () => {
  const instanceIn = (stack: TerraformStack) => Instance.fromInstanceId(stack, "app", "i-bp1web");
  const vpcIn = (stack: TerraformStack) => Vpc.fromVpcId(stack, "vpc", "vpc-bp1a");
  const withGroups = (securityGroupIds: string[]) => (stack: TerraformStack) =>
    new NetworkInterface(stack, "eni", {
      vswitch: VSwitch.fromVSwitchAttributes(stack, "vswitch", { vswitchId: "vsw-bp1a" }),
      primaryIpAddress: "203.0.113.106",
      securityGroupIds,
    });
  const exposureIn = (range: string, address: string) => (stack: TerraformStack) =>
    new ExposedEip(stack, "web", {
      instance: instanceIn(stack),
      eip: Eip.fromIpAddress(stack, "eip", address),
      vswitch: VSwitch.fromVSwitchAttributes(stack, "vswitch", { vswitchId: "vsw-bp1a", cidrBlock: range }),
    });
  const blockIn = (cidrBlock: string) => (stack: TerraformStack) =>
    new SecondaryCidrBlock(stack, "block", { vpc: vpcIn(stack), cidrBlock });
  const vswitchIn = (cidrBlock: string) => (stack: TerraformStack) =>
    new VSwitch(stack, "vswitch", {
      secondaryCidrBlock: blockIn("203.0.113.96/28")(stack),
      cidrBlock,
      zoneId: "cn-hangzhou-h",
    });
  const fleetOf =
    (exposures: Record<string, { eip: string; cidrBlock?: string }>) => (stack: TerraformStack) =>
      new ExposedEips(stack, "fleet", {
        exposures: Object.fromEntries(
          Object.entries(exposures).map(([key, { eip, ...rest }]) => [
            key,
            {
              instance: Instance.fromInstanceId(stack, `app-${key}`, "i-bp1web"),
              eip: eip.startsWith("eip-")
                ? Eip.fromAllocationId(stack, `eip-${key}`, eip)
                : Eip.fromIpAddress(stack, `eip-${key}`, eip),
              ...rest,
            },
          ]),
        ),
      });

  it.each<[string, (stack: TerraformStack) => unknown, string]>([
    [
      "an instance ID with another prefix",
      (stack) => Instance.fromInstanceId(stack, "app", "eni-bp1web"),
      '[library/app] "eni-bp1web" is not an instance ID; write i- followed by lower-case letters and digits',
    ],
    [
      "an allocation ID that is an address",
      (stack) => Eip.fromAllocationId(stack, "eip", "203.0.113.106"),
      '[library] "203.0.113.106" is not an allocation ID; write eip- followed by lower-case letters and digits',
    ],
    [
      "an address with a leading zero",
      (stack) => Eip.fromIpAddress(stack, "eip", "203.0.113.010"),
      '[library] "203.0.113.010": an octet has a leading zero',
    ],
    [
      "a private address",
      (stack) => Eip.fromIpAddress(stack, "eip", "10.0.0.5"),
      '[library] "10.0.0.5": a private address (10.0.0.0/8), not an EIP; write the EIP; this is probably the private address',
    ],
    [
      "a reserved address as a value",
      (stack) => Eip.fromIpAddress(stack, "eip", Ipv4Address.parse("240.0.0.1")),
      '[library] "240.0.0.1": a reserved address (240.0.0.0/4), not an EIP; write the public address of the EIP',
    ],
    [
      "no security group",
      withGroups([]),
      "[library/eni] an ENI requires one to five security groups, found 0",
    ],
    [
      "six security groups",
      withGroups(["sg-1", "sg-2", "sg-3", "sg-4", "sg-5", "sg-6"]),
      "[library/eni] an ENI requires one to five security groups, found 6: sg-1, sg-2, sg-3, sg-4, sg-5, sg-6",
    ],
    [
      "a block that is too small",
      blockIn("203.0.113.96/29"),
      '[library/block] "203.0.113.96/29": prefix length /29',
    ],
    [
      "a block that is forbidden",
      blockIn("100.64.0.0/24"),
      '[library/block] "100.64.0.0/24": overlaps 100.64.0.0/10, which Alibaba Cloud forbids',
    ],
    ["a block with host bits", blockIn("203.0.113.106/28"), "write 203.0.113.96/28"],
    ["a vSwitch outside of its block", vswitchIn("203.0.113.0/29"), "[library/vswitch] "],
    [
      "an EIP outside of its vSwitch",
      exposureIn("203.0.113.0/28", "203.0.113.106"),
      '[library/web] "203.0.113.106": not inside',
    ],
    ["an EIP that is reserved in it", exposureIn("203.0.113.96/28", "203.0.113.109"), "[library/web] "],
    [
      "an EIP that no block can hold",
      (stack) =>
        new ExposedEip(stack, "web", {
          instance: instanceIn(stack),
          eip: Eip.fromIpAddress(stack, "eip", "203.0.255.255"),
        }),
      '[library/web] "203.0.255.255": no block can hold it',
    ],
    [
      "an EIP in two exposures of a fleet",
      fleetOf({ web: { eip: "203.0.113.106" }, mail: { eip: "203.0.113.106" } }),
      "[library/fleet] the exposures web and mail have the same EIP 203.0.113.106; give each an EIP of its own",
    ],
    [
      "a block for an EIP whose place in it is not known",
      fleetOf({ web: { eip: "eip-bp1web", cidrBlock: "203.0.113.0/24" } }),
      "[library/fleet] the exposure web has the block 203.0.113.0/24 but no vSwitch, and the address of its EIP is unknown at synth; " +
        "set the vSwitch, or refer to the EIP by its address",
    ],
  ])("for %s", (_, declare, message) => {
    let thrown: unknown;
    try {
      Template.ofLibrary(declare);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ExposureError);
    expect((thrown as ExposureError).message).toContain(message);
    expect((thrown as ExposureError).message).toContain(`[${(thrown as ExposureError).constructPath}]`);
  });
});
