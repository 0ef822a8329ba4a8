import type { z } from "zod";
import { defaultImages, defaultInstanceTypes, defaultZones } from "./catalogue";
import { Cloud, known } from "./cloud";
import { InputError, parseInput } from "./input";
import { cidr, covers, isAssignable, overlaps, parseAddress } from "./ipv4";
import { stateSchema, type NetworkInterface } from "./state";

/**
 * Makes the state that a seed, or an earlier state, describes.
 * @throws InputError when a field is unknown, missing or wrong, or when something refers to what does not exist
 */
export function loadState(input: unknown): Cloud {
  const state = parseInput("seed", stateSchema, input);
  const cloud = new Cloud({
    ...state,
    zones: state.zones ?? defaultZones(state.region),
    instanceTypes: state.instanceTypes ?? [...defaultInstanceTypes],
    images: state.images ?? [...defaultImages],
  });
  const mistakes = [...duplicates(state), ...danglingReferences(cloud)];
  if (mistakes.length === 0) {
    completeInstances(cloud);
    completeInterfaces(cloud);
    completeRoutes(cloud);
    completeDisks(cloud);
    mistakes.push(...misplacedAddresses(cloud), ...tooManyAddresses(cloud), ...misboundEips(cloud));
    mistakes.push(...misplacedDisks(cloud));
  }
  if (mistakes.length > 0) throw new InputError("seed", mistakes);
  return cloud;
}

function duplicates(state: z.infer<typeof stateSchema>): string[] {
  const ids = new Set<string>();
  const mistakes: string[] = [];
  for (const [table, resources] of Object.entries(state)) {
    if (!Array.isArray(resources)) continue;
    resources.forEach((resource, index) => {
      if (typeof resource !== "object" || !("id" in resource) || table === "pending") return;
      if (ids.has(resource.id)) mistakes.push(`seed.${table}[${index}].id: ${resource.id} is there twice`);
      ids.add(resource.id);
    });
  }
  return mistakes;
}

function danglingReferences(cloud: Cloud): string[] {
  const mistakes: string[] = [];
  const refer = (from: string, field: string, table: ReadonlyMap<string, unknown>, target: string) => {
    if (target !== "" && !table.has(target)) mistakes.push(`seed: ${from}.${field}: there is no ${target}`);
  };
  for (const vswitch of cloud.vswitches.values()) {
    refer(vswitch.id, "vpcId", cloud.vpcs, vswitch.vpcId);
    if (!cloud.zones.includes(vswitch.zoneId)) {
      mistakes.push(`seed: ${vswitch.id}.zoneId: the zones of ${cloud.region} are ${cloud.zones.join(", ")}`);
    }
  }
  for (const gateway of cloud.ipv4Gateways.values()) refer(gateway.id, "vpcId", cloud.vpcs, gateway.vpcId);
  for (const entry of cloud.routeEntries)
    refer(`route to ${entry.destination}`, "vpcId", cloud.vpcs, entry.vpcId);
  for (const group of cloud.securityGroups.values()) refer(group.id, "vpcId", cloud.vpcs, group.vpcId);
  for (const holder of [...cloud.instances.values(), ...cloud.networkInterfaces.values()]) {
    refer(holder.id, "vswitchId", cloud.vswitches, holder.vswitchId);
    for (const group of holder.securityGroupIds)
      refer(holder.id, "securityGroupIds", cloud.securityGroups, group);
  }
  for (const instance of cloud.instances.values())
    refer(instance.id, "type", cloud.instanceTypes, instance.type);
  for (const each of cloud.networkInterfaces.values())
    refer(each.id, "instanceId", cloud.instances, each.instanceId);
  for (const disk of cloud.disks.values()) refer(disk.id, "instanceId", cloud.instances, disk.instanceId);
  for (const eip of cloud.eips.values()) {
    const targets = eip.instanceType === "EcsInstance" ? cloud.instances : cloud.networkInterfaces;
    refer(eip.id, "instanceId", targets, eip.instanceId);
  }
  return mistakes;
}

