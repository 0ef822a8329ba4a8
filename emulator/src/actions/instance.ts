import { timeText, type Call, type Json } from "../call";
import { unbound } from "../changes";
import { known, type Cloud } from "../cloud";
import { forbidden, invalidParameter, notFound, refused } from "../errors";
import { formatAddress } from "../ipv4";
import type { Parameters } from "../parameters";
import type { Instance, InstanceType, NetworkInterface, VSwitch } from "../state";
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
} from "./common";
import {
  checkedSecurityGroups,
  newInterface,
  readSecurityGroupIds,
  refuseIpv6,
  takePrimaryAddress,
} from "./network-interface";

/** The instance that a request names. @throws ApiError when it does not exist */
function instanceOf({ parameters, cloud }: Call): Instance {
  const id = parameters.required("InstanceId");
  const instance = cloud.instances.get(id);
  if (instance === undefined) throw notFound("InvalidInstanceId.NotFound", "instance", id);
  return instance;
}

export function runInstances(call: Call): Json {
  const { parameters, cloud } = call;
  const amount = parameters.integer("Amount", 1, 100) ?? 1;
  const type = instanceTypeOf(call);
  const imageId = parameters.required("ImageId");
  if (!cloud.images.has(imageId)) throw notFound("InvalidImageId.NotFound", "image", imageId);
  const primary = primaryParameters(parameters);
  const vswitch = vswitchOf(call, primary);
  const securityGroupIds = checkedSecurityGroups(cloud, readSecurityGroupIds(primary), vswitch.vpcId);
  const settings = readSettings(parameters);
  const wanted = primary.text("PrimaryIpAddress") ?? primary.text("PrivateIpAddress");
  if (wanted !== undefined && amount > 1)
    throw invalidParameter("PrivateIpAddress", wanted, "one instance only");
  const made = Array.from({ length: amount }, () => {
    const address = takePrimaryAddress(cloud, vswitch, wanted);
    return createInstance(call, { ...settings, type: type.id, imageId }, vswitch, address, securityGroupIds);
  });
  return { InstanceIdSets: { InstanceIdSet: made.map(({ id }) => id) } };
}

function instanceTypeOf({ parameters, cloud }: Call): InstanceType {
  const id = parameters.required("InstanceType");
  const type = cloud.instanceTypes.get(id);
  if (type === undefined) throw notFound("InvalidInstanceType.NotFound", "instance type", id);
  return type;
}

/** The parameters of the primary interface: those of `NetworkInterface.1`, or the request's own. */
function primaryParameters(parameters: Parameters): Parameters {
  const described = parameters.structures("NetworkInterface");
  const [first] = described;
  if (described.length > 1 || (first !== undefined && first.text("InstanceType") !== "Primary")) {
    throw refused(
      "UnsupportedParameter",
      "Secondary interfaces in RunInstances are not emulated; attach them.",
    );
  }
  if (first?.text("NetworkInterfaceId") !== undefined) {
    throw refused("UnsupportedParameter", "An existing interface as the primary one is not emulated.");
  }
  if (parameters.structures("DataDisk").length > 0) {
    throw refused("UnsupportedParameter", "Data disks are not emulated.");
  }
  const primary = first ?? parameters;
  refuseIpv6(primary);
  return primary;
}

function vswitchOf({ parameters, cloud }: Call, primary: Parameters): VSwitch {
  const id = primary.required("VSwitchId");
  const vswitch = cloud.vswitches.get(id);
  if (vswitch === undefined) throw notFound("InvalidVSwitchId.NotFound", "vSwitch", id);
  if (vswitch.status !== "Available") {
    throw refused("IncorrectVSwitchStatus", `The vSwitch ${vswitch.id} is ${vswitch.status}.`);
  }
  const zoneId = parameters.text("ZoneId") ?? vswitch.zoneId;
  if (zoneId !== vswitch.zoneId) throw invalidParameter("ZoneId", zoneId, `${id} is in ${vswitch.zoneId}`);
  return vswitch;
}

