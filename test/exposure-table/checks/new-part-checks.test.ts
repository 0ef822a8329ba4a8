import { Eip, ExposedEip, Instance, Network } from "../../../lib";
import { cloud, EIP, INSTANCE, VPC } from "../../../testing/cloud";
import { applyInCloud } from "../../../testing/mock-cloud";
import { Template } from "../../../testing/template";
import { describeWithTerraform, useTerraform } from "../../../testing/terraform";
import { instanceNotFound } from "./messages";
import { plans } from "./plans";

const IMAGE = "aliyun_3_x64_20G_alibase_20260101.vhd";
const INSTANCES = `instances: {app: {type: ecs.g7.large, image: ${IMAGE}}}`;

/** A configuration with an instance that is made, in a VPC that is made unless it is given. */
const prepared = (exposures: string, settings = "", top = "") => `
  region: cn-hangzhou
  ${top}
  preparations: {zone: cn-hangzhou-h, ${INSTANCES}${settings}}
  exposures: ${exposures}`;

describeWithTerraform("the check eni-quota of a new instance", () => {
  const terraform = useTerraform();
  const NETWORK_INTERFACE = "alicloud_ecs_network_interface.";
  const allows = (eni_quantity: number) => cloud({ instanceTypes: [{ id: "ecs.g7.large", eni_quantity }] });
  const full = (quantity: number) =>
    `The instance app takes ${quantity} network interfaces (type ecs.g7.large), but needs the primary one and 2 for EIPs that are exposed on it here. Expose fewer EIPs on it, or choose an instance type that allows more.`;

  plans(
    terraform,
    () =>
      Template.ofConfiguration(
        prepared(
          "{web: {instance: {prepared: app}, eip: {create: {bandwidth: 5}}}, ftp: {instance: {prepared: app}, eip: eip-bp1web}}",
        ),
      ),
    {
      "passes when the type allows one for each EIP beside the primary one": { cloud: allows(3) },
      "fails when the type allows fewer, before anything is made": {
        cloud: allows(2),
        complaints: [
          [`${NETWORK_INTERFACE}web`, full(2)],
          [`${NETWORK_INTERFACE}ftp`, full(2)],
        ],
      },
      "holds when the type is not found": { cloud: cloud({ instanceTypes: [] }) },
    },
  );
});

describeWithTerraform("the check hot-plug of a new instance", () => {
  const terraform = useTerraform();
  const exposedOn = (instanceType: string) => () =>
    Template.ofLibrary((stack) => {
      const network = new Network(stack, "Network", { zoneId: "cn-hangzhou-h", namePrefix: "demo" });
      const instance = new Instance(stack, "app", {
        network,
        instanceType,
        imageId: IMAGE,
        instanceName: "app",
      });
      new ExposedEip(stack, "web", { instance, eip: Eip.fromIpAddress(stack, "Eip", EIP.ip_address) });
    });

  describe("of a type with hot-plug", () => {
    plans(terraform, exposedOn("ecs.g7.large"), { passes: { cloud: cloud() } });
  });

  describe("of a type without hot-plug", () => {
    plans(terraform, exposedOn("ecs.t6-c1m1.large"), {
      "fails, since the instance runs once it is there": {
        cloud: cloud(),
        complaints: [
          [
            "alicloud_ecs_network_interface.web_NetworkInterface",
            "The instance app runs once it is created, but its type ecs.t6-c1m1.large attaches a network interface only while it is Stopped. Choose another instance type.",
          ],
        ],
      },
    });
  });
});

describe("the check block-quota of a new VPC", () => {
  const exposures = (addresses: readonly string[]) =>
    `{${addresses.map((eip, i) => `n${i}: {instance: {prepared: app}, eip: ${eip}}`).join(", ")}}`;
  const twoNew = exposures(["'{create: {bandwidth: 5}}'", "203.0.113.106"]).replaceAll("'", "");

  it("fails the synthesis when blocks that are planned and derived are more than it may have", () => {
    expect(() => Template.ofConfiguration(prepared(twoNew, "", "blocksPerVpc: 1"))).toThrow(
      /the stack adds 2 secondary CIDR blocks to one VPC, which may have 1; use fewer, refer to EIPs by address/,
    );
  });

  it("passes when they are as many as it may have, or when the check is turned off", () => {
    expect(() => Template.ofConfiguration(prepared(twoNew, "", "blocksPerVpc: 2"))).not.toThrow();
    const top = "blocksPerVpc: 1\n  skipChecks: [block-quota]";
    expect(() => Template.ofConfiguration(prepared(twoNew, "", top))).not.toThrow();
  });
});

