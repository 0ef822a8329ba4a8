# Checks of each exposure, by name: a condition, and the message if it does not hold. A check of something that another check
# reports as missing holds, so that each problem is reported once.
locals {
  instance_found = {
    for key, row in local.nics : key => {
      holds   = local.found[key].instance.id != ""
      problem = "The instance ${row.instance_id} was not found in this region. Check the ID, the region and the account of the provider, and that its RAM policy allows ecs:DescribeInstances."
    }
    if row.instance_id != null                      # if declared_instance
    && !contains(var.skip_checks, "instance-found") # if module
  }

  eip_found = {
    for key, row in local.rows : key => {
      holds   = local.found[key].eip.allocation_id != ""
      problem = "The EIP ${row.eip} was not found in this region. Check the address or ID, the region and the account of the provider, and that its RAM policy allows vpc:DescribeEipAddresses."
    }
    if row.eip != null                         # if new_eip
    && !contains(var.skip_checks, "eip-found") # if module
  }

  # After an apply, an EIP is bound to the ENI whose primary address it is, or that of the exposure on whose NIC it goes.
  own_network_interfaces = {
    for key, found in local.found :
    key => concat([""], try(local.network_interfaces_by_address[local.primary_addresses[key]][*].id, []))
  }
  eip_unbound = {
    for key, row in local.rows : key => {
      holds   = contains(local.own_network_interfaces[key], local.found[key].eip.instance_id)
      problem = "The EIP ${row.eip} is bound to ${local.found[key].eip.instance_id} (${local.found[key].eip.instance_type}). Unbind it there first, or choose another EIP."
    }
    if row.eip != null                           # if new_eip
    && !contains(var.skip_checks, "eip-unbound") # if module
  }

  eip_placed = {
    for key, prefix_length in local.prefix_lengths : key => {
      alone   = true # if module
      holds   = prefix_length > 0 || local.derived_addresses[key] == ""
      problem = "No secondary CIDR block of /16 to /28 can hold the EIP ${local.derived_addresses[key]}: it is the first or among the last three addresses of each, which Alibaba Cloud reserves. Choose another EIP."
    }
    if !contains(var.skip_checks, "eip-placed") # if module
  }

  # The instance is in the VPC and the zone that the configuration says.
  same_vpc = {
    for key, row in local.nics : key => {
      holds   = contains(["", row.vpc_id], local.found[key].instance.vpc_id)
      problem = "The exposure ${key} names the VPC ${row.vpc_id}, but the instance ${row.instance_id} is in ${local.found[key].instance.vpc_id}. Correct the VPC of the exposure, or remove it."
    }
    if row.vpc_id != null && row.instance_id != null
    && !contains(var.skip_checks, "same-vpc") # if module
  }
  same_zone = {
    for key, row in local.nics : key => {
      holds   = contains(["", row.zone_id], local.found[key].instance.availability_zone)
      problem = "The exposure ${key} names the zone ${row.zone_id}, but the instance ${row.instance_id} is in ${local.found[key].instance.availability_zone}. Correct the zone of the exposure, or remove it."
    }
    if row.zone_id != null && row.instance_id != null
    && !contains(var.skip_checks, "same-zone") # if module
  }

  group_ids = { for key in keys(local.nics) : key => coalesce(local.found[key].security_group_ids, []) }
  groups = {
    for key, ids in local.group_ids : key => {
      ids   = ids
      known = [for id in ids : id if contains(keys(local.security_groups), id)]
      types = distinct(flatten([for id in ids : try(local.security_groups[id][*].security_group_type, [])]))
    }
  }
  security_group_count = {
    for key, ids in local.group_ids : key => {
      holds   = local.found[key].instance.id == "" || contains(range(1, 6), length(ids))
      problem = "The ENI would get ${length(ids)} security groups, but takes one to five. Set security groups of the exposure instead of those of the instance."
    }
    if local.rows[key].security_group_ids == null         # if security_group_ids
    && !contains(var.skip_checks, "security-group-count") # if module
  }
  security_group_type = {
    for key, group in local.groups : key => {
      holds   = length(group.types) <= 1
      problem = "The security groups ${join(", ", group.ids)} mix basic (normal) and advanced (enterprise) ones, but an ENI takes groups of one type. Set security groups of one type."
    }
    if local.rows[key].network_interface_id == null      # if existing_vswitch
    && !contains(var.skip_checks, "security-group-type") # if module
  }
  groups_elsewhere = {
    for key, group in local.groups : key => [
      for id in group.ids : id
      if local.found[key].vpc_id != "" && !contains(try(local.security_groups[id][*].vpc_id, []), local.found[key].vpc_id)
    ]
  }
  security_group_vpc = {
    for key, elsewhere in local.groups_elsewhere : key => {
      holds   = length(elsewhere) == 0
      problem = "The security groups ${join(", ", elsewhere)} are not in the VPC ${local.found[key].vpc_id} of the instance, or cannot be seen. Set security groups of that VPC, and check that the RAM policy allows ecs:DescribeSecurityGroups."
    }
    if local.rows[key].security_group_ids != null
    && !contains(var.skip_checks, "same-vpc") # if module
  }

  # A basic group allows outbound traffic that no rule drops, an advanced one only what a rule accepts:
  # https://www.alibabacloud.com/help/en/ecs/user-guide/basic-security-groups-and-advanced-security-groups
  egress = {
    for key, group in local.groups : key => {
      accepts = flatten([
        for id in group.known : [for rule in try(local.egress_rules[id], []) : rule.priority if rule.policy == "accept"]
      ])
      drops = flatten([
        for id in group.known : [
          for rule in try(local.egress_rules[id], []) : rule.priority
          if rule.policy == "drop" && rule.ip_protocol == "all" && rule.dest_cidr_ip == "0.0.0.0/0"
        ]
      ])
    }
  }
  security_group_egress = {
    for key, egress in local.egress : key => {
      # Holds for unknown groups. Other checks report missing groups and groups of both types.
      holds = (
        length(local.groups[key].known) < length(local.groups[key].ids) ||
        length(local.groups[key].types) != 1 ||
        length(egress.drops) == 0 && contains(local.groups[key].types, "normal") ||
        anytrue([for priority in egress.accepts : priority < min(101, egress.drops...)])
      )
      problem = "The security groups ${join(", ", local.groups[key].ids)} allow no outbound traffic: no rule that can be seen accepts it before it is dropped. Add such a rule, or set other security groups; if there is one, check that the RAM policy allows ecs:DescribeSecurityGroupAttribute."
    }
    if local.rows[key].network_interface_id == null        # if existing_vswitch
    && !contains(var.skip_checks, "security-group-egress") # if module
  }

  # EIPs that have a NIC of their own on the instance of each exposure. The address of a new EIP is unknown until it exists: the others
  # are counted without it, and its ENI, once it exists, counts as another ENI.
  exposures_on = {
    for key, row in local.nics : row.instance_id => key...
    if row.instance_id != null # if declared_instance
  }
  eips_on_instance = {
    for key, row in local.nics : key => [
      for other in local.exposures_on[row.instance_id] : local.exposed_addresses[other]
      if contains(keys(local.new_addresses), key) || !contains(keys(local.new_addresses), other) # if new_eip
    ]
    if row.instance_id != null # if declared_instance
  }
  # Number of other ENIs of the instance, including the primary one.
  other_network_interfaces = {
    for key, eips in local.eips_on_instance : key => 1 + length([
      for one in try(local.network_interfaces_by_instance[local.rows[key].instance_id], []) : one
      if !contains(eips, one.primary_ip_address)
    ])
  }
  # The quota of a type that is no longer sold is unknown.
  eni_quota_of = {
    for key, row in local.rows : key => try(
      local.eni_quotas[row.instance_type][0], # if declared_instance
      local.eni_quotas[local.found[key].instance.instance_type][0],
      1000,
    )
  }
  eni_quota = {
    for key, row in local.nics : key => {
      alone   = true # if module
      holds   = local.other_network_interfaces[key] + length(local.eips_on_instance[key]) <= local.eni_quota_of[key]
      problem = "The instance ${row.instance_id} has ${local.other_network_interfaces[key]} of ${local.eni_quota_of[key]} network interfaces (type ${local.found[key].instance.instance_type}), and needs ${length(local.eips_on_instance[key])} more for the EIPs that are exposed on it here. Detach others, or choose an instance type that allows more."
    }
    if row.instance_id != null                 # if declared_instance
    && !contains(var.skip_checks, "eni-quota") # if module
  }
  exposures_on_declared = { for key, row in local.nics : row.declared_instance => key... if row.declared_instance != null }
  declared_instance_eni_quota = {
    for key, row in local.nics : key => {
      holds   = 1 + length(local.exposures_on_declared[row.declared_instance]) <= local.eni_quota_of[key]
      problem = "The instance ${row.declared_instance} takes ${local.eni_quota_of[key]} network interfaces (type ${row.instance_type}), but needs the primary one and ${length(local.exposures_on_declared[row.declared_instance])} for EIPs that are exposed on it here. Expose fewer EIPs on it, or choose an instance type that allows more."
    }
    if row.instance_type != null
    && !contains(var.skip_checks, "eni-quota") # if module
  }

  # Keys of the exposures whose EIPs are on one NIC, by that of the exposure with the NIC.
  on_nic = { for key, row in local.rows : coalesce(row.nic_of, key) => key... }
  private_ip_quota = {
    for key, row in local.rows : key => {
      # An ENI that is not attached takes ten at most. The quota of a type that is no longer sold is unknown.
      holds = length(local.on_nic[row.nic_of]) <= min(length(local.attached[key]) > 0 ? 1000 : 10, try(
        local.private_ip_quotas[row.instance_type][0], # if declared_instance
        local.private_ip_quotas[local.found[key].instance.instance_type][0],
        1000,
      ))
      problem = "The network interface of the exposure ${row.nic_of} would have ${length(local.on_nic[row.nic_of])} private addresses, for the EIPs of ${join(", ", local.on_nic[row.nic_of])}. The type of its instance allows ${try(local.private_ip_quotas[row.instance_type][0], local.private_ip_quotas[local.found[key].instance.instance_type][0], "more")}, and a network interface takes ten until it is attached. Move some of them to another instance, or apply with ten first."
    }
    if row.nic_of != null
    && !contains(var.skip_checks, "private-ip-quota") # if module
  }
  address_users = {
    for key, row in local.rows : key => [
      for one in local.network_interfaces : one.id
      if one.primary_ip_address != local.primary_addresses[key] && one.vpc_id == local.found[key].vpc_id &&
      contains(concat([one.primary_ip_address], one.private_ip_addresses), local.exposed_addresses[key])
    ]
    if row.nic_of != null
  }
  address_free = {
    for key, users in local.address_users : key => {
      holds   = length(users) == 0 || local.exposed_addresses[key] == ""
      problem = "The EIP ${local.exposed_addresses[key]} is an address of the network interface ${join(", ", users)} already, so it cannot go on that of the exposure ${local.rows[key].nic_of}. If ${key} had a network interface of its own until now, apply once without ${key}, then with it."
    }
    if !contains(var.skip_checks, "address-free") # if module
  }

  # ENIs of the instance that have the EIP already. Without secondary ENIs the list is empty even if the EIP is unknown.
  attached = {
    for key, row in local.rows : key => [
      for one in try(local.network_interfaces_by_instance[row.instance_id], []) : one.id
      if one.primary_ip_address == local.primary_addresses[key]
    ]
  }
  hot_plug = {
    for key, row in local.nics : key => {
      alone = true # if module
      holds = (
        local.found[key].instance.status == "Stopped" ||
        !contains(local.types_without_hot_plug, local.found[key].instance.instance_type) ||
        length(local.attached[key]) > 0
      )
      problem = "The instance ${row.instance_id} is ${local.found[key].instance.status}, but its type ${local.found[key].instance.instance_type} attaches a network interface only while it is Stopped. Stop the instance, apply, and start it again."
    }
    if row.instance_id != null                # if declared_instance
    && !contains(var.skip_checks, "hot-plug") # if module
  }
  declared_instance_hot_plug = {
    for key, row in local.nics : key => {
      holds   = !contains(local.types_without_hot_plug, row.instance_type)
      problem = "The instance ${row.declared_instance} runs once it is created, but its type ${row.instance_type} attaches a network interface only while it is Stopped. Choose another instance type."
    }
    if row.instance_type != null
    && !contains(var.skip_checks, "hot-plug") # if module
  }
}

