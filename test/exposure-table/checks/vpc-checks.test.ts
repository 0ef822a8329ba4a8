import { Instance, SecondaryCidrBlock } from "../../../lib";
import { cloud, EIP, INSTANCE, VPC } from "../../../testing/cloud";
import { applyInCloud } from "../../../testing/mock-cloud";
import { Template } from "../../../testing/template";
import { describeWithTerraform, useTerraform } from "../../../testing/terraform";
import { instanceNotFound } from "./messages";
import { plans } from "./plans";

const BLOCK = "alicloud_vpc_ipv4_cidr_block.cidr-203-0-113-96-28";
const NETWORK_INTERFACE = "alicloud_ecs_network_interface.web";

const ONE_EXPOSURE = "{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: 203.0.113.106}}}";

describeWithTerraform("the check block-quota", () => {
  const terraform = useTerraform();
  const others = (count: number) => Array.from({ length: count }, (_, i) => `198.51.${i}.0/24`);
  const withBlocks = (...secondary_cidr_blocks: string[]) =>
    cloud({ vpcs: [{ ...VPC, secondary_cidr_blocks }] });
  const full = (blocks: readonly string[], limit: number) =>
    `The VPC vpc-bp1a would have ${blocks.length} secondary CIDR blocks (${blocks.join(", ")}), and may have ${limit}. ` +
    "Remove one, or request a higher quota vpc_quota_secondary_cidr_num and raise the number of blocks per VPC here.";

  describe("of one block", () => {
    plans(terraform, () => Template.ofConfiguration(ONE_EXPOSURE), {
      "passes when the block is the fifth": { cloud: withBlocks(...others(4)) },
      "fails when the block would be the sixth, naming all": {
        cloud: withBlocks(...others(5)),
        complaints: [[BLOCK, full([...others(5), "203.0.113.96/28"], 5)]],
      },
      "passes on a later run, when the block is the fifth of the VPC": {
        cloud: withBlocks(...others(4), "203.0.113.96/28"),
      },
      "does not count the blocks of other VPCs": {
        cloud: cloud({
          vpcs: [
            { ...VPC, secondary_cidr_blocks: others(4) },
            { ...VPC, id: "vpc-bp1b", secondary_cidr_blocks: others(5) },
          ],
        }),
      },
      "says only that the instance is missing where it is": {
        cloud: cloud({ instances: [], vpcs: [] }),
        complaints: [[NETWORK_INTERFACE, instanceNotFound()]],
      },
    });
  });

  describe("of one block, with another number of blocksPerVpc", () => {
    plans(terraform, () => Template.ofConfiguration(ONE_EXPOSURE.replace("{", "{blocksPerVpc: 7, ")), {
      "passes up to that number": { cloud: withBlocks(...others(6)) },
      "fails above that number": {
        cloud: withBlocks(...others(7)),
        complaints: [[BLOCK, full([...others(7), "203.0.113.96/28"], 7)]],
      },
    });
  });

  describe("of two blocks, one of them computed by Terraform", () => {
    const ftp = { ...INSTANCE, id: "i-bp1ftp" };
    const eips = [EIP, { ...EIP, allocation_id: "eip-bp1ftp", ip_address: "192.0.2.6" }];
    const ranges = ["203.0.113.96/28", "192.0.2.0/28"];
    const withSecondBlockIn = (vpc_id: string, ...secondary_cidr_blocks: string[]) =>
      cloud({
        eips,
        instances: [INSTANCE, { ...ftp, vpc_id }],
        vpcs: [
          { ...VPC, secondary_cidr_blocks },
          { ...VPC, id: "vpc-bp1b" },
        ],
      });

    plans(
      terraform,
      () =>
        Template.ofConfiguration(`
          region: cn-hangzhou
          exposures:
            web: {instance: i-bp1web, eip: 203.0.113.106}
            ftp: {instance: i-bp1ftp, eip: eip-bp1ftp}`),
      {
        "passes when the VPC has room for both": { cloud: withSecondBlockIn("vpc-bp1a", ...others(3)) },
        "fails when the VPC has room for one, at the first of them": {
          cloud: withSecondBlockIn("vpc-bp1a", ...others(4)),
          complaints: [[BLOCK, full([...others(4), ...ranges], 5)]],
        },
        "passes when the VPC has room for one, and the other is in another VPC": {
          cloud: withSecondBlockIn("vpc-bp1b", ...others(4)),
        },
        "passes on a later run, when both are there": {
          cloud: withSecondBlockIn("vpc-bp1a", ...others(3), ...ranges),
        },
        "passes when one was added to a VPC that has the other": {
          cloud: withSecondBlockIn("vpc-bp1a", ...others(3), "203.0.113.96/28"),
        },
      },
    );
  });

  describe("of a block that a program makes by itself", () => {
    plans(
      terraform,
      () =>
        Template.ofLibrary((stack) => {
          new SecondaryCidrBlock(stack, "block", {
            vpc: Instance.fromInstanceId(stack, "instance", "i-bp1web").vpc,
            cidrBlock: "203.0.113.96/28",
            blocksPerVpc: 1,
          });
        }),
      {
        "passes up to the number of the block": { cloud: withBlocks() },
        "fails above the number of the block": {
          cloud: withBlocks(...others(1)),
          complaints: [["alicloud_vpc_ipv4_cidr_block.block", full([...others(1), "203.0.113.96/28"], 1)]],
        },
      },
    );
  });
});

