import { timeText, type Call, type Json } from "../call";
import { known, type Cloud } from "../cloud";
import { forbidden, notFound, refused } from "../errors";
import { cidr, isAssignable, parseAddress } from "../ipv4";
import type { Parameters } from "../parameters";
import type { Instance, NetworkInterface, SecurityGroup, VSwitch } from "../state";
import {
  among,
  ecsTags,
  givenOnly,
  hasTags,
  inList,
  page,
  readDescription,
  readName,
  readTags,
  tokenPage,
} from "./common";

/** The network interface that a request names. @throws ApiError when it does not exist */
function interfaceOf({ parameters, cloud }: Call): NetworkInterface {
  const id = parameters.required("NetworkInterfaceId");
  const networkInterface = cloud.networkInterfaces.get(id);
  if (networkInterface === undefined) throw notFound("InvalidEniId.NotFound", "network interface", id);
  return networkInterface;
}

/** The instance that a request names. @throws ApiError when it does not exist */
function instanceOf({ parameters, cloud }: Call): Instance {
  const id = parameters.required("InstanceId");
  const instance = cloud.instances.get(id);
  if (instance === undefined) throw notFound("InvalidInstanceId.NotFound", "instance", id);
  return instance;
}

export function createNetworkInterface(call: Call): Json {
  const { parameters, cloud } = call;
  const vswitchId = parameters.required("VSwitchId");
  const vswitch = cloud.vswitches.get(vswitchId);
  if (vswitch === undefined) throw notFound("InvalidVSwitchId.NotFound", "vSwitch", vswitchId);
  if (vswitch.status !== "Available") {
    throw refused("IncorrectVSwitchStatus", `The vSwitch ${vswitch.id} is ${vswitch.status}.`);
  }
  refuseIpv6(parameters);
  const securityGroupIds = checkedSecurityGroups(cloud, readSecurityGroupIds(parameters), vswitch.vpcId);
  if (cloud.networkInterfaces.size >= cloud.quotas.networkInterfaces) {
    throw forbidden("MaxEniCountExceeded", "The number of ENI exceeds the limit per region.");
  }
  const name = readName(parameters, "NetworkInterfaceName") ?? "";
  const description = readDescription(parameters) ?? "";
  const tags = readTags(parameters);
  const addresses = takeAddresses(cloud, vswitch, parameters, parameters.text("PrimaryIpAddress"));
  const networkInterface: NetworkInterface = {
    ...newInterface(call, vswitch, addresses, securityGroupIds),
    name,
    description,
    tags,
    deleteOnRelease: parameters.boolean("DeleteOnRelease") ?? true,
    queueNumber: parameters.integer("QueueNumber", 1, 128) ?? 0,
    resourceGroupId: parameters.text("ResourceGroupId") ?? "",
  };
  cloud.networkInterfaces.set(networkInterface.id, networkInterface);
  return describe(cloud, networkInterface);
}

/** A secondary interface that belongs to no instance. The first of the addresses is the primary one. */
export function newInterface(
  call: Call,
  vswitch: VSwitch,
  [primaryIpAddress, ...secondaryIpAddresses]: [string, ...string[]],
  securityGroupIds: string[],
): NetworkInterface {
  return {
    id: call.cloud.newId("eni"),
    name: "",
    description: "",
    tags: {},
    createdAt: timeText(call.now),
    type: "Secondary",
    vswitchId: vswitch.id,
    primaryIpAddress,
    secondaryIpAddresses,
    macAddress: call.cloud.newMacAddress(),
    securityGroupIds,
    status: "Available",
    instanceId: "",
    serviceManaged: false,
    deleteOnRelease: true,
    queueNumber: 0,
    resourceGroupId: "",
  };
}

/** IPv6 is refused rather than left out in silence. @throws ApiError when the request asks for it */
export function refuseIpv6(parameters: Parameters): void {
  const wanted =
    parameters.list("Ipv6Address").length > 0 || (parameters.integer("Ipv6AddressCount", 0, 10) ?? 0) > 0;
  if (wanted) throw refused("InvalidVSwitch.Ipv6NotTurnOn", "IPv6 is not emulated.");
}

/** `SecurityGroupIds.N`, `SecurityGroupId.N` or one `SecurityGroupId`. */
export function readSecurityGroupIds(parameters: Parameters): string[] {
  const several = parameters.list("SecurityGroupIds");
  const one = parameters.text("SecurityGroupId");
  if (several.length > 0 && one !== undefined) {
    throw refused("InvalidParameter.Conflict", "SecurityGroupId and SecurityGroupIds exclude each other.");
  }
  return one === undefined ? several : [one];
}

