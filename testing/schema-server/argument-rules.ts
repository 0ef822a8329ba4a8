import { type Presence, presenceOf } from "./config-values";

/**
 * What the provider checks between the arguments of a resource (`ConflictsWith` and `ExactlyOneOf` in its code), but
 * `terraform providers schema` does not tell.
 */
interface ArgumentRules {
  readonly exactlyOneOf?: readonly (readonly string[])[];
  readonly atMostOneOf?: readonly (readonly string[])[];
}

/** @see https://github.com/aliyun/terraform-provider-alicloud at v1.289.0 */
const RULES: Readonly<Record<string, ArgumentRules>> = {
  alicloud_vswitch: {
    exactlyOneOf: [["zone_id", "availability_zone"]],
    atMostOneOf: [["vswitch_name", "name"]],
  },
  alicloud_ecs_network_interface: {
    atMostOneOf: [
      ["network_interface_name", "name"],
      ["primary_ip_address", "private_ip"],
      ["security_group_ids", "security_groups"],
      ["ipv6_addresses", "ipv6_address_count"],
      [
        "private_ip_addresses",
        "private_ips",
        "secondary_private_ip_address_count",
        "private_ips_count",
        "ipv4_prefixes",
        "ipv4_prefix_count",
      ],
    ],
  },
  alicloud_eip_address: {
    atMostOneOf: [
      ["address_name", "name"],
      ["payment_type", "instance_charge_type"],
    ],
  },
};

export interface RuleViolation {
  readonly summary: string;
  readonly detail: string;
}

/** The rules that a resource's configuration breaks; values not known yet are given the benefit of the doubt. */
export function ruleViolations(type: string, msgpack: Buffer): readonly RuleViolation[] {
  const { exactlyOneOf = [], atMostOneOf = [] } = RULES[type] ?? {};
  const presence = presenceOf(msgpack);
  const having = (names: readonly string[], wanted: Presence) =>
    names.filter((name) => presence.get(name) === wanted);
  return [
    ...[...exactlyOneOf, ...atMostOneOf]
      .filter((names) => having(names, "known").length > 1)
      .map((names) => ({
        summary: "Conflicting arguments",
        detail: `At most one of these arguments can be set, but these are: ${having(names, "known").join(", ")}.`,
      })),
    ...exactlyOneOf
      .filter((names) => having(names, "absent").length === names.length)
      .map((names) => ({
        summary: "Missing argument",
        detail: `One of these arguments must be set: ${names.join(", ")}.`,
      })),
  ];
}
