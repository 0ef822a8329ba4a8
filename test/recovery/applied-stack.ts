import { parseConfiguration } from "../../lib/configuration/load";
import { synthesized } from "../../lib/export/output";
import type { RecoveryFacts } from "../../lib/recovery/recovery-facts";
import { resourcesOf, type StackResources } from "../../lib/recovery/stack-resources";
import type { StateResource } from "../../lib/recovery/terraform-state";
import { ExposureStack } from "../../lib/stack/exposure-stack";

/** Stack with shared ranges and a shared NIC, a created EIP, and an instance of its own VPC. */
const CONFIGURATION = `
region: cn-hangzhou
stack: shop
tags: {team: network}
exposures:
  web: {instance: i-web, eip: 203.0.113.106}
  mail: {nicOf: web, eip: 203.0.113.107}
  news: {instance: i-news, eip: eip-news}
  fresh: {instance: i-fresh, eip: {create: {bandwidth: 5}}}
`;

/** Returns the resources that a configuration creates. */
export function stackOf(text = CONFIGURATION): StackResources {
  const configuration = parseConfiguration(text, "shop.yaml");
  return resourcesOf(synthesized((app) => new ExposureStack(app, configuration)));
}

const OWN = { tags: { team: "network" } };

const instance = (id: string, zone: string) => ({
  ...{ id, name: id, tags: {}, status: "Running", type: "ecs.g7.large", zoneId: `cn-hangzhou-${zone}` },
  ...{ vpcId: "vpc-main", vswitchId: "vsw-main", imageId: "", isWindows: false },
  ...{ securityGroupIds: ["sg-main"], networkInterfaces: 1 },
});

const vswitch = (id: string, name: string, range: string, zone: string, freeAddresses: number) => ({
  ...{ id, name, vpcId: "vpc-main", zoneId: `cn-hangzhou-${zone}`, range, freeAddresses, ...OWN },
});

const networkInterface = (
  id: string,
  name: string,
  vswitchId: string,
  instanceId: string,
  ...addresses: string[]
) => ({
  ...{ id, name, description: "", status: "InUse", isOfService: false, vswitchId, type: "Secondary", ...OWN },
  ...{ instanceId, primaryAddress: addresses[0] ?? "", addresses, vpcId: "vpc-main", zoneId: "" },
});

const eip = (allocationId: string, address: string, boundTo: string, name = "") => ({
  ...{ allocationId, address, name, tags: name === "" ? {} : OWN.tags, createdAt: "", mode: "NAT", boundTo },
  ...{ status: boundTo === "" ? "Available" : "InUse", boundType: boundTo === "" ? "" : "NetworkInterface" },
});

const primary = (id: string, address: string) => ({
  ...networkInterface(`eni-${id}`, "", "vsw-main", `i-${id}`, address),
  ...{ type: "Primary", tags: {} },
});

/** Account in which the stack is applied. */
export const applied = {
  instances: [instance("i-web", "h"), instance("i-news", "i"), instance("i-fresh", "h")],
  eips: [
    eip("eip-web", "203.0.113.106", "eni-1"),
    eip("eip-mail", "203.0.113.107", "eni-1"),
    eip("eip-news", "198.51.100.3", "eni-2"),
    eip("eip-fresh", "192.0.2.9", "eni-3", "shop-fresh"),
  ],
  vpcs: [
    {
      ...{ id: "vpc-main", name: "", tags: {}, range: "10.0.0.0/8", userRanges: [] },
      secondaryBlocks: ["203.0.113.96/28", "198.51.100.0/28", "192.0.2.0/28"],
    },
  ],
  vswitches: [
    { ...vswitch("vsw-main", "", "10.0.0.0/24", "h", 249), tags: {} },
    vswitch("vsw-1", "shop-203-0-113-104-29", "203.0.113.104/29", "h", 2),
    vswitch("vsw-2", "shop-news", "198.51.100.0/29", "i", 3),
    vswitch("vsw-3", "shop-fresh", "192.0.2.8/29", "h", 3),
  ],
  networkInterfaces: [
    primary("web", "10.0.0.1"),
    primary("news", "10.0.0.2"),
    primary("fresh", "10.0.0.3"),
    networkInterface("eni-1", "shop-web", "vsw-1", "i-web", "203.0.113.106", "203.0.113.107"),
    networkInterface("eni-2", "shop-news", "vsw-2", "i-news", "198.51.100.3"),
    networkInterface("eni-3", "shop-fresh", "vsw-3", "i-fresh", "192.0.2.9"),
  ],
  securityGroups: [],
  commands: [],
  missingPermissions: [],
} satisfies RecoveryFacts;

/** IDs by address, as Terraform has them once the stack is applied. */
export const IDS: Readonly<Record<string, string>> = {
  "alicloud_eip_address.fresh": "eip-fresh",
  "alicloud_vpc_ipv4_cidr_block.cidr-203-0-113-96-28": "vpc-main:203.0.113.96/28",
  "alicloud_vpc_ipv4_cidr_block.news": "vpc-main:198.51.100.0/28",
  "alicloud_vpc_ipv4_cidr_block.fresh": "vpc-main:192.0.2.0/28",
  "alicloud_vswitch.cidr-203-0-113-104-29": "vsw-1",
  "alicloud_vswitch.news": "vsw-2",
  "alicloud_vswitch.fresh": "vsw-3",
  "alicloud_ecs_network_interface.web": "eni-1",
  "alicloud_ecs_network_interface.news": "eni-2",
  "alicloud_ecs_network_interface.fresh": "eni-3",
  "alicloud_eip_association.web": "eip-web:eni-1",
  "alicloud_eip_association.mail": "eip-mail:eni-1",
  "alicloud_eip_association.news": "eip-news:eni-2",
  "alicloud_eip_association.fresh": "eip-fresh:eni-3",
  "alicloud_ecs_network_interface_attachment.web": "eni-1:i-web",
  "alicloud_ecs_network_interface_attachment.news": "eni-2:i-news",
  "alicloud_ecs_network_interface_attachment.fresh": "eni-3:i-fresh",
};

/** State that has the resources of these addresses. */
export function stateWith(addresses: readonly string[]): { origin: string; resources: StateResource[] } {
  const resources = addresses.map((address) => ({
    ...{ address, type: address.slice(0, address.indexOf(".")), id: IDS[address] ?? "" },
    attributes: /vswitch|cidr_block/.test(address) ? { vpc_id: "vpc-main" } : {},
  }));
  return { origin: "the test", resources };
}