/**
 * Checks the security groups of a network interface: one to five, each once, of the VPC, of one type and not kept by
 * a service for itself.
 */
export function checkedSecurityGroups(cloud: Cloud, ids: readonly string[], vpcId: string): string[] {
  if (ids.length === 0)
    throw refused("MissingParameter", 'The input parameter "SecurityGroupId" is mandatory.');
  if (ids.length > cloud.quotas.securityGroupsPerInterface) {
    throw forbidden(
      "JoinedGroupLimitExceed",
      `A network interface has at most ${cloud.quotas.securityGroupsPerInterface} security groups.`,
    );
  }
  if (new Set(ids).size < ids.length) {
    throw refused(
      "InvalidParameter.SecurityGroupIdRepeated",
      "The specified security group ids has repeated.",
    );
  }
  const groups = ids.map((id): SecurityGroup => {
    const group = cloud.securityGroups.get(id);
    if (group === undefined) throw notFound("InvalidSecurityGroupId.NotFound", "security group", id);
    if (group.vpcId !== vpcId) {
      throw forbidden(
        "InvalidOperation.VpcMismatch",
        `The security group ${id} is in the VPC ${group.vpcId}, not ${vpcId}.`,
      );
    }
    if (group.serviceManaged) {
      throw forbidden(
        "InvalidOperation.ResourceManagedByCloudProduct",
        `The security group ${id} belongs to a service.`,
      );
    }
    return group;
  });
  if (new Set(groups.map(({ type }) => type)).size > 1) {
    throw forbidden(
      "EnterpriseGroupLimited.MutliGroupType",
      "Basic and advanced security groups cannot be combined.",
    );
  }
  return [...ids];
}

/** Reads and reserves the addresses of a new interface: the primary one, then the secondary ones. */
function takeAddresses(
  cloud: Cloud,
  vswitch: VSwitch,
  parameters: Parameters,
  primary: string | undefined,
): [string, ...string[]] {
  const taken = new Set<string>();
  const first = takePrimaryAddress(cloud, vswitch, primary);
  taken.add(first);
  return [first, ...moreAddresses(cloud, vswitch, parameters, taken)];
}

/** The primary address that was asked for, checked, or the first free one. */
export function takePrimaryAddress(cloud: Cloud, vswitch: VSwitch, wanted: string | undefined): string {
  if (wanted === undefined) return freeAddress(cloud, vswitch, new Set());
  checkAddress(cloud, vswitch, wanted, new Set());
  return wanted;
}

/** Reads `PrivateIpAddress.N` or `SecondaryPrivateIpAddressCount`. */
function moreAddresses(cloud: Cloud, vswitch: VSwitch, parameters: Parameters, taken: Set<string>): string[] {
  const more = parameters.list("PrivateIpAddress");
  for (const address of more) {
    checkAddress(cloud, vswitch, address, taken);
    taken.add(address);
  }
  const count = parameters.integer("SecondaryPrivateIpAddressCount", 0, 49) ?? 0;
  for (let index = 0; index < count; index++) {
    const address = freeAddress(cloud, vswitch, taken);
    taken.add(address);
    more.push(address);
  }
  if (more.length > 49)
    throw forbidden("InvalidOperation.Ipv4CountExceeded", "At most 49 secondary addresses.");
  return more;
}

function freeAddress(cloud: Cloud, vswitch: VSwitch, excluded: ReadonlySet<string>): string {
  const address = cloud.freeAddressIn(vswitch, excluded);
  if (address === undefined)
    throw forbidden("InvalidVSwitchId.IpNotEnough", `${vswitch.id} has no free address.`);
  return address;
}

/** Checks an address that was asked for: of the vSwitch, not reserved, not used. */
function checkAddress(cloud: Cloud, vswitch: VSwitch, text: string, taken: ReadonlySet<string>): void {
  const address = parseAddress(text);
  if (address === undefined)
    throw refused("InvalidIp.Address", `"${text.slice(0, 60)}" is not an IPv4 address.`);
  if (!isAssignable(cidr(vswitch.cidrBlock), address)) {
    throw forbidden(
      "InvalidVSwitchId.IpInvalid",
      `The specified IpAddress "${text}" is not valid in VSwitch CIDR block "${vswitch.cidrBlock}".`,
    );
  }
  if (taken.has(text)) throw refused("InvalidIp.IpRepeated", `The address ${text} is there twice.`);
  if (cloud.addressesIn(vswitch.id).has(text)) {
    throw forbidden("InvalidIp.IpAssigned", `The specified IP "${text}" is already assigned.`);
  }
}

