output "exposures" {
  description = "Exposures by key, with their EIPs and the IDs of their resources."
  value = {
    for key, row in local.rows : key => {
      instance_id          = local.attached_instance_ids[key]
      allocation_id        = local.eip_ids[key]
      eip                  = local.exposed_addresses[key]
      network_interface_id = alicloud_ecs_network_interface_attachment.exposure[local.nic_keys[key]].network_interface_id
      mac_address = try(
        alicloud_ecs_network_interface.exposure[local.nic_keys[key]].mac,
        local.network_interface_of[local.nic_keys[key]].mac,
      )
      vswitch_id = try(
        alicloud_ecs_network_interface.exposure[local.nic_keys[key]].vswitch_id,
        local.network_interface_of[local.nic_keys[key]].vswitch_id,
      )
      block              = try(local.block_ranges[row.block], null)
      vswitch_cidr_block = try(coalesce(local.range_of_vswitch[key]), null)
    }
  }
}

output "vswitches" {
  description = "Created vSwitches by range, for created_vswitch of another call, which then waits for them only."
  value = {
    for name in keys(local.vswitches) : name => {
      id         = alicloud_vswitch.vswitch[name].id
      cidr_block = alicloud_vswitch.vswitch[name].cidr_block
    }
  }
}
