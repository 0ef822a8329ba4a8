# Lookup: the instances, for their VPC, zone and security groups. One request takes 100 of them, and after a full page the provider
# asks for another one.
data "alicloud_instances" "instances" {
  for_each = { for i, ids in chunklist(local.instance_ids, 99) : i => ids }

  enable_details = false
  ids            = each.value
}

# Lookup: the EIPs, for their allocation IDs and bindings. One request takes 50 of them, and after a full page the provider
# asks for another one.
data "alicloud_eip_addresses" "eips_by_address" {
  for_each = { for i, addresses in chunklist(local.eip_addresses, 49) : i => addresses }

  enable_details = false
  ip_address     = join(",", each.value)
}

# Lookup: the EIPs with an allocation ID. The provider reads all EIPs of the region.
data "alicloud_eip_addresses" "eips" {
  for_each = { for ids in [local.allocation_ids] : "all" => ids if length(ids) > 0 }

  enable_details = false
  ids            = each.value
}

# Lookup: the existing vSwitches, for their range, zone and VPC. The provider reads all vSwitches of the region.
data "alicloud_vswitches" "vswitches" {
  for_each = { for ids in [local.vswitch_ids] : "all" => ids if length(ids) > 0 }

  ids = each.value
}

# Lookup, for checks: the ENI quotas of the instance types. The API filters by family.
data "alicloud_instance_types" "instance_types" {
  for_each = toset(flatten([
    for type in local.instance_types : regexall("^ecs[.][a-z0-9]+", type)
    if local.looked_up.instance_types # if module
  ]))

  instance_type_family = each.value
}

# Lookup, for checks: the ranges of the VPCs.
data "alicloud_vpcs" "vpcs" {
  count = local.looked_up.vpcs ? 1 : 0 # if module

  enable_details = false
  ids            = local.vpc_ids
}

# Lookup, for checks: the secondary ENIs in the VPCs.
data "alicloud_ecs_network_interfaces" "network_interfaces" {
  for_each = toset([
    for vpc_id in local.vpc_ids : vpc_id
    if local.looked_up.network_interfaces # if module
  ])

  type   = "Secondary"
  vpc_id = each.value
}

# Lookup, for a check: the ENIs that EIPs for new instances are bound to.
data "alicloud_ecs_network_interfaces" "bound" {
  for_each = toset([
    for key, row in local.rows : local.found[key].eip.instance_id
    if row.instance_id == null && startswith(local.found[key].eip.instance_id, "eni-")
    && local.looked_up.network_interfaces # if module
  ])

  ids = [each.value]
}

# Lookup, for checks: the security groups in the VPCs.
data "alicloud_security_groups" "security_groups" {
  for_each = toset([
    for vpc_id in local.vpc_ids : vpc_id
    if local.looked_up.security_groups # if module
  ])

  enable_details = false
  vpc_id         = each.value
}

# Lookup, for a check: the outbound rules of the security groups.
data "alicloud_security_group_rules" "egress" {
  for_each = toset([
    for id in flatten([for key, group in local.groups : group.ids]) : id
    if contains(keys(local.security_groups), id)
    && local.looked_up.egress # if module
  ])

  direction = "egress"
  group_id  = each.value
}

# Lookup, for a check: the IPv4 gateways of the region.
data "alicloud_vpc_ipv4_gateways" "ipv4_gateways" {
  count = local.looked_up.ipv4_gateways ? 1 : 0 # if module
}

# Lookup, for a check: the system route tables of VPCs with an IPv4 gateway.
data "alicloud_route_tables" "route_tables" {
  for_each = toset(keys(local.ipv4_gateways))

  route_table_type = "System"
  vpc_id           = each.value
}

# Lookup, for a check: the default routes of VPCs with an IPv4 gateway.
data "alicloud_route_entries" "default_routes" {
  for_each = data.alicloud_route_tables.route_tables

  cidr_block     = "0.0.0.0/0"
  route_table_id = one([for table in each.value.tables : table.route_table_id if table.route_table_type == "System"])
}
