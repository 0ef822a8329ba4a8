# The chain with the provider's old type names and arguments.
resource "alicloud_eip" "web" {
  name      = "web"
  bandwidth = "5"
}

resource "alicloud_vpc_ipv4_cidr_block" "web" {
  vpc_id               = "vpc-bp1example"
  secondary_cidr_block = "203.0.113.0/24"
}

resource "alicloud_vswitch" "web" {
  vpc_id            = alicloud_vpc_ipv4_cidr_block.web.vpc_id
  availability_zone = "cn-hangzhou-h"
  cidr_block        = "203.0.113.0/25"
  name              = "web"
}

resource "alicloud_network_interface" "web" {
  name            = "web"
  vswitch_id      = alicloud_vswitch.web.id
  private_ip      = alicloud_eip.web.ip_address
  security_groups = ["sg-bp1example"]
}

resource "alicloud_eip_association" "web" {
  allocation_id = alicloud_eip.web.id
  instance_id   = alicloud_network_interface.web.id
  instance_type = "NetworkInterface"
}

resource "alicloud_network_interface_attachment" "web" {
  network_interface_id = alicloud_network_interface.web.id
  instance_id          = "i-bp1example"
  depends_on           = [alicloud_eip_association.web]
}
