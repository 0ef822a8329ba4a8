import { existing, fleet } from "./existing";

/** Where an exposure is made, as somebody would work it out on paper. */
export interface Paper {
  readonly exposure: (typeof fleet)[keyof typeof fleet];
  readonly allocationId: string;
  readonly block: string;
  readonly vswitch: string;
}

const { web, mail, lab } = fleet;

/** Three exposures in two zones and two VPCs, each with a block of its own. */
export const onPaper = {
  web: {
    exposure: web,
    allocationId: "eip-web",
    block: "203.0.113.96/28",
    vswitch: "203.0.113.104/29",
  },
  mail: {
    exposure: mail,
    allocationId: "eip-mail",
    block: "198.51.100.0/28",
    vswitch: "198.51.100.0/28",
  },
  lab: { exposure: lab, allocationId: "eip-lab", block: "192.0.2.0/28", vswitch: "192.0.2.8/29" },
} satisfies Readonly<Record<string, Paper>>;

/**
 * The same chain as somebody writes it by hand who follows the procedure and the provider's documentation: instance and EIP are
 * looked up by their IDs, everything else is a reference.
 */
export function byHand(exposures: Readonly<Record<string, Paper>>): string {
  return `
terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
  backend "local" {
    path = "../../../terraform.exposed-eip.tfstate"
  }
}

provider "alicloud" {
  region = "${existing.region}"
}
${Object.entries(exposures)
  .map(([key, paper]) => chain(key, paper))
  .join("")}`;
}

function chain(key: string, { exposure: { instance, eip }, allocationId, block, vswitch }: Paper): string {
  return `
data "alicloud_instances" "${key}" {
  ids = ["${instance}"]
}

data "alicloud_eip_addresses" "${key}" {
  ids = ["${allocationId}"]
}

resource "alicloud_vpc_ipv4_cidr_block" "${key}" {
  vpc_id               = data.alicloud_instances.${key}.instances[0].vpc_id
  secondary_cidr_block = "${block}"
}

resource "alicloud_vswitch" "${key}" {
  vpc_id     = alicloud_vpc_ipv4_cidr_block.${key}.vpc_id
  zone_id    = data.alicloud_instances.${key}.instances[0].availability_zone
  cidr_block = "${vswitch}"
}

resource "alicloud_ecs_network_interface" "${key}" {
  vswitch_id         = alicloud_vswitch.${key}.id
  primary_ip_address = data.alicloud_eip_addresses.${key}.addresses[0].ip_address
  security_group_ids = data.alicloud_instances.${key}.instances[0].security_groups
}

resource "alicloud_eip_association" "${key}" {
  allocation_id      = "${allocationId}"
  instance_id        = alicloud_ecs_network_interface.${key}.id
  instance_type      = "NetworkInterface"
  private_ip_address = "${eip}"
}

resource "alicloud_ecs_network_interface_attachment" "${key}" {
  network_interface_id = alicloud_ecs_network_interface.${key}.id
  instance_id          = "${instance}"
  depends_on           = [alicloud_eip_association.${key}]
}
`;
}
