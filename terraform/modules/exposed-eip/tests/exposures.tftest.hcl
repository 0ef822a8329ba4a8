# The plans that the module makes of its inputs, and one that each check refuses. Runs in no account: terraform test, or tofu test.

run "creates_the_whole_chain_in_the_smallest_ranges" {
  command = plan

  variables {
    exposures = {
      web  = { instance_id = "i-web", eip = "203.0.113.106" }
      mail = { instance_id = "i-ftp", eip = "eip-mail" }
    }
  }

  assert {
    condition     = local.block_ranges == { mail = "198.51.100.0/24", web = "203.0.113.96/28" }
    error_message = "The blocks are the smallest that can hold the EIPs."
  }

  assert {
    condition     = local.vswitch_ranges == { mail = "198.51.100.0/24", web = "203.0.113.104/29" }
    error_message = "So are the vSwitches."
  }

  assert {
    condition = (
      alicloud_vpc_ipv4_cidr_block.block["web"].vpc_id == "vpc-main" &&
      alicloud_vswitch.vswitch["web"].zone_id == "cn-hangzhou-h"
    )
    error_message = "They are in the VPC and the zone of the instance."
  }

  assert {
    condition = (
      alicloud_ecs_network_interface.exposure["mail"].primary_ip_address == "198.51.100.126" &&
      tolist(alicloud_ecs_network_interface.exposure["mail"].security_group_ids) == tolist(["sg-basic"])
    )
    error_message = "The ENI has the EIP as its address, and the security groups of the instance."
  }

  assert {
    condition = (
      alicloud_eip_association.exposure["web"].allocation_id == "eip-web" &&
      alicloud_eip_association.exposure["web"].mode == "NAT"
    )
    error_message = "The EIP that was found is associated in NAT mode."
  }
}

run "puts_several_eips_on_one_nic" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106" }
      ftp = { nic_of = "web", created_eip = { allocation_id = "eip-new", ip_address = "203.0.113.105" } }
    }
  }

  assert {
    condition = (
      keys(alicloud_ecs_network_interface.exposure) == ["web"] &&
      tolist(alicloud_ecs_network_interface.exposure["web"].private_ip_addresses) == tolist(["203.0.113.105"])
    )
    error_message = "There is one ENI, with both EIPs as its addresses."
  }

  assert {
    condition = (
      keys(alicloud_eip_association.exposure) == ["ftp", "web"] &&
      alicloud_eip_association.exposure["ftp"].private_ip_address == "203.0.113.105" &&
      keys(alicloud_ecs_network_interface_attachment.exposure) == ["web"]
    )
    error_message = "Each EIP is associated with its address, and the ENI is attached once."
  }

  assert {
    condition     = keys(local.block_ranges) == ["web"]
    error_message = "The other EIP is in the vSwitch of the NIC."
  }
}

run "shares_the_ranges_that_are_given" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }
      ftp = { instance_id = "i-ftp", eip = "203.0.113.107", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }
    }
  }

  assert {
    condition = (
      keys(alicloud_vpc_ipv4_cidr_block.block) == ["203.0.113.96/28"] &&
      keys(alicloud_vswitch.vswitch) == ["203.0.113.104/29"]
    )
    error_message = "There is one block, and one vSwitch in it."
  }

  assert {
    condition     = length(alicloud_ecs_network_interface_attachment.exposure) == 2
    error_message = "There are two exposures."
  }
}

run "uses_what_exists" {
  command = plan

  variables {
    exposures = {
      block   = { instance_id = "i-full", eip = "192.0.2.10", block = "192.0.2.0/28", existing_block = true }
      eni     = { instance_id = "i-web", eip = "203.0.113.106", network_interface_id = "eni-web" }
      vswitch = { instance_id = "i-ftp", eip = "203.0.113.107", vswitch_id = "vsw-main", security_group_ids = ["sg-basic"] }
    }
  }

  assert {
    condition     = length(alicloud_vpc_ipv4_cidr_block.block) == 0
    error_message = "No block is added."
  }

  assert {
    condition = (
      alicloud_vswitch.vswitch["block"].cidr_block == "192.0.2.8/29" &&
      alicloud_vswitch.vswitch["block"].vpc_id == "vpc-full"
    )
    error_message = "The vSwitch is created in the block that exists."
  }

  assert {
    condition     = keys(alicloud_ecs_network_interface.exposure) == ["block", "vswitch"]
    error_message = "No second ENI is created beside one that exists."
  }

  assert {
    condition     = alicloud_ecs_network_interface.exposure["vswitch"].vswitch_id == "vsw-main"
    error_message = "The ENI is created in the vSwitch that exists."
  }

  assert {
    condition     = alicloud_ecs_network_interface_attachment.exposure["eni"].network_interface_id == "eni-web"
    error_message = "The ENI that exists is attached."
  }

  assert {
    condition = (
      output.exposures.eni.mac_address == "00:16:3e:00:00:01" &&
      output.exposures.eni.block == null &&
      output.exposures.vswitch.vswitch_cidr_block == "203.0.113.96/28"
    )
    error_message = "The output tells of what exists what was found of it."
  }
}

