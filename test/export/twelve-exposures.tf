# Elastic IP addresses that are visible on the NICs of ECS instances, by secondary CIDR blocks.
# Exported from a configuration file of cdktf-alicloud-exposed-eip: change that file, and export again.

locals {
  exposures = {
    dns-a   = { instance_id = "i-app9", eip = "198.51.100.11", block = "198.51.100.0/28", vswitch = "198.51.100.8/29" }
    dns-b   = { instance_id = "i-app10", eip = "192.0.2.130", block = "192.0.2.128/28", vswitch = "192.0.2.128/29" }
    ftp     = { instance_id = "i-app2", eip = "203.0.113.107", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }
    licence = { instance_id = "i-app4", eip = "203.0.113.20", block = "203.0.113.16/28", vswitch = "203.0.113.16/28" }
    mail-a  = { instance_id = "i-app7", eip = "198.51.100.9", block = "198.51.100.0/28", vswitch = "198.51.100.8/29" }
    mail-b  = { instance_id = "i-app8", eip = "198.51.100.10", block = "198.51.100.0/28", vswitch = "198.51.100.8/29" }
    probe   = { instance_id = "i-app12", eip = "192.0.2.132", block = "192.0.2.128/28", vswitch = "192.0.2.128/29" }
    relay   = { instance_id = "i-app11", eip = "192.0.2.131", block = "192.0.2.128/28", vswitch = "192.0.2.128/29" }
    sip     = { instance_id = "i-app3", eip = "203.0.113.100", block = "203.0.113.96/28", vswitch = "203.0.113.96/29" }
    vpn-a   = { instance_id = "i-app5", eip = "203.0.113.21", block = "203.0.113.16/28", vswitch = "203.0.113.16/28" }
    vpn-b   = { instance_id = "i-app6", eip = "203.0.113.42", block = "203.0.113.32/28", vswitch = "203.0.113.40/29" }
    web     = { instance_id = "i-app1", eip = "203.0.113.106", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }
  }
  blocks_per_vpc = 5
}
