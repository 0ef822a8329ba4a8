import { unbound } from "../../changes";
import { monthsLater, timeText } from "../../clock";
import type { Cloud } from "../../cloud";
import { invalidParameter, notFound, refused, type ApiError } from "../../errors";
import { contains, formatAddress, parseAddress } from "../../ipv4";
import type { Parameters } from "../../parameters";
import { defaultResourceGroupId, type Eip, type NetworkInterface } from "../../state";
import {
  among,
  type Call,
  givenOnly,
  hasTags,
  type Json,
  page,
  readDescription,
  readName,
  readTags,
  vpcTags,
} from "../common";
import { eipOf, find } from "../lookup";
import {
  type Actions,
  effect,
  filters,
  kept,
  keptTags,
  names,
  numberedPages,
  only,
  tagFilters,
} from "../declaration";

export const eipActions = {
  AllocateEipAddress: {
    run: allocateEipAddress,
    parameters: {
      ...kept("Bandwidth", "InstanceChargeType", "InternetChargeType", "Name", "Description"),
      ...kept("IpAddress", "ISP", "ResourceGroupId", "Zone", "SecurityProtectionTypes.N", "ActivityId"),
      ...keptTags,
      ...effect("how long a subscription lasts", "Period", "PricingCycle"),
      // An order that is not paid is no EIP, and there is no other network.
      ...only("AutoPay", "true"),
      ...only("Netmode", "public"),
    },
  },
  ReleaseEipAddress: { run: releaseEipAddress, parameters: names("AllocationId") },
  ModifyEipAddressAttribute: {
    run: modifyEipAddressAttribute,
    parameters: { ...names("AllocationId"), ...kept("Name", "Description", "Bandwidth") },
  },
  AssociateEipAddress: {
    run: associateEipAddress,
    parameters: {
      ...names("AllocationId", "InstanceId"),
      ...kept("InstanceType", "Mode", "PrivateIpAddress"),
    },
  },
  UnassociateEipAddress: {
    run: unassociateEipAddress,
    parameters: {
      ...names("AllocationId", "InstanceId"),
      ...effect("has to be what the EIP is bound to", "InstanceType", "PrivateIpAddress"),
      // No NAT gateway has an entry that would be in the way.
      ...only("Force", "true", "false"),
    },
  },
  ModifyEipForwardMode: {
    run: modifyEipForwardMode,
    parameters: { ...names("InstanceId", "AllocationId"), ...kept("Mode") },
  },
  DeletionProtection: {
    run: deletionProtection,
    parameters: { ...names("InstanceId"), ...kept("ProtectionEnable"), ...only("Type", "EIP") },
  },
  SetHighDefinitionMonitorLogStatus: {
    run: setHighDefinitionMonitorLogStatus,
    parameters: {
      ...names("InstanceId"),
      ...only("InstanceType", "EIP"),
      ...kept("Status", "LogProject", "LogStore"),
    },
  },
  DescribeHighDefinitionMonitorLogAttribute: {
    run: describeHighDefinitionMonitorLogAttribute,
    parameters: { ...names("InstanceId"), ...only("InstanceType", "EIP") },
  },
  DescribeEipAddresses: {
    run: describeEipAddresses,
    parameters: {
      ...filters("AllocationId", "EipAddress", "EipName", "AssociatedInstanceId", "AssociatedInstanceType"),
      ...filters("ISP", "ChargeType", "Status", "ResourceGroupId", "SegmentInstanceId", "LockReason"),
      ...tagFilters,
      ...numberedPages,
    },
  },
} satisfies Actions;