/** What describes an instance and does not depend on the network. */
function readSettings(parameters: Parameters) {
  return {
    name: readName(parameters, "InstanceName") ?? "",
    description: readDescription(parameters) ?? "",
    hostName: readName(parameters, "HostName") ?? "",
    tags: readTags(parameters),
    keyPairName: parameters.text("KeyPairName") ?? "",
    ramRoleName: parameters.text("RamRoleName") ?? "",
    userData: parameters.text("UserData") ?? "",
    chargeType: parameters.oneOf("InstanceChargeType", ["PostPaid", "PrePaid"]) ?? ("PostPaid" as const),
    internetChargeType:
      parameters.oneOf("InternetChargeType", ["PayByTraffic", "PayByBandwidth"]) ?? "PayByTraffic",
    internetMaxBandwidthOut: parameters.integer("InternetMaxBandwidthOut", 0, 200) ?? 0,
    deletionProtection: parameters.boolean("DeletionProtection") ?? false,
    httpTokens: parameters.oneOf("HttpTokens", ["optional", "required"]) ?? ("optional" as const),
    resourceGroupId: parameters.text("ResourceGroupId") ?? "",
    systemDisk: {
      id: "",
      category: parameters.text("SystemDisk.Category") ?? "cloud_essd",
      size: parameters.integer("SystemDisk.Size", 20, 32_768) ?? 40,
      name: readName(parameters, "SystemDisk.DiskName") ?? "",
      description: readDescription(parameters, "SystemDisk.Description") ?? "",
      performanceLevel: parameters.text("SystemDisk.PerformanceLevel") ?? "PL1",
    },
  };
}

function createInstance(
  call: Call,
  settings: ReturnType<typeof readSettings> & { type: string; imageId: string },
  vswitch: VSwitch,
  primaryIpAddress: string,
  securityGroupIds: string[],
): Instance {
  const { cloud } = call;
  const id = cloud.newId("i");
  const instance: Instance = {
    ...settings,
    id,
    createdAt: timeText(call.now),
    vswitchId: vswitch.id,
    primaryIpAddress,
    securityGroupIds,
    status: "Pending",
    hostName: settings.hostName === "" ? `iZ${id.slice(2)}Z` : settings.hostName,
    publicIpAddress: settings.internetMaxBandwidthOut === 0 ? "" : publicAddress(cloud),
    cloudAssistant: true,
    systemDisk: { ...settings.systemDisk, id: cloud.newId("d") },
  };
  const primary: NetworkInterface = {
    ...newInterface(call, vswitch, [primaryIpAddress], [...securityGroupIds]),
    type: "Primary",
    status: "InUse",
    instanceId: id,
  };
  cloud.instances.set(id, instance);
  cloud.networkInterfaces.set(primary.id, primary);
  call.begin("instance-starting", id, "createInstance");
  return instance;
}

/** A fixed public address of an instance: from the end of the last pool, far from those that EIPs get. */
function publicAddress(cloud: Cloud): string {
  const pool = cloud.eipPools.at(-1);
  const used = new Set([
    ...[...cloud.instances.values()].map(({ publicIpAddress }) => publicIpAddress),
    ...[...cloud.eips.values()].map(({ ipAddress }) => ipAddress),
  ]);
  for (let offset = (pool?.size ?? 0) - 2; pool !== undefined && offset > 0; offset--) {
    const address = formatAddress(pool.network + offset);
    if (!used.has(address)) return address;
  }
  throw refused("OperationFailed.ResourceNotEnough", "There is no free public address left.");
}

/** Deletes an instance, with the interfaces that are to be deleted with it; what was bound or attached is set free. */
export function deleteInstance(call: Call): Json {
  const { parameters, cloud, changes } = call;
  const instance = instanceOf(call);
  if (instance.deletionProtection) {
    throw forbidden(
      "InvalidOperation.DeletionProtection",
      `The instance ${instance.id} is protected from deletion.`,
    );
  }
  if (instance.status === "Pending" || instance.status === "Starting") {
    throw forbidden(
      "IncorrectInstanceStatus.Initializing",
      `The instance ${instance.id} is ${instance.status}.`,
    );
  }
  if (instance.status !== "Stopped" && parameters.boolean("Force") !== true) {
    throw forbidden("IncorrectInstanceStatus", `The instance ${instance.id} is ${instance.status}.`);
  }
  for (const networkInterface of cloud.interfacesOf(instance.id)) {
    for (const eip of cloud.eipsOf(networkInterface)) {
      const leaves = networkInterface.deleteOnRelease || eip.instanceType === "EcsInstance";
      if (!leaves) continue;
      if (eip.status === "InUse" || eip.status === "Unassociating")
        void changes.tellOfEip("eipUnassociated", eip);
      Object.assign(eip, unbound);
    }
    if (networkInterface.type === "Secondary" && networkInterface.status !== "Attaching") {
      void changes.tellOfInterface("interfaceDetached", networkInterface);
    }
    if (networkInterface.deleteOnRelease) cloud.networkInterfaces.delete(networkInterface.id);
    else Object.assign(networkInterface, { status: "Available", instanceId: "" });
  }
  cloud.instances.delete(instance.id);
  changes.tellOfDeletedInstance(instance);
  return {};
}

