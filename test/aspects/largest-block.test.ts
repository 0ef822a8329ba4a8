import { Vpc } from "@cdktf/provider-alicloud/lib/vpc";
import { VpcIpv4CidrBlock } from "@cdktf/provider-alicloud/lib/vpc-ipv4-cidr-block";
import { Fn, type TerraformStack } from "cdktf";

import { Eip, ExposedEip, Instance } from "../../lib";
import { LargestBlock } from "../../lib/aspects/largest-block";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { errorsAtPlan, errorsAtSynth, templateOf, unknownAtSynth } from "./verdicts";

const cases = [
  { name: "mask-16", range: "203.0.0.0/16", allowed: false },
  { name: "mask-25", range: "203.0.113.0/25", allowed: false },
  { name: "mask-26", range: "203.0.113.64/26", allowed: true },
  { name: "mask-28", range: "203.0.113.96/28", allowed: true },
  { name: "no-mask", range: "203.0.113.96", allowed: false },
];

function block(stack: TerraformStack, name: string, secondaryCidrBlock: string): VpcIpv4CidrBlock {
  return new VpcIpv4CidrBlock(stack, name, { vpcId: "vpc-1", secondaryCidrBlock });
}

const message = (address: string, found: string) =>
  `The secondary CIDR block of ${address} is too large: found ${found}, allowed /26 to /28 (at most 64 addresses). ` +
  "Let the planner choose the block, or use separate blocks for EIPs that are far apart.";

describe("the largest block, /26,", () => {
  it.each(cases)("is compared with $range at synth", ({ range, allowed }) => {
    const errors = errorsAtSynth(new LargestBlock({ prefixLength: 26 }), (stack) =>
      block(stack, "web", range),
    );
    const expected = `[library/web] ${message("alicloud_vpc_ipv4_cidr_block.web", range)}`;
    expect(errors).toEqual(allowed ? [] : [expected]);
  });

  it("fails when a block from an address pool is larger", () => {
    const withMask = (secondaryCidrMask: number) =>
      errorsAtSynth(new LargestBlock({ prefixLength: 26 }), (stack) => {
        new VpcIpv4CidrBlock(stack, "web", {
          vpcId: "vpc-1",
          ipv4IpamPoolId: "ipam-pool-1",
          secondaryCidrMask,
        });
      });
    expect(withMask(24)).toHaveLength(1);
    expect(withMask(26)).toEqual([]);
  });

  it("fails when a VPC is given a larger one by its deprecated argument", () => {
    const errors = errorsAtSynth(new LargestBlock({ prefixLength: 26 }), (stack) => {
      new Vpc(stack, "main", { secondaryCidrBlocks: ["203.0.113.96/28", "198.51.100.0/24"] });
    });
    expect(errors).toEqual([`[library/main] ${message("alicloud_vpc.main", "198.51.100.0/24")}`]);
  });

  it.each([15, 29, 26.5, Number.NaN])("fails when it is /%p, which no block has", (prefixLength) => {
    expect(() => new LargestBlock({ prefixLength })).toThrow(RangeError);
  });

  it("is compared by Terraform with the block of an EIP that is known by allocation ID", () => {
    const template = templateOf(new LargestBlock({ prefixLength: 26 }), (stack) => {
      new ExposedEip(stack, "web", {
        instance: Instance.fromInstanceId(stack, "instance", "i-web"),
        eip: Eip.fromAllocationId(stack, "eip", "eip-web"),
      });
    });
    const [name = ""] = Object.keys(template.resources("alicloud_vpc_ipv4_cidr_block"));
    const messages = template
      .preconditions(`alicloud_vpc_ipv4_cidr_block.${name}`)
      .map(({ error_message: text }) => text);
    expect(messages).toContainEqual(expect.stringContaining("is too large"));
  });
});

describeWithTerraform("a block that only Terraform knows", () => {
  const terraform = useTerraform();

  it("is compared with the largest at plan time, with the same verdict", async () => {
    const errors = await errorsAtPlan(terraform, new LargestBlock({ prefixLength: 26 }), (stack) => {
      for (const { name, range } of cases)
        block(stack, name, unknownAtSynth(stack, `range_of_${name}`, range).stringValue);
    });
    const address = (name: string) => `alicloud_vpc_ipv4_cidr_block.${name}`;
    const refused = cases.filter(({ allowed }) => !allowed);
    expect(errors).toEqual(
      Object.fromEntries(refused.map(({ name, range }) => [address(name), message(address(name), range)])),
    );
  });

  it("is compared also where Terraform computes it from constants", async () => {
    const errors = await errorsAtPlan(terraform, new LargestBlock({ prefixLength: 26 }), (stack) => {
      block(stack, "small", Fn.cidrsubnet("203.0.113.0/24", 4, 6));
      block(stack, "large", Fn.cidrsubnet("203.0.113.0/24", 1, 1));
    });
    expect(Object.keys(errors)).toEqual(["alicloud_vpc_ipv4_cidr_block.large"]);
  });
});
