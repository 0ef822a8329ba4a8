import { all, mayBe, mayDiffer, read, readAnything, target, type TypeRules, whenSet, write } from "./calls";

const INSTANCE = target("ecs:instance");
const DISK = target("ecs:disk");
const ENI = target("ecs:eni");
const KEY_PAIR = target("ecs:keypair", "key_name");
const ROLE = target("ram:role", "role_name");
const SECURITY_GROUPS = target("ecs:securitygroup", "security_groups");

const PREPAID = mayBe("instance_charge_type", "PrePaid");
/** Holds by default. */
const POSTPAID = mayDiffer("instance_charge_type", "PrePaid");

/** Rules of an ECS instance. The provider changes most of its arguments in place. */
const INSTANCE_RULES: TypeRules = {
  step: "preparations",
  calls: [
    read([
      "ecs:DescribeInstances",
      "ecs:DescribeDisks",
      "ecs:DescribeUserData",
      "ecs:DescribeInstanceRamRole",
      "ecs:DescribeNetworkInterfaces",
      "ecs:DescribeInstanceAttribute",
      "ecs:DescribeInstanceAttachmentAttributes",
    ]),
    readAnything("ecs:DescribeInstanceMaintenanceAttributes"),
    read("ecs:DescribeInstanceAutoRenewAttribute", PREPAID),
    // RAM cannot restrict the creation of instances to a resource.
    write("ecs:RunInstances", "*"),
    write("ecs:DeleteInstance", [INSTANCE]),
    // A change of type, image, vSwitch or user data restarts the instance.
    write(["ecs:StopInstance", "ecs:StartInstance"], [INSTANCE]),
    write("ecs:ModifyInstanceSpec", [INSTANCE], all(whenSet("instance_type"), POSTPAID)),
    write("ecs:ModifyPrepayInstanceSpec", [INSTANCE], all(whenSet("instance_type"), PREPAID)),
    write("ecs:ReplaceSystemDisk", [INSTANCE, DISK, target("ecs:image", "image_id")], whenSet("image_id")),
    write(
      "ecs:ModifyInstanceVpcAttribute",
      [INSTANCE, target("vpc:vswitch", "vswitch_id")],
      whenSet("vswitch_id", "private_ip", "vpc_id"),
    ),
    write(
      "ecs:ModifyInstanceAttribute",
      [INSTANCE],
      whenSet(
        "instance_name",
        "description",
        "host_name",
        "user_data",
        "password",
        "kms_encrypted_password",
        "deletion_protection",
        "credit_specification",
        "enable_jumbo_frame",
        "cpu_options",
        "enable_high_density_mode",
      ),
    ),
    write(
      ["ecs:JoinSecurityGroup", "ecs:LeaveSecurityGroup"],
      [INSTANCE, SECURITY_GROUPS],
      whenSet("security_groups"),
    ),
    write("ecs:ResizeDisk", [DISK], whenSet("system_disk_size")),
    write(
      "ecs:ModifyDiskSpec",
      [DISK],
      whenSet("system_disk_performance_level", "system_disk_provisioned_iops"),
    ),
    write(
      "ecs:ModifyDiskAttribute",
      [DISK],
      whenSet("system_disk_name", "system_disk_description", "system_disk_bursting_enabled"),
    ),
    write(
      "ecs:ApplyAutoSnapshotPolicy",
      [DISK, target("ecs:snapshotpolicy", "system_disk_auto_snapshot_policy_id")],
      whenSet("system_disk_auto_snapshot_policy_id"),
    ),
    write(
      "ecs:ModifyInstanceNetworkSpec",
      [INSTANCE],
      whenSet("internet_charge_type", "internet_max_bandwidth_out", "internet_max_bandwidth_in"),
    ),
    write(
      "ecs:AllocatePublicIpAddress",
      [INSTANCE],
      all(whenSet("internet_max_bandwidth_out"), mayDiffer("internet_max_bandwidth_out", 0), POSTPAID),
    ),
    write("ecs:ModifyInstanceMetadataOptions", [INSTANCE], whenSet("http_tokens", "http_endpoint")),
    write(
      "ecs:ModifyInstanceMaintenanceAttributes",
      [INSTANCE],
      whenSet("maintenance_time", "maintenance_action", "maintenance_notify"),
    ),
    write(["ecs:AttachKeyPair", "ecs:DetachKeyPair"], [INSTANCE, KEY_PAIR], whenSet("key_name")),
    write("ecs:RebootInstance", [INSTANCE], whenSet("key_name")),
    write(["ecs:AttachInstanceRamRole", "ecs:DetachInstanceRamRole"], [INSTANCE, ROLE], whenSet("role_name")),
    write("ram:PassRole", [ROLE], whenSet("role_name")),
    write(
      ["ecs:AssignPrivateIpAddresses", "ecs:UnassignPrivateIpAddresses"],
      [ENI],
      whenSet("secondary_private_ips", "secondary_private_ip_address_count"),
    ),
    write(
      ["ecs:AssignIpv6Addresses", "ecs:UnassignIpv6Addresses"],
      [ENI],
      whenSet("ipv6_addresses", "ipv6_address_count"),
    ),
    write("ecs:ModifyInstanceChargeType", [INSTANCE], whenSet("instance_charge_type")),
    write(
      "ecs:ModifyInstanceAutoRenewAttribute",
      [INSTANCE],
      all(whenSet("renewal_status", "auto_renew_period"), PREPAID),
    ),
    write("ecs:ModifyInstanceAutoReleaseTime", [INSTANCE], whenSet("auto_release_time")),
    write("ecs:ModifyInstanceDeployment", [INSTANCE], whenSet("deployment_set_id")),
    write(
      "ecs:ModifyInstanceAttachmentAttributes",
      [INSTANCE],
      whenSet("private_pool_options_match_criteria", "private_pool_options_id"),
    ),
    write("ecs:JoinResourceGroup", [INSTANCE], whenSet("resource_group_id")),
    write("kms:Decrypt", "*", whenSet("kms_encrypted_password")),
    write(["ecs:TagResources", "ecs:UntagResources"], [INSTANCE], whenSet("tags")),
    write(["ecs:TagResources", "ecs:UntagResources"], [DISK], whenSet("volume_tags")),
  ],
};

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
      whenSet(
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
      whenSet(
        "system_route_table_name",
        "system_route_table_description",
        "system_route_table_route_propagation_enable",
      ),
    ),
    write(
      ["vpc:AssociateVpcCidrBlock", "vpc:UnassociateVpcCidrBlock"],
      [VPC],
      whenSet("secondary_cidr_blocks"),
    ),
    write(["vpc:EnableVpcClassicLink", "vpc:DisableVpcClassicLink"], [VPC], whenSet("classic_link_enabled")),
    write("vpc:MoveResourceGroup", [VPC], whenSet("resource_group_id")),
    write(["vpc:TagResources", "vpc:UnTagResources"], [VPC], whenSet("tags")),
  ],
};

