module "exposure" {
  source = "./exposure"

  instance_id       = "i-bp1example"
  vpc_id            = "vpc-bp1example"
  zone_id           = "cn-hangzhou-h"
  security_group_id = "sg-bp1example"
  allocation_id     = "eip-bp1example"
  eip               = "203.0.113.106"
}
