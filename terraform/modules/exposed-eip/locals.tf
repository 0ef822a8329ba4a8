# Attributes of each exposure; null if it leaves one out.
locals {
  rows = {
    for key, exposure in local.exposures : key => merge({
      instance_id          = null # if declared_instance
      declared_instance    = null # if declared_instance
      instance_type        = null # if declared_instance
      vpc_id               = null # if vpc_id
      vpc_cidr_block       = null # if vpc_cidr_block
      zone_id              = null # if zone_id
      eip                  = null # if new_eip
      nic_of               = null # if nic_of
      block                = null # if existing_vswitch
      vswitch              = null # if existing_vswitch
      existing_block       = null # if existing_block
      vswitch_id           = null # if existing_vswitch
      standalone_vswitch   = null # if standalone_vswitch
      network_interface_id = null # if existing_vswitch
      security_group_ids   = null # if security_group_ids
      guest                = null # if guest
    }, exposure)
  }
  # Exposures with a NIC of their own; the others are on the NIC of one of these.
  nics = { for key, row in local.rows : key => row if row.nic_of == null }
}

# Arguments of the lookups.
locals {
  instance_ids = distinct(compact(values(local.rows)[*].instance_id))
  eip_addresses = [
    for eip in compact(values(local.rows)[*].eip) : eip
    if !startswith(eip, "eip-") # if allocation_id
  ]
  allocation_ids = [for eip in compact(values(local.rows)[*].eip) : eip if startswith(eip, "eip-")]
  vswitch_ids    = distinct(compact(values(local.rows)[*].vswitch_id))
  vpc_ids = distinct(compact(concat(
    [for found in local.found : found.vpc_id],
    [for block in local.standalone_blocks : block.vpc_id],     # if standalone_block
    [for vswitch in local.primary_vswitches : vswitch.vpc_id], # if primary_vswitch
  )))
  instance_types = distinct(compact(concat(
    [for found in local.found : found.instance.instance_type],
    values(local.rows)[*].instance_type, # if declared_instance
  )))
}

# Results of the lookups, by ID. An instance or EIP that is missing, or gone by the time of a destroy, has empty values, so that
# Terraform can evaluate everything below and the checks can report what is missing. Unknown security groups are null, since the
# provider refuses an empty list even then.
locals {
  no_instance = { id = "", vpc_id = "", availability_zone = "", instance_type = "", status = "", image_id = "" }
  no_eip      = { allocation_id = "", ip_address = "", instance_id = "", instance_type = "" }
  no_vswitch  = { id = "", cidr_block = "", zone_id = "", vpc_id = "" }
  no_network_interface = {
    id = "", primary_ip_address = "", private_ip_addresses = [], mac = "", vswitch_id = "", zone_id = "", instance_id = ""
  }

  instances = { for one in flatten(values(data.alicloud_instances.instances)[*].instances) : one.id => one... }
  eips = merge(
    { for one in flatten(values(data.alicloud_eip_addresses.eips_by_address)[*].addresses) : one.ip_address => one... }, # if eip_address
    { for one in flatten(values(data.alicloud_eip_addresses.eips)[*].addresses) : one.allocation_id => one... },         # if allocation_id
  )
  vswitches_by_id = { for one in flatten(values(data.alicloud_vswitches.vswitches)[*].vswitches) : one.id => one... }

  found = {
    for key, row in local.rows : key => {
      instance = try(
        local.instances[row.instance_id][0], # if instance
        local.no_instance,
      )
      eip = try(
        local.eips[row.eip][0], # if eip
        local.no_eip,
      )
      vpc_id = try(
        local.instances[row.instance_id][0].vpc_id, # if instance
        coalesce(row.vpc_id),                       # if vpc_id
        "",
      )
      zone_id = try(
        local.instances[row.instance_id][0].availability_zone, # if instance
        coalesce(row.zone_id),                                 # if zone_id
        "",
      )
      security_group_ids = try(
        tolist(coalesce(row.security_group_ids)),            # if security_group_ids
        local.instances[row.instance_id][0].security_groups, # if instance
        null,
      )
    }
  }
}

# Addresses of the EIPs; empty if an EIP is not found.
locals {
  exposed_addresses = merge(
    { for key, found in local.found : key => found.eip.ip_address },
    local.new_addresses, # if new_eip
  )
  # Primary address of the NIC of each exposure.
  primary_addresses = merge(
    local.exposed_addresses,
    { for key, row in local.rows : key => local.exposed_addresses[row.nic_of] if row.nic_of != null }, # if nic_of
  )
}

# Block and vSwitch of EIPs whose address only Terraform knows: the smallest in which the EIP is usable. Empty if there is none.
locals {
  derived_addresses = { for key, row in local.rows : key => local.exposed_addresses[key] if row.vswitch == key }
  eip_numbers = {
    for key, address in local.derived_addresses :
    key => try(sum([for i, octet in split(".", address) : octet * pow(256, 3 - i)]), 0)
  }
  # Alibaba Cloud reserves the first address and the last three of a vSwitch.
  prefix_lengths = {
    for key, number in local.eip_numbers : key => max(0, [
      for bits in range(16, 30) : bits
      if number % pow(2, 32 - bits) >= 1 && number % pow(2, 32 - bits) < pow(2, 32 - bits) - 3
    ]...)
  }
  placements = {
    for key, bits in local.prefix_lengths : key => {
      block   = bits == 0 ? "" : cidrsubnet("${local.derived_addresses[key]}/${min(28, bits)}", 0, 0)
      vswitch = bits == 0 ? "" : cidrsubnet("${local.derived_addresses[key]}/${bits}", 0, 0)
    }
  }
}