run "uses_what_the_caller_creates" {
  command = plan

  variables {
    exposures = {
      web = {
        instance = {
          id                 = "i-new"
          vpc_id             = "vpc-new"
          zone_id            = "cn-hangzhou-k"
          security_group_ids = ["sg-new"]
        }
        created_eip = { allocation_id = "eip-new", ip_address = "203.0.113.106" }
      }
      ftp = {
        instance_id                = "i-ftp"
        eip                        = "203.0.113.107"
        created_vswitch            = { id = "vsw-new", cidr_block = "203.0.113.104/29" }
        security_group_ids         = ["sg-basic"]
        created_security_group_ids = ["sg-new"]
      }
    }
  }

  assert {
    condition = (
      alicloud_vpc_ipv4_cidr_block.block["web"].vpc_id == "vpc-new" &&
      alicloud_vswitch.vswitch["web"].zone_id == "cn-hangzhou-k" &&
      tolist(alicloud_ecs_network_interface.exposure["web"].security_group_ids) == tolist(["sg-new"]) &&
      alicloud_eip_association.exposure["web"].allocation_id == "eip-new" &&
      alicloud_ecs_network_interface_attachment.exposure["web"].instance_id == "i-new"
    )
    error_message = "Nothing is looked up of an instance and an EIP that the caller creates."
  }

  assert {
    condition = (
      alicloud_ecs_network_interface.exposure["ftp"].vswitch_id == "vsw-new" &&
      toset(alicloud_ecs_network_interface.exposure["ftp"].security_group_ids) == toset(["sg-basic", "sg-new"])
    )
    error_message = "The ENI is in the vSwitch and the security groups that the caller creates."
  }
}

run "skips_the_lookups_that_only_skipped_checks_need" {
  command = plan

  variables {
    exposures = { web = { instance_id = "i-web", eip = "203.0.113.106" } }
    skip_checks = [
      "block-found", "block-overlap", "block-quota", "eip-unbound", "eni-quota", "hot-plug", "ipv4-gateway", "same-vpc",
      "security-group-egress", "security-group-type",
    ]
  }

  assert {
    condition = 0 == sum([
      length(data.alicloud_ecs_network_interfaces.bound),
      length(data.alicloud_ecs_network_interfaces.network_interfaces),
      length(data.alicloud_instance_types.instance_types),
      length(data.alicloud_route_entries.default_routes),
      length(data.alicloud_route_tables.route_tables),
      length(data.alicloud_security_group_rules.egress),
      length(data.alicloud_security_groups.security_groups),
      length(data.alicloud_vpc_ipv4_gateways.ipv4_gateways),
      length(data.alicloud_vpcs.vpcs),
    ])
    error_message = "Only what the resources need is looked up."
  }

  assert {
    condition     = length(data.alicloud_instances.instances) == 1 && length(data.alicloud_eip_addresses.eips_by_address) == 1
    error_message = "That is the instance and the EIP."
  }
}

