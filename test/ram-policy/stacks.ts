import { EipAddress } from "@cdktf/provider-alicloud/lib/eip-address";
import { Instance } from "@cdktf/provider-alicloud/lib/instance";
import { SecurityGroup } from "@cdktf/provider-alicloud/lib/security-group";
import { SecurityGroupRule } from "@cdktf/provider-alicloud/lib/security-group-rule";
import { Vpc } from "@cdktf/provider-alicloud/lib/vpc";
import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import type { TerraformStack } from "cdktf";

import type { Seed } from "../../emulator/src";
import type { TerraformJson } from "../../hcl/src";
import { Instance as Ecs, Eip, ExposedEip, GuestConfiguration } from "../../lib";
import { accountWith } from "../../testing/account";
import { Template } from "../../testing/template";

/** What is in the account before: two servers of a VPC with an activated IPv4 gateway, and two EIPs. */
export const existing = {
  ...accountWith({
    instances: { "i-web": "h", "i-mail": "h" },
    eips: { "eip-web": "203.0.113.106", "eip-mail": "198.51.100.7" },
  }),
  ipv4Gateways: [{ id: "ipv4gw-main", vpcId: "vpc-main" }],
  routeEntries: [
    {
      vpcId: "vpc-main",
      destination: "0.0.0.0/0",
      nextHopType: "Ipv4Gateway",
      nextHopId: "ipv4gw-main",
    },
  ],
} satisfies Seed;

/** A stack as Terraform gets it. */
export function synthesized(declare: (stack: TerraformStack) => void): TerraformJson {
  return JSON.parse(Template.ofLibrary(declare).text) as TerraformJson;
}

/** One exposure by address and one by allocation ID, one of them configured and verified in its instance. */
export function exposures(stack: TerraformStack): void {
  declareExposures(stack, { name: "first", tags: { team: "web", stage: "test" } });
}

/** The same with another name, a tag changed and a tag removed. */
export function changedExposures(stack: TerraformStack): void {
  declareExposures(stack, { name: "second", tags: { team: "mail" } });
}

function declareExposures(
  stack: TerraformStack,
  options: { readonly name: string; readonly tags: Readonly<Record<string, string>> },
): void {
  const { name, tags } = options;
  const props = { networkInterfaceName: name, vswitchName: name, tags };
  const exposure = new ExposedEip(stack, "web", {
    instance: Ecs.fromInstanceId(stack, "web-instance", "i-web"),
    eip: Eip.fromIpAddress(stack, "web-eip", "203.0.113.106"),
    ...props,
  });
  new ExposedEip(stack, "mail", {
    instance: Ecs.fromInstanceId(stack, "mail-instance", "i-mail"),
    eip: Eip.fromAllocationId(stack, "mail-eip", "eip-mail"),
    ...props,
  });
  new GuestConfiguration(stack, "guest", { exposure, name: "web", verify: { target: "192.0.2.10" } });
}

/** What the procedure expects to exist, made from nothing. */
export function preparations(stack: TerraformStack): void {
  const tags = { team: "web" };
  const vpc = new Vpc(stack, "vpc", { vpcName: "main", cidrBlock: "10.0.0.0/8", tags });
  const vswitch = new Vswitch(stack, "vswitch", {
    vpcId: vpc.id,
    zoneId: "cn-hangzhou-h",
    cidrBlock: "10.0.0.0/24",
    tags,
  });
  const group = new SecurityGroup(stack, "group", { securityGroupName: "web", vpcId: vpc.id, tags });
  for (const type of ["ingress", "egress"]) {
    new SecurityGroupRule(stack, type, {
      securityGroupId: group.id,
      type,
      ipProtocol: "tcp",
      portRange: "443/443",
      cidrIp: "0.0.0.0/0",
      nicType: "intranet",
    });
  }
  new Instance(stack, "instance", {
    instanceName: "web",
    instanceType: "ecs.g7.large",
    imageId: "aliyun_3_x64_20G_alibase_20260101.vhd",
    vswitchId: vswitch.id,
    securityGroups: [group.id],
    tags,
  });
  new EipAddress(stack, "eip", { addressName: "web", bandwidth: "5", tags });
}
