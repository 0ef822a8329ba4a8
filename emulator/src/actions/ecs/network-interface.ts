import { timeText } from "../../clock";
import type { Cloud } from "../../cloud";
import { forbidden, refused } from "../../errors";
import type { Parameters } from "../../parameters";
import type { NetworkInterface, VSwitch } from "../../state";
import {
  among,
  type Call,
  ecsTags,
  givenOnly,
  hasTags,
  inList,
  type Json,
  page,
  readDescription,
  readName,
  readTags,
  tokenPage,
} from "../common";
import { networkInterfaceOf, vswitchOf } from "../lookup";
import { checkNoRoute } from "../vpc/route-entry";
import {
  checkOwn,
  checkedSecurityGroups,
  invalidEniState,
  readSecurityGroupIds,
  setSecurityGroups,
} from "./interface-rules";
import { takeAddresses } from "./private-address";
import {
  type Actions,
  effect,
  filters,
  kept,
  keptTags,
  names,
  numberedPages,
  tagFilters,
  tokenPages,
} from "../declaration";

export const networkInterfaceActions = {
  CreateNetworkInterface: {
    run: createNetworkInterface,
    parameters: {
      ...names("VSwitchId"),
      ...kept("NetworkInterfaceName", "Description", "PrimaryIpAddress", "PrivateIpAddress.N"),
      ...kept("SecondaryPrivateIpAddressCount", "SecurityGroupId", "SecurityGroupIds.N"),
      ...kept("DeleteOnRelease", "QueueNumber", "ResourceGroupId", "SourceDestCheck"),
      ...kept("InstanceType", "NetworkInterfaceTrafficMode"),
      ...keptTags,
      ...effect("IPv6 is refused", "Ipv6Address.N", "Ipv6AddressCount"),
    },
  },
  DeleteNetworkInterface: { run: deleteNetworkInterface, parameters: names("NetworkInterfaceId") },
  ModifyNetworkInterfaceAttribute: {
    run: modifyNetworkInterfaceAttribute,
    parameters: {
      ...names("NetworkInterfaceId"),
      ...kept("NetworkInterfaceName", "Description", "SecurityGroupId.N", "DeleteOnRelease", "QueueNumber"),
      ...kept("SourceDestCheck"),
    },
  },
  DescribeNetworkInterfaces: {
    run: describeNetworkInterfaces,
    parameters: {
      ...filters("NetworkInterfaceId.N", "PrivateIpAddress.N", "InstanceId", "NetworkInterfaceName"),
      ...filters("PrimaryIpAddress", "ResourceGroupId", "Status", "Type", "VSwitchId", "VpcId"),
      ...filters("SecurityGroupId", "ServiceManaged"),
      ...tagFilters,
      ...numberedPages,
      ...tokenPages,
    },
  },
  DescribeNetworkInterfaceAttribute: {
    run: describeNetworkInterfaceAttribute,
    parameters: names("NetworkInterfaceId"),
  },
} satisfies Actions;

function createNetworkInterface(call: Call): Json {
  const { parameters, cloud } = call;
  const vswitch = vswitchOf(call);
  if (vswitch.status !== "Available") {
    throw refused("IncorrectVSwitchStatus", `The vSwitch ${vswitch.id} is ${vswitch.status}.`);
  }
  refuseIpv6(parameters);
  const securityGroupIds = checkedSecurityGroups(cloud, readSecurityGroupIds(parameters), vswitch.vpcId);
  const secondary = [...cloud.networkInterfaces.values()].filter(({ type }) => type === "Secondary");
  if (secondary.length >= cloud.quotas.networkInterfaces) {
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
    type: parameters.oneOf("InstanceType", ["Secondary", "Trunk"]) ?? "Secondary",
    trafficMode:
      parameters.oneOf("NetworkInterfaceTrafficMode", ["Standard", "HighPerformance"]) ?? "Standard",
    sourceDestCheck: parameters.boolean("SourceDestCheck") ?? false,
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
    trafficMode: "Standard",
    sourceDestCheck: false,
    networkCardIndex: null,
    resourceGroupId: "",
  };
}

/** IPv6 is refused rather than left out in silence. @throws ApiError when the request asks for it */
export function refuseIpv6(parameters: Parameters): void {
  const wanted =
    parameters.list("Ipv6Address").length > 0 || (parameters.integer("Ipv6AddressCount", 0, 10) ?? 0) > 0;
  if (wanted) throw refused("InvalidVSwitch.Ipv6NotTurnOn", "IPv6 is not emulated.");
}

function deleteNetworkInterface(call: Call): Json {
  const { cloud } = call;
  const networkInterface = networkInterfaceOf(call);
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
  checkNoRoute(cloud, networkInterface.id);
  cloud.networkInterfaces.delete(networkInterface.id);
  return {};
}

function modifyNetworkInterfaceAttribute(call: Call): Json {
  const { parameters, cloud } = call;
  const networkInterface = networkInterfaceOf(call);
  checkOwn(networkInterface);
  const groups = parameters.list("SecurityGroupId");
  const changes = {
    name: readName(parameters, "NetworkInterfaceName"),
    description: readDescription(parameters),
    deleteOnRelease: parameters.boolean("DeleteOnRelease"),
    queueNumber: parameters.integer("QueueNumber", 1, 128),
    sourceDestCheck: parameters.boolean("SourceDestCheck"),
  };
  const securityGroupIds =
    groups.length === 0
      ? networkInterface.securityGroupIds
      : checkedSecurityGroups(cloud, groups, cloud.vswitchOf(networkInterface).vpcId);
  Object.assign(networkInterface, givenOnly(changes));
  setSecurityGroups(cloud, networkInterface, securityGroupIds);
  return {};
}

function describeNetworkInterfaces({ parameters, cloud }: Call): Json {
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

/** One network interface, with the fields that the list has for each. */
function describeNetworkInterfaceAttribute(call: Call): Json {
  return describe(call.cloud, networkInterfaceOf(call));
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

function attachmentOf({ instanceId, networkCardIndex }: NetworkInterface): Json {
  if (instanceId === "") return {};
  return {
    InstanceId: instanceId,
    TrunkNetworkInterfaceId: "",
    ...(networkCardIndex === null ? {} : { NetworkCardIndex: networkCardIndex }),
  };
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
    Attachment: attachmentOf(networkInterface),
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
    NetworkInterfaceTrafficMode: networkInterface.trafficMode,
    QueueNumber: networkInterface.queueNumber,
    SourceDestCheck: networkInterface.sourceDestCheck,
    DeleteOnRelease: networkInterface.deleteOnRelease,
    ServiceManaged: networkInterface.serviceManaged,
    ServiceID: 0,
    ResourceGroupId: networkInterface.resourceGroupId,
    OwnerId: cloud.accountId,
    CreationTime: networkInterface.createdAt,
    Tags: ecsTags(networkInterface.tags),
  };
}
