# Exposures of existing EIPs, instances, vSwitches and ENIs, and of others that the same apply creates.

# The web servers: EIPs and instances that exist. Two of the EIPs share a block and a vSwitch.
module "web" {
  source = "../.."

  name_prefix    = "web"
  tags           = { team = "network" }
  blocks_per_vpc = 6

  exposures = {
    www = {
      instance_id = "i-bp1www"
      eip         = "203.0.113.106"
      block       = "203.0.113.96/28"
      vswitch     = "203.0.113.104/29"
    }
    api = {
      instance_id        = "i-bp1api"
      eip                = "203.0.113.107"
      block              = "203.0.113.96/28"
      vswitch            = "203.0.113.104/29"
      security_group_ids = ["sg-bp1api"]
    }
    # Known by its allocation ID: its block and its vSwitch are the smallest that can hold it.
    mail = { instance_id = "i-bp1mail", eip = "eip-bp1mail" }
    # Its vSwitch exists, or its ENI does; then nothing is created in their place.
    legacy = { instance_id = "i-bp1www", eip = "203.0.113.7", vswitch_id = "vsw-bp1legacy" }
    manual = { instance_id = "i-bp1api", eip = "203.0.113.8", network_interface_id = "eni-bp1manual" }
  }
}

# A call of its own, so that nothing that goes wrong above keeps these from being attached, and the other way round. It has an EIP in
# the same block, in the vSwitch of the other call: that vSwitch is all that it waits for.
module "batch" {
  source = "../.."

  name_prefix = "batch"
  tags        = { team = "network" }
  skip_checks = ["ipv4-gateway"]

  exposures = {
    shared = {
      instance_id     = "i-bp1batch"
      eip             = "203.0.113.108"
      created_vswitch = module.web.vswitches["203.0.113.104/29"]
    }
    # The module creates the EIP, and releases it when the exposure goes.
    new = { instance_id = "i-bp1batch", new_eip = { bandwidth = 5 } }
    # This configuration creates the instance, its security group and the EIP.
    worker = {
      instance = {
        id                 = alicloud_instance.worker.id
        vpc_id             = alicloud_instance.worker.vpc_id
        zone_id            = local.zone_id
        security_group_ids = alicloud_instance.worker.security_groups
        instance_type      = local.instance_type
      }
      created_eip = {
        allocation_id = alicloud_eip_address.worker.id
        ip_address    = alicloud_eip_address.worker.ip_address
      }
      # Known before the apply: what the VPC has already is compared with the new block.
      vpc_id  = local.vpc_id
      zone_id = local.zone_id
    }
  }
}

locals {
  vpc_id        = "vpc-bp1example"
  zone_id       = "cn-hangzhou-h"
  instance_type = "ecs.g7.large"
}

resource "alicloud_security_group" "worker" {
  security_group_name = "worker"
  vpc_id              = local.vpc_id
}

resource "alicloud_instance" "worker" {
  image_id        = "aliyun_3_x64_20G_alibase_20260101.vhd"
  instance_name   = "worker"
  instance_type   = local.instance_type
  security_groups = [alicloud_security_group.worker.id]
  vswitch_id      = "vsw-bp1example"
}

resource "alicloud_eip_address" "worker" {
  address_name         = "worker"
  bandwidth            = "5"
  internet_charge_type = "PayByTraffic"
  payment_type         = "PayAsYouGo"
}

output "exposures" {
  description = "The exposures of both calls."
  value       = { web = module.web.exposures, batch = module.batch.exposures }
}