function allocateEipAddress(call: Call): Json {
  const { parameters, cloud } = call;
  const chargeType = parameters.oneOf("InstanceChargeType", ["PostPaid", "PrePaid"]) ?? "PostPaid";
  const internetChargeType = readInternetChargeType(parameters, chargeType);
  const bandwidth = readBandwidth(parameters, { chargeType, internetChargeType }) ?? 5;
  const expiresAt = chargeType === "PrePaid" ? timeText(readExpiry(parameters, call.now)) : "";
  const isp = parameters.oneOf("ISP", lineTypes) ?? "BGP";
  const zoneId = parameters.text("Zone") ?? "";
  if (zoneId !== "" && !cloud.zones.includes(zoneId))
    throw notFound("InvalidZoneId.NotFound", "zone", zoneId);
  const securityProtectionTypes = parameters
    .list("SecurityProtectionTypes")
    .map((type): Eip["securityProtectionTypes"][number] => {
      if (type === "AntiDDoS_Enhanced") return type;
      throw invalidParameter("SecurityProtectionTypes", type, "AntiDDoS_Enhanced");
    });
  const tags = readTags(parameters);
  const name = readName(parameters, "Name") ?? "";
  const description = readDescription(parameters) ?? "";
  if (cloud.eips.size >= cloud.quotas.eips)
    throw refused("QuotaExceeded.Eip", "Elastic IP address quota exceeded.");
  const ipAddress = addressToAllocate(cloud, parameters.text("IpAddress"));
  const eip: Eip = {
    id: cloud.newId("eip"),
    name,
    description,
    tags,
    createdAt: timeText(call.now),
    ipAddress,
    bandwidth: String(bandwidth),
    isp,
    internetChargeType,
    chargeType,
    expiresAt,
    zoneId,
    securityProtectionTypes,
    monitoring: null,
    activityId: parameters.integer("ActivityId", 1, Number.MAX_SAFE_INTEGER)?.toString() ?? "",
    deletionProtection: false,
    resourceGroupId: parameters.text("ResourceGroupId") ?? defaultResourceGroupId,
    lockReason: "",
    ...unbound,
  };
  cloud.eips.set(eip.id, eip);
  return {
    AllocationId: eip.id,
    EipAddress: eip.ipAddress,
    OrderId: 0,
    ResourceGroupId: eip.resourceGroupId,
  };
}

/** The lines of EIPs, those of accounts with a permission of their own included. */
const lineTypes = [
  ...(["BGP", "BGP_PRO", "BGP_International", "BGP_FinanceCloud"] as const),
  ...(["ChinaTelecom", "ChinaUnicom", "ChinaMobile"] as const),
  ...(["ChinaTelecom_L2", "ChinaUnicom_L2", "ChinaMobile_L2"] as const),
];

function readInternetChargeType(
  parameters: Parameters,
  chargeType: Eip["chargeType"],
): Eip["internetChargeType"] {
  const byBandwidth = chargeType === "PrePaid";
  const type =
    parameters.oneOf("InternetChargeType", ["PayByTraffic", "PayByBandwidth", "PayByDominantTraffic"]) ??
    (byBandwidth ? "PayByBandwidth" : "PayByTraffic");
  if (byBandwidth && type !== "PayByBandwidth") {
    throw invalidParameter("InternetChargeType", type, "PayByBandwidth for a subscription");
  }
  return type;
}

/** What an EIP can have depends on how it is paid. */
function readBandwidth(
  parameters: Parameters,
  { chargeType, internetChargeType }: Pick<Eip, "chargeType" | "internetChargeType">,
): number | undefined {
  if (chargeType === "PrePaid") return parameters.integer("Bandwidth", 1, 1000);
  return parameters.integer("Bandwidth", 1, internetChargeType === "PayByBandwidth" ? 500 : 200);
}

/** When a subscription that begins now ends, in milliseconds since 1970. */
function readExpiry(parameters: Parameters, now: number): number {
  parameters.required("Period");
  const yearly = parameters.oneOf("PricingCycle", ["Month", "Year"]) === "Year";
  const period = parameters.integer("Period", 1, yearly ? 5 : 9) ?? 1;
  return monthsLater(now, yearly ? 12 * period : period);
}

function addressToAllocate(cloud: Cloud, wanted: string | undefined): string {
  const used = new Set([...cloud.eips.values()].map(({ ipAddress }) => ipAddress));
  if (wanted !== undefined) {
    const address = parseAddress(wanted);
    if (address === undefined) throw invalidParameter("IpAddress", wanted, "an IPv4 address");
    if (used.has(wanted) || !cloud.eipPools.some((pool) => contains(pool, address))) {
      throw refused("InvalidIpAddress.NotAvailable", `The address ${wanted} cannot be applied for.`);
    }
    return wanted;
  }
  for (const pool of cloud.eipPools) {
    for (let offset = 1; offset < pool.size - 1; offset++) {
      const address = formatAddress(pool.network + offset);
      if (!used.has(address)) return address;
    }
  }
  throw refused("OperationFailed.ResourceNotEnough", "There is no free address left.");
}

function releaseEipAddress(call: Call): Json {
  const eip = eipOf(call);
  if (eip.status !== "Available") throw incorrectEipStatus(eip);
  if (eip.deletionProtection) {
    throw refused("OperationDenied.DeletionProtection", `The EIP ${eip.id} is protected from deletion.`);
  }
  if (eip.chargeType === "PrePaid" && !(Date.parse(eip.expiresAt) <= call.now)) {
    throw refused("IncorrectInstanceChargeType", "A subscription EIP cannot be released before it expires.");
  }
  call.cloud.eips.delete(eip.id);
  return {};
}

