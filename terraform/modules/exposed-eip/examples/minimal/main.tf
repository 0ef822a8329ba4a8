# One EIP, visible on the NIC of one instance. Credentials come from the provider's environment variables, from a profile or a role.
terraform {
  required_version = ">= 1.5"

  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.276.0, < 2.0.0"
    }
  }
}

provider "alicloud" {
  region = "cn-hangzhou"
}

module "exposed_eip" {
  source = "../.."

  exposures = {
    web = { instance_id = "i-bp1example", eip = "203.0.113.106" }
  }
}

output "exposures" {
  description = "The exposure: its EIP and what was created for it."
  value       = module.exposed_eip.exposures
}
