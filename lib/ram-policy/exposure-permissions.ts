import {
  type CallRule,
  type Condition,
  mayBe,
  mayDiffer,
  read,
  readAnything,
  some,
  target,
  type TypeRules,
  whenGiven,
  whenSet,
  write,
} from "./calls";

const VPC = target("vpc:vpc", "vpc_id");
const VSWITCH = target("vpc:vswitch");
const ENI = target("ecs:eni");
const SECURITY_GROUPS = target("ecs:securitygroup", "security_group_ids");
const EIP = target("vpc:eip", "allocation_id");
const INSTANCE = target("ecs:instance", "instance_id");
const COMMAND = target("ecs:command");

const BLOCK: TypeRules = {
  step: "secondary CIDR block",
  calls: [
    read("vpc:DescribeVpcs"),
    write(["vpc:AssociateVpcCidrBlock", "vpc:UnassociateVpcCidrBlock"], [VPC]),
  ],
};

const VSWITCH_RULES: TypeRules = {
  step: "vSwitch",
  calls: [
    read("vpc:DescribeVSwitchAttributes"),
    write("vpc:CreateVSwitch", [VPC, VSWITCH]),
    write("vpc:DeleteVSwitch", [VSWITCH]),
    write(
      "vpc:ModifyVSwitchAttribute",
      [VSWITCH],
      whenSet(
        "vswitch_name",
        "name",
        "description",
        "enable_ipv6",
        "ipv6_cidr_block_mask",
        "vpc_ipv6_cidr_block",
      ),
    ),
    write(["vpc:TagResources", "vpc:UnTagResources"], [VSWITCH], whenSet("tags")),
  ],
};

const NETWORK_INTERFACE: TypeRules = {
  step: "secondary ENI",
  calls: [
    read("ecs:DescribeNetworkInterfaces"),
    readAnything("ecs:ListTagResources"),
    write("ecs:CreateNetworkInterface", [ENI, SECURITY_GROUPS, target("vpc:vswitch", "vswitch_id")]),
    write("ecs:DeleteNetworkInterface", [ENI]),
    write(
      "ecs:ModifyNetworkInterfaceAttribute",
      [ENI, SECURITY_GROUPS],
      whenSet(
        "network_interface_name",
        "name",
        "description",
        "security_group_ids",
        "security_groups",
        "queue_number",
        "source_dest_check",
        "delete_on_release",
      ),
    ),
    write(
      ["ecs:AssignPrivateIpAddresses", "ecs:UnassignPrivateIpAddresses"],
      [ENI],
      some(
        whenGiven("private_ip_addresses"),
        whenSet(
          "private_ips",
          "secondary_private_ip_address_count",
          "private_ips_count",
          "ipv4_prefixes",
          "ipv4_prefix_count",
        ),
      ),
    ),
    write(
      ["ecs:AssignIpv6Addresses", "ecs:UnassignIpv6Addresses"],
      [ENI],
      whenSet("ipv6_addresses", "ipv6_address_count"),
    ),
    write(["ecs:TagResources", "ecs:UntagResources"], [ENI], whenSet("tags")),
  ],
};

const ASSOCIATION: TypeRules = {
  step: "association",
  calls: [
    read("vpc:DescribeEipAddresses"),
    write(["vpc:AssociateEipAddress", "vpc:UnassociateEipAddress"], [EIP]),
    write("vpc:ModifyEipForwardMode", [EIP], whenSet("mode")),
  ],
};

const ATTACHMENT: TypeRules = {
  step: "attachment",
  calls: [
    read("ecs:DescribeNetworkInterfaces"),
    write(["ecs:AttachNetworkInterface", "ecs:DetachNetworkInterface"], [ENI, INSTANCE]),
  ],
};

const GUEST_COMMAND: TypeRules = {
  step: "guest configuration",
  calls: [read("ecs:DescribeCommands"), write(["ecs:CreateCommand", "ecs:DeleteCommand"], [COMMAND])],
};

