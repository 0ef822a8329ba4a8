import { known, type Cloud } from "../../cloud";
import { invalidParameter } from "../../errors";
import type { Instance } from "../../state";
import { among, type Call, ecsTags, hasTags, inList, type Json, page, tokenPage } from "../common";
import { instanceOf } from "../lookup";
import { type Actions, filters, names, numberedPages, only, tagFilters, tokenPages } from "../declaration";

const additionalAttributes = [
  "META_OPTIONS",
  "NETWORK_PRIMARY_ENI_IP",
  "LOGIN_AS_NON_ROOT",
  "DISK_HIGH_DENSITY_MODE",
  "CPU_OPTIONS_TOPOLOGY_TYPE",
];

export const instanceViewActions = {
  DescribeInstances: {
    run: describeInstances,
    parameters: {
      ...filters("InstanceIds", "VpcId", "VSwitchId", "ZoneId", "Status", "InstanceName", "InstanceType"),
      ...filters("ImageId", "ResourceGroupId", "SecurityGroupId", "KeyPairName"),
      ...tagFilters,
      ...numberedPages,
      ...tokenPages,
      // They are always there.
      ...only("AdditionalAttributes.N", ...additionalAttributes),
    },
  },
  DescribeInstanceAttribute: { run: describeInstanceAttribute, parameters: names("InstanceId") },
  DescribeUserData: { run: describeUserData, parameters: names("InstanceId") },
  DescribeInstanceRamRole: {
    run: describeInstanceRamRole,
    parameters: { ...filters("InstanceIds", "RamRoleName"), ...numberedPages },
  },
  DescribeInstanceMaintenanceAttributes: {
    run: describeInstanceMaintenanceAttributes,
    parameters: { ...filters("InstanceId.N"), ...numberedPages },
  },
  DescribeInstanceAttachmentAttributes: {
    run: describeInstanceAttachmentAttributes,
    parameters: { ...filters("InstanceIds"), ...numberedPages },
  },
  DescribeInstanceAutoRenewAttribute: {
    run: describeInstanceAutoRenewAttribute,
    parameters: names("InstanceId"),
  },
} satisfies Actions;

function describeInstances({ parameters, cloud }: Call): Json {
  const ids = parameters.list("InstanceIds");
  if (ids.length > 100) throw invalidParameter("InstanceIds", String(ids.length), "at most 100 identifiers");
  const matching = [...cloud.instances.values()].filter(
    (instance) =>
      inList(ids, instance.id) &&
      among(parameters.text("VpcId"), known(cloud.vswitches, instance.vswitchId).vpcId) &&
      among(parameters.text("VSwitchId"), instance.vswitchId) &&
      among(parameters.text("ZoneId"), known(cloud.vswitches, instance.vswitchId).zoneId) &&
      among(parameters.text("Status"), instance.status) &&
      among(parameters.text("InstanceName"), instance.name) &&
      among(parameters.text("InstanceType"), instance.type) &&
      among(parameters.text("ImageId"), instance.imageId) &&
      among(parameters.text("ResourceGroupId"), instance.resourceGroupId) &&
      among(parameters.text("KeyPairName"), instance.keyPairName) &&
      (parameters.text("SecurityGroupId") === undefined ||
        inList(instance.securityGroupIds, parameters.required("SecurityGroupId"))) &&
      hasTags(parameters, instance.tags),
  );
  const describeAll = (items: readonly Instance[]) => ({
    Instances: { Instance: items.map((instance) => describe(cloud, instance)) },
  });
  // By token when MaxResults or NextToken is given, else by number.
  const size = parameters.integer("MaxResults", 1, 100);
  if (size === undefined && parameters.text("NextToken") === undefined) {
    const { items, counts } = page(parameters, matching, 100);
    return { ...counts, NextToken: "", ...describeAll(items) };
  }
  const { items, next } = tokenPage(parameters, matching, size ?? 10);
  return { TotalCount: matching.length, NextToken: next, ...describeAll(items) };
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
    InternetMaxBandwidthIn:
      instance.internetMaxBandwidthIn ?? (instance.internetMaxBandwidthOut === 0 ? 0 : 200),
    InternetMaxBandwidthOut: instance.internetMaxBandwidthOut,
    InternetChargeType: instance.internetChargeType,
    InstanceChargeType: instance.chargeType,
    KeyPairName: instance.keyPairName,
    SpotStrategy: instance.spotStrategy,
    SpotPriceLimit: instance.spotPriceLimit,
    SpotDuration: instance.spotDuration,
    SpotInterruptionBehavior: instance.spotInterruptionBehavior,
    DeletionProtection: instance.deletionProtection,
    CreditSpecification: instance.creditSpecification,
    ResourceGroupId: instance.resourceGroupId,
    HpcClusterId: "",
    DeploymentSetId: "",
    StoppedMode: instance.status === "Stopped" ? instance.stoppedMode : "Not-applicable",
    IoOptimized: true,
    AutoReleaseTime: instance.autoReleaseTime,
    ExpiredTime: instance.chargeType === "PrePaid" ? instance.expiresAt : "2099-12-31T15:59Z",
    CreationTime: instance.createdAt,
    StartTime: instance.createdAt,
    MetadataOptions: {
      HttpTokens: instance.httpTokens,
      HttpEndpoint: instance.httpEndpoint,
      HttpPutResponseHopLimit: instance.httpPutResponseHopLimit,
    },
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

function describeInstanceAttribute(call: Call): Json {
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

function describeUserData(call: Call): Json {
  const { id, userData } = instanceOf(call);
  return { InstanceId: id, RegionId: call.cloud.region, UserData: userData };
}

function describeInstanceRamRole({ parameters, cloud }: Call): Json {
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

function describeInstanceMaintenanceAttributes({ parameters, cloud }: Call): Json {
  const ids = parameters.list("InstanceId");
  const { items, counts } = page(
    parameters,
    [...cloud.instances.values()].filter(({ id }) => inList(ids, id)),
    100,
  );
  return {
    ...counts,
    MaintenanceAttributes: {
      MaintenanceAttribute: items.map(({ id, maintenance }) => ({
        InstanceId: id,
        ActionOnMaintenance: {
          Value: maintenance.action,
          DefaultValue: "AutoRecover",
          SupportedValues: { SupportedValue: ["Stop", "AutoRecover", "AutoRedeploy"] },
        },
        NotifyOnMaintenance: maintenance.notify,
        MaintenanceWindows: {
          MaintenanceWindow: maintenance.windows.map(({ start, end }) => ({
            StartTime: start,
            EndTime: end,
          })),
        },
      })),
    },
  };
}

function describeInstanceAttachmentAttributes({ parameters, cloud }: Call): Json {
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

function describeInstanceAutoRenewAttribute(call: Call): Json {
  const { id, renewal } = instanceOf(call);
  const attribute = {
    InstanceId: id,
    AutoRenewEnabled: renewal.status === "AutoRenewal",
    Duration: renewal.duration,
    PeriodUnit: renewal.unit,
    RenewalStatus: renewal.status,
  };
  return { InstanceRenewAttributes: { InstanceRenewAttribute: [attribute] } };
}