function modifyEipAddressAttribute(call: Call): Json {
  const { parameters } = call;
  const eip = eipOf(call);
  const bandwidth = readBandwidth(parameters, eip);
  Object.assign(
    eip,
    givenOnly({
      name: readName(parameters, "Name"),
      description: readDescription(parameters),
      bandwidth: bandwidth === undefined ? undefined : String(bandwidth),
    }),
  );
  return {};
}

/** Binds an EIP to a secondary network interface or to an instance. */
function associateEipAddress(call: Call): Json {
  const { parameters, cloud } = call;
  const eip = eipOf(call);
  const type = parameters.text("InstanceType") ?? "EcsInstance";
  if (type !== "EcsInstance" && type !== "NetworkInterface") {
    throw refused(
      "InvalidInstanceType.ValueNotSupported",
      `The InstanceType ${type.slice(0, 60)} is not emulated.`,
    );
  }
  const mode = parameters.oneOf("Mode", ["NAT", "BINDED", "MULTI_BINDED"]) ?? "NAT";
  if (mode === "MULTI_BINDED") throw refused("Mode.NotSupport", "MULTI_BINDED is closed to new users.");
  if (mode === "BINDED" && type === "EcsInstance") {
    throw refused(
      "OperationUnsupported.EipBindModel",
      "The mode BINDED is for secondary network interfaces only.",
    );
  }
  const instanceId = parameters.required("InstanceId");
  const target =
    type === "EcsInstance" ? instanceTarget(cloud, instanceId) : interfaceTarget(cloud, instanceId);
  if (eip.lockReason !== "") {
    throw refused("Forbidden.FinancialLocked", `The EIP ${eip.id} is locked (${eip.lockReason}).`);
  }
  if (eip.status !== "Available") throw incorrectEipStatus(eip);
  const privateIpAddress = parameters.text("PrivateIpAddress") ?? "";
  checkPrivateAddress(target, privateIpAddress);
  checkOtherEips(cloud, target, privateIpAddress, mode);
  if (mode === "BINDED") {
    checkPaidAsUsed(eip);
    checkCutThrough(cloud, target, privateIpAddress);
  }
  Object.assign(eip, { status: "Associating", instanceId, instanceType: type, mode, privateIpAddress });
  call.begin("eip-associated", eip.id, "associateEip");
  return {};
}

function instanceTarget(cloud: Cloud, id: string): NetworkInterface {
  const instance = find(cloud.instances, "InvalidInstanceId.NotFound", "instance", id);
  if (instance.status !== "Running" && instance.status !== "Stopped") {
    throw refused("IncorrectInstanceStatus", `The instance ${id} is ${instance.status}.`);
  }
  if (instance.publicIpAddress !== "") {
    throw refused("EIP_CAN_NOT_ASSOCIATE_WITH_PUBLIC_IP", `The instance ${id} has a public IP address.`);
  }
  return cloud.primaryInterfaceOf(instance);
}

function interfaceTarget(cloud: Cloud, id: string): NetworkInterface {
  const networkInterface = find(
    cloud.networkInterfaces,
    "InvalidInstanceId.NotFound",
    "network interface",
    id,
  );
  if (networkInterface.type !== "Secondary" || networkInterface.serviceManaged) {
    throw refused(
      "InvalidParameter.EniInstanceId",
      `${id} is not a secondary network interface of one's own.`,
    );
  }
  checkSettled(cloud, networkInterface);
  return networkInterface;
}

/** An EIP can be bound and unbound while the interface, and the instance that has it, are in a settled state. */
function checkSettled(cloud: Cloud, networkInterface: NetworkInterface): void {
  if (networkInterface.status !== "Available" && networkInterface.status !== "InUse") {
    throw refused(
      "InvalidStatus.EniStatusNotSupport",
      `${networkInterface.id} is ${networkInterface.status}.`,
    );
  }
  const instance = cloud.instances.get(networkInterface.instanceId);
  if (instance !== undefined && instance.status !== "Running" && instance.status !== "Stopped") {
    throw refused("InvalidStatus.EcsStatusNotSupport", `The instance ${instance.id} is ${instance.status}.`);
  }
}

function checkPrivateAddress(target: NetworkInterface, privateIpAddress: string): void {
  const own = [target.primaryIpAddress, ...target.secondaryIpAddresses];
  if (privateIpAddress !== "" && !own.includes(privateIpAddress)) {
    throw invalidParameter("PrivateIpAddress", privateIpAddress, `${target.id} has ${own.join(", ")}`);
  }
}

