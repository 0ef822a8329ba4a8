# Elastic IP addresses (EIPs) that are visible on the NICs of ECS instances, by secondary CIDR blocks. The steps are those of
# https://www.alibabacloud.com/help/en/eip/expose-an-eip-on-an-nic-by-adding-a-secondary-cidr-block-to-a-vpc

# Before step 1: the EIPs that the module creates. Their mode stays unset until the association sets it.
resource "alicloud_eip_address" "exposure" {
  for_each = { for key, exposure in var.exposures : key => exposure.new_eip if exposure.new_eip != null }

  address_name         = "${var.name_prefix}-${each.key}"
  bandwidth            = each.value.bandwidth
  internet_charge_type = each.value.internet_charge_type
  isp                  = each.value.isp
  payment_type         = "PayAsYouGo"
  tags                 = var.tags
}

# Step 1: the secondary CIDR blocks of the VPC, which contain the EIPs. Alibaba Cloud refuses concurrent changes of the blocks of one
# VPC, and the provider retries.
resource "alicloud_vpc_ipv4_cidr_block" "block" {
  for_each = { for name, keys in local.blocks : name => keys if !contains(local.existing_blocks, name) }

  secondary_cidr_block = local.block_ranges[each.key]
  vpc_id               = local.vpc_of_block[each.key]

  timeouts {
    create = "10m"
    delete = "15m"
  }

  lifecycle {
    precondition {
      condition     = length(local.block_problems[each.key]) == 0
      error_message = join("\n", local.block_problems[each.key])
    }

    # Checks that are unknown until a new EIP exists: in the list above, one of them would leave the whole list unknown.
    precondition {
      condition     = try(local.block_allowed[each.key].holds, true)
      error_message = try(local.block_allowed[each.key].problem, "")
    }

    precondition {
      condition     = try(local.block_overlap[each.key].holds, true)
      error_message = try(local.block_overlap[each.key].problem, "")
    }

    precondition {
      condition     = try(local.block_sibling_overlap[each.key].holds, true)
      error_message = try(local.block_sibling_overlap[each.key].problem, "")
    }

    precondition {
      condition     = try(local.block_quota[each.key].holds, true)
      error_message = try(local.block_quota[each.key].problem, "")
    }
  }
}

# Step 2: the vSwitches in the blocks, in the zones of the instances.
resource "alicloud_vswitch" "vswitch" {
  for_each = local.vswitches

  cidr_block = local.vswitch_ranges[each.key]
  # Taken from the block, so that Terraform creates the block first and removes it last.
  vpc_id = try(
    alicloud_vpc_ipv4_cidr_block.block[local.vswitch_block[each.key]].vpc_id,
    local.vpc_of_block[local.vswitch_block[each.key]],
  )
  vswitch_name = "${var.name_prefix}-${replace(each.key, "/[./]/", "-")}"
  zone_id      = local.zone_of_vswitch[each.key]
  tags         = var.tags

  timeouts {
    create = "10m"
    delete = "15m"
  }

  lifecycle {
    precondition {
      condition     = length(local.vswitch_problems[each.key]) == 0
      error_message = join("\n", local.vswitch_problems[each.key])
    }

    precondition {
      condition     = try(local.vswitch_allowed[each.key].holds, true)
      error_message = try(local.vswitch_allowed[each.key].problem, "")
    }

    precondition {
      condition     = try(local.vswitch_sibling_overlap[each.key].holds, true)
      error_message = try(local.vswitch_sibling_overlap[each.key].problem, "")
    }
  }
}

