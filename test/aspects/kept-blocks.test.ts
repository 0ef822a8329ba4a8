import { Vpc as VpcResource, type VpcConfig } from "@cdktf/provider-alicloud/lib/vpc";
import type { TerraformStack } from "cdktf";

import { Eip, ExposedEip, Instance, SecondaryCidrBlock, Vpc } from "../../lib";
import { cloud } from "../../testing/cloud";
import { planInCloud } from "../../testing/mock-cloud";
import { Template } from "../../testing/template";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { annotationErrors } from "./verdicts";

/** A stack with an exposure in a VPC that it does not know, and a block in a VPC of the stack. */
function stackWith(vpc: VpcConfig, override?: readonly [path: string, value: unknown]) {
  return (stack: TerraformStack): void => {
    const resource = new VpcResource(stack, "main", { cidrBlock: "10.0.0.0/8", ...vpc });
    if (override !== undefined) resource.addOverride(...override);
    new SecondaryCidrBlock(stack, "block", {
      vpc: Vpc.fromVpcId(stack, "vpc", resource.id),
      cidrBlock: "198.51.100.0/28",
    });
    new ExposedEip(stack, "web", {
      instance: Instance.fromInstanceId(stack, "app", "i-bp1web"),
      eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
    });
  };
}

const errors = (...given: Parameters<typeof stackWith>): string[] =>
  annotationErrors(() => Template.ofLibrary(stackWith(...given)));

describe("a VPC of the stack with the argument secondary_cidr_blocks", () => {
  it.each([[["192.0.2.0/24"]], [[]]])("is refused with a block of its own: %j", (secondaryCidrBlocks) => {
    expect(errors({ secondaryCidrBlocks })).toEqual([
      "[library/main] alicloud_vpc.main sets secondary_cidr_blocks, so that its next apply removes the block 198.51.100.0/28; " +
        "remove the argument, or add it to ignore_changes",
    ]);
  });

  it("is refused as well where an override sets it", () => {
    expect(errors({}, ["secondary_cidr_blocks", []])).toHaveLength(1);
  });

  it.each<VpcConfig>([
    {},
    { secondaryCidrBlocks: [], lifecycle: { ignoreChanges: ["secondary_cidr_blocks"] } },
    { secondaryCidrBlocks: ["192.0.2.0/24"], lifecycle: { ignoreChanges: "all" } },
  ])("is accepted without the argument, or where its changes are ignored: %j", (vpc) => {
    const { text } = Template.ofLibrary(stackWith(vpc));
    expect(text).not.toContain("sets secondary_cidr_blocks");
  });
});

describeWithTerraform("a VPC that only Terraform can tell from that of an exposure", () => {
  const program = useTerraform();

  it.each([
    ["vpc-bp1a", 1],
    ["vpc-other", 0],
  ])("is refused when it plans, where it is the same: %s", async (id, count) => {
    const template = Template.ofLibrary((stack) => {
      new VpcResource(stack, "main", {
        ...{ cidrBlock: "10.0.0.0/8", secondaryCidrBlocks: [], vpcName: id },
      });
      new ExposedEip(stack, "web", {
        instance: Instance.fromInstanceId(stack, "app", "i-bp1web"),
        eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
      });
    });
    // A mocked VPC has no ID before the apply; its name is known.
    const text = template.text.replaceAll("alicloud_vpc.main.id", "alicloud_vpc.main.vpc_name");
    const { diagnostics } = await planInCloud(await program.workspace(text), cloud());
    const found = diagnostics
      .map(({ detail }) => detail)
      .filter((detail) => detail.includes("sets secondary"));
    expect(found).toHaveLength(count);
    if (count > 0)
      expect(found[0]).toContain("its next apply removes the block 203.0.113.96/28; remove the argument");
  });
});