export function startInstance(call: Call): Json {
  const instance = instanceOf(call);
  if (instance.status !== "Stopped") throw incorrectStatus(instance);
  instance.status = "Starting";
  call.begin("instance-running", instance.id, "startInstance");
  return {};
}

export function stopInstance(call: Call): Json {
  const { cloud, changes } = call;
  const instance = instanceOf(call);
  if (instance.status === "Stopped") return {};
  if (instance.status !== "Running") throw incorrectStatus(instance);
  instance.status = "Stopping";
  call.begin("instance-stopped", instance.id, "stopInstance");
  // A guest that no longer runs no longer holds on to an interface.
  for (const { id, status } of cloud.interfacesOf(instance.id)) {
    if (status === "Detaching" && !changes.isPending("interface-detached", id)) {
      call.begin("interface-detached", id, "detachInterface");
    }
  }
  return {};
}

export function rebootInstance(call: Call): Json {
  const instance = instanceOf(call);
  if (instance.status !== "Running") throw incorrectStatus(instance);
  instance.status = "Starting";
  call.begin("instance-running", instance.id, "startInstance");
  return {};
}

function incorrectStatus({ id, status }: Instance) {
  return forbidden(
    "IncorrectInstanceStatus",
    `The current status of the resource does not support this operation: ${id} is ${status}.`,
  );
}

export function modifyInstanceAttribute(call: Call): Json {
  const { parameters, cloud } = call;
  const instance = instanceOf(call);
  const groups = parameters.list("SecurityGroupIds");
  const securityGroupIds =
    groups.length === 0 ? undefined : checkedSecurityGroups(cloud, groups, vpcIdOf(cloud, instance));
  const userData = parameters.given("UserData");
  if (userData !== undefined && userData !== instance.userData && instance.status !== "Stopped") {
    throw incorrectStatus(instance);
  }
  const changes = {
    name: readName(parameters, "InstanceName"),
    description: readDescription(parameters),
    hostName: readName(parameters, "HostName"),
    deletionProtection: parameters.boolean("DeletionProtection"),
    userData,
  };
  Object.assign(instance, givenOnly(changes));
  if (securityGroupIds !== undefined) setSecurityGroups(cloud, instance, securityGroupIds);
  return {};
}

export function joinSecurityGroup(call: Call): Json {
  const { parameters, cloud } = call;
  const instance = instanceOf(call);
  const groups = [...new Set([...instance.securityGroupIds, parameters.required("SecurityGroupId")])];
  setSecurityGroups(cloud, instance, checkedSecurityGroups(cloud, groups, vpcIdOf(cloud, instance)));
  return {};
}

export function leaveSecurityGroup(call: Call): Json {
  const { parameters, cloud } = call;
  const instance = instanceOf(call);
  const left = parameters.required("SecurityGroupId");
  if (!instance.securityGroupIds.includes(left)) {
    throw forbidden("InstanceNotInSecurityGroup", `The instance ${instance.id} is not in the group ${left}.`);
  }
  const groups = instance.securityGroupIds.filter((id) => id !== left);
  if (groups.length === 0)
    throw forbidden("InstanceLastSecurityGroup", "An instance has at least one security group.");
  setSecurityGroups(cloud, instance, groups);
  return {};
}

/** An instance and its primary interface have the same security groups. */
function setSecurityGroups(cloud: Cloud, instance: Instance, ids: string[]): void {
  instance.securityGroupIds = ids;
  cloud.primaryInterfaceOf(instance).securityGroupIds = [...ids];
}

function vpcIdOf(cloud: Cloud, instance: Instance): string {
  return known(cloud.vswitches, instance.vswitchId).vpcId;
}

export function modifyInstanceMetadataOptions(call: Call): Json {
  const instance = instanceOf(call);
  const httpTokens = call.parameters.oneOf("HttpTokens", ["optional", "required"]);
  Object.assign(instance, givenOnly({ httpTokens }));
  return {};
}

export function modifyInstanceMaintenanceAttributes(): Json {
  return {};
}