# Checks of existing vSwitches and ENIs.
locals {
  instance_names = { for key, row in local.rows : key => join(" ", compact(["the instance", row.instance_id])) }
  vswitch_of = {
    for key, row in local.nics : key => try(local.vswitches_by_id[row.vswitch_id][0], local.no_vswitch)
    if row.vswitch_id != null
  }
  vswitch_found = {
    for key, vswitch in local.vswitch_of : key => {
      holds   = vswitch.id != ""
      problem = "The vSwitch ${local.rows[key].vswitch_id} was not found in this region. Check the ID, the region and the account of the provider, and that its RAM policy allows vpc:DescribeVSwitches."
    }
    if !contains(var.skip_checks, "vswitch-found") # if module
  }
  vswitch_same_vpc = {
    for key, vswitch in local.vswitch_of : key => {
      holds   = vswitch.vpc_id == "" || contains(["", vswitch.vpc_id], local.found[key].vpc_id)
      problem = "The vSwitch ${local.rows[key].vswitch_id} is in the VPC ${vswitch.vpc_id}, but ${local.instance_names[key]} is in ${local.found[key].vpc_id}. Use a vSwitch in the instance's VPC."
    }
    if !contains(var.skip_checks, "same-vpc") # if module
  }
  vswitch_same_zone = {
    for key, vswitch in local.vswitch_of : key => {
      holds   = vswitch.zone_id == "" || contains(["", vswitch.zone_id], local.found[key].zone_id)
      problem = "The vSwitch ${local.rows[key].vswitch_id} is in the zone ${vswitch.zone_id}, but ${local.instance_names[key]} is in ${local.found[key].zone_id}. Use a vSwitch in the instance's zone."
    }
    if !contains(var.skip_checks, "same-zone") # if module
  }

  network_interface_of = {
    for key, row in local.nics :
    key => try(local.network_interfaces_by_id[row.network_interface_id][0], local.no_network_interface)
    if row.network_interface_id != null
  }
  network_interface_found = {
    for key, network_interface in local.network_interface_of : key => {
      holds   = network_interface.id != "" || local.found[key].vpc_id == ""
      problem = "The network interface ${local.rows[key].network_interface_id} is not a secondary one in the VPC of the instance, or cannot be seen. Check its ID, and that the RAM policy allows ecs:DescribeNetworkInterfaces; or remove it to create one."
    }
    if !contains(var.skip_checks, "network-interface-found") # if module
  }
  network_interface_free = {
    for key, network_interface in local.network_interface_of : key => {
      holds   = contains(["", local.rows[key].instance_id], network_interface.instance_id)
      problem = "The network interface ${local.rows[key].network_interface_id} is attached to ${network_interface.instance_id}, not to ${local.instance_names[key]}. Detach it there first, or use another one."
    }
    if !contains(var.skip_checks, "network-interface-free") # if module
  }
  network_interface_same_zone = {
    for key, network_interface in local.network_interface_of : key => {
      holds   = network_interface.zone_id == "" || contains(["", network_interface.zone_id], local.found[key].zone_id)
      problem = "The network interface ${local.rows[key].network_interface_id} is in the zone ${network_interface.zone_id}, but ${local.instance_names[key]} is in ${local.found[key].zone_id}. Use one in the instance's zone."
    }
    if !contains(var.skip_checks, "same-zone") # if module
  }
  network_interface_eip_placed = {
    for key, network_interface in local.network_interface_of : key => {
      holds   = contains(["", local.exposed_addresses[key]], network_interface.primary_ip_address) || local.exposed_addresses[key] == ""
      problem = "The network interface ${local.rows[key].network_interface_id} has the primary address ${network_interface.primary_ip_address}, not the EIP ${local.exposed_addresses[key]}. Use one whose primary private address is the EIP, or remove it to create one."
    }
    if !contains(var.skip_checks, "eip-placed") # if module
  }
}

