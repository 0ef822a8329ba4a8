# Exposures as the checks and lookups read them. All values are known at plan time; the other values are below.
locals {
  exposures = {
    for key, exposure in local.nic_exposures : key => {
      instance_id          = exposure.instance_id
      declared_instance    = try(coalesce(exposure.instance.name, local.nic_keys[key]), null)
      instance_type        = try(exposure.instance.instance_type, null)
      vpc_id               = exposure.vpc_id
      vpc_cidr_block       = try(exposure.instance.vpc_cidr_block, null)
      zone_id              = exposure.zone_id
      eip                  = var.exposures[key].eip
      nic_of               = var.exposures[key].nic_of
      block                = local.gets_vswitch[key] ? coalesce(exposure.block, local.nic_keys[key]) : null
      vswitch              = local.gets_vswitch[key] ? coalesce(exposure.vswitch, local.nic_keys[key]) : null
      existing_block       = exposure.existing_block ? true : null
      vswitch_id           = exposure.vswitch_id
      standalone_vswitch   = exposure.created_vswitch == null ? null : local.nic_keys[key]
      network_interface_id = exposure.network_interface_id
      security_group_ids   = local.has_own_groups[key] || exposure.instance != null ? coalesce(exposure.security_group_ids, []) : null
    }
  }

  # Exposure with the NIC that the EIP of each exposure goes on: its own, or the one that nic_of names.
  nic_keys      = { for key, exposure in var.exposures : key => coalesce(exposure.nic_of, key) }
  shares_nics   = length(compact(values(var.exposures)[*].nic_of)) > 0
  nic_exposures = { for key, nic_key in local.nic_keys : key => var.exposures[nic_key] }

  gets_vswitch = {
    for key, exposure in local.nic_exposures :
    key => exposure.vswitch_id == null && exposure.created_vswitch == null && exposure.network_interface_id == null
  }
  has_own_groups = {
    for key, exposure in local.nic_exposures :
    key => exposure.security_group_ids != null || exposure.created_security_group_ids != null
  }

  blocks_per_vpc = var.blocks_per_vpc

  # Block of each vSwitch to create; exposures with the same vSwitch have the same block.
  vswitch_block = { for name, keys in local.vswitches : name => local.rows[keys[0]].block }
}

# Whether the lookups for checks are needed.
locals {
  looked_up = {
    instance_types  = length(setsubtract(concat(["eni-quota"], local.shares_nics ? ["private-ip-quota"] : []), var.skip_checks)) > 0
    vpcs            = length(local.vpc_ids) > 0 && length(setsubtract(["block-found", "block-overlap", "block-quota"], var.skip_checks)) > 0
    security_groups = length(setsubtract(["same-vpc", "security-group-egress", "security-group-type"], var.skip_checks)) > 0
    egress          = !contains(var.skip_checks, "security-group-egress")
    ipv4_gateways   = length(local.vpc_ids) > 0 && !contains(var.skip_checks, "ipv4-gateway")
    network_interfaces = (
      length(setsubtract(["eip-unbound", "eni-quota", "hot-plug"], var.skip_checks)) > 0 ||
      (local.shares_nics && !contains(var.skip_checks, "address-free")) ||
      length(compact(values(var.exposures)[*].network_interface_id)) > 0
    )
  }
}

# Values that may be unknown at plan time: of EIPs, instances, security groups and vSwitches that the module or its caller creates.
locals {
  new_addresses = merge(
    { for key, exposure in var.exposures : key => exposure.created_eip.ip_address if exposure.created_eip != null },
    { for key, exposure in var.exposures : key => alicloud_eip_address.exposure[key].ip_address if exposure.new_eip != null },
  )
  eip_ids = {
    for key, exposure in var.exposures : key => try(
      alicloud_eip_address.exposure[key].id,
      exposure.created_eip.allocation_id,
      local.found[key].eip.allocation_id,
    )
  }
  attached_instance_ids = { for key, exposure in local.nic_exposures : key => try(exposure.instance.id, exposure.instance_id) }
  vpc_of_block = {
    for name, keys in local.blocks : name => try(local.nic_exposures[keys[0]].instance.vpc_id, local.block_vpc[name])
  }
  zone_of_vswitch = {
    for name, keys in local.vswitches : name => try(local.nic_exposures[keys[0]].instance.zone_id, local.vswitch_zone[name])
  }
  security_group_ids = {
    for key, exposure in local.nic_exposures : key => local.has_own_groups[key] ? concat(
      coalesce(exposure.security_group_ids, []),
      coalesce(exposure.created_security_group_ids, []),
    ) : try(exposure.instance.security_group_ids, local.found[key].security_group_ids)
  }
  standalone_blocks = {}
  primary_vswitches = {}
  standalone_vswitches = merge(
    {
      for name, block in local.vswitch_block :
      name => { range = local.vswitch_ranges[name], block = local.block_ranges[block] }
    },
    {
      for key, exposure in var.exposures :
      key => { range = exposure.created_vswitch.cidr_block, block = "" } if exposure.created_vswitch != null
    },
  )
}