export function describeInstances({ parameters, cloud }: Call): Json {
  const ids = parameters.list("InstanceIds");
  if (ids.length > 100) throw invalidParameter("InstanceIds", String(ids.length), "at most 100 identifiers");
  const matching = [...cloud.instances.values()].filter(
    (instance) =>
      inList(ids, instance.id) &&
      among(parameters.text("VpcId"), vpcIdOf(cloud, instance)) &&
      among(parameters.text("VSwitchId"), instance.vswitchId) &&
      among(parameters.text("ZoneId"), known(cloud.vswitches, instance.vswitchId).zoneId) &&
      among(parameters.text("Status"), instance.status) &&
      among(parameters.text("InstanceName"), instance.name) &&
      among(parameters.text("InstanceType"), instance.type) &&
      among(parameters.text("ImageId"), instance.imageId) &&
      among(parameters.text("ResourceGroupId"), instance.resourceGroupId) &&
      (parameters.text("SecurityGroupId") === undefined ||
        inList(instance.securityGroupIds, parameters.required("SecurityGroupId"))) &&
      hasTags(parameters, instance.tags),
  );
  const { items, counts } = page(parameters, matching, 100);
  return {
    ...counts,
    NextToken: "",
    Instances: { Instance: items.map((instance) => describe(cloud, instance)) },
  };
}

function describe(cloud: Cloud, instance: Instance): Json {
  const vswitch = known(cloud.vswitches, instance.vswitchId);
  const type = known(cloud.instanceTypes, instance.type);
  const image = cloud.images.get(instance.imageId);
  const eip = [...cloud.eips.values()].find(({ instanceId }) => instanceId === instance.id);
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    Description: instance.description,
    HostName: instance.hostName,
    Status: instance.status,
    RegionId: cloud.region,
    ZoneId: vswitch.zoneId,
    ImageId: instance.imageId,
    InstanceType: instance.type,
    InstanceTypeFamily: familyOf(instance.type),
    Cpu: type.cpus,
    Memory: type.memory * 1024,
    OSName: image?.osName ?? "",
    OSNameEn: image?.osName ?? "",
    OSType: image?.osType ?? "linux",
    InstanceNetworkType: "vpc",
    VpcAttributes: {
      VpcId: vswitch.vpcId,
      VSwitchId: vswitch.id,
      PrivateIpAddress: { IpAddress: [instance.primaryIpAddress] },
      NatIpAddress: "",
    },
    PublicIpAddress: { IpAddress: instance.publicIpAddress === "" ? [] : [instance.publicIpAddress] },
    InnerIpAddress: { IpAddress: [] },
    EipAddress: {
      AllocationId: eip?.id ?? "",
      IpAddress: eip?.ipAddress ?? "",
      Bandwidth: Number(eip?.bandwidth ?? 0),
      InternetChargeType: eip?.internetChargeType ?? "",
    },
    NetworkInterfaces: {
      NetworkInterface: cloud.interfacesOf(instance.id).map((own) => ({
        NetworkInterfaceId: own.id,
        MacAddress: own.macAddress,
        PrimaryIpAddress: own.primaryIpAddress,
        Type: own.type,
        PrivateIpSets: {
          PrivateIpSet: [own.primaryIpAddress, ...own.secondaryIpAddresses].map(
            (PrivateIpAddress, index) => ({
              PrivateIpAddress,
              Primary: index === 0,
            }),
          ),
        },
        Ipv6Sets: { Ipv6Set: [] },
      })),
    },
    SecurityGroupIds: { SecurityGroupId: instance.securityGroupIds },
    InternetMaxBandwidthIn: instance.internetMaxBandwidthOut === 0 ? 0 : 200,
    InternetMaxBandwidthOut: instance.internetMaxBandwidthOut,
    InternetChargeType: instance.internetChargeType,
    InstanceChargeType: instance.chargeType,
    KeyPairName: instance.keyPairName,
    SpotStrategy: "NoSpot",
    SpotPriceLimit: 0,
    SpotDuration: 0,
    SpotInterruptionBehavior: "",
    DeletionProtection: instance.deletionProtection,
    CreditSpecification: "",
    ResourceGroupId: instance.resourceGroupId,
    HpcClusterId: "",
    DeploymentSetId: "",
    StoppedMode: instance.status === "Stopped" ? "KeepCharging" : "Not-applicable",
    IoOptimized: true,
    AutoReleaseTime: "",
    ExpiredTime: "2099-12-31T15:59Z",
    CreationTime: instance.createdAt,
    StartTime: instance.createdAt,
    MetadataOptions: { HttpTokens: instance.httpTokens, HttpEndpoint: "enabled", HttpPutResponseHopLimit: 1 },
    CpuOptions: { CoreCount: Math.max(1, type.cpus / 2), ThreadsPerCore: type.cpus === 1 ? 1 : 2, Numa: "" },
    DedicatedHostAttribute: { DedicatedHostId: "", DedicatedHostName: "" },
    AdditionalInfo: { EnableHighDensityMode: false },
    ImageOptions: { LoginAsNonRoot: false },
    OperationLocks: { LockReason: [] },
    Tags: ecsTags(instance.tags),
  };
}