const EIP_RULES: TypeRules = {
  step: "preparations",
  calls: [
    read("vpc:DescribeEipAddresses"),
    write("vpc:AllocateEipAddress", [EIP]),
    // The provider does not release a subscription EIP.
    write("vpc:ReleaseEipAddress", [EIP], mayDiffer("payment_type", "Subscription")),
    write(
      "vpc:ModifyEipAddressAttribute",
      [EIP],
      whenSet("bandwidth", "description", "address_name", "name"),
    ),
    write("vpc:ModifyEipForwardMode", [EIP], whenSet("mode")),
    write("vpc:DeletionProtection", [EIP], whenSet("deletion_protection")),
    read("vpc:DescribeHighDefinitionMonitorLogAttribute", mayBe("high_definition_monitor_log_status", "ON")),
    write(
      "vpc:SetHighDefinitionMonitorLogStatus",
      [EIP],
      whenSet("high_definition_monitor_log_status", "log_project", "log_store"),
    ),
    write("vpc:MoveResourceGroup", [EIP], whenSet("resource_group_id")),
    write(["vpc:TagResources", "vpc:UnTagResources"], [EIP], whenSet("tags")),
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
      whenSet("security_group_name", "name", "description"),
    ),
    write("ecs:ModifySecurityGroupPolicy", [SECURITY_GROUP], whenSet("inner_access_policy", "inner_access")),
    write("ecs:JoinResourceGroup", [SECURITY_GROUP], whenSet("resource_group_id")),
    write(["ecs:TagResources", "ecs:UntagResources"], [SECURITY_GROUP], whenSet("tags")),
  ],
};

const INGRESS = mayBe("type", "ingress");
const EGRESS = mayBe("type", "egress");

const SECURITY_GROUP_RULE_RULES: TypeRules = {
  step: "preparations",
  calls: [
    read("ecs:DescribeSecurityGroupAttribute"),
    // RAM cannot restrict the creation of rules to a group.
    write("ecs:AuthorizeSecurityGroup", "*", INGRESS),
    write("ecs:AuthorizeSecurityGroupEgress", "*", EGRESS),
    write("ecs:RevokeSecurityGroup", [RULE_GROUP], INGRESS),
    write("ecs:RevokeSecurityGroupEgress", [RULE_GROUP], EGRESS),
    write("ecs:ModifySecurityGroupRule", "*", (values) => whenSet("description")(values) && INGRESS(values)),
    write(
      "ecs:ModifySecurityGroupEgressRule",
      "*",
      (values) => whenSet("description")(values) && EGRESS(values),
    ),
  ],
};

/** Rules of the preparations, by resource type: VPC, security group, instance and EIP. vSwitch 1 has the rules of any vSwitch. */
export const PREPARATION_RULES: Readonly<Record<string, TypeRules>> = {
  alicloud_vpc: VPC_RULES,
  alicloud_eip_address: EIP_RULES,
  alicloud_eip: EIP_RULES,
  alicloud_security_group: SECURITY_GROUP_RULES,
  alicloud_security_group_rule: SECURITY_GROUP_RULE_RULES,
  alicloud_instance: INSTANCE_RULES,
};