describeWithTerraform("the check block-quota of new EIPs", () => {
  const terraform = useTerraform();
  const others = (count: number) => Array.from({ length: count }, (_, i) => `198.51.${i}.0/24`);

  plans(
    terraform,
    () =>
      Template.ofConfiguration(`
        region: cn-hangzhou
        blocksPerVpc: 1
        exposures:
          web: {instance: i-bp1web, eip: {create: {bandwidth: 5}}}
          ftp: {instance: i-bp1web, eip: {create: {bandwidth: 5}}}`),
    {
      "fails at plan when their blocks alone are too many, although no range is known": {
        cloud: cloud(),
        // The other one waits for this one.
        complaints: ["ftp"].map((key) => [
          `alicloud_vpc_ipv4_cidr_block.${key}`,
          "The VPC vpc-bp1a would have 2 secondary CIDR blocks by this configuration alone, and may have 1. Remove one, or request a higher quota vpc_quota_secondary_cidr_num and raise the number of blocks per VPC here.",
        ]),
      },
      "says only that the instance is missing where it is": {
        cloud: cloud({ instances: [], vpcs: [] }),
        complaints: ["ftp", "web"].map((key) => [
          `alicloud_ecs_network_interface.${key}`,
          instanceNotFound(),
        ]),
      },
    },
  );

  it("fails at apply when the VPC has blocks of others, which makes the range of the EIP one too many", async () => {
    const { text } = Template.ofConfiguration(
      "{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: {create: {bandwidth: 5}}}}}",
    );
    const run = await applyInCloud(await terraform.workspace(text), {
      ...cloud({ vpcs: [{ ...VPC, secondary_cidr_blocks: others(5) }] }),
      overrideResources: { "alicloud_eip_address.web": { ip_address: EIP.ip_address } },
    });
    expect(run.status).toBe("error");
    expect(run.diagnostics.map(({ detail }) => detail)).toEqual([
      expect.stringContaining("would have 6 secondary CIDR blocks"),
    ]);
  });
});

describe("the check block-overlap of a new VPC", () => {
  it("fails the synthesis when the plan joins EIPs into a block around the VPC", () => {
    const exposures =
      "{a: {instance: {prepared: app}, eip: 203.0.112.9}, b: {instance: {prepared: app}, eip: 203.0.114.9}}";
    const settings = ", vpc: 203.0.113.0/24, vswitch: 203.0.113.0/28";
    expect(() => Template.ofConfiguration(prepared(exposures, settings, "blocksPerVpc: 1"))).toThrow(
      /the secondary CIDR block 203\.0\.112\.0\/22 overlaps 203\.0\.113\.0\/24, the primary CIDR block of the VPC/,
    );
  });
});

describeWithTerraform("the check block-overlap of a new VPC", () => {
  const terraform = useTerraform();
  const instanceTypes = [{ id: "ecs.g7.large", eni_quantity: 4 }];
  const configuration = prepared(
    "{web: {instance: {prepared: app}, eip: eip-bp1web}}",
    ", vpc: 203.0.113.0/24, vswitch: 203.0.113.0/28",
  );

  it.each([
    ["passes when the block that is derived lies beside the VPC", "198.51.100.7", []],
    [
      "fails when the block that is derived lies in the VPC, naming both",
      EIP.ip_address,
      [
        "The secondary CIDR block 203.0.113.96/28 overlaps 203.0.113.0/24, which the VPC already has. Remove that " +
          "range from the VPC, or choose another EIP or block.",
      ],
    ],
  ])("%s", async (_, ip_address, messages) => {
    const { text } = Template.ofConfiguration(configuration);
    const run = await applyInCloud(
      await terraform.workspace(text),
      cloud({ eips: [{ ...EIP, ip_address }], instanceTypes }),
    );
    expect(run.diagnostics.map(({ detail }) => detail)).toEqual(
      messages.map((message) => `${message} (block-overlap)`),
    );
  });
});

describeWithTerraform("the check block-overlap of two blocks in a new VPC", () => {
  const terraform = useTerraform();
  const exposures = (second: string) =>
    prepared(
      `{web: {instance: {prepared: app}, eip: eip-bp1web}, ftp: {instance: {prepared: app}, eip: ${second}}}`,
    );
  const eips = (ip_address: string) =>
    cloud({ eips: [EIP, { ...EIP, allocation_id: "eip-bp1ftp", ip_address }] });
  const overlaps = (key: string, range: string, other: string) =>
    [
      `alicloud_vpc_ipv4_cidr_block.${key}`,
      `The secondary CIDR block ${range} overlaps ${other}, which this configuration adds to the same VPC. Set the same block and vSwitch for their exposures. In a configuration file, write EIPs by address to share a block.`,
    ] as const;

  describe("of EIPs by allocation ID", () => {
    plans(terraform, () => Template.ofConfiguration(exposures("eip-bp1ftp")), {
      "passes when they lie apart": { cloud: eips("198.51.100.7") },
      "fails when they overlap, although the VPC is unknown yet": {
        cloud: eips("203.0.113.125"),
        // That of the other one waits for it.
        complaints: [overlaps("ftp", "203.0.113.0/24", "203.0.113.96/28")],
      },
    });
  });

  describe("of which one is planned", () => {
    plans(terraform, () => Template.ofConfiguration(exposures("203.0.113.107")), {
      "fails when the derived one is the same": {
        cloud: eips("203.0.113.107"),
        complaints: [overlaps("web", "203.0.113.96/28", "203.0.113.96/28")],
      },
    });
  });
});