/** `ecs.g7` of `ecs.g7.large`, `ecs.s6` of `ecs.s6-c1m1.small`. */
export function familyOf(type: string): string {
  return /^ecs\.[^.-]+/.exec(type)?.[0] ?? type;
}

export function describeInstanceAttribute(call: Call): Json {
  const { cloud } = call;
  const instance = instanceOf(call);
  return {
    ...describe(cloud, instance),
    EnableJumboFrame: false,
    SerialNumber: "",
    InstanceNetworkType: "vpc",
    VlanId: "",
  };
}

export function describeUserData(call: Call): Json {
  const { id, userData } = instanceOf(call);
  return { InstanceId: id, RegionId: call.cloud.region, UserData: userData };
}

export function describeInstanceRamRole({ parameters, cloud }: Call): Json {
  const ids = parameters.list("InstanceIds");
  const matching = [...cloud.instances.values()].filter(
    ({ id, ramRoleName }) => inList(ids, id) && among(parameters.text("RamRoleName"), ramRoleName),
  );
  const { items, counts } = page(parameters, matching);
  return {
    ...counts,
    RegionId: cloud.region,
    InstanceRamRoleSets: {
      InstanceRamRoleSet: items.map(({ id, ramRoleName }) => ({ InstanceId: id, RamRoleName: ramRoleName })),
    },
  };
}

export function describeInstanceMaintenanceAttributes({ parameters, cloud }: Call): Json {
  const ids = parameters.list("InstanceId");
  const { items, counts } = page(
    parameters,
    [...cloud.instances.values()].filter(({ id }) => inList(ids, id)),
    100,
  );
  return {
    ...counts,
    MaintenanceAttributes: {
      MaintenanceAttribute: items.map(({ id }) => ({
        InstanceId: id,
        ActionOnMaintenance: {
          Value: "AutoRecover",
          DefaultValue: "AutoRecover",
          SupportedValues: { SupportedValue: ["Stop", "AutoRecover", "AutoRedeploy"] },
        },
        NotifyOnMaintenance: false,
        MaintenanceWindows: { MaintenanceWindow: [] },
      })),
    },
  };
}

export function describeInstanceAttachmentAttributes({ parameters, cloud }: Call): Json {
  const ids = parameters.list("InstanceIds");
  const { items, counts } = page(
    parameters,
    [...cloud.instances.values()].filter(({ id }) => inList(ids, id)),
    100,
  );
  return {
    ...counts,
    Instances: {
      Instance: items.map(({ id }) => ({
        InstanceId: id,
        PrivatePoolOptionsId: "",
        PrivatePoolOptionsMatchCriteria: "None",
      })),
    },
  };
}

export function describeInstanceAutoRenewAttribute(call: Call): Json {
  const { id } = instanceOf(call);
  const attribute = {
    InstanceId: id,
    AutoRenewEnabled: false,
    Duration: 0,
    PeriodUnit: "Month",
    RenewalStatus: "Normal",
  };
  return { InstanceRenewAttributes: { InstanceRenewAttribute: [attribute] } };
}

export function describeDisks({ parameters, cloud }: Call): Json {
  const diskIds = parameters.list("DiskIds");
  const matching = [...cloud.instances.values()].filter(
    ({ id, systemDisk }) =>
      among(parameters.text("InstanceId"), id) &&
      inList(diskIds, systemDisk.id) &&
      [undefined, "all", "system"].includes(parameters.text("DiskType")),
  );
  const { items, counts } = page(parameters, matching, 500);
  return {
    ...counts,
    NextToken: "",
    Disks: {
      Disk: items.map((instance) => ({
        DiskId: instance.systemDisk.id,
        InstanceId: instance.id,
        RegionId: cloud.region,
        ZoneId: known(cloud.vswitches, instance.vswitchId).zoneId,
        Type: "system",
        Status: "In_use",
        Device: "/dev/xvda",
        Category: instance.systemDisk.category,
        Size: instance.systemDisk.size,
        DiskName: instance.systemDisk.name,
        Description: instance.systemDisk.description,
        PerformanceLevel: instance.systemDisk.performanceLevel,
        AutoSnapshotPolicyId: "",
        StorageClusterId: "",
        KMSKeyId: "",
        Encrypted: false,
        BurstingEnabled: false,
        ProvisionedIops: 0,
        DeleteWithInstance: true,
        ResourceGroupId: instance.resourceGroupId,
        CreationTime: instance.createdAt,
        Tags: { Tag: [] },
      })),
    },
  };
}