const INVOCATION: TypeRules = {
  step: "guest configuration",
  calls: [
    read("ecs:DescribeInvocations"),
    write("ecs:InvokeCommand", [COMMAND, INSTANCE]),
    write("ecs:StopInvocation", [INSTANCE]),
  ],
};

/**
 * Rules of steps 1 to 5 of the procedure, by resource type. Source of the calls: the provider 1.289.0; of the targets: the RAM pages of ECS
 * and VPC.
 * @see https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-ram
 * @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-ram
 */
export const EXPOSURE_RULES: Readonly<Record<string, TypeRules>> = {
  alicloud_vpc_ipv4_cidr_block: BLOCK,
  alicloud_vswitch: VSWITCH_RULES,
  alicloud_ecs_network_interface: NETWORK_INTERFACE,
  alicloud_network_interface: NETWORK_INTERFACE,
  alicloud_eip_association: ASSOCIATION,
  alicloud_ecs_network_interface_attachment: ATTACHMENT,
  alicloud_network_interface_attachment: ATTACHMENT,
  alicloud_ecs_command: GUEST_COMMAND,
  alicloud_ecs_invocation: INVOCATION,
};

/** Condition of a data source that requests details, its default, for which the provider calls more actions. */
const WITH_DETAILS: Condition = mayDiffer("enable_details", false);

const NETWORK_INTERFACES = lookup(read("ecs:DescribeNetworkInterfaces"));
const EIP_ADDRESSES = lookup(
  read("vpc:DescribeEipAddresses"),
  readAnything("vpc:ListTagResources", WITH_DETAILS),
);

/** Rules of data sources, by type. */
export const LOOKUP_RULES: Readonly<Record<string, TypeRules>> = {
  alicloud_instances: lookup(
    read("ecs:DescribeInstances"),
    read(["ecs:DescribeInstanceRamRole", "ecs:DescribeDisks"], WITH_DETAILS),
  ),
  alicloud_eip_addresses: EIP_ADDRESSES,
  alicloud_eips: EIP_ADDRESSES,
  alicloud_vpcs: lookup(read("vpc:DescribeVpcs"), read("vpc:DescribeRouteTableList", WITH_DETAILS)),
  alicloud_vswitches: lookup(read("vpc:DescribeVSwitches")),
  alicloud_ecs_network_interfaces: NETWORK_INTERFACES,
  alicloud_network_interfaces: NETWORK_INTERFACES,
  alicloud_security_groups: lookup(
    read("ecs:DescribeSecurityGroups"),
    read("ecs:DescribeSecurityGroupAttribute", WITH_DETAILS),
  ),
  alicloud_security_group_rules: lookup(read("ecs:DescribeSecurityGroupAttribute")),
  alicloud_instance_types: lookup(
    readAnything(["ecs:DescribeAvailableResource", "ecs:DescribeInstanceTypes"]),
    read("ecs:DescribeImageSupportInstanceTypes", whenSet("image_id")),
    readAnything(["bssapi:GetPayAsYouGoPrice", "bssapi:GetSubscriptionPrice"], mayBe("sorted_by", "Price")),
  ),
  alicloud_vpc_ipv4_gateways: lookup(readAnything("vpc:ListIpv4Gateways")),
  alicloud_route_tables: lookup(read("vpc:DescribeRouteTableList")),
  alicloud_route_entries: lookup(readAnything("vpc:DescribeRouteTables")),
  alicloud_zones: lookup(readAnything(["ecs:DescribeAvailableResource", "ecs:DescribeZones"])),
  // The provider also reads the tags of images, but does not need them.
  alicloud_images: lookup(read("ecs:DescribeImages")),
  alicloud_regions: lookup(readAnything("ecs:DescribeRegions")),
  alicloud_ecs_commands: lookup(read("ecs:DescribeCommands")),
  alicloud_ecs_invocations: lookup(read("ecs:DescribeInvocations")),
  // These calls need no permission.
  alicloud_caller_identity: lookup(),
  alicloud_account: lookup(),
};

function lookup(...calls: readonly CallRule[]): TypeRules {
  return { step: "lookups", calls };
}