# Step 3: the secondary ENIs, whose private addresses are the EIPs: the primary one that of their exposure, and secondary ones those
# of the exposures that name it in nic_of.
resource "alicloud_ecs_network_interface" "exposure" {
  for_each = { for key, row in local.nics : key => row if row.network_interface_id == null }

  network_interface_name = "${var.name_prefix}-${each.key}"
  primary_ip_address     = local.exposed_addresses[each.key]
  # An ENI without others keeps secondary addresses that were assigned to it elsewhere.
  private_ip_addresses = length(local.on_nic[each.key]) == 1 ? null : [
    for key in local.on_nic[each.key] : local.exposed_addresses[key] if key != each.key
  ]
  security_group_ids = local.security_group_ids[each.key]
  tags               = var.tags
  vswitch_id = try(
    alicloud_vswitch.vswitch[each.value.vswitch].id,
    var.exposures[each.key].created_vswitch.id,
    each.value.vswitch_id,
  )

  timeouts {
    create = "5m"
    update = "5m"
    delete = "10m"
  }

  lifecycle {
    # The provider reads these back although they are not set here, and would replace or change the ENI for them.
    ignore_changes = [resource_group_id, source_dest_check]

    precondition {
      condition     = length(flatten([for key in local.on_nic[each.key] : local.problems[key]])) == 0
      error_message = join("\n", flatten([for key in local.on_nic[each.key] : local.problems[key]]))
    }

    # Checks that are unknown until a new EIP exists, as in step 1.
    precondition {
      condition     = try(local.eip_placed[each.key].holds, true)
      error_message = try(local.eip_placed[each.key].problem, "")
    }

    precondition {
      condition     = try(local.vswitch_eip_placed[each.key].holds, true)
      error_message = try(local.vswitch_eip_placed[each.key].problem, "")
    }

    precondition {
      condition     = alltrue([for key in local.on_nic[each.key] : try(local.nic_eip_placed[key].holds, true)])
      error_message = join("\n", [for key in local.on_nic[each.key] : local.nic_eip_placed[key].problem if !try(local.nic_eip_placed[key].holds, true)])
    }

    precondition {
      condition     = try(local.eni_quota[each.key].holds, true)
      error_message = try(local.eni_quota[each.key].problem, "")
    }

    precondition {
      condition     = try(local.hot_plug[each.key].holds, true)
      error_message = try(local.hot_plug[each.key].problem, "")
    }
  }
}

# Step 4: the EIPs associated with the ENIs, in NAT mode, so that each is mapped to itself.
resource "alicloud_eip_association" "exposure" {
  for_each = local.rows

  allocation_id = local.eip_ids[each.key]
  instance_id   = try(alicloud_ecs_network_interface.exposure[local.nic_keys[each.key]].id, each.value.network_interface_id)
  # Without a type, the provider takes an ID that is not known yet for that of an ECS instance.
  instance_type      = "NetworkInterface"
  mode               = "NAT"
  private_ip_address = local.exposed_addresses[each.key]

  timeouts {
    create = "10m"
    update = "10m"
    delete = "10m"
  }

  lifecycle {
    # Whether the API gives these back depends on how the association was created; a difference would replace it.
    ignore_changes = [private_ip_address, vpc_id]

    # The checks of step 3, for an existing ENI.
    precondition {
      condition     = each.value.network_interface_id == null || length(local.problems[each.key]) == 0
      error_message = join("\n", local.problems[each.key])
    }

    precondition {
      condition     = each.value.network_interface_id == null ? true : try(local.eni_quota[each.key].holds, true)
      error_message = try(local.eni_quota[each.key].problem, "")
    }

    precondition {
      condition     = each.value.network_interface_id == null ? true : try(local.hot_plug[each.key].holds, true)
      error_message = try(local.hot_plug[each.key].problem, "")
    }
  }
}

# Step 5: the ENIs attached to the instances. The ID of the ENI comes from its association, so that the EIP works on the ENI before it
# is attached and until it is detached.
resource "alicloud_ecs_network_interface_attachment" "exposure" {
  for_each = local.nics

  instance_id          = local.attached_instance_ids[each.key]
  network_interface_id = alicloud_eip_association.exposure[each.key].instance_id

  timeouts {
    create = "5m"
    # Detaching waits for the guest to release the NIC; the provider's one minute is often too short.
    delete = "10m"
  }

  lifecycle {
    # The API may put the ENI on another card than 0, which the provider would take for a reason to replace it.
    ignore_changes = [network_card_index]
  }
}
