terraform {
  required_version = ">= 1.5"

  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.276.0, < 2.0.0"
    }
  }
}

# Credentials come from the provider's environment variables, from a profile or a role.
provider "alicloud" {
  region = "cn-hangzhou"
}
