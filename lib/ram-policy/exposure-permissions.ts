import {
  type CallRule,
  type Condition,
  mayBe,
  mayDiffer,
  read,
  readAnything,
  target,
  type TypeRules,
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
      whenSet(
        "private_ip_addresses",
        "private_ips",
        "secondary_private_ip_address_count",
        "private_ips_count",
        "ipv4_prefixes",
        "ipv4_prefix_count",
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
 * What steps 1 to 5 of the procedure call, by type; of an argument that is not given nothing is changed in place.
 * Calls: source of the provider 1.289.0. Targets: the RAM pages of ECS and VPC.
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

/** With details, which these data sources ask for unless told otherwise, the provider makes more calls. */
const WITH_DETAILS: Condition = mayDiffer("enable_details", false);

const NETWORK_INTERFACES = lookUp(read("ecs:DescribeNetworkInterfaces"));
const EIP_ADDRESSES = lookUp(
  read("vpc:DescribeEipAddresses"),
  readAnything("vpc:ListTagResources", WITH_DETAILS),
);

/** What the data sources call, by type. */
export const LOOKUP_RULES: Readonly<Record<string, TypeRules>> = {
  alicloud_instances: lookUp(
    read("ecs:DescribeInstances"),
    read(["ecs:DescribeInstanceRamRole", "ecs:DescribeDisks"], WITH_DETAILS),
  ),
  alicloud_eip_addresses: EIP_ADDRESSES,
  alicloud_eips: EIP_ADDRESSES,
  alicloud_vpcs: lookUp(read("vpc:DescribeVpcs"), read("vpc:DescribeRouteTableList", WITH_DETAILS)),
  alicloud_vswitches: lookUp(read("vpc:DescribeVSwitches")),
  alicloud_ecs_network_interfaces: NETWORK_INTERFACES,
  alicloud_network_interfaces: NETWORK_INTERFACES,
  alicloud_security_groups: lookUp(
    read("ecs:DescribeSecurityGroups"),
    read("ecs:DescribeSecurityGroupAttribute", WITH_DETAILS),
  ),
  alicloud_security_group_rules: lookUp(read("ecs:DescribeSecurityGroupAttribute")),
  alicloud_instance_types: lookUp(
    readAnything(["ecs:DescribeAvailableResource", "ecs:DescribeInstanceTypes"]),
    read("ecs:DescribeImageSupportInstanceTypes", whenSet("image_id")),
    readAnything(["bssapi:GetPayAsYouGoPrice", "bssapi:GetSubscriptionPrice"], mayBe("sorted_by", "Price")),
  ),
  alicloud_vpc_ipv4_gateways: lookUp(readAnything("vpc:ListIpv4Gateways")),
  alicloud_route_tables: lookUp(read("vpc:DescribeRouteTableList")),
  alicloud_route_entries: lookUp(readAnything("vpc:DescribeRouteTables")),
  alicloud_zones: lookUp(readAnything(["ecs:DescribeAvailableResource", "ecs:DescribeZones"])),
  // The tags of images are read too, but the provider goes on without them.
  alicloud_images: lookUp(read("ecs:DescribeImages")),
  alicloud_regions: lookUp(readAnything("ecs:DescribeRegions")),
  alicloud_ecs_commands: lookUp(read("ecs:DescribeCommands")),
  alicloud_ecs_invocations: lookUp(read("ecs:DescribeInvocations")),
  // Whoever signs a request may ask who they are.
  alicloud_caller_identity: lookUp(),
  alicloud_account: lookUp(),
};

function lookUp(...calls: readonly CallRule[]): TypeRules {
  return { step: "look-ups", calls };
}
