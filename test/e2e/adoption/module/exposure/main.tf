# A module as somebody else would have written it for Alibaba Cloud's procedure.
terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}

variable "instance_id" {}
variable "vpc_id" {}
variable "zone_id" {}
variable "security_group_id" {}
variable "allocation_id" {}
variable "eip" {}

resource "alicloud_vpc_ipv4_cidr_block" "this" {
  vpc_id               = var.vpc_id
  secondary_cidr_block = cidrsubnet("${var.eip}/24", 0, 0)
}

resource "alicloud_vswitch" "this" {
  vpc_id       = alicloud_vpc_ipv4_cidr_block.this.vpc_id
  zone_id      = var.zone_id
  cidr_block   = cidrsubnet("${var.eip}/24", 1, 0)
  vswitch_name = "exposure"
  description  = "Made by the module"
}

resource "alicloud_ecs_network_interface" "this" {
  vswitch_id             = alicloud_vswitch.this.id
  primary_ip_address     = var.eip
  security_group_ids     = [var.security_group_id]
  network_interface_name = "exposure"
  description            = "Made by the module"
  tags                   = { "made-by" = "module" }
}

resource "alicloud_eip_association" "this" {
  allocation_id = var.allocation_id
  instance_id   = alicloud_ecs_network_interface.this.id
  instance_type = "NetworkInterface"
}

resource "alicloud_ecs_network_interface_attachment" "this" {
  network_interface_id = alicloud_ecs_network_interface.this.id
  instance_id          = var.instance_id
  depends_on           = [alicloud_eip_association.this]
}