/** Gives each instance its address, its system disk and its primary network interface, where the seed does not. */
function completeInstances(cloud: Cloud): void {
  for (const instance of cloud.instances.values()) {
    // Absent in a seed, whatever the type of a complete instance says.
    const given: Partial<Pick<typeof instance, "primaryIpAddress">> = instance;
    if (!cloud.disksOf(instance.id).some(({ type }) => type === "system")) {
      const disk = { ...emptyDisk, id: cloud.newId("d"), instanceId: instance.id };
      cloud.disks.set(disk.id, { ...disk, createdAt: instance.createdAt });
    }
    let primary = cloud.interfacesOf(instance.id).find(({ type }) => type === "Primary");
    if (primary === undefined) {
      primary = primaryInterface(cloud, instance, given.primaryIpAddress);
      cloud.networkInterfaces.set(primary.id, primary);
    }
    instance.primaryIpAddress = primary.primaryIpAddress;
  }
}

const emptyDisk = {
  ...{ name: "", description: "", tags: {}, type: "system" as const, device: "", zoneId: "" },
  ...{ category: "cloud_essd", size: 40, performanceLevel: "PL1", encrypted: false, kmsKeyId: "" },
  ...{ provisionedIops: 0, burstingEnabled: false, deleteWithInstance: true, resourceGroupId: "" },
};

function primaryInterface(
  cloud: Cloud,
  instance: { id: string; vswitchId: string; securityGroupIds: string[]; createdAt: string },
  address: string | undefined,
): NetworkInterface {
  const vswitch = cloud.vswitches.get(instance.vswitchId);
  const primaryIpAddress = address ?? (vswitch && cloud.freeAddressIn(vswitch));
  if (primaryIpAddress === undefined) {
    throw new InputError("seed", [`seed: ${instance.id}: ${instance.vswitchId} has no free address`]);
  }
  return {
    id: cloud.newId("eni"),
    name: "",
    description: "",
    tags: {},
    createdAt: instance.createdAt,
    type: "Primary",
    vswitchId: instance.vswitchId,
    primaryIpAddress,
    secondaryIpAddresses: [],
    macAddress: cloud.newMacAddress(),
    securityGroupIds: [...instance.securityGroupIds],
    status: "InUse",
    instanceId: instance.id,
    serviceManaged: false,
    deleteOnRelease: true,
    queueNumber: 0,
    trafficMode: "Standard",
    sourceDestCheck: false,
    networkCardIndex: null,
    resourceGroupId: "",
  };
}

/** Gives disks of instances their zones and device names; the system disk is first. */
function completeDisks(cloud: Cloud): void {
  const systemFirst = [...cloud.disks.values()].sort((one, other) => other.type.localeCompare(one.type));
  for (const disk of systemFirst) {
    const instance = cloud.instances.get(disk.instanceId);
    if (instance === undefined) continue;
    if (disk.zoneId === "") disk.zoneId = known(cloud.vswitches, instance.vswitchId).zoneId;
    if (disk.device === "") disk.device = cloud.freeDevice(instance.id);
  }
}

/** A disk is in the zone of its instance, or in one of its own; an instance has one system disk. */
function misplacedDisks(cloud: Cloud): string[] {
  const systems = new Set<string>();
  return [...cloud.disks.values()].flatMap(({ id, type, instanceId, zoneId }) => {
    const instance = cloud.instances.get(instanceId);
    const zones = instance === undefined ? cloud.zones : [known(cloud.vswitches, instance.vswitchId).zoneId];
    const isSecond = type === "system" && systems.has(instanceId);
    if (type === "system") systems.add(instanceId);
    return [
      ...(zones.includes(zoneId) ? [] : [`seed: ${id}.zoneId: the disk has to be in ${zones.join(" or ")}`]),
      ...(type === "system" && instance === undefined
        ? [`seed: ${id}.instanceId: a system disk belongs to an instance`]
        : []),
      ...(isSecond ? [`seed: ${id}: ${instanceId} has another system disk`] : []),
    ];
  });
}