run "a_new_eip_hides_nothing_that_is_wrong_with_an_instance" {
  command = plan

  variables {
    exposures = {
      new = { instance_id = "i-none", new_eip = { bandwidth = 5 } }
      web = { instance_id = "i-mixed", eip = "203.0.113.106" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition     = startswith(one(local.problems["new"]), "The instance i-none was not found in this region.")
    error_message = "What is wrong with the instance of the new EIP is known before the EIP is there."
  }

  assert {
    condition     = startswith(one(local.problems["web"]), "The security groups sg-basic, sg-advanced mix basic")
    error_message = "So is what is wrong with the instance of another exposure."
  }
}

run "a_new_eip_hides_nothing_that_is_wrong_with_a_block" {
  command = plan

  variables {
    exposures = {
      new  = { instance_id = "i-web", new_eip = { bandwidth = 5 } }
      mail = { instance_id = "i-web", eip = "192.0.2.130" }
      web  = { instance_id = "i-web", eip = "203.0.113.106" }
      ftp  = { instance_id = "i-ftp", eip = "203.0.113.107" }
    }
  }

  expect_failures = [alicloud_vpc_ipv4_cidr_block.block]

  assert {
    condition     = !local.block_overlap["mail"].holds
    error_message = "A block is compared with the ranges of the VPC before the EIP is there."
  }

  assert {
    condition     = !local.block_sibling_overlap["web"].holds
    error_message = "So it is with blocks that are added here and whose range is known."
  }
}

run "refuses_a_new_eip_whose_blocks_are_too_many" {
  command = plan

  variables {
    exposures = {
      new = { instance_id = "i-web", new_eip = { bandwidth = 5 } }
      web = { instance_id = "i-web", eip = "203.0.113.106" }
    }
    blocks_per_vpc = 1
  }

  expect_failures = [alicloud_vpc_ipv4_cidr_block.block]

  assert {
    condition = startswith(
      local.block_quota["new"].problem,
      "The VPC vpc-main would have 2 secondary CIDR blocks by this configuration alone",
    )
    error_message = "The number of blocks is known before the EIP is there."
  }
}

run "instance_found_refuses_an_instance_that_is_not_found" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-none", eip = "203.0.113.106" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The instance i-none was not found in this region.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "eip_found_refuses_an_eip_that_is_not_found" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.99" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The EIP 203.0.113.99 was not found in this region.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "eip_found_refuses_an_allocation_id_that_is_not_found" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "eip-none" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The EIP eip-none was not found in this region.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "eip_unbound_refuses_an_eip_that_is_bound_elsewhere" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.20" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The EIP 203.0.113.20 is bound to i-other (EcsInstance).",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "range_allowed_refuses_a_block_that_is_too_small" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.104/29" }
    }
  }

  expect_failures = [alicloud_vpc_ipv4_cidr_block.block]

  assert {
    condition = !local.block_allowed["203.0.113.104/29"].holds && startswith(
      local.block_allowed["203.0.113.104/29"].problem,
      "203.0.113.104/29 is not allowed as a secondary CIDR block.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "range_allowed_refuses_a_vswitch_outside_of_its_block" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.96/28", vswitch = "203.0.113.0/25" }
    }
  }

  expect_failures = [alicloud_vswitch.vswitch]

  assert {
    condition = !local.vswitch_allowed["203.0.113.0/25"].holds && startswith(
      local.vswitch_allowed["203.0.113.0/25"].problem,
      "203.0.113.0/25 is not allowed as a vSwitch in the block 203.0.113.96/28.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "eip_placed_refuses_an_eip_that_no_block_can_hold" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "eip-last" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = !local.eip_placed["web"].holds && startswith(
      local.eip_placed["web"].problem,
      "No secondary CIDR block of /16 to /28 can hold the EIP 198.18.255.255:",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "eip_placed_refuses_an_eip_outside_of_its_vswitch" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.0/24", vswitch = "203.0.113.0/29" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = !local.vswitch_eip_placed["web"].holds && startswith(
      local.vswitch_eip_placed["web"].problem,
      "The EIP 203.0.113.106 is not usable in the vSwitch 203.0.113.0/29:",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "eip_placed_refuses_an_eip_outside_of_an_existing_vswitch" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "eip-mail", vswitch_id = "vsw-main" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = !local.vswitch_eip_placed["web"].holds && startswith(
      local.vswitch_eip_placed["web"].problem,
      "The EIP 198.51.100.126 is not usable in the vSwitch 203.0.113.96/28:",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "eip_placed_refuses_an_eip_that_is_not_the_address_of_an_existing_network_interface" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-ftp", eip = "203.0.113.107", network_interface_id = "eni-web" }
    }
  }

  expect_failures = [alicloud_eip_association.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The network interface eni-web has the primary address 203.0.113.106, not the EIP 203.0.113.107.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "block_overlap_refuses_a_block_that_overlaps_a_range_of_the_vpc" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "192.0.2.130" }
    }
  }

  expect_failures = [alicloud_vpc_ipv4_cidr_block.block]

  assert {
    condition = !local.block_overlap["web"].holds && startswith(
      local.block_overlap["web"].problem,
      "The secondary CIDR block 192.0.2.128/28 overlaps 192.0.2.128/25, which the VPC vpc-main already has.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "block_overlap_refuses_blocks_that_overlap_each_other" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106" }
      ftp = { instance_id = "i-ftp", eip = "203.0.113.107" }
    }
  }

  expect_failures = [alicloud_vpc_ipv4_cidr_block.block]

  assert {
    condition = !local.block_sibling_overlap["web"].holds && startswith(
      local.block_sibling_overlap["web"].problem,
      "The secondary CIDR block 203.0.113.96/28 overlaps 203.0.113.96/28, which this configuration adds to the same VPC.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "block_overlap_refuses_vswitches_that_overlap_each_other" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.96/28" }
      ftp = { instance_id = "i-ftp", eip = "203.0.113.107", block = "203.0.113.96/28" }
    }
  }

  expect_failures = [alicloud_vswitch.vswitch]

  assert {
    condition = !local.vswitch_sibling_overlap["web"].holds && startswith(
      local.vswitch_sibling_overlap["web"].problem,
      "The vSwitch 203.0.113.104/29 (web) overlaps 203.0.113.104/29, which this configuration creates for other exposures.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "block_quota_refuses_more_blocks_than_the_vpc_may_have" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-full", eip = "203.0.113.106" }
    }
  }

  expect_failures = [alicloud_vpc_ipv4_cidr_block.block]

  assert {
    condition = !local.block_quota["web"].holds && startswith(
      local.block_quota["web"].problem,
      "The VPC vpc-full would have 6 secondary CIDR blocks",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "block_found_refuses_a_block_that_does_not_exist" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.96/28", existing_block = true }
    }
  }

  expect_failures = [alicloud_vswitch.vswitch]

  assert {
    condition = startswith(
      one(local.vswitch_problems["web"]),
      "The VPC vpc-main has no secondary CIDR block 203.0.113.96/28; it has 192.0.2.128/25.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "same_vpc_refuses_an_instance_in_another_vpc_than_is_said" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", vpc_id = "vpc-other" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The exposure web names the VPC vpc-other, but the instance i-web is in vpc-main.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "same_vpc_refuses_instances_of_two_vpcs_in_one_block" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }
      ftp = { instance_id = "i-vpc", eip = "203.0.113.107", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }
    }
  }

  expect_failures = [alicloud_vpc_ipv4_cidr_block.block]

  assert {
    condition = startswith(
      one(local.block_problems["203.0.113.96/28"]),
      "The exposures ftp, web share the block 203.0.113.96/28, but their instances are in different VPCs",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "same_vpc_refuses_a_security_group_of_another_vpc" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", security_group_ids = ["sg-other"] }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The security groups sg-other are not in the VPC vpc-main of the instance, or cannot be seen.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "same_vpc_refuses_an_existing_vswitch_of_another_vpc" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", vswitch_id = "vsw-vpc" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The vSwitch vsw-vpc is in the VPC vpc-other, but the instance i-web is in vpc-main.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "same_zone_refuses_an_instance_in_another_zone_than_is_said" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", zone_id = "cn-hangzhou-k" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The exposure web names the zone cn-hangzhou-k, but the instance i-web is in cn-hangzhou-h.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "same_zone_refuses_instances_of_two_zones_in_one_vswitch" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }
      ftp = { instance_id = "i-zone", eip = "203.0.113.107", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }
    }
  }

  expect_failures = [alicloud_vswitch.vswitch]

  assert {
    condition = startswith(
      one(local.vswitch_problems["203.0.113.104/29"]),
      "The exposures ftp, web share the vSwitch 203.0.113.104/29, but their instances are in different zones",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "same_zone_refuses_an_existing_vswitch_in_another_zone" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", vswitch_id = "vsw-zone" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The vSwitch vsw-zone is in the zone cn-hangzhou-i, but the instance i-web is in cn-hangzhou-h.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "same_zone_refuses_an_existing_network_interface_in_another_zone" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", network_interface_id = "eni-zone" }
    }
  }

  expect_failures = [alicloud_eip_association.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The network interface eni-zone is in the zone cn-hangzhou-i, but the instance i-web is in cn-hangzhou-h.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "security_group_count_refuses_more_security_groups_than_an_eni_takes" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-groups", eip = "203.0.113.106" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The ENI would get 6 security groups, but takes one to five.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "security_group_type_refuses_basic_and_advanced_security_groups" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-mixed", eip = "203.0.113.106" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The security groups sg-basic, sg-advanced mix basic (normal) and advanced (enterprise) ones,",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "security_group_egress_refuses_security_groups_that_allow_nothing_out" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-advanced", eip = "203.0.113.106" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The security groups sg-advanced allow no outbound traffic:",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "eni_quota_refuses_an_instance_that_takes_no_more_network_interfaces" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-small", eip = "203.0.113.106" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = !local.eni_quota["web"].holds && startswith(
      local.eni_quota["web"].problem,
      "The instance i-small has 1 of 1 network interfaces",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "eni_quota_refuses_a_new_instance_that_takes_too_few_network_interfaces" {
  command = plan

  variables {
    exposures = {
      web = {
        instance = {
          id                 = "i-new"
          vpc_id             = "vpc-main"
          zone_id            = "cn-hangzhou-h"
          security_group_ids = ["sg-basic"]
          instance_type      = "ecs.s6-c1m1.micro"
        }
        eip = "203.0.113.106"
      }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The instance web takes 1 network interfaces",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "private_ip_quota_refuses_more_eips_on_a_nic_than_the_type_allows" {
  command = plan

  variables {
    exposures = merge(
      { web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.96/28", vswitch = "203.0.113.96/28" } },
      {
        for number in range(97, 103) :
        "eip-${number}" => { nic_of = "web", created_eip = { allocation_id = "eip-a${number}", ip_address = "203.0.113.${number}" } }
      },
    )
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      local.private_ip_quota["eip-97"].problem,
      "The network interface of the exposure web would have 7 private addresses",
    ) && !local.private_ip_quota["eip-97"].holds
    error_message = "The plan counts the addresses of the ENI."
  }
}

run "address_free_refuses_an_eip_that_is_an_address_of_another_network_interface" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106" }
      ftp = { nic_of = "web", eip = "203.0.113.107" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      local.address_free["ftp"].problem,
      "The EIP 203.0.113.107 is an address of the network interface eni-taken already",
    ) && !local.address_free["ftp"].holds
    error_message = "The plan names the ENI with the address."
  }
}

run "eip_placed_refuses_an_eip_outside_of_the_vswitch_of_the_nic" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106" }
      ftp = { nic_of = "web", created_eip = { allocation_id = "eip-new", ip_address = "203.0.113.50" } }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      local.nic_eip_placed["ftp"].problem,
      "The EIP 203.0.113.50 of ftp cannot go on the network interface of web, which is in the vSwitch 203.0.113.104/29.",
    ) && !local.nic_eip_placed["ftp"].holds
    error_message = "The plan names the vSwitch of the NIC."
  }
}