# Checks of EIPs in vSwitches that are not derived from them.
locals {
  range_of_vswitch = {
    for key, row in local.rows : key => try(
      local.vswitches_by_id[row.vswitch_id][0].cidr_block,      # if vswitch_found
      local.standalone_vswitches[row.standalone_vswitch].range, # if standalone_vswitch
      local.vswitch_ranges[row.vswitch],
      "",
    )
  }
  vswitch_eip_placed = {
    for key, range in local.range_of_vswitch : key => {
      alone = true # if module
      holds = try(
        cidrsubnet("${local.exposed_addresses[key]}/${split("/", range)[1]}", 0, 0) == range &&
        !contains([for host in [0, -3, -2, -1] : cidrhost(range, host)], local.exposed_addresses[key]),
        true,
      )
      problem = "The EIP ${local.exposed_addresses[key]} is not usable in the vSwitch ${range}: it lies outside, or it is the first or among the last three addresses, which Alibaba Cloud reserves. Choose another vSwitch or another EIP."
    }
    if !contains(var.skip_checks, "eip-placed") # if module
  }
  # EIPs on the NIC of another exposure.
  nic_eip_placed = {
    for key, row in local.rows : key => {
      alone = true # if module
      holds = try(
        contains(local.network_interface_of[row.nic_of].private_ip_addresses, local.exposed_addresses[key]), # if existing_vswitch
        cidrsubnet("${local.exposed_addresses[key]}/${split("/", local.range_of_vswitch[key])[1]}", 0, 0) == local.range_of_vswitch[key] &&
        !contains([for host in [0, -3, -2, -1] : cidrhost(local.range_of_vswitch[key], host)], local.exposed_addresses[key]),
        true,
      )
      problem = "The EIP ${local.exposed_addresses[key]} of ${key} cannot go on the network interface of ${row.nic_of}, which is ${try(coalesce(row.network_interface_id), "in the vSwitch ${local.range_of_vswitch[key]}")}. ${try(row.network_interface_id, null) == null ? "It lies outside, or it is the first or among the last three addresses, which Alibaba Cloud reserves. Choose a larger vSwitch for ${row.nic_of}, write EIPs by address, or give ${key} a network interface of its own." : "Assign the EIP to it as a secondary private address first."}"
    }
    if row.nic_of != null
    && !contains(var.skip_checks, "eip-placed") # if module
  }
}

