import type { JsonObject } from "../hcl";

/** What a reader wants to know of a block: where in the procedure it stands, and what it is there for. */
export interface Step {
  /** The blocks are written in this order. */
  readonly rank: number;
  /** @default - nothing is known of this type */
  readonly comment?: string;
}

/** The comments of the data sources, in the order in which one needs the results of another. */
const LOOK_UPS: Readonly<Record<string, string>> = {
  alicloud_zones: "Look-up: the zones in which the instance can be made.",
  alicloud_images: "Look-up: the image of the instance.",
  alicloud_instances: "Look-up: the instances, for their VPC, zone and security groups.",
  alicloud_eip_addresses:
    "Look-up: the EIPs, for their addresses, allocation IDs and what they are bound to.",
  alicloud_instance_types: "Look-up, for a check: how many ENIs the types of the instances allow.",
  alicloud_vpcs: "Look-up, for checks: the ranges that the VPCs of the instances have.",
  alicloud_ecs_network_interfaces: "Look-up, for checks: the secondary ENIs in the VPCs of the instances.",
  alicloud_security_groups: "Look-up, for checks: the security groups in the VPCs of the instances.",
  alicloud_security_group_rules: "Look-up, for a check: what the security groups let out.",
  alicloud_vswitches: "Look-up: the vSwitches that exist, for their range, zone and VPC.",
  alicloud_vpc_ipv4_gateways: "Look-up, for a check: the IPv4 gateways of the region.",
  alicloud_route_tables: "Look-up, for a check: the system route tables of VPCs with an IPv4 gateway.",
  alicloud_route_entries: "Look-up, for a check: the default routes of VPCs with an IPv4 gateway.",
};

/** The comments of the resources, in the order of the procedure. */
const STEPS: Readonly<Record<string, string>> = {
  alicloud_vpc: "Preparation: the VPC.",
  alicloud_vpc_ipv4_gateway: "Preparation: the gateway through which the VPC reaches the Internet.",
  alicloud_security_group: "Preparation: the security group of the instances and their ENIs.",
  alicloud_security_group_rule: "Preparation: traffic that the security group allows.",
  alicloud_instance: "Preparation: an instance.",
  alicloud_eip_address: "Preparation: the EIP.",
  alicloud_common_bandwidth_package: "Preparation: bandwidth that EIPs share.",
  alicloud_common_bandwidth_package_attachment: "Preparation: lets an EIP use the shared bandwidth.",
  alicloud_vpc_ipv4_cidr_block: "Step 1: a secondary CIDR block of the VPC, which contains the EIP.",
  alicloud_vswitch: "Step 2: a vSwitch in the block, in the zone of the instance.",
  alicloud_ecs_network_interface: "Step 3: a secondary ENI whose primary private address is the EIP.",
  alicloud_eip_association:
    "Step 4: the EIP associated with the ENI, in NAT mode, so that it is mapped to itself.",
  alicloud_ecs_network_interface_attachment:
    "Step 5: the ENI attached to the instance, after the EIP works on it.",
  alicloud_ecs_command: "Step 5, inside the instance: the script that configures the NIC.",
  alicloud_ecs_invocation:
    "Step 5, inside the instance: runs the script there, which fails when the NIC does.",
};

/** A vSwitch outside of any secondary CIDR block, which the instances are in. */
const FIRST_VSWITCH: Step = {
  rank: Object.keys(STEPS).indexOf("alicloud_security_group") - 0.5,
  comment: "Preparation: a vSwitch for the instances.",
};

/** Where a data source stands in the procedure. */
export function stepOfLookUp(type: string): Step {
  return stepIn(LOOK_UPS, type);
}

/** Where a resource stands in the procedure. */
export function stepOfResource(type: string, { vpc_id: vpcId }: JsonObject): Step {
  const isInBlock = typeof vpcId === "string" && vpcId.includes("alicloud_vpc_ipv4_cidr_block.");
  return type === "alicloud_vswitch" && !isInBlock ? FIRST_VSWITCH : stepIn(STEPS, type);
}

function stepIn(comments: Readonly<Record<string, string>>, type: string): Step {
  const rank = Object.keys(comments).indexOf(type);
  const comment = comments[type];
  return comment === undefined ? { rank: Number.POSITIVE_INFINITY } : { rank, comment };
}
