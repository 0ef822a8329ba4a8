import { Ipv4Address, Ipv4Cidr } from "../lib";
import type { Configuration } from "../lib/configuration/schema/configuration-schema";
import { smallestPlacement } from "../lib/planning/placement";
import type { MockCloud, MockValues } from "./mock-cloud";

/** What exists in a mocked cloud, of what the look-ups ask for. Everything else of the default stays. */
export interface Existing {
  readonly instances?: readonly MockValues[];
  readonly eips?: readonly MockValues[];
  readonly vpcs?: readonly MockValues[];
  readonly networkInterfaces?: readonly MockValues[];
  readonly instanceTypes?: readonly MockValues[];
  readonly securityGroups?: readonly MockValues[];
  /** The same for every security group. */
  readonly securityGroupRules?: readonly MockValues[];
  readonly vswitches?: readonly MockValues[];
  readonly ipv4Gateways?: readonly MockValues[];
  readonly routeTables?: readonly MockValues[];
  readonly routeEntries?: readonly MockValues[];
}

/** The instance of the exposure `web`. */
export const INSTANCE = {
  id: "i-bp1web",
  vpc_id: "vpc-bp1a",
  availability_zone: "cn-hangzhou-h",
  security_groups: ["sg-bp1a"],
};

/** The EIP of the exposure `web`, not bound to anything. */
export const EIP = {
  allocation_id: "eip-bp1web",
  ip_address: "203.0.113.106",
  instance_id: "",
  instance_type: "",
};

/** The instance's VPC, with nothing but its primary range. */
export const VPC = {
  id: "vpc-bp1a",
  cidr_block: "10.0.0.0/8",
  secondary_cidr_blocks: [] as readonly string[],
};

/** The ENI of the exposure `web` once it is made. */
export const NETWORK_INTERFACE = { id: "eni-bp1web", primary_ip_address: "203.0.113.106" };

/** A cloud in which the exposure `web` can be made. */
export function cloud(existing: Existing = {}): MockCloud {
  const { instances = [INSTANCE], eips = [EIP], vpcs = [VPC], networkInterfaces = [] } = existing;
  const { instanceTypes = [], securityGroups = [], securityGroupRules = [], vswitches = [] } = existing;
  const { ipv4Gateways = [], routeTables = [], routeEntries = [] } = existing;
  return {
    mockData: {
      alicloud_instances: { instances },
      alicloud_eip_addresses: { addresses: eips },
      alicloud_vpcs: { vpcs },
      alicloud_ecs_network_interfaces: { interfaces: networkInterfaces },
      alicloud_instance_types: { instance_types: instanceTypes },
      alicloud_security_groups: { groups: securityGroups },
      alicloud_security_group_rules: { rules: securityGroupRules },
      alicloud_vswitches: { vswitches },
      alicloud_vpc_ipv4_gateways: { gateways: ipv4Gateways },
      alicloud_route_tables: { tables: routeTables },
      alicloud_route_entries: { entries: routeEntries },
    },
  };
}

/** What a configuration says of things that exist, beyond what its lookups ask for. */
export interface KnownThings {
  /** VPC and zone of instances, by instance ID. @default - one VPC and one zone for all */
  readonly instances?: Readonly<Record<string, { readonly vpc?: string; readonly zone?: string }>>;
  /** VPCs of security groups, by security group ID. @default - each VPC has one group, which its instances are in */
  readonly securityGroups?: Readonly<Record<string, string>>;
  /** Addresses of EIPs, by allocation ID. @default - of a documentation range, in a block of their own each */
  readonly addresses?: Readonly<Record<string, string>>;
  /** Secondary CIDR blocks that each VPC has already. @default - none */
  readonly blocks?: readonly string[];
  /** Attributes of vSwitches and secondary ENIs that exist. @default - none */
  readonly vswitches?: readonly MockValues[];
  readonly networkInterfaces?: readonly MockValues[];
}

/** What the author of a configuration file must know of what exists for it to be right. */
export function knownThings({ exposures }: Configuration): KnownThings {
  const all = Object.values(exposures);
  return {
    blocks: all.flatMap(({ block }) => (block && "existing" in block ? [block.existing.toString()] : [])),
    vswitches: all.flatMap(({ eip, vswitch, vpc = ONLY_VPC, zone = ONLY_ZONE }) =>
      vswitch && "id" in vswitch && "address" in eip
        ? [
            {
              ...{ id: vswitch.id, vpc_id: vpc, zone_id: zone },
              cidr_block: smallestPlacement(eip.address).vswitch.toString(),
            },
          ]
        : [],
    ),
    networkInterfaces: all.flatMap(({ eip, networkInterface, vpc = ONLY_VPC, zone = ONLY_ZONE }) =>
      networkInterface !== undefined && "address" in eip
        ? [
            {
              ...{ id: networkInterface, vpc_id: vpc, zone_id: zone, instance_id: "", type: "Secondary" },
              primary_ip_address: eip.address.toString(),
            },
          ]
        : [],
    ),
    instances: Object.fromEntries(
      all.flatMap(({ instance, vpc, zone }) =>
        typeof instance === "string"
          ? [[instance, { ...(vpc && { vpc }), ...(zone && { zone }) }] as const]
          : [],
      ),
    ),
    securityGroups: Object.fromEntries(
      all.flatMap(({ securityGroups = [], vpc = ONLY_VPC }) =>
        Array.isArray(securityGroups) ? securityGroups.map((id) => [id, vpc]) : [],
      ),
    ),
    addresses: Object.fromEntries(
      all.flatMap(({ eip, vswitch }) =>
        "allocationId" in eip && vswitch instanceof Ipv4Cidr
          ? [[eip.allocationId, Ipv4Address.fromNumber(vswitch.network.value + 1).toString()] as const]
          : [],
      ),
    ),
  };
}