# Checks of instances with the guest script.
locals {
  guest_os = {
    for key, row in local.rows : key => {
      # IDs of public Windows images start with win. The system of a custom image is unknown until Cloud Assistant runs.
      holds   = !startswith(local.found[key].instance.image_id, "win")
      problem = "The instance ${row.instance_id} was created from the Windows image ${local.found[key].instance.image_id}, but the guest script is for Linux. Windows configures the NIC by itself: set guest to none for this exposure, and verify it by hand (docs/guest.md)."
    }
    if row.guest == true && row.instance_id != null
    && !contains(var.skip_checks, "guest-os") # if module
  }
  # Holds once the ENI is attached: the script has run, and a plan without changes may find the instance stopped.
  guest_running = {
    for key, row in local.rows : key => {
      holds   = local.found[key].instance.status != "Stopped" || length(local.attached[key]) > 0
      problem = "The instance ${row.instance_id} is ${local.found[key].instance.status}, but Cloud Assistant runs the guest script only while it is Running. Start the instance, or set guest to none for now."
    }
    if row.guest == true && row.instance_id != null
    && !contains(var.skip_checks, "guest-running") # if module
  }
}

# Checks of each block.
locals {
  existing_blocks = distinct([for key, row in local.rows : row.block if row.existing_block == true])
  # Blocks whose range is unknown until another resource exists.
  late_blocks = concat(
    distinct([for key in keys(local.new_addresses) : try(coalesce(local.rows[key].nic_of), key)]), # if new_eip
    [for name, block in local.standalone_blocks : name if block.late],                             # if standalone_block
  )

  block_same_vpc = {
    for name, vpc_ids in local.block_vpcs : name => {
      holds   = length(vpc_ids) <= 1
      problem = "The exposures ${join(", ", local.blocks[name])} share the block ${local.block_ranges[name]}, but their instances are in different VPCs (${join(", ", vpc_ids)}). Plan blocks per VPC: set the VPC of every exposure in the configuration file, or call the module once per VPC."
    }
    if !contains(var.skip_checks, "same-vpc") # if module
  }

  block_allowed = {
    for name, range in local.block_ranges : name => {
      alone = true # if module
      holds = try(
        split("/", range)[1] >= 16 && split("/", range)[1] <= 28 && cidrsubnet(range, 0, 0) == range && !anytrue([
          for reserved in ["0.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"] :
          cidrsubnet("${split("/", range)[0]}/${split("/", reserved)[1]}", 0, 0) == reserved
        ]),
        true,
      )
      problem = "${range} is not allowed as a secondary CIDR block. Use a network address with a prefix length from /16 to /28, outside 0.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4, or choose another EIP."
    }
    if !contains(local.existing_blocks, name)      # if existing_block
    && !contains(var.skip_checks, "range-allowed") # if module
  }

  # Other ranges of the VPC. After the first apply, its secondary ranges include the block itself.
  other_ranges = {
    for name, vpc_id in local.block_vpc : name => [
      for other in flatten([
        try(local.vpcs[vpc_id][*].cidr_block, []),                                                              # if vpc
        setsubtract(flatten(try(local.vpcs[vpc_id][*].secondary_cidr_blocks, [])), [local.block_ranges[name]]), # if vpc
        [for key in try(local.blocks[name], []) : compact([local.rows[key].vpc_cidr_block])],                   # if vpc_cidr_block
      ]) : other if other != ""
    ]
  }
  overlaps = {
    for name, others in local.other_ranges : name => [
      for other in others : other
      if length(distinct([
        for one in [local.block_ranges[name], other] :
        try(cidrhost("${split("/", one)[0]}/${min(split("/", local.block_ranges[name])[1], split("/", other)[1])}", 0), one)
      ])) == 1
    ]
  }
  block_overlap = {
    for name, overlaps in local.overlaps : name => {
      alone   = true # if module
      holds   = length(overlaps) == 0
      problem = "The secondary CIDR block ${local.block_ranges[name]} overlaps ${join(", ", overlaps)}, which the ${join(" ", compact(["VPC", local.block_vpc[name]]))} already has. Remove that range from the VPC, or choose another EIP or block."
    }
    if !contains(local.existing_blocks, name)      # if existing_block
    && !contains(var.skip_checks, "block-overlap") # if module
  }
  # Other blocks of this configuration in the same VPC. Of two that overlap, the one whose range is known last reports it, so that an
  # unknown range leaves the checks of the others known. Blocks of one new instance are in one VPC, even if it is unknown.
  block_rank = merge(
    { for name in keys(local.block_ranges) : name => 0 },
    { for name in keys(local.placements) : name => 1 }, # if derived
    { for name in local.late_blocks : name => 2 },      # if late_block
  )
  block_location = merge(
    local.block_vpc,
    local.new_locations, # if declared_instance
  )
  new_locations = {
    for name, keys in local.blocks : name => local.rows[keys[0]].declared_instance
    if local.block_vpc[name] == "" && local.rows[keys[0]].declared_instance != null
  }
  siblings = {
    for name, location in local.block_location : name => [
      for other, location_of_other in local.block_location : local.block_ranges[other]
      if other != name && location != "" && location_of_other == location && local.block_rank[other] <= local.block_rank[name]
    ]
  }
  sibling_overlaps = {
    for name, siblings in local.siblings : name => [
      for sibling in compact(siblings) : sibling
      if length(distinct([
        for one in [local.block_ranges[name], sibling] :
        try(cidrhost("${split("/", one)[0]}/${min(split("/", local.block_ranges[name])[1], split("/", sibling)[1])}", 0), one)
      ])) == 1
    ]
  }
  block_sibling_overlap = {
    for name, overlaps in local.sibling_overlaps : name => {
      alone   = true # if module
      holds   = length(overlaps) == 0
      problem = "The secondary CIDR block ${local.block_ranges[name]} overlaps ${join(", ", overlaps)}, which this configuration adds to the same VPC. Set the same block and vSwitch for their exposures${local.block_vpc[name] == "" ? "" : " in ${local.block_vpc[name]}"}. In a configuration file, write EIPs by address to share a block."
    }
    if !contains(local.existing_blocks, name)      # if existing_block
    && !contains(var.skip_checks, "block-overlap") # if module
  }

  blocks_in = {
    for name, vpc_id in local.block_vpc : vpc_id => name...
    if !contains(local.existing_blocks, name) # if existing_block
  }
  blocks_added = { for name, vpc_id in local.block_vpc : name => length(try(local.blocks_in[vpc_id], [])) }
  ranges_of_vpc = {
    for vpc_id, names in local.blocks_in : vpc_id => distinct(compact(concat(
      flatten(try(local.vpcs[vpc_id][*].secondary_cidr_blocks, [])),
      [
        for name in names : local.block_ranges[name]
        if !contains(local.late_blocks, name) # if late_block
      ],
    )))
  }
  ranges_beside = {
    for name, vpc_id in local.block_vpc : name => distinct(concat(
      try(local.ranges_of_vpc[vpc_id], []),
      [for other in try(local.blocks_in[vpc_id], []) : local.block_ranges[other] if contains(local.late_blocks, name)], # if late_block
    ))
  }
  # The range of a new EIP's block is unknown at plan time; the number of blocks never is.
  block_quota = {
    for name, vpc_id in local.block_vpc : name => {
      alone = true # if module
      holds = vpc_id == "" || (
        local.blocks_added[name] > local.blocks_per_vpc ? false : length(local.ranges_beside[name]) <= local.blocks_per_vpc
      )
      problem = "The VPC ${vpc_id} would have ${local.blocks_added[name] > local.blocks_per_vpc ? "${local.blocks_added[name]} secondary CIDR blocks by this configuration alone" : "${length(local.ranges_beside[name])} secondary CIDR blocks (${join(", ", local.ranges_beside[name])})"}, and may have ${local.blocks_per_vpc}. Remove one, or request a higher quota vpc_quota_secondary_cidr_num and raise the number of blocks per VPC here."
    }
    if !contains(local.existing_blocks, name)    # if existing_block
    && !contains(var.skip_checks, "block-quota") # if module
  }

  ipv4_gateway = {
    for name, vpc_id in local.block_vpc : name => {
      holds   = contains(try(local.default_routes[vpc_id], [""]), try(local.ipv4_gateways[vpc_id], ""))
      problem = "The VPC ${vpc_id} has an activated IPv4 gateway, but its system route table has no route 0.0.0.0/0 to it, so the EIP would have no Internet access. Add that route; if there is one, check that the RAM policy allows vpc:DescribeRouteTableList and vpc:DescribeRouteTables."
    }
    if !contains(local.existing_blocks, name)     # if existing_block
    && !contains(var.skip_checks, "ipv4-gateway") # if module
  }

  block_found = {
    for name, vpc_id in local.block_vpc : name => {
      holds   = !contains(keys(local.vpcs), vpc_id) || contains(local.found_ranges[name], local.block_ranges[name])
      problem = "The VPC ${vpc_id} has no secondary CIDR block ${local.block_ranges[name]}; it has ${coalesce(join(", ", local.found_ranges[name]), "none")}. Correct the range, or let Terraform add the block."
    }
    if contains(local.existing_blocks, name)
    && !contains(var.skip_checks, "block-found") # if module
  }
  found_ranges = {
    for name, vpc_id in local.block_vpc : name => flatten(try(local.vpcs[vpc_id][*].secondary_cidr_blocks, []))
  }
}