function completeRoutes(cloud: Cloud): void {
  for (const entry of cloud.routeEntries) {
    if (entry.id === "") entry.id = `rte-${entry.vpcId.slice(4)}-${entry.destination.replace(/\D/g, "")}`;
  }
}

function completeInterfaces(cloud: Cloud): void {
  for (const each of cloud.networkInterfaces.values()) {
    if (each.macAddress === "") each.macAddress = cloud.newMacAddress();
  }
}

/** What the API would never have let happen: a seed is checked like the calls that would have made it. */
function misplacedAddresses(cloud: Cloud): string[] {
  const mistakes: string[] = [];
  for (const vpc of cloud.vpcs.values()) {
    const ranges = cloud.rangesOf(vpc);
    if (
      ranges.some((one, index) => ranges.some((other, position) => position < index && overlaps(one, other)))
    ) {
      mistakes.push(`seed: ${vpc.id}: its ranges overlap`);
    }
    const vswitches = cloud.vswitchesOf(vpc.id);
    vswitches.forEach((vswitch, index) => {
      const own = cidr(vswitch.cidrBlock);
      if (!ranges.some((range) => covers(range, own))) {
        mistakes.push(`seed: ${vswitch.id}.cidrBlock: ${vswitch.cidrBlock} is outside of ${vpc.id}`);
      }
      const other = vswitches.slice(0, index).find(({ cidrBlock }) => overlaps(own, cidr(cidrBlock)));
      if (other !== undefined) mistakes.push(`seed: ${vswitch.id}.cidrBlock: overlaps that of ${other.id}`);
      mistakes.push(...misplacedIn(cloud, vswitch));
    });
  }
  return mistakes;
}

function misplacedIn(cloud: Cloud, vswitch: { id: string; cidrBlock: string }): string[] {
  const used = new Map<string, string>();
  const mistakes: string[] = [];
  for (const each of cloud.interfacesIn(vswitch.id)) {
    for (const address of [each.primaryIpAddress, ...each.secondaryIpAddresses]) {
      const holder = used.get(address);
      if (holder !== undefined) mistakes.push(`seed: ${each.id}: ${address} belongs to ${holder}`);
      used.set(address, each.id);
      if (!isAssignable(cidr(vswitch.cidrBlock), parseAddress(address) ?? -1)) {
        mistakes.push(`seed: ${each.id}: ${vswitch.id} (${vswitch.cidrBlock}) cannot give ${address} away`);
      }
    }
  }
  return mistakes;
}

function tooManyAddresses(cloud: Cloud): string[] {
  return [...cloud.networkInterfaces.values()].flatMap(({ id, instanceId, secondaryIpAddresses }) => {
    const instance = cloud.instances.get(instanceId);
    const type = instance && known(cloud.instanceTypes, instance.type);
    if (type === undefined || secondaryIpAddresses.length < type.addressesPerInterface) return [];
    return [
      `seed: ${id}: an interface of ${instanceId} (${type.id}) has at most ${type.addressesPerInterface} addresses`,
    ];
  });
}

/** Each private address has one EIP at most, and an EIP has a private address that is there. */
function misboundEips(cloud: Cloud): string[] {
  const used = new Map<string, string>();
  return [...cloud.eips.values()].flatMap((eip) => {
    const target = eip.instanceId === "" ? undefined : cloud.interfaceOf(eip);
    if (target === undefined) return [];
    const address = cloud.privateAddressOf(eip, target);
    const other = used.get(`${target.id} ${address}`);
    used.set(`${target.id} ${address}`, eip.id);
    return [
      ...([target.primaryIpAddress, ...target.secondaryIpAddresses].includes(address)
        ? []
        : [`seed: ${eip.id}.privateIpAddress: ${target.id} does not have ${address}`]),
      ...(other === undefined ? [] : [`seed: ${eip.id}: ${address} of ${target.id} belongs to ${other}`]),
    ];
  });
}