describeWithTerraform("the checks of a prepared instance in a VPC that exists", () => {
  const terraform = useTerraform();
  const vswitch = {
    id: "vsw-bp1a",
    cidr_block: "203.0.113.104/29",
    zone_id: "cn-hangzhou-k",
    vpc_id: "vpc-bp1b",
  };
  plans(
    terraform,
    () =>
      Template.ofConfiguration(
        prepared(
          "{web: {instance: {prepared: app}, eip: 203.0.113.106, vswitch: vsw-bp1a}}",
          ", vpc: vpc-bp1a, vswitch: vsw-bp1own, securityGroup: sg-bp1a",
        ),
      ),
    {
      "pass when the vSwitch for the ENI is where the instance will be": {
        cloud: cloud({
          vswitches: [{ ...vswitch, zone_id: INSTANCE.availability_zone, vpc_id: VPC.id }],
          securityGroups: [{ id: "sg-bp1a", vpc_id: VPC.id, security_group_type: "normal" }],
        }),
      },
      "fail when it is in another zone and another VPC": {
        cloud: cloud({
          vswitches: [vswitch],
          securityGroups: [{ id: "sg-bp1a", vpc_id: VPC.id, security_group_type: "normal" }],
        }),
        complaints: [
          [
            "alicloud_ecs_network_interface.web",
            "The vSwitch vsw-bp1a is in the VPC vpc-bp1b, but the instance is in vpc-bp1a. Use a vSwitch in the instance's VPC.",
            "The vSwitch vsw-bp1a is in the zone cn-hangzhou-k, but the instance is in cn-hangzhou-h. Use a vSwitch in the instance's zone.",
          ],
        ],
      },
    },
  );
});

describeWithTerraform("the check range-allowed of a new vSwitch 1 in a VPC that exists", () => {
  const terraform = useTerraform();
  const WEB = "{web: {instance: {prepared: app}, eip: 203.0.113.106}}";
  const VSWITCH = "alicloud_vswitch.preparations_network";
  const withVSwitch =
    (range: string, exposures = WEB, top = "") =>
    () =>
      Template.ofConfiguration(prepared(exposures, `, vpc: vpc-bp1a, vswitch: ${range}`, top));
  const vpc = (...secondary_cidr_blocks: readonly string[]) =>
    cloud({ vpcs: [{ ...VPC, cidr_block: "192.0.2.0/25", secondary_cidr_blocks }] });
  const outside = (range: string, ranges: string) =>
    `vSwitch 1 ${range} is not inside the VPC vpc-bp1a, which has ${ranges}. Set a range inside one of these, or the ID of an existing vSwitch.`;
  const notFound =
    "The VPC vpc-bp1a was not found in this region. Check the ID, the region and the account of the provider, and that its RAM policy allows vpc:DescribeVpcs.";

  describe.each([
    ["192.0.2.64/28", WEB],
    ["192.0.2.64/28", "{}"],
  ])("%s, with the exposures %s", (range, exposures) => {
    plans(terraform, withVSwitch(range, exposures), {
      "passes inside its primary range": { cloud: vpc() },
      "passes inside a secondary one": {
        cloud: cloud({ vpcs: [{ ...VPC, secondary_cidr_blocks: ["198.51.100.0/24", "192.0.2.64/28"] }] }),
      },
      "fails outside of all, naming them": {
        cloud: cloud({ vpcs: [{ ...VPC, secondary_cidr_blocks: ["198.51.100.0/24"] }] }),
        complaints: [[VSWITCH, outside(range, "10.0.0.0/8, 198.51.100.0/24")]],
      },
      "fails when it is larger than the range": {
        cloud: cloud({ vpcs: [{ ...VPC, secondary_cidr_blocks: ["192.0.2.64/29"] }] }),
        complaints: [[VSWITCH, outside(range, "10.0.0.0/8, 192.0.2.64/29")]],
      },
      "fails when the VPC is not found": { cloud: cloud({ vpcs: [] }), complaints: [[VSWITCH, notFound]] },
    });
  });

  describe("by its default", () => {
    plans(terraform, () => Template.ofConfiguration(prepared(WEB, ", vpc: vpc-bp1a")), {
      "passes in the VPC of the procedure's example": { cloud: cloud() },
      "fails in another one": {
        cloud: vpc(),
        complaints: [[VSWITCH, outside("10.0.0.0/24", "192.0.2.0/25")]],
      },
    });
  });

  describe("turned off", () => {
    plans(terraform, withVSwitch("192.0.2.64/28", WEB, "skipChecks: [range-allowed]"), {
      passes: { cloud: cloud() },
    });
  });

  it("is not there for a vSwitch that exists", () => {
    expect(withVSwitch("vsw-bp1own")().text).not.toContain("primary_vswitch");
  });
});
