import type { MockCloud, MockValues } from "./mock-cloud";

/** What exists in a mocked cloud, of what the look-ups ask for. Everything else of the default stays. */
export interface Existing {
  readonly instances?: readonly MockValues[];
  readonly eips?: readonly MockValues[];
  readonly vpcs?: readonly MockValues[];
  readonly networkInterfaces?: readonly MockValues[];
  readonly instanceTypes?: readonly MockValues[];
  readonly securityGroups?: readonly MockValues[];
  /** The same for every security group. */
  readonly securityGroupRules?: readonly MockValues[];
  readonly vswitches?: readonly MockValues[];
  readonly ipv4Gateways?: readonly MockValues[];
  readonly routeTables?: readonly MockValues[];
  readonly routeEntries?: readonly MockValues[];
}

/** The instance of the exposure `web`. */
export const INSTANCE = {
  id: "i-bp1web",
  vpc_id: "vpc-bp1a",
  availability_zone: "cn-hangzhou-h",
  security_groups: ["sg-bp1a"],
};

/** The EIP of the exposure `web`, not bound to anything. */
export const EIP = {
  allocation_id: "eip-bp1web",
  ip_address: "203.0.113.106",
  instance_id: "",
  instance_type: "",
};

/** The instance's VPC, with nothing but its primary range. */
export const VPC = {
  id: "vpc-bp1a",
  cidr_block: "10.0.0.0/8",
  secondary_cidr_blocks: [] as readonly string[],
};

/** The ENI of the exposure `web` once it is made. */
export const NETWORK_INTERFACE = { id: "eni-bp1web", primary_ip_address: "203.0.113.106" };

/** A cloud in which the exposure `web` can be made. */
export function cloud(existing: Existing = {}): MockCloud {
  const { instances = [INSTANCE], eips = [EIP], vpcs = [VPC], networkInterfaces = [] } = existing;
  const { instanceTypes = [], securityGroups = [], securityGroupRules = [], vswitches = [] } = existing;
  const { ipv4Gateways = [], routeTables = [], routeEntries = [] } = existing;
  return {
    mockData: {
      alicloud_instances: { instances },
      alicloud_eip_addresses: { addresses: eips },
      alicloud_vpcs: { vpcs },
      alicloud_ecs_network_interfaces: { interfaces: networkInterfaces },
      alicloud_instance_types: { instance_types: instanceTypes },
      alicloud_security_groups: { groups: securityGroups },
      alicloud_security_group_rules: { rules: securityGroupRules },
      alicloud_vswitches: { vswitches },
      alicloud_vpc_ipv4_gateways: { gateways: ipv4Gateways },
      alicloud_route_tables: { tables: routeTables },
      alicloud_route_entries: { entries: routeEntries },
    },
  };
}