run "hot_plug_refuses_an_instance_that_takes_no_network_interface_while_it_runs" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-cold", eip = "203.0.113.106" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = !local.hot_plug["web"].holds && startswith(
      local.hot_plug["web"].problem,
      "The instance i-cold is Running, but its type ecs.t5-lc1m1.small attaches a network interface only while it is Stopped.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "hot_plug_refuses_a_new_instance_that_takes_no_network_interface_while_it_runs" {
  command = plan

  variables {
    exposures = {
      web = {
        instance = {
          id                 = "i-new"
          vpc_id             = "vpc-main"
          zone_id            = "cn-hangzhou-h"
          security_group_ids = ["sg-basic"]
          instance_type      = "ecs.t5-lc1m1.small"
        }
        eip = "203.0.113.106"
      }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The instance web runs once it is created, but its type ecs.t5-lc1m1.small attaches a network interface only while it is Stopped.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "vswitch_found_refuses_an_existing_vswitch_that_is_not_found" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", vswitch_id = "vsw-none" }
    }
  }

  expect_failures = [alicloud_ecs_network_interface.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The vSwitch vsw-none was not found in this region.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "network_interface_found_refuses_an_existing_network_interface_that_is_not_found" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-web", eip = "203.0.113.106", network_interface_id = "eni-none" }
    }
  }

  expect_failures = [alicloud_eip_association.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The network interface eni-none is not a secondary one in the VPC of the instance, or cannot be seen.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "network_interface_free_refuses_an_existing_network_interface_of_another_instance" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-ftp", eip = "203.0.113.107", network_interface_id = "eni-taken" }
    }
  }

  expect_failures = [alicloud_eip_association.exposure]

  assert {
    condition = startswith(
      one(local.problems["web"]),
      "The network interface eni-taken is attached to i-other, not to the instance i-ftp.",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "ipv4_gateway_refuses_a_vpc_without_a_route_to_its_ipv4_gateway" {
  command = plan

  variables {
    exposures = {
      web = { instance_id = "i-gateway", eip = "203.0.113.106" }
    }
  }

  expect_failures = [alicloud_vpc_ipv4_cidr_block.block]

  assert {
    condition = startswith(
      one(local.block_problems["web"]),
      "The VPC vpc-gateway has an activated IPv4 gateway, but its system route table has no route 0.0.0.0/0 to it,",
    )
    error_message = "The plan says what is wrong, and only that."
  }
}

run "creates_new_eips" {
  command = apply

  variables {
    exposures = {
      new = { instance_id = "i-web", new_eip = { bandwidth = 5 } }
      web = { instance_id = "i-web", eip = "203.0.113.106" }
    }
    tags = { team = "network" }
  }

  assert {
    condition     = output.exposures.new.eip == "192.0.2.10" && output.exposures.new.block == "192.0.2.0/28"
    error_message = "The block is the smallest that can hold the new EIP."
  }

  assert {
    condition     = output.exposures.new.vswitch_cidr_block == "192.0.2.8/29" && output.vswitches.new.cidr_block == "192.0.2.8/29"
    error_message = "So is the vSwitch."
  }

  assert {
    condition = (
      alicloud_eip_address.exposure["new"].address_name == "exposed-eip-new" &&
      alicloud_eip_address.exposure["new"].bandwidth == "5" &&
      alicloud_vswitch.vswitch["new"].vswitch_name == "exposed-eip-new" &&
      alicloud_ecs_network_interface.exposure["web"].tags == tomap({ team = "network" })
    )
    error_message = "Names begin with the prefix, and everything has the tags."
  }
}

# Lookups. Each returns all of this, whatever it is asked for. The objects are complete, since OpenTofu takes no others.
mock_provider "alicloud" {
  mock_data "alicloud_instances" {
    defaults = {
      instances = [
        {
          id                   = "i-web", vpc_id = "vpc-main", availability_zone = "cn-hangzhou-h", security_groups = ["sg-basic"],
          instance_type        = "ecs.g7.large", status = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
        {
          id                   = "i-ftp", vpc_id = "vpc-main", availability_zone = "cn-hangzhou-h", security_groups = ["sg-basic"],
          instance_type        = "ecs.g7.large", status = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
        # In another zone.
        {
          id                   = "i-zone", vpc_id = "vpc-main", availability_zone = "cn-hangzhou-i", security_groups = ["sg-basic"],
          instance_type        = "ecs.g7.large", status = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
        # In another VPC.
        {
          id                   = "i-vpc", vpc_id = "vpc-other", availability_zone = "cn-hangzhou-h", security_groups = ["sg-other"],
          instance_type        = "ecs.g7.large", status = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
        # With more security groups than an ENI takes.
        {
          id                   = "i-groups", vpc_id = "vpc-main", availability_zone = "cn-hangzhou-h",
          security_groups      = ["sg-a", "sg-b", "sg-c", "sg-d", "sg-e", "sg-f"], instance_type = "ecs.g7.large",
          status               = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
        # With a basic and an advanced security group.
        {
          id                   = "i-mixed", vpc_id = "vpc-main", availability_zone = "cn-hangzhou-h",
          security_groups      = ["sg-basic", "sg-advanced"], instance_type = "ecs.g7.large", status = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
        # With an advanced security group, which allows only what a rule accepts.
        {
          id                   = "i-advanced", vpc_id = "vpc-main", availability_zone = "cn-hangzhou-h", security_groups = ["sg-advanced"],
          instance_type        = "ecs.g7.large", status = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
        # Of a type that takes one network interface.
        {
          id                   = "i-small", vpc_id = "vpc-main", availability_zone = "cn-hangzhou-h", security_groups = ["sg-basic"],
          instance_type        = "ecs.s6-c1m1.micro", status = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
        # Of a type that takes a network interface only while it is stopped.
        {
          id                   = "i-cold", vpc_id = "vpc-main", availability_zone = "cn-hangzhou-h", security_groups = ["sg-basic"],
          instance_type        = "ecs.t5-lc1m1.small", status = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
        # In a VPC with five blocks.
        {
          id                   = "i-full", vpc_id = "vpc-full", availability_zone = "cn-hangzhou-h", security_groups = ["sg-full"],
          instance_type        = "ecs.g7.large", status = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
        # In a VPC with an activated IPv4 gateway and no route to it.
        {
          id                   = "i-gateway", vpc_id = "vpc-gateway", availability_zone = "cn-hangzhou-h", security_groups = ["sg-gateway"],
          instance_type        = "ecs.g7.large", status = "Running",
          creation_time        = "", description = "", disk_device_mappings = [], eip = "", image_id = "",
          instance_charge_type = "", internet_charge_type = "", internet_max_bandwidth_out = 0, key_name = "", name = "",
          private_ip           = "", public_ip = "", ram_role_name = "", region_id = "", resource_group_id = "", spot_strategy = "",
          tags                 = {}, vswitch_id = "",
        },
      ]
    }
  }

  mock_data "alicloud_eip_addresses" {
    defaults = {
      addresses = [
        {
          allocation_id           = "eip-web", ip_address = "203.0.113.106", instance_id = "", instance_type = "",
          address_name            = "", available_regions = [], bandwidth = "", bandwidth_package_bandwidth = "",
          bandwidth_package_id    = "", bandwidth_package_type = "", create_time = "", deletion_protection = false,
          description             = "", expired_time = "", has_reservation_data = "", hd_monitor_status = "", id = "",
          instance_region_id      = "", internet_charge_type = "", isp = "", operation_locks = [], payment_type = "",
          reservation_active_time = "", reservation_bandwidth = "", reservation_internet_charge_type = "",
          reservation_order_type  = "", resource_group_id = "", second_limited = false, segment_instance_id = "",
          status                  = "", tags = {},
        },
        {
          allocation_id           = "eip-ftp", ip_address = "203.0.113.107", instance_id = "", instance_type = "",
          address_name            = "", available_regions = [], bandwidth = "", bandwidth_package_bandwidth = "",
          bandwidth_package_id    = "", bandwidth_package_type = "", create_time = "", deletion_protection = false,
          description             = "", expired_time = "", has_reservation_data = "", hd_monitor_status = "", id = "",
          instance_region_id      = "", internet_charge_type = "", isp = "", operation_locks = [], payment_type = "",
          reservation_active_time = "", reservation_bandwidth = "", reservation_internet_charge_type = "",
          reservation_order_type  = "", resource_group_id = "", second_limited = false, segment_instance_id = "",
          status                  = "", tags = {},
        },
        {
          allocation_id           = "eip-mail", ip_address = "198.51.100.126", instance_id = "", instance_type = "",
          address_name            = "", available_regions = [], bandwidth = "", bandwidth_package_bandwidth = "",
          bandwidth_package_id    = "", bandwidth_package_type = "", create_time = "", deletion_protection = false,
          description             = "", expired_time = "", has_reservation_data = "", hd_monitor_status = "", id = "",
          instance_region_id      = "", internet_charge_type = "", isp = "", operation_locks = [], payment_type = "",
          reservation_active_time = "", reservation_bandwidth = "", reservation_internet_charge_type = "",
          reservation_order_type  = "", resource_group_id = "", second_limited = false, segment_instance_id = "",
          status                  = "", tags = {},
        },
        {
          allocation_id           = "eip-last", ip_address = "198.18.255.255", instance_id = "", instance_type = "",
          address_name            = "", available_regions = [], bandwidth = "", bandwidth_package_bandwidth = "",
          bandwidth_package_id    = "", bandwidth_package_type = "", create_time = "", deletion_protection = false,
          description             = "", expired_time = "", has_reservation_data = "", hd_monitor_status = "", id = "",
          instance_region_id      = "", internet_charge_type = "", isp = "", operation_locks = [], payment_type = "",
          reservation_active_time = "", reservation_bandwidth = "", reservation_internet_charge_type = "",
          reservation_order_type  = "", resource_group_id = "", second_limited = false, segment_instance_id = "",
          status                  = "", tags = {},
        },
        {
          allocation_id           = "eip-overlap", ip_address = "192.0.2.130", instance_id = "", instance_type = "",
          address_name            = "", available_regions = [], bandwidth = "", bandwidth_package_bandwidth = "",
          bandwidth_package_id    = "", bandwidth_package_type = "", create_time = "", deletion_protection = false,
          description             = "", expired_time = "", has_reservation_data = "", hd_monitor_status = "", id = "",
          instance_region_id      = "", internet_charge_type = "", isp = "", operation_locks = [], payment_type = "",
          reservation_active_time = "", reservation_bandwidth = "", reservation_internet_charge_type = "",
          reservation_order_type  = "", resource_group_id = "", second_limited = false, segment_instance_id = "",
          status                  = "", tags = {},
        },
        {
          allocation_id           = "eip-block", ip_address = "192.0.2.10", instance_id = "", instance_type = "",
          address_name            = "", available_regions = [], bandwidth = "", bandwidth_package_bandwidth = "",
          bandwidth_package_id    = "", bandwidth_package_type = "", create_time = "", deletion_protection = false,
          description             = "", expired_time = "", has_reservation_data = "", hd_monitor_status = "", id = "",
          instance_region_id      = "", internet_charge_type = "", isp = "", operation_locks = [], payment_type = "",
          reservation_active_time = "", reservation_bandwidth = "", reservation_internet_charge_type = "",
          reservation_order_type  = "", resource_group_id = "", second_limited = false, segment_instance_id = "",
          status                  = "", tags = {},
        },
        {
          allocation_id           = "eip-bound", ip_address = "203.0.113.20", instance_id = "i-other", instance_type = "EcsInstance",
          address_name            = "", available_regions = [], bandwidth = "", bandwidth_package_bandwidth = "",
          bandwidth_package_id    = "", bandwidth_package_type = "", create_time = "", deletion_protection = false,
          description             = "", expired_time = "", has_reservation_data = "", hd_monitor_status = "", id = "",
          instance_region_id      = "", internet_charge_type = "", isp = "", operation_locks = [], payment_type = "",
          reservation_active_time = "", reservation_bandwidth = "", reservation_internet_charge_type = "",
          reservation_order_type  = "", resource_group_id = "", second_limited = false, segment_instance_id = "",
          status                  = "", tags = {},
        },
      ]
    }
  }

  mock_data "alicloud_vswitches" {
    defaults = {
      vswitches = [
        {
          id                         = "vsw-main", cidr_block = "203.0.113.96/28", zone_id = "cn-hangzhou-h", vpc_id = "vpc-main",
          available_ip_address_count = 0, creation_time = "", description = "", enable_ipv6 = false, ipv6_cidr_block = "",
          is_default                 = false, name = "", resource_group_id = "", route_table_id = "", status = "", tags = {},
          vswitch_id                 = "", vswitch_name = "",
        },
        {
          id                         = "vsw-zone", cidr_block = "203.0.113.96/28", zone_id = "cn-hangzhou-i", vpc_id = "vpc-main",
          available_ip_address_count = 0, creation_time = "", description = "", enable_ipv6 = false, ipv6_cidr_block = "",
          is_default                 = false, name = "", resource_group_id = "", route_table_id = "", status = "", tags = {},
          vswitch_id                 = "", vswitch_name = "",
        },
        {
          id                         = "vsw-vpc", cidr_block = "203.0.113.96/28", zone_id = "cn-hangzhou-h", vpc_id = "vpc-other",
          available_ip_address_count = 0, creation_time = "", description = "", enable_ipv6 = false, ipv6_cidr_block = "",
          is_default                 = false, name = "", resource_group_id = "", route_table_id = "", status = "", tags = {},
          vswitch_id                 = "", vswitch_name = "",
        },
      ]
    }
  }

  mock_data "alicloud_instance_types" {
    defaults = {
      instance_types = [
        {
          id                           = "ecs.g7.large", eni_quantity = 3,
          availability_zones           = [], burstable_instance = {}, cpu_core_count = 0, eni_amount = 0,
          eni_ipv6_address_quantity    = 0, eni_private_ip_address_quantity = 6, family = "", gpu = {}, local_storage = {},
          maximum_queue_number_per_eni = 0, memory_size = 0, nvme_support = "", price = "", primary_eni_queue_number = 0,
          secondary_eni_queue_number   = 0, total_eni_queue_quantity = 0,
        },
        {
          id                           = "ecs.s6-c1m1.micro", eni_quantity = 1,
          availability_zones           = [], burstable_instance = {}, cpu_core_count = 0, eni_amount = 0,
          eni_ipv6_address_quantity    = 0, eni_private_ip_address_quantity = 0, family = "", gpu = {}, local_storage = {},
          maximum_queue_number_per_eni = 0, memory_size = 0, nvme_support = "", price = "", primary_eni_queue_number = 0,
          secondary_eni_queue_number   = 0, total_eni_queue_quantity = 0,
        },
      ]
    }
  }

  mock_data "alicloud_vpcs" {
    defaults = {
      vpcs = [
        {
          id                  = "vpc-main", cidr_block = "10.0.0.0/8", secondary_cidr_blocks = ["192.0.2.128/25"],
          creation_time       = "", description = "", dhcp_options_set_id = "", dhcp_options_set_status = "",
          dns_hostname_status = "", ipv6_cidr_block = "", is_default = false, region_id = "", resource_group_id = "",
          route_table_id      = "", router_id = "", status = "", tags = {}, user_cidrs = [], vpc_id = "", vpc_name = "",
          vrouter_id          = "", vswitch_ids = [],
        },
        {
          id                  = "vpc-other", cidr_block = "172.16.0.0/12",
          creation_time       = "", description = "", dhcp_options_set_id = "", dhcp_options_set_status = "",
          dns_hostname_status = "", ipv6_cidr_block = "", is_default = false, region_id = "", resource_group_id = "",
          route_table_id      = "", router_id = "", secondary_cidr_blocks = [], status = "", tags = {}, user_cidrs = [],
          vpc_id              = "", vpc_name = "", vrouter_id = "", vswitch_ids = [],
        },
        {
          id                    = "vpc-full", cidr_block = "10.0.0.0/8",
          secondary_cidr_blocks = ["192.0.2.0/28", "192.0.2.16/28", "192.0.2.32/28", "192.0.2.48/28", "192.0.2.64/28"],
          creation_time         = "", description = "", dhcp_options_set_id = "", dhcp_options_set_status = "",
          dns_hostname_status   = "", ipv6_cidr_block = "", is_default = false, region_id = "", resource_group_id = "",
          route_table_id        = "", router_id = "", status = "", tags = {}, user_cidrs = [], vpc_id = "", vpc_name = "",
          vrouter_id            = "", vswitch_ids = [],
        },
        {
          id                  = "vpc-gateway", cidr_block = "10.0.0.0/8",
          creation_time       = "", description = "", dhcp_options_set_id = "", dhcp_options_set_status = "",
          dns_hostname_status = "", ipv6_cidr_block = "", is_default = false, region_id = "", resource_group_id = "",
          route_table_id      = "", router_id = "", secondary_cidr_blocks = [], status = "", tags = {}, user_cidrs = [],
          vpc_id              = "", vpc_name = "", vrouter_id = "", vswitch_ids = [],
        },
      ]
    }
  }

  mock_data "alicloud_ecs_network_interfaces" {
    defaults = {
      interfaces = [
        {
          id                   = "eni-web", primary_ip_address = "203.0.113.106", mac = "00:16:3e:00:00:01", vswitch_id = "vsw-main",
          zone_id              = "cn-hangzhou-h", vpc_id = "vpc-main", type = "Secondary",
          associated_public_ip = [], creation_time = "", description = "", instance_id = "", ipv6_sets = [], name = "",
          network_interface_id = "", network_interface_name = "", network_interface_traffic_mode = "", owner_id = "",
          private_ip           = "", private_ip_addresses = [], private_ips = [], queue_number = 0, resource_group_id = "",
          security_group_ids   = [], security_groups = [], service_id = 0, service_managed = false, status = "", tags = {},
        },
        {
          id                   = "eni-zone", primary_ip_address = "203.0.113.106", mac = "00:16:3e:00:00:02", vswitch_id = "vsw-zone",
          zone_id              = "cn-hangzhou-i", vpc_id = "vpc-main", type = "Secondary",
          associated_public_ip = [], creation_time = "", description = "", instance_id = "", ipv6_sets = [], name = "",
          network_interface_id = "", network_interface_name = "", network_interface_traffic_mode = "", owner_id = "",
          private_ip           = "", private_ip_addresses = [], private_ips = [], queue_number = 0, resource_group_id = "",
          security_group_ids   = [], security_groups = [], service_id = 0, service_managed = false, status = "", tags = {},
        },
        {
          id                   = "eni-taken", primary_ip_address = "203.0.113.107", mac = "00:16:3e:00:00:03", vswitch_id = "vsw-main",
          zone_id              = "cn-hangzhou-h", vpc_id = "vpc-main", type = "Secondary", instance_id = "i-other",
          associated_public_ip = [], creation_time = "", description = "", ipv6_sets = [], name = "",
          network_interface_id = "", network_interface_name = "", network_interface_traffic_mode = "", owner_id = "",
          private_ip           = "", private_ip_addresses = [], private_ips = [], queue_number = 0, resource_group_id = "",
          security_group_ids   = [], security_groups = [], service_id = 0, service_managed = false, status = "", tags = {},
        },
      ]
    }
  }

  mock_data "alicloud_security_groups" {
    defaults = {
      groups = [
        {
          id            = "sg-basic", vpc_id = "vpc-main", security_group_type = "normal",
          creation_time = "", description = "", inner_access = false, name = "", resource_group_id = "", tags = {},
        },
        {
          id            = "sg-advanced", vpc_id = "vpc-main", security_group_type = "enterprise",
          creation_time = "", description = "", inner_access = false, name = "", resource_group_id = "", tags = {},
        },
        {
          id            = "sg-other", vpc_id = "vpc-other", security_group_type = "normal",
          creation_time = "", description = "", inner_access = false, name = "", resource_group_id = "", tags = {},
        },
        {
          id            = "sg-full", vpc_id = "vpc-full", security_group_type = "normal",
          creation_time = "", description = "", inner_access = false, name = "", resource_group_id = "", tags = {},
        },
        {
          id            = "sg-gateway", vpc_id = "vpc-gateway", security_group_type = "normal",
          creation_time = "", description = "", inner_access = false, name = "", resource_group_id = "", tags = {},
        },
      ]
    }
  }

  mock_data "alicloud_security_group_rules" {
    defaults = {
      rules = []
    }
  }

  mock_data "alicloud_vpc_ipv4_gateways" {
    defaults = {
      gateways = [
        {
          id                          = "ipv4gw-1", vpc_id = "vpc-gateway", enabled = true,
          create_time                 = "", ipv4_gateway_description = "", ipv4_gateway_id = "", ipv4_gateway_name = "",
          ipv4_gateway_route_table_id = "", status = "",
        },
      ]
    }
  }

  mock_data "alicloud_route_tables" {
    defaults = {
      tables = [
        {
          route_table_id = "vtb-1", vpc_id = "vpc-gateway", route_table_type = "System",
          description    = "", id = "", name = "", resource_group_id = "", route_table_name = "", router_id = "",
          router_type    = "", status = "", tags = {}, vswitch_ids = [],
        },
      ]
    }
  }

  mock_data "alicloud_route_entries" {
    defaults = {
      entries = []
    }
  }

  mock_resource "alicloud_eip_address" {
    defaults = {
      id         = "eip-new"
      ip_address = "192.0.2.10"
    }
  }
}
