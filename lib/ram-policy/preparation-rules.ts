import { given, mayBe, mayDiffer } from "./arguments";
import { read, target, type TypeRules, write } from "./call-rule";
import { INSTANCE_RULES } from "./instance-rules";

const VPC = target("vpc:vpc");
const EIP = target("vpc:eip");
const SECURITY_GROUP = target("ecs:securitygroup");
const RULE_GROUP = target("ecs:securitygroup", "security_group_id");

const VPC_RULES: TypeRules = {
  step: "preparations",
  calls: [
    read(["vpc:DescribeVpcAttribute", "vpc:DescribeRouteTableList"]),
    write("vpc:CreateVpc", [VPC], mayDiffer("is_default", true)),
    write("vpc:CreateDefaultVpc", [VPC], mayBe("is_default", true)),
    write("vpc:DeleteVpc", [VPC]),
    write(
      "vpc:ModifyVpcAttribute",
      [VPC],
      given(
        "vpc_name",
        "name",
        "description",
        "cidr_block",
        "enable_ipv6",
        "ipv6_isp",
        "dns_hostname_status",
      ),
    ),
    write(
      "vpc:ModifyRouteTableAttributes",
      [target("vpc:routetable")],
      given(
        "system_route_table_name",
        "system_route_table_description",
        "system_route_table_route_propagation_enable",
      ),
    ),
    write(
      ["vpc:AssociateVpcCidrBlock", "vpc:UnassociateVpcCidrBlock"],
      [VPC],
      given("secondary_cidr_blocks"),
    ),
    write(["vpc:EnableVpcClassicLink", "vpc:DisableVpcClassicLink"], [VPC], given("classic_link_enabled")),
    write("vpc:MoveResourceGroup", [VPC], given("resource_group_id")),
    write(["vpc:TagResources", "vpc:UnTagResources"], [VPC], given("tags")),
  ],
};

const EIP_RULES: TypeRules = {
  step: "preparations",
  calls: [
    read("vpc:DescribeEipAddresses"),
    write("vpc:AllocateEipAddress", [EIP]),
    // The provider only forgets an EIP that was paid for in advance.
    write("vpc:ReleaseEipAddress", [EIP], mayDiffer("payment_type", "Subscription")),
    write("vpc:ModifyEipAddressAttribute", [EIP], given("bandwidth", "description", "address_name", "name")),
    write("vpc:ModifyEipForwardMode", [EIP], given("mode")),
    write("vpc:DeletionProtection", [EIP], given("deletion_protection")),
    read("vpc:DescribeHighDefinitionMonitorLogAttribute", mayBe("high_definition_monitor_log_status", "ON")),
    write(
      "vpc:SetHighDefinitionMonitorLogStatus",
      [EIP],
      given("high_definition_monitor_log_status", "log_project", "log_store"),
    ),
    write("vpc:MoveResourceGroup", [EIP], given("resource_group_id")),
    write(["vpc:TagResources", "vpc:UnTagResources"], [EIP], given("tags")),
  ],
};

const SECURITY_GROUP_RULES: TypeRules = {
  step: "preparations",
  calls: [
    read(["ecs:DescribeSecurityGroups", "ecs:DescribeSecurityGroupAttribute"]),
    write("ecs:CreateSecurityGroup", [SECURITY_GROUP, target("vpc:vpc", "vpc_id")]),
    write("ecs:DeleteSecurityGroup", [SECURITY_GROUP]),
    write(
      "ecs:ModifySecurityGroupAttribute",
      [SECURITY_GROUP],
      given("security_group_name", "name", "description"),
    ),
    write("ecs:ModifySecurityGroupPolicy", [SECURITY_GROUP], given("inner_access_policy", "inner_access")),
    write("ecs:JoinResourceGroup", [SECURITY_GROUP], given("resource_group_id")),
    write(["ecs:TagResources", "ecs:UntagResources"], [SECURITY_GROUP], given("tags")),
  ],
};

const INGRESS = mayBe("type", "ingress");
const EGRESS = mayBe("type", "egress");

const SECURITY_GROUP_RULE_RULES: TypeRules = {
  step: "preparations",
  calls: [
    read("ecs:DescribeSecurityGroupAttribute"),
    // RAM cannot restrict the making of rules to a group.
    write("ecs:AuthorizeSecurityGroup", "*", INGRESS),
    write("ecs:AuthorizeSecurityGroupEgress", "*", EGRESS),
    write("ecs:RevokeSecurityGroup", [RULE_GROUP], INGRESS),
    write("ecs:RevokeSecurityGroupEgress", [RULE_GROUP], EGRESS),
    write("ecs:ModifySecurityGroupRule", "*", (values) => given("description")(values) && INGRESS(values)),
    write(
      "ecs:ModifySecurityGroupEgressRule",
      "*",
      (values) => given("description")(values) && EGRESS(values),
    ),
  ],
};

/** What making the preparations calls, by type: VPC, security group, instance and EIP. vSwitch 1 is a vSwitch like any other. */
export const PREPARATION_RULES: Readonly<Record<string, TypeRules>> = {
  alicloud_vpc: VPC_RULES,
  alicloud_eip_address: EIP_RULES,
  alicloud_eip: EIP_RULES,
  alicloud_security_group: SECURITY_GROUP_RULES,
  alicloud_security_group_rule: SECURITY_GROUP_RULE_RULES,
  alicloud_instance: INSTANCE_RULES,
};
