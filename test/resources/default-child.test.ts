import { TerraformResource, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

import {
  Eip,
  EipAssociation,
  ExposedEip,
  GuestConfiguration,
  Instance,
  Network,
  NetworkInterface,
  NetworkInterfaceAttachment,
  SecondaryCidrBlock,
  SecurityGroup,
  Vpc,
  VSwitch,
} from "../../lib";
import { Template } from "../../testing/template";

/** One construct of each class that creates a resource, by the type of the resource that stands for it. */
function constructs(stack: TerraformStack): Readonly<Record<string, IConstruct>> {
  const network = new Network(stack, "Network", { zoneId: "cn-hangzhou-h", namePrefix: "demo" });
  const instance = new Instance(stack, "Instance", {
    ...{ network, instanceType: "ecs.g7.large", imageId: "aliyun_3_x64_20G_alibase.vhd" },
  });
  const eip = new Eip(stack, "Eip", { bandwidth: 5 });
  const block = new SecondaryCidrBlock(stack, "Block", { vpc: network.vpc, cidrBlock: "203.0.113.96/28" });
  const vswitch = new VSwitch(stack, "VSwitch", {
    ...{ secondaryCidrBlock: block, cidrBlock: "203.0.113.104/29", zoneId: "cn-hangzhou-h" },
  });
  const networkInterface = new NetworkInterface(stack, "Eni", {
    ...{ vswitch, primaryIpAddress: "203.0.113.106", securityGroups: [network.securityGroup] },
  });
  const exposure = new ExposedEip(stack, "Web", { instance, eip });
  return {
    alicloud_vpc: network.vpc,
    alicloud_instance: instance,
    alicloud_eip_address: eip,
    alicloud_vpc_ipv4_cidr_block: block,
    alicloud_vswitch: vswitch,
    alicloud_ecs_network_interface: networkInterface,
    alicloud_security_group: network.securityGroup,
    alicloud_eip_association: new EipAssociation(stack, "Association", { eip, networkInterface }),
    alicloud_ecs_network_interface_attachment: new NetworkInterfaceAttachment(stack, "Attachment", {
      ...{ networkInterface, instance },
    }),
    "alicloud_vpc of a network": network,
    "alicloud_vpc of its own": new Vpc(stack, "Vpc"),
    "alicloud_security_group of its own": new SecurityGroup(stack, "Group", { vpc: network.vpc }),
    "alicloud_ecs_network_interface of an exposure": exposure,
    "alicloud_eip_association of an exposure with an ENI that exists": new ExposedEip(stack, "Mail", {
      instance,
      eip: Eip.fromIpAddress(stack, "Mail-Eip", "198.51.100.7"),
      networkInterface: NetworkInterface.fromNetworkInterfaceId(stack, "Mail-Eni", "eni-bp1mail"),
    }),
    "alicloud_ecs_invocation of a guest": new GuestConfiguration(stack, "Guest", { exposure, name: "web" }),
  };
}

it("is the resource that stands for a construct, so that escape hatches find it", () => {
  Template.ofLibrary((stack) => {
    for (const [type, construct] of Object.entries(constructs(stack))) {
      const { defaultChild } = construct.node;
      expect(defaultChild).toBeInstanceOf(TerraformResource);
      expect((defaultChild as TerraformResource).terraformResourceType).toBe(type.split(" ")[0]);
    }
  });
});
