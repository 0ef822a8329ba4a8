variable "exposures" {
  description = <<-EOT
    Exposures by a key of your choice: each exposes one EIP on the NIC of one instance. The key is the identity: it names the resources.
    Each requires an instance (instance_id or instance; or nic_of, for the NIC of another exposure) and an EIP (eip, new_eip or
    created_eip); the rest has defaults. The README describes each attribute.
  EOT
  type = map(object({
    instance_id = optional(string)
    instance = optional(object({
      id                 = string
      vpc_id             = string
      zone_id            = string
      security_group_ids = list(string)
      instance_type      = optional(string)
      vpc_cidr_block     = optional(string)
      name               = optional(string)
    }))
    nic_of = optional(string)
    eip    = optional(string)
    new_eip = optional(object({
      bandwidth            = number
      isp                  = optional(string)
      internet_charge_type = optional(string, "PayByTraffic")
    }))
    created_eip = optional(object({
      allocation_id = string
      ip_address    = string
    }))
    block          = optional(string)
    vswitch        = optional(string)
    existing_block = optional(bool, false)
    vswitch_id     = optional(string)
    created_vswitch = optional(object({
      id         = string
      cidr_block = string
    }))
    network_interface_id       = optional(string)
    security_group_ids         = optional(list(string))
    created_security_group_ids = optional(list(string))
    vpc_id                     = optional(string)
    zone_id                    = optional(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.exposures) : can(regex("^[a-z][a-z0-9-]{0,39}$", key))])
    error_message = "${join(", ", [for key in keys(var.exposures) : key if !can(regex("^[a-z][a-z0-9-]{0,39}$", key))])}: invalid key of an exposure; use 1 to 40 lower-case letters, digits and hyphens, starting with a letter."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) : length([for one in [e.instance_id, e.instance, e.nic_of] : true if one != null]) == 1
    ])
    error_message = "Exposures ${join(", ", [for key, e in var.exposures : key if length([for one in [e.instance_id, e.instance, e.nic_of] : true if one != null]) != 1])}: set one of instance_id, instance (the same apply creates it) and nic_of (the EIP goes on the NIC of another exposure)."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) : e.nic_of == null || try(var.exposures[e.nic_of].nic_of == null, false)
    ])
    error_message = "Exposures ${join(", ", [for key, e in var.exposures : key if e.nic_of != null && !try(var.exposures[e.nic_of].nic_of == null, false)])}: nic_of is the key of an exposure that has a NIC of its own, with an instance."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) : length([
        for one in [
          e.block, e.vswitch, e.vswitch_id, e.created_vswitch, e.network_interface_id, e.security_group_ids, e.created_security_group_ids,
          e.vpc_id, e.zone_id,
        ] : true if one != null
      ]) == 0 && !e.existing_block if e.nic_of != null
    ])
    error_message = "nic_of excludes block, vswitch, existing_block, vswitch_id, created_vswitch, network_interface_id, security groups, vpc_id and zone_id, which the other exposure has; remove these."
  }

  validation {
    condition     = alltrue([for id in compact(values(var.exposures)[*].instance_id) : can(regex("^i-[a-z0-9]+$", id))])
    error_message = "${join(", ", [for id in compact(values(var.exposures)[*].instance_id) : id if !can(regex("^i-[a-z0-9]+$", id))])}: instance_id is the ID of an ECS instance, i-…."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) : length([for eip in [e.eip, e.new_eip, e.created_eip] : true if eip != null]) == 1
    ])
    error_message = "Exposures ${join(", ", [for key, e in var.exposures : key if length([for eip in [e.eip, e.new_eip, e.created_eip] : true if eip != null]) != 1])}: set one of eip, new_eip (the module creates it) and created_eip (the same apply creates it)."
  }

  validation {
    condition = alltrue([
      for eip in compact(values(var.exposures)[*].eip) : can(regex("^eip-[a-z0-9]+$", eip)) || try(cidrhost("${eip}/32", 0) == eip, false)
    ])
    error_message = "${join(", ", [for eip in compact(values(var.exposures)[*].eip) : eip if !can(regex("^eip-[a-z0-9]+$", eip)) && !try(cidrhost("${eip}/32", 0) == eip, false)])}: eip is an address such as 203.0.113.106, without leading zeros, or an allocation ID, eip-…."
  }

  # Private and reserved ranges: https://www.iana.org/assignments/iana-ipv4-special-registry/
  validation {
    condition = alltrue([
      for pair in setproduct(compact(values(var.exposures)[*].eip), [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
      ]) :
      !try(cidrsubnet("${pair[0]}/${split("/", pair[1])[1]}", 0, 0) == pair[1], false)
    ])
    error_message = "${join(", ", [for pair in setproduct(compact(values(var.exposures)[*].eip), ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3"]) : pair[0] if try(cidrsubnet("${pair[0]}/${split("/", pair[1])[1]}", 0, 0) == pair[1], false)])}: eip is a public address, not a private or reserved one; write the EIP, not the private address of the instance."
  }

  validation {
    condition     = length(distinct(compact(values(var.exposures)[*].eip))) == length(compact(values(var.exposures)[*].eip))
    error_message = "Several exposures have the same EIP; use a separate EIP for each."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) : e.new_eip == null || try(contains(range(1, 201), e.new_eip.bandwidth), false)
    ])
    error_message = "Exposures ${join(", ", [for key, e in var.exposures : key if e.new_eip != null && !try(contains(range(1, 201), e.new_eip.bandwidth), false)])}: the bandwidth of new_eip is an integer from 1 to 200, in Mbit/s."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) : contains(["BGP", "BGP_PRO"], try(coalesce(e.new_eip.isp), "BGP"))
    ])
    error_message = "The isp of new_eip is BGP or BGP_PRO."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) :
      contains(["PayByTraffic", "PayByBandwidth"], try(coalesce(e.new_eip.internet_charge_type), "PayByTraffic"))
    ])
    error_message = "The internet_charge_type of new_eip is PayByTraffic or PayByBandwidth."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) :
      length([for place in [e.block, e.vswitch_id, e.created_vswitch, e.network_interface_id] : true if place != null]) <= 1
    ])
    error_message = "Exposures ${join(", ", [for key, e in var.exposures : key if length([for place in [e.block, e.vswitch_id, e.created_vswitch, e.network_interface_id] : true if place != null]) > 1])}: set at most one of block, vswitch_id, created_vswitch and network_interface_id; a vSwitch has its block, and an ENI its vSwitch."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) :
      length([for place in [e.block, e.vswitch_id, e.created_vswitch, e.network_interface_id] : true if place != null]) == 0
      if e.new_eip != null
    ])
    error_message = "new_eip excludes block, vswitch_id, created_vswitch and network_interface_id, since Alibaba Cloud chooses the address; remove these."
  }

  validation {
    condition     = alltrue([for e in values(var.exposures) : e.block != null || (e.vswitch == null && !e.existing_block)])
    error_message = "Exposures ${join(", ", [for key, e in var.exposures : key if e.block == null && (e.vswitch != null || e.existing_block)])}: vswitch and existing_block require block."
  }

  validation {
    condition = alltrue([
      for range in compact(concat(values(var.exposures)[*].block, values(var.exposures)[*].vswitch)) :
      try(cidrsubnet(range, 0, 0) == range, false)
    ])
    error_message = "${join(", ", distinct([for range in compact(concat(values(var.exposures)[*].block, values(var.exposures)[*].vswitch)) : range if !try(cidrsubnet(range, 0, 0) == range, false)]))}: block and vswitch are network addresses with a prefix length, such as 203.0.113.96/28."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) :
      length(distinct([for other in values(var.exposures) : other.block if other.vswitch == e.vswitch])) == 1 if e.vswitch != null
    ])
    error_message = "Exposures with the same vswitch have different blocks; set the same block."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) :
      length(distinct([for other in values(var.exposures) : other.existing_block if other.block == e.block])) == 1 if e.block != null
    ])
    error_message = "Exposures with the same block have different values of existing_block; set the same value."
  }

  validation {
    condition     = alltrue([for id in compact(values(var.exposures)[*].vswitch_id) : can(regex("^vsw-[a-z0-9]+$", id))])
    error_message = "vswitch_id is the ID of a vSwitch, vsw-…."
  }

  validation {
    condition     = alltrue([for id in compact(values(var.exposures)[*].network_interface_id) : can(regex("^eni-[a-z0-9]+$", id))])
    error_message = "network_interface_id is the ID of an ENI, eni-…."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) :
      e.eip != null && e.security_group_ids == null && e.created_security_group_ids == null if e.network_interface_id != null
    ])
    error_message = "network_interface_id requires eip, the primary address of the ENI, and excludes security groups, since the ENI has its own; correct these."
  }

  validation {
    condition = alltrue([
      for e in values(var.exposures) :
      contains(range(1, 6), length(concat(coalesce(e.security_group_ids, []), coalesce(e.created_security_group_ids, []))))
      if e.security_group_ids != null || e.created_security_group_ids != null
    ])
    error_message = "security_group_ids and created_security_group_ids together are one to five groups; without both, the ENI gets those of the instance."
  }

  validation {
    condition = alltrue([
      for id in flatten([for e in values(var.exposures) : coalesce(e.security_group_ids, [])]) : can(regex("^sg-[a-z0-9]+$", id))
    ])
    error_message = "security_group_ids are the IDs of security groups, sg-…."
  }

  validation {
    condition     = alltrue([for id in compact(values(var.exposures)[*].vpc_id) : can(regex("^vpc-[a-z0-9]+$", id))])
    error_message = "vpc_id is the ID of a VPC, vpc-…."
  }

  validation {
    condition     = alltrue([for id in compact(values(var.exposures)[*].zone_id) : can(regex("^[a-z]+-[a-z0-9-]+$", id))])
    error_message = "zone_id is the ID of a zone, such as cn-hangzhou-h."
  }
}