export function deleteNetworkInterface(call: Call): Json {
  const { cloud } = call;
  const networkInterface = interfaceOf(call);
  checkOwn(networkInterface);
  if (networkInterface.type === "Primary") {
    throw forbidden(
      "InvalidOperation.InvalidEniType",
      `${networkInterface.id} is the primary network interface.`,
    );
  }
  if (networkInterface.status !== "Available") throw invalidEniState(networkInterface);
  const [eip] = cloud.eipsOf(networkInterface);
  if (eip !== undefined) {
    throw forbidden("InvalidOperation.EniLinked", `The EIP ${eip.id} is bound to ${networkInterface.id}.`);
  }
  cloud.networkInterfaces.delete(networkInterface.id);
  return {};
}

export function modifyNetworkInterfaceAttribute(call: Call): Json {
  const { parameters, cloud } = call;
  const networkInterface = interfaceOf(call);
  checkOwn(networkInterface);
  if (parameters.boolean("SourceDestCheck") === true) {
    throw refused("InvalidParameter.SourceDestCheck", "The check of source and destination is not emulated.");
  }
  const groups = parameters.list("SecurityGroupId");
  const changes = {
    name: readName(parameters, "NetworkInterfaceName"),
    description: readDescription(parameters),
    deleteOnRelease: parameters.boolean("DeleteOnRelease"),
    queueNumber: parameters.integer("QueueNumber", 1, 128),
    securityGroupIds:
      groups.length === 0
        ? undefined
        : checkedSecurityGroups(cloud, groups, cloud.vswitchOf(networkInterface).vpcId),
  };
  Object.assign(networkInterface, givenOnly(changes));
  return {};
}

export function assignPrivateIpAddresses(call: Call): Json {
  const { parameters, cloud } = call;
  const networkInterface = interfaceOf(call);
  checkOwn(networkInterface);
  checkSettled(networkInterface);
  const vswitch = cloud.vswitchOf(networkInterface);
  const added = moreAddresses(cloud, vswitch, parameters, new Set());
  const total = networkInterface.secondaryIpAddresses.length + added.length + 1;
  const instance = cloud.instances.get(networkInterface.instanceId);
  const limit = instance === undefined ? 50 : known(cloud.instanceTypes, instance.type).addressesPerInterface;
  if (total > limit) {
    throw forbidden(
      "InvalidOperation.Ipv4CountExceeded",
      `${networkInterface.id} can have ${limit} addresses.`,
    );
  }
  networkInterface.secondaryIpAddresses.push(...added);
  return {
    AssignedPrivateIpAddressesSet: {
      NetworkInterfaceId: networkInterface.id,
      PrivateIpSet: { PrivateIpAddress: added },
    },
  };
}

export function unassignPrivateIpAddresses(call: Call): Json {
  const { parameters, cloud } = call;
  const networkInterface = interfaceOf(call);
  checkOwn(networkInterface);
  checkSettled(networkInterface);
  const removed = parameters.list("PrivateIpAddress");
  for (const address of removed) {
    if (!networkInterface.secondaryIpAddresses.includes(address)) {
      throw forbidden(
        "InvalidIp.IpUnassigned",
        `The specified IP "${address.slice(0, 60)}" is not assigned on this ENI.`,
      );
    }
    const eip = cloud.eipsOf(networkInterface).find(({ privateIpAddress }) => privateIpAddress === address);
    if (eip !== undefined)
      throw forbidden("InvalidOperation.EniLinked", `The EIP ${eip.id} is bound to ${address}.`);
  }
  networkInterface.secondaryIpAddresses = networkInterface.secondaryIpAddresses.filter(
    (address) => !removed.includes(address),
  );
  return {};
}