# Checks of each vSwitch.
locals {
  vswitch_shared = {
    for name, zones in local.vswitch_zones : name => {
      holds   = length(zones) <= 1
      problem = "The exposures ${join(", ", local.vswitches[name])} share the vSwitch ${local.vswitch_ranges[name]}, but their instances are in different zones (${join(", ", zones)}). Use EIPs that are farther apart, or instances in one zone."
    }
    if !contains(var.skip_checks, "same-zone") # if module
  }

  vswitch_allowed = {
    for name, vswitch in local.standalone_vswitches : name => {
      holds = try(
        split("/", vswitch.range)[1] >= split("/", vswitch.block)[1] && split("/", vswitch.range)[1] <= 29 &&
        cidrsubnet(vswitch.range, 0, 0) == vswitch.range &&
        cidrsubnet("${split("/", vswitch.range)[0]}/${split("/", vswitch.block)[1]}", 0, 0) == vswitch.block,
        true,
      )
      problem = "${vswitch.range} is not allowed as a vSwitch in the block ${vswitch.block}. Use a network address inside the block with a prefix length of at most /29."
    }
    if !contains(var.skip_checks, "range-allowed") # if module
  }

  # vSwitch 1 to create in a VPC that exists, by its primary range or a secondary one.
  primary_vswitch_vpc_ranges = {
    for name, vswitch in local.primary_vswitches : name => flatten([
      try(local.vpcs[vswitch.vpc_id][*].cidr_block, []),
      try(local.vpcs[vswitch.vpc_id][*].secondary_cidr_blocks, []),
    ])
  }
  primary_vswitch_placed = {
    for name, vswitch in local.primary_vswitches : name => {
      holds = anytrue([
        for range in local.primary_vswitch_vpc_ranges[name] :
        split("/", vswitch.range)[1] >= split("/", range)[1] &&
        cidrsubnet("${split("/", vswitch.range)[0]}/${split("/", range)[1]}", 0, 0) == range
      ])
      problem = length(local.primary_vswitch_vpc_ranges[name]) == 0 ? "The VPC ${vswitch.vpc_id} was not found in this region. Check the ID, the region and the account of the provider, and that its RAM policy allows vpc:DescribeVpcs." : "vSwitch 1 ${vswitch.range} is not inside the VPC ${vswitch.vpc_id}, which has ${join(", ", local.primary_vswitch_vpc_ranges[name])}. Set a range inside one of these, or the ID of an existing vSwitch."
    }
    if !contains(var.skip_checks, "range-allowed") # if module
  }

  # One of two that overlap contains the other. The planner of the library prevents that; the module has none.
  vswitch_overlaps = {
    for name, block in local.vswitch_block : name => [
      for other, block_of_other in local.vswitch_block : local.vswitch_ranges[other]
      if other != name && block_of_other == block && try(
        cidrsubnet("${split("/", local.vswitch_ranges[name])[0]}/${split("/", local.vswitch_ranges[other])[1]}", 0, 0)
        == local.vswitch_ranges[other],
        false,
      )
    ]
  }
  vswitch_sibling_overlap = {
    for name, overlaps in local.vswitch_overlaps : name => {
      holds   = length(overlaps) == 0
      problem = "The vSwitch ${local.vswitch_ranges[name]} (${join(", ", local.vswitches[name])}) overlaps ${join(", ", overlaps)}, which this configuration creates for other exposures. Set the same block and vswitch for all of them: the largest of these."
    }
    if !contains(var.skip_checks, "block-overlap") # if module
  }
}

