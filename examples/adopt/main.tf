# Finds what exists of the exposures of some EIPs, and writes the configuration file with which Terraform imports it. It only
# reads: it creates, changes and imports nothing. docs/how-to/adoption.md has the steps.
terraform {
  required_version = ">= 1.5"
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.276.0, < 2.0.0"
    }
  }
}

variable "region" {
  description = "The region of the EIPs."
  type        = string
}

variable "eips" {
  description = "The addresses of the EIPs, by the names that their exposures are to have."
  type        = map(string)
}

provider "alicloud" {
  region = var.region
}

data "alicloud_ecs_network_interfaces" "by_name" {
  for_each = var.eips

  type               = "Secondary"
  primary_ip_address = each.value
}

data "alicloud_eip_addresses" "by_name" {
  for_each = var.eips

  ip_address     = each.value
  enable_details = false
}

data "alicloud_vswitches" "by_name" {
  for_each = local.network_interfaces

  ids = [each.value.vswitch_id]
}

data "alicloud_vpcs" "by_name" {
  for_each = local.network_interfaces

  ids            = [each.value.vpc_id]
  enable_details = false
}

locals {
  # An address may stand in several VPCs: the ENI of the EIP is the one that it is bound to, or else the only one.
  bound_to = { for name, found in data.alicloud_eip_addresses.by_name : name => try(found.addresses[0].instance_id, "") }
  candidates = {
    for name, found in data.alicloud_ecs_network_interfaces.by_name : name => concat(
      [for one in found.interfaces : one if one.id == local.bound_to[name]],
      [for one in found.interfaces : one if local.bound_to[name] == "" && length(found.interfaces) == 1],
    )
  }
  network_interfaces = { for name, found in local.candidates : name => found[0] if length(found) > 0 }
  missing            = [for name, address in var.eips : "${name} (${address})" if !contains(keys(local.network_interfaces), name)]

  exposures = {
    for name, eni in local.network_interfaces : name => {
      eip             = var.eips[name]
      instance        = eni.instance_id == "" ? "# not attached yet: write the ID of the instance" : eni.instance_id
      vswitch_id      = eni.vswitch_id
      eni_id          = eni.id
      security_groups = join(", ", sort(eni.security_group_ids))
      vswitch         = data.alicloud_vswitches.by_name[name].vswitches[0].cidr_block
      block = try(one([
        for range in data.alicloud_vpcs.by_name[name].vpcs[0].secondary_cidr_blocks : range
        if cidrhost("${var.eips[name]}/${split("/", range)[1]}", 0) == cidrhost(range, 0)
      ]), "")
      # Terraform creates missing parts.
      not_yet = join("", [
        local.bound_to[name] == eni.id ? "" : ", associated: false",
        eni.instance_id == "" ? ", attached: false" : "",
      ])
    }
  }
}

output "configuration" {
  description = "The configuration file, as YAML."
  value = join("\n", concat(["region: ${var.region}", "exposures:"], flatten([
    for name, one in local.exposures : [
      "  ${name}:",
      "    instance: ${one.instance}",
      "    eip: ${one.eip}",
      "    block: ${one.block}",
      "    vswitch: ${one.vswitch}",
      "    securityGroups: [${one.security_groups}]",
      "    import: { vswitch: ${one.vswitch_id}, networkInterface: ${one.eni_id}${one.not_yet} }",
      "    preventDestroy: true",
    ]
  ]), [""]))

  precondition {
    condition     = length(local.missing) == 0
    error_message = "No secondary network interface was found for ${join(", ", local.missing)}: one whose primary address is the EIP, and to which the EIP is bound if it is bound to anything. Check the address, the region and the account."
  }
}