/** Attaches a secondary interface to an instance of the same zone and VPC. */
export function attachNetworkInterface(call: Call): Json {
  const { parameters, cloud } = call;
  const networkInterface = interfaceOf(call);
  const instance = instanceOf(call);
  checkOwn(networkInterface);
  if (networkInterface.type !== "Secondary") {
    throw forbidden(
      "InvalidOperation.InvalidEniType",
      `${networkInterface.id} is a primary network interface.`,
    );
  }
  if (parameters.text("TrunkNetworkInstanceId") !== undefined) {
    throw refused("UnsupportedParameter", "TrunkNetworkInstanceId is not emulated.");
  }
  checkSamePlace(cloud, networkInterface, instance);
  if (networkInterface.status !== "Available") throw invalidEniState(networkInterface);
  checkPluggable(cloud, instance);
  const { networkInterfaces: limit } = known(cloud.instanceTypes, instance.type);
  if (cloud.interfacesOf(instance.id).length >= limit) {
    throw forbidden(
      "EniPerInstanceLimitExceeded",
      `The instance ${instance.id} (${instance.type}) has ${limit} network interfaces, as many as it can have.`,
    );
  }
  networkInterface.status = "Attaching";
  networkInterface.instanceId = instance.id;
  call.begin("interface-attached", networkInterface.id, "attachInterface");
  return {};
}

function checkSamePlace(cloud: Cloud, networkInterface: NetworkInterface, instance: Instance): void {
  const own = cloud.vswitchOf(networkInterface);
  const other = known(cloud.vswitches, instance.vswitchId);
  if (own.vpcId !== other.vpcId) {
    throw forbidden(
      "InvalidOperation.VpcMismatch",
      `${networkInterface.id} is in ${own.vpcId}, ${instance.id} in ${other.vpcId}.`,
    );
  }
  if (own.zoneId !== other.zoneId) {
    throw forbidden(
      "InvalidOperation.AvailabilityZoneMismatch",
      `${networkInterface.id} is in ${own.zoneId}, ${instance.id} in ${other.zoneId}.`,
    );
  }
}

/** Attaching and detaching need an instance that runs or is stopped; some types have to be stopped. */
function checkPluggable(cloud: Cloud, instance: Instance): void {
  const { hotPlug } = known(cloud.instanceTypes, instance.type);
  if (instance.status === "Stopped" || (instance.status === "Running" && hotPlug)) return;
  const reason = hotPlug ? "" : ` Stop it: the type ${instance.type} has no hot-plugging.`;
  throw refused(
    "InvalidOperation.InvalidEcsState",
    `The instance ${instance.id} is ${instance.status}.${reason}`,
  );
}

/** Detaches a secondary interface. Called once more, it ends a detaching that the guest does not answer. */
export function detachNetworkInterface(call: Call): Json {
  const { cloud } = call;
  const networkInterface = interfaceOf(call);
  const instance = instanceOf(call);
  checkOwn(networkInterface);
  if (networkInterface.type === "Primary") {
    throw refused(
      "InvalidOperation.DetachPrimaryEniNotAllowed",
      `${networkInterface.id} is the primary network interface.`,
    );
  }
  const stuck =
    networkInterface.status === "Detaching" &&
    !call.changes.isPending("interface-detached", networkInterface.id);
  if ((networkInterface.status !== "InUse" && !stuck) || networkInterface.instanceId !== instance.id) {
    throw invalidEniState(networkInterface);
  }
  checkPluggable(cloud, instance);
  networkInterface.status = "Detaching";
  call.begin("interface-detached", networkInterface.id, "detachInterface");
  return {};
}

function checkOwn(networkInterface: NetworkInterface): void {
  if (networkInterface.serviceManaged) {
    throw forbidden("InvalidOperation.EniServiceManaged", `${networkInterface.id} belongs to a service.`);
  }
}

function checkSettled(networkInterface: NetworkInterface): void {
  if (networkInterface.status !== "Available" && networkInterface.status !== "InUse") {
    throw invalidEniState(networkInterface);
  }
}

function invalidEniState({ id, status, instanceId }: NetworkInterface) {
  const where = instanceId === "" ? "" : `, instance ${instanceId}`;
  return refused("InvalidOperation.InvalidEniState", `The network interface ${id} is ${status}${where}.`);
}