variable "name_prefix" {
  description = "Prefix of the names in the console: <prefix>-<key> for an ENI, <prefix>-<range> for a vSwitch. Use one for each call."
  type        = string
  default     = "exposed-eip"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9_-]{0,39}$", var.name_prefix))
    error_message = "name_prefix is 1 to 40 letters, digits, hyphens and underscores, starting with a letter."
  }
}

variable "tags" {
  description = "Tags of everything that takes tags."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = length(var.tags) <= 20 && alltrue([
      for key, value in var.tags :
      can(regex("^\\S(?:.*\\S)?$", key)) && max(length(key), length(coalesce(value, "-"))) <= 128 &&
      !can(regex("^(?:aliyun|acs:)|https?://", key)) && !can(regex("^acs:|https?://", value))
    ])
    error_message = "tags takes at most 20 tags, with keys of 1 to 128 characters without space at either end and values of at most 128; keys do not start with aliyun, and neither starts with acs: or contains http:// or https://."
  }
}

variable "blocks_per_vpc" {
  description = "Number of secondary CIDR blocks that a VPC may have: the quota vpc_quota_secondary_cidr_num of the account."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.blocks_per_vpc >= 1 && floor(var.blocks_per_vpc) == var.blocks_per_vpc
    error_message = "blocks_per_vpc is an integer of at least 1."
  }
}

variable "skip_checks" {
  description = "Names of plan-time checks to skip. Lookups that only they need are skipped with them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(setsubtract(var.skip_checks, [
      "instance-found", "block-found", "vswitch-found", "network-interface-found", "network-interface-free", "eip-found",
      "eip-unbound", "range-allowed", "eip-placed", "block-overlap", "block-quota", "same-vpc", "same-zone", "security-group-count",
      "security-group-type", "security-group-egress", "eni-quota", "private-ip-quota", "address-free", "hot-plug", "guest-os",
      "guest-running", "ipv4-gateway",
    ])) == 0
    error_message = "skip_checks takes names of checks from the README, such as eni-quota."
  }
}