describeWithTerraform("the check ipv4-gateway", () => {
  const terraform = useTerraform();
  const gateway = { id: "ipv4gw-bp1a", vpc_id: VPC.id, enabled: true };
  const ipv4Gateways = [gateway];
  const routeTables = [
    { route_table_id: "vtb-bp1custom", route_table_type: "Custom" },
    { route_table_id: "vtb-bp1system", route_table_type: "System" },
  ];
  const defaultRoute = { cidr_block: "0.0.0.0/0", instance_id: gateway.id };
  const complaints = [
    [
      BLOCK,
      "The VPC vpc-bp1a has an activated IPv4 gateway, but its system route table has no route 0.0.0.0/0 to it, so the EIP would have no Internet access. Add that route; if there is one, check that the RAM policy allows vpc:DescribeRouteTableList and vpc:DescribeRouteTables.",
    ],
  ] as const;

  plans(terraform, () => Template.ofConfiguration(ONE_EXPOSURE), {
    "passes when the VPC has no IPv4 gateway": { cloud: cloud({ routeTables }) },
    "passes when the gateway of the VPC is not activated": {
      cloud: cloud({ ipv4Gateways: [{ ...gateway, enabled: false }], routeTables }),
    },
    "passes when the gateway is activated and the default route": {
      cloud: cloud({ ipv4Gateways, routeTables, routeEntries: [defaultRoute] }),
    },
    "fails when the gateway is activated and the system route table has no default route": {
      cloud: cloud({ ipv4Gateways, routeTables }),
      complaints,
    },
    "fails when the gateway is activated and the default route leads elsewhere": {
      cloud: cloud({
        ipv4Gateways,
        routeTables,
        routeEntries: [{ ...defaultRoute, instance_id: "ngw-bp1a" }],
      }),
      complaints,
    },
    "fails when the gateway is activated and has only a narrower route": {
      cloud: cloud({
        ipv4Gateways,
        routeTables,
        routeEntries: [{ ...defaultRoute, cidr_block: "192.0.2.0/24" }],
      }),
      complaints,
    },
    "does not mind the gateway of another VPC": {
      cloud: cloud({ ipv4Gateways: [{ ...gateway, vpc_id: "vpc-bp1b" }], routeTables }),
    },
  });

  it.each([
    ["none", [], []],
    ["one that is not activated", [{ ...gateway, enabled: false }], []],
    ["one of another VPC", [{ ...gateway, vpc_id: "vpc-bp1b" }], []],
    ["an activated one", ipv4Gateways, [VPC.id]],
  ])("asks for route tables only of a VPC with an activated gateway: %s", async (_, gateways, asked) => {
    const workspace = await terraform.workspace(Template.ofConfiguration(ONE_EXPOSURE).text);
    const existing = { ipv4Gateways: gateways, routeTables, routeEntries: [defaultRoute] };
    const { diagnostics, resources } = await applyInCloud(workspace, cloud(existing));
    expect(diagnostics).toEqual([]);
    expect(Object.keys(resources).filter((address) => address.startsWith("data.alicloud_route_"))).toEqual([
      ...asked.map((vpcId) => `data.alicloud_route_entries.default_routes["${vpcId}"]`),
      ...asked.map((vpcId) => `data.alicloud_route_tables.route_tables["${vpcId}"]`),
    ]);
    const entries = resources[`data.alicloud_route_entries.default_routes["${VPC.id}"]`];
    expect(entries?.route_table_id).toBe(asked.length === 0 ? undefined : "vtb-bp1system");
  });
});
