import type { TerraformJson } from "../../hcl/src";
import type { Configuration } from "../../lib/configuration";
import { Ipv4Address, Ipv4Cidr } from "../../lib";
import { smallestPlacement } from "../../lib/planning/placement";
import type { MockCloud, MockValues } from "../../testing/mock-cloud";

/** The VPC and the zone of everything of which no other is known. */
const ONLY_VPC = "vpc-main";
const ONLY_ZONE = "cn-hangzhou-h";

type Exposure = Configuration["exposures"][string];

/**
 * A cloud in which all is as a configuration needs it: every instance runs, in one VPC unless the configuration names another, and
 * every EIP is bound to nothing.
 *
 * @param synthesized - what looks them up
 */
export function cloudOf({ exposures }: Configuration, { data = {} }: TerraformJson): MockCloud {
  const all = Object.values(exposures);
  const vpcIds = [...new Set([ONLY_VPC, ...all.map(({ vpc = ONLY_VPC }) => vpc)])];
  const groups = vpcIds.flatMap((vpc) => groupsIn(vpc, all));
  const created = Object.entries(exposures).filter(([, { eip }]) => "create" in eip);
  return {
    mockData: {
      alicloud_instances: { instances: all.flatMap(instanceOf) },
      alicloud_instance_types: { instance_types: [{ id: "ecs.g7.large", eni_amount: 4, eni_quantity: 4 }] },
      alicloud_vpcs: { vpcs: vpcIds.map((id) => vpcWith(id, all)) },
      alicloud_vswitches: { vswitches: all.flatMap(vswitchOf) },
      alicloud_eip_addresses: { addresses: all.flatMap(eipOf) },
    },
    // What Terraform makes up for a MAC address is none, and another one each time; nor is what it makes up for an address.
    mockResources: { alicloud_ecs_network_interface: { mac: "00:16:3e:00:00:01" } },
    overrideResources: Object.fromEntries(
      created.map(([key], index) => [
        `alicloud_eip_address.${key}`,
        { ip_address: `192.0.2.${16 * index + 5}` },
      ]),
    ),
    // A mocked lookup finds the same whatever it asks for, so each VPC is told apart by hand.
    overrideData: Object.fromEntries(
      vpcIds.flatMap((vpc) => {
        const isThere = ({ vpc_id }: MockValues) => vpc_id === vpc;
        const found: Readonly<Record<string, MockValues>> = {
          "alicloud_security_groups.security_groups": { groups: groups.filter(isThere) },
          "alicloud_ecs_network_interfaces.network_interfaces": {
            interfaces: all.flatMap(networkInterfaceOf).filter(isThere),
          },
        };
        return Object.entries(found)
          .filter(([lookup]) => Object.hasOwn(data as object, lookup.split(".", 1)[0] ?? ""))
          .map(([lookup, values]) => [`data.${lookup}["${vpc}"]`, values]);
      }),
    ),
  };
}

function instanceOf({ instance, vpc = ONLY_VPC, zone = ONLY_ZONE }: Exposure): MockValues[] {
  if (typeof instance !== "string") return [];
  return [
    {
      ...{ id: instance, vpc_id: vpc, availability_zone: zone, security_groups: [groupOf(vpc)] },
      ...{ instance_type: "ecs.g7.large", status: "Running", image_id: "aliyun_3" },
    },
  ];
}

function vpcWith(id: string, all: readonly Exposure[]): MockValues {
  const existing = all.flatMap(({ block, vpc = ONLY_VPC }) =>
    block !== undefined && "existing" in block && vpc === id ? [block.existing.toString()] : [],
  );
  return { id, vpc_id: id, cidr_block: "10.0.0.0/8", status: "Available", secondary_cidr_blocks: existing };
}

/** The security groups of a VPC: that of its instances, and those that exposures name. */
function groupsIn(vpc: string, all: readonly Exposure[]): MockValues[] {
  const named = all.flatMap(({ securityGroups = [], vpc: of = ONLY_VPC }) =>
    Array.isArray(securityGroups) && of === vpc ? securityGroups : [],
  );
  return [...new Set([groupOf(vpc), ...named])].map((id) => ({
    id,
    vpc_id: vpc,
    security_group_type: "normal",
  }));
}

function groupOf(vpc: string): string {
  return vpc.replace(/^vpc-/, "sg-");
}

/** The address of an EIP that exists: where only its ID is known, one in its vSwitch. */
function addressOf({ eip, vswitch }: Exposure, index = 0): string | undefined {
  if ("address" in eip) return eip.address.toString();
  if ("create" in eip) return undefined;
  return vswitch instanceof Ipv4Cidr
    ? Ipv4Address.fromNumber(vswitch.network.value + 1).toString()
    : `192.0.2.${16 * index + 5}`;
}

function eipOf(exposure: Exposure, index: number): MockValues[] {
  const { eip } = exposure;
  const address = addressOf(exposure, index);
  if (address === undefined) return [];
  const id = "allocationId" in eip ? eip.allocationId : `eip-${address.replaceAll(".", "x")}`;
  return [
    {
      ...{ id, allocation_id: id, ip_address: address },
      ...{ status: "Available", instance_id: "", instance_type: "" },
    },
  ];
}

function vswitchOf({ eip, vswitch, vpc = ONLY_VPC, zone = ONLY_ZONE }: Exposure): MockValues[] {
  if (vswitch === undefined || !("id" in vswitch) || !("address" in eip)) return [];
  const range = smallestPlacement(eip.address).vswitch.toString();
  return [{ id: vswitch.id, vpc_id: vpc, zone_id: zone, cidr_block: range }];
}

function networkInterfaceOf(exposure: Exposure, index: number): MockValues[] {
  const { networkInterface, vpc = ONLY_VPC, zone = ONLY_ZONE } = exposure;
  if (networkInterface === undefined) return [];
  return [
    {
      ...{ id: networkInterface, vpc_id: vpc, zone_id: zone, instance_id: "", type: "Secondary" },
      primary_ip_address: addressOf(exposure, index) ?? "",
    },
  ];
}