# Problems of each block, vSwitch and exposure. A problem prevents the creation.
locals {
  block_problems = {
    for name in keys(local.block_ranges) : name => [
      for check in [
        local.block_same_vpc,        # if block_same_vpc
        local.block_found,           # if block_found
        local.block_allowed,         # if block_allowed
        local.block_overlap,         # if block_overlap
        local.block_sibling_overlap, # if block_sibling_overlap
        local.block_quota,           # if block_quota
        local.ipv4_gateway,          # if ipv4_gateway
      ] : check[name].problem
      if !try(
        check[name].alone, # if module
        check[name].holds,
        true,
      )
    ]
  }

  vswitch_problems = {
    for name, keys in local.vswitches : name => concat(
      [for check in [local.vswitch_shared] : check[name].problem if !try(check[name].holds, true)],      # if vswitch_shared
      local.rows[keys[0]].existing_block == true ? local.block_problems[local.rows[keys[0]].block] : [], # if existing_block
    )
  }

  problems = {
    for key in keys(local.exposures) : key => [
      for check in [
        local.instance_found,               # if instance_found
        local.eip_found,                    # if eip_found
        local.eip_unbound,                  # if eip_unbound
        local.eip_placed,                   # if eip_placed
        local.same_vpc,                     # if same_vpc
        local.same_zone,                    # if same_zone
        local.security_group_count,         # if security_group_count
        local.security_group_type,          # if security_group_type
        local.security_group_vpc,           # if security_group_vpc
        local.security_group_egress,        # if security_group_egress
        local.eni_quota,                    # if eni_quota
        local.declared_instance_eni_quota,  # if declared_instance_eni_quota
        local.private_ip_quota,             # if private_ip_quota
        local.address_free,                 # if address_free
        local.hot_plug,                     # if hot_plug
        local.declared_instance_hot_plug,   # if declared_instance_hot_plug
        local.vswitch_found,                # if vswitch_found
        local.vswitch_same_vpc,             # if vswitch_same_vpc
        local.vswitch_same_zone,            # if vswitch_same_zone
        local.vswitch_eip_placed,           # if vswitch_eip_placed
        local.network_interface_found,      # if network_interface_found
        local.network_interface_free,       # if network_interface_free
        local.network_interface_same_zone,  # if network_interface_same_zone
        local.network_interface_eip_placed, # if network_interface_eip_placed
        local.nic_eip_placed,               # if nic_eip_placed
        local.guest_os,                     # if guest_os
        local.guest_running,                # if guest_running
      ] : check[key].problem
      if !try(
        check[key].alone, # if module
        check[key].holds,
        true,
      )
    ]
  }
}