# Blocks and vSwitches to create, by name: the range, if it is known and unique.
locals {
  blocks = {
    for key, row in local.rows : row.block => key...
    if row.block != null # if existing_vswitch
  }
  block_ranges = merge(
    {
      for name in keys(local.blocks) : name => try(
        local.placements[name].block, # if derived
        split(" ", name)[1],          # if repeated_range
        name,
      )
    },
    { for name, block in local.standalone_blocks : name => block.range }, # if standalone_block
  )
  # VPCs of the exposures in each block; a check refuses several, and the first one counts.
  block_vpcs = {
    for name, keys in local.blocks : name => distinct(compact([for key in keys : local.found[key].vpc_id]))
  }
  block_vpc = merge(
    { for name, vpc_ids in local.block_vpcs : name => try(vpc_ids[0], "") },
    { for name, block in local.standalone_blocks : name => block.vpc_id }, # if standalone_block
  )
  vswitches = {
    for key, row in local.rows : row.vswitch => key...
    if row.vswitch != null # if existing_vswitch
  }
  vswitch_zones = {
    for name, keys in local.vswitches : name => distinct(compact([for key in keys : local.found[key].zone_id]))
  }
  vswitch_zone = { for name, zone_ids in local.vswitch_zones : name => try(zone_ids[0], "") }
  vswitch_ranges = {
    for name in keys(local.vswitches) : name => try(
      local.placements[name].vswitch, # if derived
      split(" ", name)[1],            # if repeated_range
      name,
    )
  }
}

# Results of the lookups for checks.
locals {
  vpcs = { for one in flatten(data.alicloud_vpcs.vpcs[*].vpcs) : one.id => one... }
  network_interfaces = flatten([
    values(data.alicloud_ecs_network_interfaces.network_interfaces)[*].interfaces,
    values(data.alicloud_ecs_network_interfaces.bound)[*].interfaces, # if declared_instance
  ])
  network_interfaces_by_id      = { for one in local.network_interfaces : one.id => one... }
  network_interfaces_by_address = { for one in local.network_interfaces : one.primary_ip_address => one... }
  network_interfaces_by_instance = {
    for one in local.network_interfaces : one.instance_id => one... if one.type == "Secondary"
  }

  security_groups = {
    for one in flatten(values(data.alicloud_security_groups.security_groups)[*].groups) : one.id => one...
  }
  egress_rules = {
    for id, group in data.alicloud_security_group_rules.egress :
    id => [for rule in group.rules : rule if rule.direction == "egress"]
  }
  eni_quotas = {
    for one in flatten(values(data.alicloud_instance_types.instance_types)[*].instance_types) :
    one.id => one.eni_quantity...
  }
  private_ip_quotas = {
    for one in flatten(values(data.alicloud_instance_types.instance_types)[*].instance_types) :
    one.id => one.eni_private_ip_address_quantity...
  }
  ipv4_gateways = {
    for one in flatten(data.alicloud_vpc_ipv4_gateways.ipv4_gateways[*].gateways) : one.vpc_id => one.id
    if one.enabled && contains(local.vpc_ids, one.vpc_id)
  }
  default_routes = {
    for vpc_id, routes in data.alicloud_route_entries.default_routes :
    vpc_id => [for route in routes.entries : route.instance_id if route.cidr_block == "0.0.0.0/0"]
  }
  # These types attach and detach an ENI only while they are stopped:
  # https://www.alibabacloud.com/help/en/ecs/user-guide/eni-overview
  types_without_hot_plug = [
    "ecs.e-c1m1.large", "ecs.e-c1m2.large", "ecs.e-c1m4.large", "ecs.e-c2m1.large", "ecs.e-c4m1.large", "ecs.e4.large",
    "ecs.e4.small", "ecs.mn4.large", "ecs.mn4.small", "ecs.n4.large", "ecs.n4.small", "ecs.s6-c1m1.small",
    "ecs.s6-c1m2.large", "ecs.s6-c1m2.small", "ecs.s6-c1m4.large", "ecs.s6-c1m4.small", "ecs.t5-c1m1.large",
    "ecs.t5-c1m2.large", "ecs.t5-c1m4.large", "ecs.t5-lc1m1.small", "ecs.t5-lc1m2.large", "ecs.t5-lc1m2.small",
    "ecs.t5-lc1m4.large", "ecs.t5-lc2m1.nano", "ecs.t6-c1m1.large", "ecs.t6-c1m2.large", "ecs.t6-c1m4.large",
    "ecs.t6-c2m1.large", "ecs.t6-c4m1.large", "ecs.xn4.small",
  ]
}
