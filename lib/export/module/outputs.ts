/** An attribute of each object in the output with the exposures. */
export interface OutputAttribute {
  readonly name: string;
  readonly description: string;
  /** A Terraform expression for the exposure with the key `key`, whose input is `e`. */
  readonly value: string;
}

/** The only output of the module: what is known of each exposure once it is made, by key. */
export const OUTPUT = {
  name: "exposures",
  description: "The exposures by key: their EIP and what was made for it.",
} as const;

export const OUTPUT_ATTRIBUTES: readonly OutputAttribute[] = [
  { name: "instance_id", description: "The instance.", value: "e.instance_id" },
  { name: "allocation_id", description: "The EIP's allocation ID.", value: "local.allocation_ids[key]" },
  { name: "eip", description: "The EIP's address.", value: "local.addresses[key]" },
  {
    name: "network_interface_id",
    description: "The secondary ENI.",
    value: "alicloud_ecs_network_interface.this[key].id",
  },
  {
    name: "mac_address",
    description: "The MAC address of the ENI, by which the guest finds the NIC.",
    value: "alicloud_ecs_network_interface.this[key].mac",
  },
  {
    name: "vswitch_id",
    description: "The vSwitch of the ENI.",
    value: "alicloud_ecs_network_interface.this[key].vswitch_id",
  },
  {
    name: "block",
    description: "The secondary CIDR block; null with `existing_vswitch`.",
    value: "try(alicloud_vpc_ipv4_cidr_block.this[local.block_of[key]].secondary_cidr_block, null)",
  },
  {
    name: "vswitch_cidr_block",
    description: "The range of the vSwitch; null with `existing_vswitch`.",
    value: "try(alicloud_vswitch.this[local.vswitch_of[key]].cidr_block, null)",
  },
];