/** One EIP for one private address, and one mode for one interface. */
function checkOtherEips(
  cloud: Cloud,
  target: NetworkInterface,
  privateIpAddress: string,
  mode: Eip["mode"],
): void {
  const address = privateIpAddress === "" ? target.primaryIpAddress : privateIpAddress;
  for (const other of cloud.eipsOf(target)) {
    if (cloud.privateAddressOf(other, target) === address) {
      throw refused(
        "InvalidAssociation.Duplicated",
        `Specified instance already is associated, with ${other.id}.`,
      );
    }
    if (other.mode !== mode || mode === "BINDED") {
      throw refused("Mode.Conflict", `The network interface ${target.id} has an EIP in mode ${other.mode}.`);
    }
  }
}

/** The further conditions of cut-through mode, in which the interface takes the EIP for its address. */
function checkCutThrough(cloud: Cloud, target: NetworkInterface, privateIpAddress: string): void {
  if (target.instanceId !== "") throw refused("Eni.Attached", `Detach ${target.id} first.`);
  if (target.secondaryIpAddresses.length > 0)
    throw refused("Eni.HasSubIp", `${target.id} has secondary addresses.`);
  if (privateIpAddress !== "" && privateIpAddress !== target.primaryIpAddress) {
    throw refused("OperationUnsupported.EipBindModel", "The mode BINDED is for the primary address only.");
  }
  checkNoGateway(cloud, target);
}

/** @throws ApiError when the EIP is a subscription, which cut-through mode does not take */
function checkPaidAsUsed({ id, chargeType }: Eip): void {
  if (chargeType === "PrePaid")
    throw refused("Forbidden.PrePaidBindedEip", `The EIP ${id} is a subscription.`);
}

/** Where an IPv4 gateway decides, an interface cannot have a public address of its own. */
function checkNoGateway(cloud: Cloud, target: NetworkInterface): void {
  const { vpcId } = cloud.vswitchOf(target);
  if ([...cloud.ipv4Gateways.values()].some((gateway) => gateway.vpcId === vpcId)) {
    throw refused("OperationDenied.Ipv4GatewayExist", `The VPC ${vpcId} has an IPv4 gateway.`);
  }
}

function unassociateEipAddress(call: Call): Json {
  const { parameters, cloud } = call;
  const eip = eipOf(call);
  if (eip.status !== "InUse") throw incorrectEipStatus(eip);
  const instanceId = parameters.text("InstanceId") ?? eip.instanceId;
  if (instanceId !== eip.instanceId) {
    throw notFound("InvalidInstanceId.NotFound", `instance that ${eip.id} is bound to`, instanceId);
  }
  const type = parameters.text("InstanceType") ?? eip.instanceType;
  if (type !== eip.instanceType)
    throw invalidParameter("InstanceType", type, `${eip.id} is bound to ${eip.instanceType}`);
  const target = cloud.interfaceOf(eip);
  if (target !== undefined) {
    const bound = cloud.privateAddressOf(eip, target);
    const privateIpAddress = parameters.text("PrivateIpAddress") ?? bound;
    if (privateIpAddress !== bound) {
      throw invalidParameter("PrivateIpAddress", privateIpAddress, `${eip.id} is bound to ${bound}`);
    }
    checkSettled(cloud, target);
    if (eip.mode === "BINDED" && target.instanceId !== "")
      throw refused("Eni.Attached", `Detach ${target.id} first.`);
  }
  eip.status = "Unassociating";
  call.begin("eip-unassociated", eip.id, "unassociateEip");
  return {};
}

function modifyEipForwardMode(call: Call): Json {
  const { parameters, cloud } = call;
  // The provider names the EIP in InstanceId here.
  const id = parameters.text("InstanceId") ?? parameters.required("AllocationId");
  const eip = find(cloud.eips, "InvalidAllocationId.NotFound", "EIP", id);
  const mode = parameters.oneOf("Mode", ["NAT", "BINDED"]) ?? "NAT";
  if (eip.status !== "Available" && eip.status !== "InUse") {
    throw refused("IncorrectStatus.EipInstance", `The EIP ${eip.id} is ${eip.status}.`);
  }
  const target = cloud.interfaceOf(eip);
  if (target !== undefined && target.type !== "Secondary") {
    throw refused("BindInstance.NotSupport", `${eip.id} is bound to an instance.`);
  }
  if (target !== undefined && target.instanceId !== "" && mode !== eip.mode) {
    throw refused("ENI.BindEcs", `Detach ${target.id} first.`);
  }
  if (mode === "BINDED") checkPaidAsUsed(eip);
  if (mode === "BINDED" && target !== undefined) {
    if (cloud.eipsOf(target).length > 1) throw refused("Mode.Conflict", `${target.id} has other EIPs.`);
    checkNoGateway(cloud, target);
  }
  eip.mode = mode;
  return {};
}

