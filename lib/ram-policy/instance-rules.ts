import { all, given, mayBe, mayDiffer } from "./arguments";
import { read, readAnything, target, type TypeRules, write } from "./call-rule";

const INSTANCE = target("ecs:instance");
const DISK = target("ecs:disk");
const ENI = target("ecs:eni");
const KEY_PAIR = target("ecs:keypair", "key_name");
const ROLE = target("ram:role", "role_name");
const SECURITY_GROUPS = target("ecs:securitygroup", "security_groups");

const PREPAID = mayBe("instance_charge_type", "PrePaid");
/** Postpaid is the default. */
const POSTPAID = mayDiffer("instance_charge_type", "PrePaid");

/** An ECS instance. The provider reads it with nine calls, and changes most of its arguments in place. */
export const INSTANCE_RULES: TypeRules = {
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
    // RAM cannot restrict the making of instances to a resource.
    write("ecs:RunInstances", "*"),
    write("ecs:DeleteInstance", [INSTANCE]),
    // A change of type, image, vSwitch, user data and the like stops the instance, and starts it again.
    write(["ecs:StopInstance", "ecs:StartInstance"], [INSTANCE]),
    write("ecs:ModifyInstanceSpec", [INSTANCE], all(given("instance_type"), POSTPAID)),
    write("ecs:ModifyPrepayInstanceSpec", [INSTANCE], all(given("instance_type"), PREPAID)),
    write("ecs:ReplaceSystemDisk", [INSTANCE, DISK, target("ecs:image", "image_id")], given("image_id")),
    write(
      "ecs:ModifyInstanceVpcAttribute",
      [INSTANCE, target("vpc:vswitch", "vswitch_id")],
      given("vswitch_id", "private_ip", "vpc_id"),
    ),
    write(
      "ecs:ModifyInstanceAttribute",
      [INSTANCE],
      given(
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
      given("security_groups"),
    ),
    write("ecs:ResizeDisk", [DISK], given("system_disk_size")),
    write(
      "ecs:ModifyDiskSpec",
      [DISK],
      given("system_disk_performance_level", "system_disk_provisioned_iops"),
    ),
    write(
      "ecs:ModifyDiskAttribute",
      [DISK],
      given("system_disk_name", "system_disk_description", "system_disk_bursting_enabled"),
    ),
    write(
      "ecs:ApplyAutoSnapshotPolicy",
      [DISK, target("ecs:snapshotpolicy", "system_disk_auto_snapshot_policy_id")],
      given("system_disk_auto_snapshot_policy_id"),
    ),
    write(
      "ecs:ModifyInstanceNetworkSpec",
      [INSTANCE],
      given("internet_charge_type", "internet_max_bandwidth_out", "internet_max_bandwidth_in"),
    ),
    write(
      "ecs:AllocatePublicIpAddress",
      [INSTANCE],
      all(given("internet_max_bandwidth_out"), mayDiffer("internet_max_bandwidth_out", 0), POSTPAID),
    ),
    write("ecs:ModifyInstanceMetadataOptions", [INSTANCE], given("http_tokens", "http_endpoint")),
    write(
      "ecs:ModifyInstanceMaintenanceAttributes",
      [INSTANCE],
      given("maintenance_time", "maintenance_action", "maintenance_notify"),
    ),
    write(["ecs:AttachKeyPair", "ecs:DetachKeyPair"], [INSTANCE, KEY_PAIR], given("key_name")),
    write("ecs:RebootInstance", [INSTANCE], given("key_name")),
    write(["ecs:AttachInstanceRamRole", "ecs:DetachInstanceRamRole"], [INSTANCE, ROLE], given("role_name")),
    write("ram:PassRole", [ROLE], given("role_name")),
    write(
      ["ecs:AssignPrivateIpAddresses", "ecs:UnassignPrivateIpAddresses"],
      [ENI],
      given("secondary_private_ips", "secondary_private_ip_address_count"),
    ),
    write(
      ["ecs:AssignIpv6Addresses", "ecs:UnassignIpv6Addresses"],
      [ENI],
      given("ipv6_addresses", "ipv6_address_count"),
    ),
    write("ecs:ModifyInstanceChargeType", [INSTANCE], given("instance_charge_type")),
    write(
      "ecs:ModifyInstanceAutoRenewAttribute",
      [INSTANCE],
      all(given("renewal_status", "auto_renew_period"), PREPAID),
    ),
    write("ecs:ModifyInstanceAutoReleaseTime", [INSTANCE], given("auto_release_time")),
    write("ecs:ModifyInstanceDeployment", [INSTANCE], given("deployment_set_id")),
    write(
      "ecs:ModifyInstanceAttachmentAttributes",
      [INSTANCE],
      given("private_pool_options_match_criteria", "private_pool_options_id"),
    ),
    write("ecs:JoinResourceGroup", [INSTANCE], given("resource_group_id")),
    write("kms:Decrypt", "*", given("kms_encrypted_password")),
    write(["ecs:TagResources", "ecs:UntagResources"], [INSTANCE], given("tags")),
    write(["ecs:TagResources", "ecs:UntagResources"], [DISK], given("volume_tags")),
  ],
};