export function describeNetworkInterfaces({ parameters, cloud }: Call): Json {
  const ids = parameters.list("NetworkInterfaceId");
  const privateAddresses = parameters.list("PrivateIpAddress");
  const matching = [...cloud.networkInterfaces.values()].filter((candidate) => {
    const vswitch = cloud.vswitchOf(candidate);
    return (
      inList(ids, candidate.id) &&
      (privateAddresses.length === 0 ||
        [candidate.primaryIpAddress, ...candidate.secondaryIpAddresses].some((own) =>
          privateAddresses.includes(own),
        )) &&
      among(parameters.text("InstanceId"), candidate.instanceId) &&
      among(parameters.text("NetworkInterfaceName"), candidate.name) &&
      among(parameters.text("PrimaryIpAddress"), candidate.primaryIpAddress) &&
      among(parameters.text("ResourceGroupId"), candidate.resourceGroupId) &&
      among(parameters.text("Status"), candidate.status) &&
      among(parameters.text("Type"), candidate.type) &&
      among(parameters.text("VSwitchId"), vswitch.id) &&
      among(parameters.text("VpcId"), vswitch.vpcId) &&
      hasGroup(candidate, parameters.text("SecurityGroupId")) &&
      (parameters.boolean("ServiceManaged") ?? candidate.serviceManaged) === candidate.serviceManaged &&
      hasTags(parameters, candidate.tags)
    );
  });
  return paged(cloud, parameters, matching);
}

function hasGroup(networkInterface: NetworkInterface, groupId: string | undefined): boolean {
  return groupId === undefined || networkInterface.securityGroupIds.includes(groupId);
}

/** By token when MaxResults or NextToken is given, else by number. */
function paged(cloud: Cloud, parameters: Parameters, matching: readonly NetworkInterface[]): Json {
  const describeAll = (items: readonly NetworkInterface[]) => ({
    NetworkInterfaceSets: { NetworkInterfaceSet: items.map((item) => describe(cloud, item)) },
  });
  const size = parameters.integer("MaxResults", 1, 500);
  if (size === undefined && parameters.text("NextToken") === undefined) {
    const { items, counts } = page(parameters, matching, 500);
    return { ...counts, NextToken: "", ...describeAll(items) };
  }
  const { items, next } = tokenPage(parameters, matching, size ?? 50);
  return { TotalCount: matching.length, NextToken: next, ...describeAll(items) };
}

/** A network interface as the API shows it; the provider needs each of the sets, the empty ones too. */
function describe(cloud: Cloud, networkInterface: NetworkInterface): Json {
  const vswitch = cloud.vswitchOf(networkInterface);
  const eips = cloud.eipsOf(networkInterface);
  const publicAddress = (privateAddress: string): Json => {
    const eip = eips.find((bound) => cloud.privateAddressOf(bound, networkInterface) === privateAddress);
    return eip === undefined ? {} : { PublicIpAddress: eip.ipAddress, AllocationId: eip.id };
  };
  const { instanceId } = networkInterface;
  return {
    NetworkInterfaceId: networkInterface.id,
    NetworkInterfaceName: networkInterface.name,
    Description: networkInterface.description,
    Type: networkInterface.type,
    Status: networkInterface.status,
    InstanceId: instanceId,
    Attachment: instanceId === "" ? {} : { InstanceId: instanceId, TrunkNetworkInterfaceId: "" },
    MacAddress: networkInterface.macAddress,
    PrivateIpAddress: networkInterface.primaryIpAddress,
    PrivateIpSets: {
      PrivateIpSet: [networkInterface.primaryIpAddress, ...networkInterface.secondaryIpAddresses].map(
        (PrivateIpAddress, index) => ({
          PrivateIpAddress,
          Primary: index === 0,
          AssociatedPublicIp: publicAddress(PrivateIpAddress),
        }),
      ),
    },
    AssociatedPublicIp: publicAddress(networkInterface.primaryIpAddress),
    Ipv6Sets: { Ipv6Set: [] },
    Ipv4PrefixSets: { Ipv4PrefixSet: [] },
    Ipv6PrefixSets: { Ipv6PrefixSet: [] },
    SecurityGroupIds: { SecurityGroupId: networkInterface.securityGroupIds },
    VSwitchId: vswitch.id,
    VpcId: vswitch.vpcId,
    ZoneId: vswitch.zoneId,
    NetworkInterfaceTrafficMode: "Standard",
    QueueNumber: networkInterface.queueNumber,
    // Not Computed in the provider: the real default, true, would be a difference in every plan.
    SourceDestCheck: false,
    DeleteOnRelease: networkInterface.deleteOnRelease,
    ServiceManaged: networkInterface.serviceManaged,
    ServiceID: 0,
    ResourceGroupId: networkInterface.resourceGroupId,
    OwnerId: cloud.accountId,
    CreationTime: networkInterface.createdAt,
    Tags: ecsTags(networkInterface.tags),
  };
}
