import { type Condition, given, mayBe, mayDiffer } from "./arguments";
import { type CallRule, read, readAnything, type TypeRules } from "./call-rule";

/** With details, which these data sources ask for unless told otherwise, the provider makes more calls. */
const WITH_DETAILS: Condition = mayDiffer("enable_details", false);

const NETWORK_INTERFACES = lookUp(read("ecs:DescribeNetworkInterfaces"));
const EIP_ADDRESSES = lookUp(
  read("vpc:DescribeEipAddresses"),
  readAnything("vpc:ListTagResources", WITH_DETAILS),
);

/** What the data sources call, by type. */
export const LOOK_UP_RULES: Readonly<Record<string, TypeRules>> = {
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
    read("ecs:DescribeImageSupportInstanceTypes", given("image_id")),
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
