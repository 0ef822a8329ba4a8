import type { Cloud, Emulator } from "../../emulator/src";

/** Something that Terraform makes: its type there, and the identifier by which it can be imported. */
export interface Part {
  readonly type: string;
  readonly id: string;
}

/** The types of what {@link partsIn} finds. */
export const COMPARED_TYPES: ReadonlySet<string> = new Set([
  "alicloud_vpc",
  "alicloud_security_group",
  "alicloud_instance",
  "alicloud_eip_address",
  "alicloud_vpc_ipv4_cidr_block",
  "alicloud_vswitch",
  "alicloud_ecs_network_interface",
  "alicloud_eip_association",
  "alicloud_ecs_network_interface_attachment",
]);

/** Everything in the account that a user could see, by kind. */
export function visibleIn({ cloud }: Pick<Emulator, "cloud">): Record<string, unknown> {
  const { vpcs, vswitches, routeEntries, securityGroups, eips, networkInterfaces, instances } =
    cloud.toJSON();
  return {
    // When the last change of a VPC's ranges ends is the emulator's own business.
    vpcs: vpcs.map((vpc) => ({ ...vpc, cidrBusyUntil: undefined })),
    ...{ vswitches, routeEntries, securityGroups, eips, networkInterfaces, instances },
  };
}

/** What an account has of the five steps and of the preparations, without the rules of security groups; sorted. */
export function partsIn(cloud: Cloud): Part[] {
  const secondary = [...cloud.networkInterfaces.values()].filter(({ type }) => type === "Secondary");
  const ids = {
    alicloud_vpc: [...cloud.vpcs.keys()],
    alicloud_security_group: [...cloud.securityGroups.keys()],
    alicloud_instance: [...cloud.instances.keys()],
    alicloud_eip_address: [...cloud.eips.keys()],
    alicloud_vpc_ipv4_cidr_block: [...cloud.vpcs.values()].flatMap(({ id, secondaryCidrBlocks }) =>
      secondaryCidrBlocks.map((block) => `${id}:${block}`),
    ),
    alicloud_vswitch: [...cloud.vswitches.keys()],
    alicloud_ecs_network_interface: secondary.map(({ id }) => id),
    alicloud_eip_association: [...cloud.eips.values()]
      .filter(({ instanceId }) => instanceId !== "")
      .map(({ id, instanceId }) => `${id}:${instanceId}`),
    alicloud_ecs_network_interface_attachment: secondary
      .filter(({ instanceId }) => instanceId !== "")
      .map(({ id, instanceId }) => `${id}:${instanceId}`),
  };
  return Object.entries(ids).flatMap(([type, some]) => some.sort().map((id) => ({ type, id })));
}

/** The parts of the first list that the second one has not. */
export function without(parts: readonly Part[], others: readonly Part[]): Part[] {
  return parts.filter(({ type, id }) => !others.some((other) => other.type === type && other.id === id));
}