function deletionProtection(call: Call): Json {
  const { parameters, cloud } = call;
  const id = parameters.required("InstanceId");
  const eip = find(cloud.eips, "InvalidInstanceId.NotFound", "EIP", id);
  eip.deletionProtection = parameters.boolean("ProtectionEnable") ?? false;
  return {};
}

/** Fine-grained monitoring into a log project, which nothing here looks for. */
function setHighDefinitionMonitorLogStatus({ parameters, cloud }: Call): Json {
  const eip = find(cloud.eips, "InvalidInstanceId.NotFound", "EIP", parameters.required("InstanceId"));
  parameters.required("Status");
  const on = parameters.oneOf("Status", ["ON", "OFF"]) === "ON";
  const project = parameters.text("LogProject") ?? (on ? parameters.required("LogProject") : "");
  const store = parameters.text("LogStore") ?? (on ? parameters.required("LogStore") : "");
  eip.monitoring = on ? { project, store } : null;
  return {};
}

function describeHighDefinitionMonitorLogAttribute({ parameters, cloud }: Call): Json {
  const eip = find(cloud.eips, "InvalidInstanceId.NotFound", "EIP", parameters.required("InstanceId"));
  return {
    InstanceId: eip.id,
    InstanceType: "EIP",
    Success: "true",
    LogProject: eip.monitoring?.project ?? "",
    LogStore: eip.monitoring?.store ?? "",
  };
}

function describeEipAddresses({ parameters, cloud }: Call): Json {
  const matching = [...cloud.eips.values()].filter(
    (eip) =>
      among(parameters.text("AllocationId"), eip.id) &&
      among(parameters.text("EipAddress"), eip.ipAddress) &&
      among(parameters.text("EipName"), eip.name) &&
      among(parameters.text("AssociatedInstanceId"), eip.instanceId) &&
      among(parameters.text("AssociatedInstanceType"), eip.instanceType) &&
      among(parameters.text("ISP"), eip.isp) &&
      among(parameters.text("ChargeType"), eip.chargeType) &&
      among(parameters.text("Status"), eip.status) &&
      among(parameters.text("ResourceGroupId"), eip.resourceGroupId) &&
      among(parameters.text("SegmentInstanceId"), "") &&
      among(parameters.text("LockReason"), eip.lockReason) &&
      hasTags(parameters, eip.tags),
  );
  const { items, counts } = page(parameters, matching);
  return { ...counts, EipAddresses: { EipAddress: items.map((eip) => describe(cloud, eip)) } };
}

function describe(cloud: Cloud, eip: Eip): Json {
  return {
    AllocationId: eip.id,
    IpAddress: eip.ipAddress,
    Name: eip.name,
    Description: eip.description,
    // Alibaba Cloud has both spellings, and the provider's data source reads this one.
    Descritpion: eip.description,
    Bandwidth: eip.bandwidth,
    EipBandwidth: eip.bandwidth,
    BandwidthPackageBandwidth: "",
    BandwidthPackageId: "",
    BandwidthPackageType: "",
    InternetChargeType: eip.internetChargeType,
    ISP: eip.isp,
    ChargeType: eip.chargeType,
    Status: eip.status,
    InstanceId: eip.instanceId,
    InstanceType: eip.instanceType,
    InstanceRegionId: eip.instanceId === "" ? "" : cloud.region,
    Mode: eip.mode,
    PrivateIpAddress: eip.privateIpAddress,
    VpcId: "",
    Netmode: "public",
    Zone: eip.zoneId,
    RegionId: cloud.region,
    PublicIpAddressPoolId: "",
    SegmentInstanceId: "",
    ResourceGroupId: eip.resourceGroupId,
    DeletionProtection: eip.deletionProtection,
    HDMonitorStatus: eip.monitoring === null ? "OFF" : "ON",
    SecondLimited: false,
    HasReservationData: false,
    ExpiredTime: eip.expiresAt,
    AllocationTime: eip.createdAt,
    SecurityProtectionTypes: { SecurityProtectionType: eip.securityProtectionTypes },
    OperationLocks: { LockReason: eip.lockReason === "" ? [] : [{ LockReason: eip.lockReason }] },
    AvailableRegions: { AvailableRegion: [cloud.region] },
    Tags: vpcTags(eip.tags),
  };
}

function incorrectEipStatus(eip: Eip): ApiError {
  return refused(
    "IncorrectEipStatus",
    `Current elastic IP status does not support this operation: ${eip.id} is ${eip.status}.`,
  );
}
