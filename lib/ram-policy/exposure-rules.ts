import { given } from "./arguments";
import { read, readAnything, target, type TypeRules, write } from "./call-rule";

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
      given(
        "vswitch_name",
        "name",
        "description",
        "enable_ipv6",
        "ipv6_cidr_block_mask",
        "vpc_ipv6_cidr_block",
      ),
    ),
    write(["vpc:TagResources", "vpc:UnTagResources"], [VSWITCH], given("tags")),
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
      given(
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
      given(
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
      given("ipv6_addresses", "ipv6_address_count"),
    ),
    write(["ecs:TagResources", "ecs:UntagResources"], [ENI], given("tags")),
  ],
};

const ASSOCIATION: TypeRules = {
  step: "association",
  calls: [
    read("vpc:DescribeEipAddresses"),
    write(["vpc:AssociateEipAddress", "vpc:UnassociateEipAddress"], [EIP]),
    write("vpc:ModifyEipForwardMode", [EIP], given("mode")),
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