/**
 * A cloud that has just what the lookups of a synthesized stack ask for: every instance runs, in one VPC unless more is
 * known, and every EIP is bound to nothing.
 *
 * @param synthesized the content of `cdk.tf.json`
 */
export function cloudFor(synthesized: string, known: KnownThings = {}): MockCloud {
  const { data = {}, resource = {}, locals = {} } = JSON.parse(synthesized) as Synthesized;
  const rows = Object.values(locals.exposures ?? {});
  const named = (attribute: "instance_id" | "eip", map: "instances" | "eips") => [
    ...new Set([...rows.flatMap((row) => row[attribute] ?? []), ...namedIn(synthesized, map)]),
  ];
  const eips = named("eip", "eips");
  const instances = named("instance_id", "instances").map((id) => {
    const { vpc = ONLY_VPC, zone = ONLY_ZONE } = known.instances?.[id] ?? {};
    return {
      ...{ id, vpc_id: vpc, availability_zone: zone, security_groups: [groupOf(vpc)] },
      ...{ instance_type: "ecs.g7.large", status: "Running" },
    };
  });
  const vpcIds = [...new Set(instances.map(({ vpc_id }) => vpc_id))];
  const groups = Object.entries({
    ...Object.fromEntries(vpcIds.map((vpc) => [groupOf(vpc), vpc])),
    ...known.securityGroups,
  });
  const groupsIn = (vpc: string) => ({
    groups: groups.filter((group) => group[1] === vpc).map(([id]) => ({ id, vpc_id: vpc, ...BASIC })),
  });
  // OpenTofu overrides only all instances of a block at once, which is enough for one VPC.
  const keyOf = (vpc: string) => (vpcIds.length === 1 ? "" : `["${vpc}"]`);
  const ofEachVpc = (type: string, valuesIn: (vpc: string) => MockValues) =>
    Object.entries(data[type] ?? {})
      .filter(([, lookUp]) => "for_each" in lookUp)
      .flatMap(([name]) =>
        vpcIds.map((vpc) => [`data.${type}.${name}${keyOf(vpc)}`, valuesIn(vpc)] as const),
      );
  const byAddress = eips
    .filter((eip) => !eip.startsWith("eip-"))
    .map((address) => ({
      allocation_id: `eip-${address.replaceAll(".", "x")}`,
      ip_address: address,
    }));
  const byAllocationId = eips
    .filter((eip) => eip.startsWith("eip-"))
    .map((id, index) => ({
      allocation_id: id,
      ip_address: known.addresses?.[id] ?? `192.0.2.${16 * index + 5}`,
    }));
  const vpcs = vpcIds.map((id) => ({
    ...{ id, vpc_id: id, cidr_block: "10.0.0.0/8", status: "Available" },
    secondary_cidr_blocks: known.blocks ?? [],
  }));
  const addresses = [...byAddress, ...byAllocationId].map((eip) => ({
    ...{ ...eip, id: eip.allocation_id, status: "Available", instance_id: "", instance_type: "" },
  }));
  const instanceTypes = [
    { id: "ecs.g7.large", eni_amount: 3, eni_quantity: 3, eni_private_ip_address_quantity: 6 },
  ];
  const { vswitches = [] } = known;
  return {
    ...cloud({ instances, instanceTypes, vpcs, vswitches, eips: addresses }),
    // What Terraform makes up for a MAC address is none, and another one each time.
    mockResources: { alicloud_ecs_network_interface: { mac: "00:16:3e:00:00:01" } },
    // Nor is what it makes up for an address.
    overrideResources: Object.fromEntries(
      Object.keys(resource.alicloud_eip_address ?? {}).map((name, index) => [
        `alicloud_eip_address.${name}`,
        { ip_address: `192.0.2.${16 * index + 5}` },
      ]),
    ),
    // A mocked lookup finds the same whatever it asks for, so each VPC is told apart by hand.
    overrideData: Object.fromEntries([
      ...ofEachVpc("alicloud_security_groups", groupsIn),
      ...ofEachVpc("alicloud_ecs_network_interfaces", (vpc) => ({
        interfaces: (known.networkInterfaces ?? []).filter(({ vpc_id }) => vpc_id === vpc),
      })),
    ]),
  };
}

/** The VPC and the zone of everything of which no other is known. */
const ONLY_VPC = "vpc-main";
const ONLY_ZONE = "cn-hangzhou-h";

const BASIC = { security_group_type: "normal" };

/** The security group that the instances of a VPC are in. */
const groupOf = (vpc: string) => vpc.replace(/^vpc-/, "sg-");

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

interface Synthesized {
  readonly data?: Blocks;
  readonly resource?: Blocks;
  readonly locals?: {
    readonly exposures?: Readonly<Record<string, { readonly instance_id?: string; readonly eip?: string }>>;
  };
}

/** What a program refers to outside of its exposures, as the elements of a local map. */
function namedIn(synthesized: string, map: string): string[] {
  const pattern = new RegExp(`local\\.${map}\\[\\\\"([^"\\\\]+)\\\\"\\]`, "g");
  return [...synthesized.matchAll(pattern)].map(([, name = ""]) => name);
}

/**
 * A configuration without what `terraform test` cannot do in a mocked cloud: it imports nothing there, and it destroys in the end
 * what it made. Both are shown with the real provider, in test/e2e.
 *
 * @param synthesized the content of `cdk.tf.json`
 */
export function fromNothing(synthesized: string): string {
  const configuration = JSON.parse(synthesized) as Record<string, unknown>;
  return JSON.stringify({ ...configuration, import: undefined }).replaceAll(
    '"prevent_destroy":true',
    '"prevent_destroy":false',
  );
}
