terraform {
  # The tests of the module need 1.7, for mocked providers.
  required_version = ">= 1.5"

  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.276.0, < 2.0.0"
    }
  }
}
