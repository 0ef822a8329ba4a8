type Arguments = Readonly<Record<string, unknown>>;

/** Arguments to add to the parts of {@link chain}, or to take away where the value is `undefined`. */
export interface ChainChanges {
  readonly provider?: Arguments;
  readonly vswitch?: Arguments;
  readonly networkInterface?: Arguments;
}

/** A small correct configuration, by hand: a VPC is looked up and gets a vSwitch with one network interface. */
export function chain(changes: ChainChanges = {}): object {
  return {
    terraform: {
      required_providers: { alicloud: { source: "aliyun/alicloud", version: ">= 1.276.0, < 2.0.0" } },
      backend: { local: { path: "terraform.exposed-eip.tfstate" } },
    },
    provider: { alicloud: [{ region: "cn-hangzhou", ...changes.provider }] },
    data: { alicloud_vpcs: { all: { ids: ["vpc-1"] } } },
    resource: {
      alicloud_vswitch: {
        web: {
          vpc_id: "${data.alicloud_vpcs.all.vpcs[0].vpc_id}",
          cidr_block: "203.0.113.96/28",
          zone_id: "cn-hangzhou-a",
          ...changes.vswitch,
        },
      },
      alicloud_ecs_network_interface: {
        web: {
          vswitch_id: "${alicloud_vswitch.web.id}",
          primary_ip_address: "203.0.113.106",
          security_group_ids: ["sg-1"],
          ...changes.networkInterface,
        },
      },
    },
    output: {
      mac_address: { value: "${alicloud_ecs_network_interface.web.mac}" },
      block: { value: "${alicloud_vswitch.web.cidr_block}" },
    },
  };
}

/** The argument `lifecycle` with one precondition. */
export function precondition(condition: string, error_message: string): Arguments {
  return { lifecycle: { precondition: [{ condition, error_message }] } };
}
