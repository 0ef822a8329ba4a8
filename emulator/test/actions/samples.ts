import type { Seed } from "../../src";
import { app1, app2, exposed } from "../support/seeds";

/** Parameters of a request. */
export type Values = Readonly<Record<string, string>>;

/** How a parameter is tried: its value beside `base`, and what is to be read back if that is another text. */
export interface Sample {
  readonly value?: string;
  /** Instead of the usual request, or beside it. */
  readonly base?: Values;
  readonly add?: Values;
  /** Whether the request is refused without the parameter. */
  readonly needed?: boolean;
  readonly read?: string;
}

/** How an action is tried: a request that is done without the parameter, and the samples by parameter. */
export interface ActionSample {
  /** A call that has to be done before. */
  readonly first?: readonly [action: string, values: Values];
  readonly base?: Values;
  readonly values?: Readonly<Record<string, string | Sample>>;
}

const debian = "debian_12_x64_20G_alibase_20260101.vhd";
const rules = [
  { id: "sgr-in", direction: "ingress" as const, protocol: "tcp", portRange: "80/80", cidr: "10.0.0.0/8" },
  { id: "sgr-out", direction: "egress" as const, protocol: "all", cidr: "192.0.2.0/24" },
];
const later = "2027-01-01T00:00:00Z";
const tags = { role: "web" };

/** An account with two of everything, and one of each kind that a call can be about. */
export const richSeed: Seed = {
  ...exposed,
  images: [
    {
      ...{ id: debian, name: "debian", osName: "Debian  12.9 64 bit", platform: "Debian" },
      ...{ createdAt: later, tags },
    },
    { id: "m-own", name: "own", osName: "Other", platform: "Others Linux", owner: "self", createdAt: later },
  ],
  keyPairs: [{ id: "key-one", tags }, { id: "key-two" }],
  prefixLists: [{ id: "pl-one", entries: [{ cidr: "192.0.2.0/24" }] }, { id: "pl-two" }],
  vpcs: [
    ...exposed.vpcs.map((each) => ({ ...each, name: "main", tags })),
    { id: "vpc-empty", cidrBlock: "172.16.0.0/12", tags: { other: "" } },
    { id: "vpc-third", cidrBlock: "192.168.0.0/16", secondaryCidrBlocks: ["198.51.100.0/28"] },
    { id: "vpc-fourth", cidrBlock: "10.0.0.0/8" },
    { id: "vpc-fifth", cidrBlock: "10.0.0.0/8" },
    { id: "vpc-six", cidrBlock: "10.0.0.0/8", ipv6CidrBlock: "2001:db8:0:600::/56" },
  ],
  ipv4Gateways: [
    { id: "ipv4gw-one", vpcId: "vpc-third", name: "one", tags, enabled: false },
    { id: "ipv4gw-two", vpcId: "vpc-fourth", name: "two" },
  ],
  routeEntries: [
    {
      ...{ id: "rte-one", vpcId: "vpc-main", destination: "198.18.0.0/16" },
      ...{ nextHopType: "Instance", nextHopId: "i-app1" },
    },
  ],
  vswitches: [
    ...exposed.vswitches,
    { id: "vsw-3", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "10.9.0.0/24", tags },
    { id: "vsw-i", vpcId: "vpc-main", zoneId: "cn-hangzhou-i", cidrBlock: "10.8.0.0/24" },
    {
      ...{ id: "vsw-six", vpcId: "vpc-six", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" },
      ipv6CidrBlock: "2001:db8:0:600::/64",
    },
    { id: "vsw-empty", vpcId: "vpc-empty", zoneId: "cn-hangzhou-h", cidrBlock: "172.16.0.0/24" },
  ],
  securityGroups: [
    { id: "sg-web", vpcId: "vpc-main", tags, rules },
    { id: "sg-two", vpcId: "vpc-main" },
    { id: "sg-empty", vpcId: "vpc-main" },
  ],
  instances: [
    { ...app1, tags, ramRoleName: "role-one" },
    { ...app2, securityGroupIds: ["sg-web", "sg-two"], tags: { other: "" } },
    { id: "i-stopped", vswitchId: "vsw-1", securityGroupIds: ["sg-web"], status: "Stopped" as const },
    {
      ...{ id: "i-paid", vswitchId: "vsw-1", securityGroupIds: ["sg-web"] },
      ...{ chargeType: "PrePaid" as const, expiresAt: later },
    },
  ],
  disks: [
    { id: "d-one", type: "system" as const, instanceId: "i-app1", tags },
    { id: "d-data", instanceId: "i-app1", category: "cloud_efficiency" },
    { id: "d-free", zoneId: "cn-hangzhou-h", name: "free", size: 20 },
  ],
  networkInterfaces: [
    ...exposed.networkInterfaces,
    { id: "eni-one", vswitchId: "vsw-1", primaryIpAddress: "10.0.0.40", securityGroupIds: ["sg-web"] },
    {
      id: "eni-plain",
      vswitchId: "vsw-1",
      primaryIpAddress: "10.0.0.20",
      securityGroupIds: ["sg-web"],
      tags,
    },
    {
      ...{ id: "eni-many", vswitchId: "vsw-1", primaryIpAddress: "10.0.0.30", securityGroupIds: ["sg-web"] },
      secondaryIpAddresses: ["10.0.0.31"],
    },
  ],
  eips: [
    ...exposed.eips.map((each) => ({ ...each, tags })),
    { id: "eip-free", ipAddress: "198.51.100.200" },
    {
      ...{ id: "eip-plain", ipAddress: "198.51.100.201", status: "InUse" as const },
      ...{ instanceId: "eni-plain", instanceType: "NetworkInterface" as const },
    },
  ],
  commands: [
    {
      ...{ id: "c-one", name: "one", type: "RunShellScript", enableParameter: true, tags },
      content: Buffer.from("echo {{word}}").toString("base64"),
    },
    { id: "c-two", type: "RunShellScript", content: "dHJ1ZQ==" },
  ],
  invocations: [
    {
      ...{ id: "t-one", commandId: "c-one", commandName: "one", commandType: "RunShellScript" },
      ...{ commandContent: "dHJ1ZQ==", createdAt: later },
      targets: [{ instanceId: "i-app1", status: "Success" as const, output: "done", finishedAt: later }],
    },
    {
      ...{ id: "t-two", commandId: "c-two", commandType: "RunBatScript", commandContent: "dHJ1ZQ==" },
      createdAt: later,
      targets: [{ instanceId: "i-app2", status: "Running" as const }],
    },
  ],
};

const ofVpc = { VpcId: "vpc-main" };
const ofInstance = { InstanceId: "i-app1" };
const ofInterface = { NetworkInterfaceId: "eni-plain" };
const ofGroup = { SecurityGroupId: "sg-web" };
const tag = { add: { "Tag.1.Key": "role" } };
const addedTag = { "Tag.N.Key": "added", "Tag.N.Value": { value: "yes", add: { "Tag.1.Key": "added" } } };
const tagFilter = { "Tag.N.Value": tag };

const newRule = { ...ofGroup, IpProtocol: "tcp", PortRange: "22/22" };
const inner = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name === "SecurityGroupId" ? name : `Permissions.1.${name}`,
      value,
    ]),
  );

/** The parameters of a rule for one direction, alone and below `Permissions.N`. */
function ruleSamples(side: "Source" | "Dest", old: Values, more: Values): Record<string, Sample> {
  // A rule without anybody on the other side is refused; to one that is found by its peer, a second peer is added.
  const needed = more === newRule;
  const values: Record<string, Sample> = {
    IpProtocol: { value: "udp", base: old },
    PortRange: { value: "23/23", base: old },
    Policy: { value: "drop", base: old },
    Priority: { value: "7", base: old },
    [`${side}CidrIp`]: { value: "10.7.0.0/16", base: old },
    [`${side}GroupId`]: { value: "sg-two", base: more, needed },
    [`${side}PrefixListId`]: { value: "pl-one", base: more, needed },
    [`Ipv6${side}CidrIp`]: { value: "2001:db8::/32", base: more, needed },
    Description: { value: "why", base: old },
    NicType: { value: "internet", base: old },
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, sample]) => [
      [name, sample],
      [`Permissions.N.${name}`, { ...sample, base: inner(sample.base ?? {}) }],
    ]),
  );
}

const authorize = (side: "Source" | "Dest"): ActionSample => ({
  base: { ...newRule, [`${side}CidrIp`]: "10.6.0.0/16" },
  values: ruleSamples(side, { ...newRule, [`${side}CidrIp`]: "10.6.0.0/16" }, newRule),
});

const oldRule = {
  Source: { ...ofGroup, IpProtocol: "tcp", PortRange: "80/80", SourceCidrIp: "10.0.0.0/8" },
  Dest: { ...ofGroup, IpProtocol: "all", DestCidrIp: "192.0.2.0/24" },
};
/** Calls that find a rule by what it says: another value finds none, a second peer is refused. */
const byRule = (side: "Source" | "Dest", more: Values, idName: string, id: string): ActionSample => {
  const base = { ...oldRule[side], ...more };
  const description = { value: "https://example.com", base };
  return {
    base,
    values: {
      ...ruleSamples(side, base, base),
      ...(side === "Dest"
        ? {
            IpProtocol: { value: "gre", base },
            "Permissions.N.IpProtocol": { value: "gre", base: inner(base) },
          }
        : {}),
      ...("Description" in more
        ? { Description: { value: "why", base: oldRule[side] } }
        : { Description: description, "Permissions.N.Description": { ...description, base: inner(base) } }),
      [idName]: { value: id, base: { ...ofGroup, ...more }, needed: true },
    },
  };
};

const run = { ImageId: debian, InstanceType: "ecs.g7.large" };
const runHere = { ...run, VSwitchId: "vsw-1", SecurityGroupId: "sg-web" };
const runSpot = { ...runHere, SpotStrategy: "SpotWithPriceLimit" };
const toPaid = { InstanceIds: '["i-app1"]', InstanceChargeType: "PrePaid", Period: "1" };
const runPaid = { ...runHere, InstanceChargeType: "PrePaid", Period: "1" };
const ofType = { "NetworkInterface.1.InstanceType": "Primary" };
const inGroup = { "NetworkInterface.1.SecurityGroupId": "sg-web" };
const primaryOnly = { ...run, "NetworkInterface.1.VSwitchId": "vsw-1" };
const primary = { ...primaryOnly, ...ofType, ...inGroup };

const secondary = {
  ...{ ...runHere, "NetworkInterface.1.InstanceType": "Secondary" },
  ...{ "NetworkInterface.1.VSwitchId": "vsw-3", "NetworkInterface.1.SecurityGroupId": "sg-web" },
};

/** What a disk can be given, by the name of the parameter, and what else has to be given for it. */
const diskValues: Readonly<Record<string, string>> = {
  Size: "77",
  PerformanceLevel: "PL0",
  Encrypted: "true",
  ProvisionedIops: "7777",
  BurstingEnabled: "true",
};
const withDataDisk = { ...runHere, "DataDisk.1.Size": "50", "DataDisk.1.Category": "cloud_essd" };
const dataDiskSamples: Readonly<Record<string, Sample>> = {
  ...Object.fromEntries(
    ["DiskName", "Description", "KMSKeyId"].map((name) => [`DataDisk.N.${name}`, { base: withDataDisk }]),
  ),
  ...Object.fromEntries(
    Object.entries(diskValues).map(([name, value]) => [`DataDisk.N.${name}`, { value, base: withDataDisk }]),
  ),
  "DataDisk.N.Category": { value: "cloud_ssd", base: withDataDisk },
  "DataDisk.N.Device": { value: "/dev/xvdf", base: withDataDisk },
  "DataDisk.N.DeleteWithInstance": { value: "false", base: withDataDisk },
};

const newList = { PrefixListName: "new", AddressFamily: "IPv4", MaxEntries: "5" };
const publicKey = (letter: string) => `ssh-rsa ${letter.repeat(60)}`;
const routeById = { RouteEntryId: { base: { RouteEntryId: "rte-one" } } };

const command = { Name: "new", Type: "RunShellScript", CommandContent: "dHJ1ZQ==" };
const commandValues = {
  ...addedTag,
  Name: "another",
  Type: "RunBatScript",
  CommandContent: "ZmFsc2U=",
  Description: "why",
  WorkingDir: "/srv",
  Timeout: "90",
  EnableParameter: "true",
};
const eip = { AllocationId: "eip-free" };

/** How each action is tried. An action that knows no parameter but those of a list needs no entry. */
export const samples: Readonly<Record<string, ActionSample>> = {
  "vpc:CreateVpc": {
    values: {
      ...addedTag,
      CidrBlock: "10.0.0.0/16",
      UserCidr: "192.0.2.0/24",
      EnableIpv6: "true",
      Ipv6Isp: { value: "ChinaMobile", add: { EnableIpv6: "true" } },
      EnableDnsHostname: { value: "true", read: "ENABLED" },
    },
  },
  "vpc:DeleteVpc": {
    base: { VpcId: "vpc-fifth" },
    values: { ForceDelete: { value: "true", base: { VpcId: "vpc-fourth" }, needed: true } },
  },
  "vpc:ModifyVpcAttribute": {
    base: ofVpc,
    values: {
      CidrBlock: "10.0.0.0/9",
      EnableIPv6: "true",
      Ipv6Isp: { value: "ChinaMobile", base: { VpcId: "vpc-six" } },
      EnableDnsHostname: { value: "true", read: "ENABLED" },
    },
  },
  "vpc:DescribeVpcs": { values: { ...tagFilter, IsDefault: "true" } },
  "vpc:DescribeVpcAttribute": { base: ofVpc },
  "vpc:AssociateVpcCidrBlock": {
    base: { ...ofVpc, SecondaryCidrBlock: "192.0.2.0/28" },
    values: { SecondaryCidrBlock: "192.0.2.16/28", IpVersion: "IPV6", IPv6CidrBlock: "2001:db8::/56" },
  },
  "vpc:UnassociateVpcCidrBlock": { base: { VpcId: "vpc-third", SecondaryCidrBlock: "198.51.100.0/28" } },
  "vpc:CreateRouteEntry": {
    base: { RouteTableId: "vtb-main", DestinationCidrBlock: "192.0.2.0/24", NextHopId: "i-app1" },
    values: { DestinationCidrBlock: "192.0.2.0/25", NextHopType: "Ipv4Gateway" },
  },
  "vpc:DeleteRouteEntry": {
    base: { RouteTableId: "vtb-main", DestinationCidrBlock: "198.18.0.0/16", NextHopId: "i-app1" },
    values: routeById,
  },
  "vpc:ModifyRouteEntry": {
    base: { RouteTableId: "vtb-main", DestinationCidrBlock: "198.18.0.0/16", Description: "new" },
    values: { ...routeById, Description: { base: { RouteEntryId: "rte-one" } } },
  },
  "vpc:DescribeRouteEntryList": { base: { RouteTableId: "vtb-main" } },
  "vpc:ModifyRouteTableAttributes": {
    base: { RouteTableId: "vtb-main" },
    values: { RoutePropagationEnable: "false" },
  },
  "vpc:CreateDefaultVpc": { values: { EnableIpv6: "true" } },
  "vpc:CreateDefaultVSwitch": {
    first: ["CreateDefaultVpc", { EnableIpv6: "true" }],
    base: { ZoneId: "cn-hangzhou-h" },
    values: { Ipv6CidrBlock: "1" },
  },
  "vpc:CreateIpv4Gateway": { base: ofVpc, values: addedTag },
  "vpc:DeleteIpv4Gateway": { base: { Ipv4GatewayId: "ipv4gw-one" } },
  "vpc:UpdateIpv4GatewayAttribute": { base: { Ipv4GatewayId: "ipv4gw-one" } },
  "vpc:EnableVpcIpv4Gateway": {
    base: { Ipv4GatewayId: "ipv4gw-one" },
    values: { "RouteTableList.N": { value: "vtb-third", read: "Ipv4Gateway" } },
  },
  "vpc:GetIpv4GatewayAttribute": { base: { Ipv4GatewayId: "ipv4gw-one" } },
  "vpc:ListIpv4Gateways": { values: tagFilter },
  "vpc:CreateVSwitch": {
    base: { VpcId: "vpc-empty", ZoneId: "cn-hangzhou-h", CidrBlock: "172.16.1.0/24" },
    values: {
      ...addedTag,
      CidrBlock: "172.16.2.0/24",
      Ipv6CidrBlock: "1",
      VpcIpv6CidrBlock: "2001:db8::/56",
    },
  },
  "vpc:DeleteVSwitch": { base: { VSwitchId: "vsw-3" } },
  "vpc:ModifyVSwitchAttribute": {
    base: { VSwitchId: "vsw-1" },
    values: {
      EnableIPv6: { value: "false", base: { VSwitchId: "vsw-six" } },
      Ipv6CidrBlock: "1",
      VpcIpv6CidrBlock: "2001:db8::/56",
    },
  },
  "vpc:DescribeVSwitches": { values: { ...tagFilter, IsDefault: "true" } },
  "vpc:DescribeVSwitchAttributes": { base: { VSwitchId: "vsw-1" } },
  "vpc:AllocateEipAddress": {
    values: {
      ...addedTag,
      Bandwidth: "77",
      InstanceChargeType: { value: "PrePaid", base: { Period: "1", InternetChargeType: "PayByBandwidth" } },
      InternetChargeType: "PayByBandwidth",
      IpAddress: "198.51.100.77",
      ISP: "BGP_PRO",
      ActivityId: "77",
      Zone: "cn-hangzhou-i",
      "SecurityProtectionTypes.N": "AntiDDoS_Enhanced",
      Period: { value: "2", base: { InstanceChargeType: "PrePaid", Period: "1" } },
      PricingCycle: { value: "Year", base: { InstanceChargeType: "PrePaid", Period: "1" } },
    },
  },
  "vpc:ReleaseEipAddress": { base: eip },
  "vpc:ModifyEipAddressAttribute": { base: eip, values: { Bandwidth: "77" } },
  "vpc:AssociateEipAddress": {
    base: { ...eip, InstanceId: "i-app2" },
    values: {
      InstanceType: { value: "NetworkInterface", base: { ...eip, InstanceId: "eni-many" }, needed: true },
      Mode: { value: "BINDED", base: { ...eip, InstanceId: "eni-one", InstanceType: "NetworkInterface" } },
      PrivateIpAddress: {
        value: "10.0.0.31",
        base: { ...eip, InstanceId: "eni-many", InstanceType: "NetworkInterface" },
      },
    },
  },
  "vpc:UnassociateEipAddress": {
    base: { AllocationId: "eip-app1" },
    values: { InstanceType: "EcsInstance", PrivateIpAddress: "10.0.0.99" },
  },
  "vpc:ModifyEipForwardMode": {
    base: { InstanceId: "eip-plain" },
    values: { Mode: "BINDED", AllocationId: { base: { AllocationId: "eip-plain" } } },
  },
  "vpc:DeletionProtection": { base: { InstanceId: "eip-free" }, values: { ProtectionEnable: "true" } },
  "vpc:SetHighDefinitionMonitorLogStatus": {
    base: { InstanceId: "eip-free", Status: "ON", LogProject: "one", LogStore: "one" },
    values: {
      Status: "OFF",
      LogProject: "another",
      LogStore: "another",
    },
  },
  "vpc:DescribeHighDefinitionMonitorLogAttribute": { base: { InstanceId: "eip-free" } },
  "vpc:DescribeEipAddresses": { values: tagFilter },
  "vpc:TagResources": {
    base: { ResourceType: "VPC", "ResourceId.1": "vpc-main", "Tag.1.Key": "given" },
    values: addedTag,
  },
  "vpc:ListTagResources": {
    base: { ResourceType: "VPC" },
    values: tagFilter,
  },
  "vpc:UnTagResources": {
    base: { ResourceType: "VPC", "ResourceId.1": "vpc-main", "TagKey.1": "role" },
    values: {
      All: { value: "true", base: { ResourceType: "VPC", "ResourceId.1": "vpc-main" }, needed: true },
    },
  },
  "vpc:MoveResourceGroup": {
    base: { ResourceType: "VPC", ResourceId: "vpc-main", NewResourceGroupId: "rg-one" },
  },
  "ecs:CreateSecurityGroup": { base: ofVpc, values: { ...addedTag, SecurityGroupType: "enterprise" } },
  "ecs:DeleteSecurityGroup": { base: { SecurityGroupId: "sg-empty" } },
  "ecs:ModifySecurityGroupAttribute": { base: ofGroup },
  "ecs:ModifySecurityGroupPolicy": {
    base: { ...ofGroup, InnerAccessPolicy: "Accept" },
    values: { InnerAccessPolicy: "Drop" },
  },
  "ecs:AuthorizeSecurityGroup": authorize("Source"),
  "ecs:AuthorizeSecurityGroupEgress": authorize("Dest"),
  "ecs:RevokeSecurityGroup": byRule("Source", {}, "SecurityGroupRuleId.N", "sgr-none"),
  "ecs:RevokeSecurityGroupEgress": byRule("Dest", {}, "SecurityGroupRuleId.N", "sgr-none"),
  "ecs:ModifySecurityGroupRule": byRule("Source", { Description: "new" }, "SecurityGroupRuleId", "sgr-none"),
  "ecs:ModifySecurityGroupEgressRule": byRule(
    "Dest",
    { Description: "new" },
    "SecurityGroupRuleId",
    "sgr-none",
  ),
  "ecs:DescribeSecurityGroups": { values: { ...tagFilter, SecurityGroupIds: '["sg-none"]' } },
  "ecs:DescribeSecurityGroupAttribute": { base: ofGroup, values: { NicType: "internet" } },
  "ecs:CreateNetworkInterface": {
    base: { VSwitchId: "vsw-1", SecurityGroupId: "sg-web" },
    values: {
      ...addedTag,
      PrimaryIpAddress: "10.0.0.77",
      "PrivateIpAddress.N": "10.0.0.78",
      SecondaryPrivateIpAddressCount: { value: "2", read: "10.0.0.2" },
      SecurityGroupId: { value: "sg-two", base: { VSwitchId: "vsw-1", SecurityGroupId: "sg-web" } },
      "SecurityGroupIds.N": { value: "sg-two", base: { VSwitchId: "vsw-1", "SecurityGroupIds.1": "sg-web" } },
      DeleteOnRelease: "false",
      QueueNumber: "7",
      SourceDestCheck: "true",
      InstanceType: "Trunk",
      NetworkInterfaceTrafficMode: "HighPerformance",
      "Ipv6Address.N": "2001:db8::1",
      Ipv6AddressCount: "1",
    },
  },
  "ecs:DeleteNetworkInterface": { base: { NetworkInterfaceId: "eni-many" } },
  "ecs:ModifyNetworkInterfaceAttribute": {
    base: ofInterface,
    values: {
      "SecurityGroupId.N": "sg-two",
      DeleteOnRelease: "false",
      QueueNumber: "7",
      SourceDestCheck: "true",
    },
  },
  "ecs:DescribeNetworkInterfaces": { values: { ...tagFilter, ServiceManaged: "true" } },
  "ecs:DescribeNetworkInterfaceAttribute": { base: ofInterface },
  "ecs:AssignPrivateIpAddresses": {
    base: { ...ofInterface, "PrivateIpAddress.1": "10.0.0.76" },
    values: {
      "PrivateIpAddress.N": "10.0.0.77",
      SecondaryPrivateIpAddressCount: {
        value: "2",
        base: { ...ofInterface, SecondaryPrivateIpAddressCount: "1" },
        read: "10.0.0.2",
      },
    },
  },
  "ecs:UnassignPrivateIpAddresses": {
    base: { NetworkInterfaceId: "eni-many", "PrivateIpAddress.1": "10.0.0.31" },
  },
  "ecs:AttachNetworkInterface": {
    base: { ...ofInterface, ...ofInstance },
    values: { NetworkCardIndex: "1" },
  },
  "ecs:DetachNetworkInterface": { base: { NetworkInterfaceId: "eni-x", ...ofInstance } },
  "ecs:RunInstances": {
    base: runHere,
    values: {
      ...addedTag,
      "NetworkInterface.N.VSwitchId": { base: primary },
      KeyPairName: "key-one",
      InstanceChargeType: { value: "PrePaid", base: { ...runHere, Period: "1" } },
      AutoRenew: { value: "true", base: runPaid, read: "AutoRenewal" },
      AutoRenewPeriod: { value: "6", base: { ...runPaid, AutoRenew: "true" } },
      AutoReleaseTime: later,
      SpotStrategy: "SpotAsPriceGo",
      SpotPriceLimit: { value: "0.375", base: runSpot },
      SpotDuration: { value: "6", base: runSpot },
      SpotInterruptionBehavior: { value: "Stop", base: runSpot },
      InternetChargeType: "PayByBandwidth",
      InternetMaxBandwidthOut: "77",
      InternetMaxBandwidthIn: "77",
      DeletionProtection: "true",
      CreditSpecification: "Unlimited",
      SecurityEnhancementStrategy: "Active",
      HttpTokens: "required",
      HttpEndpoint: "disabled",
      HttpPutResponseHopLimit: "7",
      "SystemDisk.Category": "cloud_ssd",
      "SystemDisk.Size": "77",
      "SystemDisk.PerformanceLevel": "PL3",
      "SystemDisk.Encrypted": "true",
      "SystemDisk.ProvisionedIops": "7777",
      "SystemDisk.BurstingEnabled": "true",
      Period: { value: "2", base: runPaid },
      PeriodUnit: { value: "Year", base: runPaid },
      Password: "weak",
      PrivateIpAddress: "10.0.0.77",
      SecurityGroupId: "sg-two",
      "SecurityGroupIds.N": {
        value: "sg-two",
        base: { ...run, VSwitchId: "vsw-1", "SecurityGroupIds.1": "sg-web" },
      },
      "NetworkInterface.N.SourceDestCheck": { value: "true", base: primary },
      "NetworkInterface.N.NetworkInterfaceTrafficMode": { value: "HighPerformance", base: primary },
      "NetworkInterface.N.PrimaryIpAddress": { value: "10.0.0.77", base: primary },
      "NetworkInterface.N.SecurityGroupId": { value: "sg-two", base: primary },
      "NetworkInterface.N.SecurityGroupIds.N": {
        value: "sg-two",
        base: { ...primaryOnly, ...ofType, "NetworkInterface.1.SecurityGroupIds.1": "sg-web" },
      },
      "NetworkInterface.N.InstanceType": {
        value: "Primary",
        base: { ...primaryOnly, ...inGroup },
        needed: true,
      },
      "NetworkInterface.N.NetworkInterfaceId": { value: "eni-one", base: runHere },
      "NetworkInterface.N.NetworkInterfaceName": { base: primary },
      "NetworkInterface.N.Description": { base: primary },
      "NetworkInterface.N.DeleteOnRelease": { value: "false", base: secondary },
      "NetworkInterface.N.NetworkCardIndex": { value: "7", base: secondary },
      ...dataDiskSamples,
      Amount: "2",
      "Ipv6Address.N": "2001:db8::1",
      Ipv6AddressCount: "1",
    },
  },
  "ecs:CreatePrefixList": {
    base: newList,
    values: {
      AddressFamily: "IPv6",
      MaxEntries: "77",
      "Entry.N.Cidr": "192.0.2.0/24",
      "Entry.N.Description": { add: { "Entry.1.Cidr": "192.0.2.0/24" } },
    },
  },
  "ecs:ModifyPrefixList": {
    base: { PrefixListId: "pl-one" },
    values: {
      "RemoveEntry.N.Cidr": "192.0.2.0/24",
      "AddEntry.N.Cidr": "203.0.113.0/24",
      "AddEntry.N.Description": { add: { "AddEntry.1.Cidr": "203.0.113.0/24" } },
    },
  },
  "ecs:DeletePrefixList": { base: { PrefixListId: "pl-one" } },
  "ecs:DescribePrefixLists": { values: { AddressFamily: "IPv6" } },
  "ecs:DescribePrefixListAttributes": { base: { PrefixListId: "pl-one" } },
  "ecs:CreateKeyPair": { base: { KeyPairName: "key-new" }, values: addedTag },
  "ecs:ImportKeyPair": {
    base: { KeyPairName: "key-new", PublicKeyBody: publicKey("A") },
    values: { ...addedTag, PublicKeyBody: publicKey("B") },
  },
  "ecs:DeleteKeyPairs": { base: { KeyPairNames: '["key-two"]' }, values: { KeyPairNames: '["key-none"]' } },
  "ecs:AttachKeyPair": {
    base: { InstanceIds: '["i-app1"]', KeyPairName: "key-one" },
    values: { InstanceIds: '["i-none"]', KeyPairName: "key-two" },
  },
  "ecs:DetachKeyPair": {
    first: ["AttachKeyPair", { InstanceIds: '["i-app1"]', KeyPairName: "key-one" }],
    base: { InstanceIds: '["i-app1"]', KeyPairName: "key-one" },
    values: { InstanceIds: '["i-app2"]' },
  },
  "ecs:DescribeKeyPairs": { values: tagFilter },
  "ecs:ModifyInstanceAutoReleaseTime": {
    base: { ...ofInstance, AutoReleaseTime: "2028-01-01T00:00:00Z" },
    values: { AutoReleaseTime: later },
  },
  "ecs:ModifyInstanceChargeType": {
    base: { InstanceIds: '["i-paid"]', InstanceChargeType: "PostPaid" },
    values: {
      InstanceIds: '["i-none"]',
      InstanceChargeType: {
        value: "PrePaid",
        base: { InstanceIds: '["i-app1"]', Period: "1" },
        needed: true,
      },
      Period: { value: "2", base: toPaid },
      PeriodUnit: { value: "Year", base: toPaid },
    },
  },
  "ecs:ModifyInstanceSpec": {
    base: { InstanceId: "i-stopped", InstanceType: "ecs.g7.large" },
    values: { InstanceType: "ecs.g7.xlarge" },
  },
  "ecs:ModifyInstanceNetworkSpec": {
    base: ofInstance,
    values: {
      InternetMaxBandwidthOut: "77",
      InternetMaxBandwidthIn: "77",
      NetworkChargeType: "PayByBandwidth",
      AllocatePublicIp: { value: "true", base: { InstanceId: "i-app2", InternetMaxBandwidthOut: "5" } },
    },
  },
  "ecs:AttachInstanceRamRole": {
    base: { InstanceIds: '["i-app2"]', RamRoleName: "role-one" },
    values: { InstanceIds: '["i-none"]' },
  },
  "ecs:DetachInstanceRamRole": {
    base: { InstanceIds: '["i-app1"]' },
    values: { InstanceIds: '["i-none"]' },
  },
  "ecs:ModifyInstanceVpcAttribute": {
    base: { InstanceId: "i-stopped", VSwitchId: "vsw-3" },
    values: {
      PrivateIpAddress: "10.9.0.77",
      VpcId: "vpc-empty",
      "SecurityGroupId.N": "sg-two",
    },
  },
  "ecs:CreateDisk": {
    base: { ZoneId: "cn-hangzhou-h", Size: "50", DiskCategory: "cloud_essd" },
    values: { ...addedTag, ...diskValues, ZoneId: "cn-hangzhou-i", DiskCategory: "cloud_ssd" },
  },
  "ecs:DeleteDisk": { base: { DiskId: "d-free" } },
  "ecs:AttachDisk": {
    base: { DiskId: "d-free", InstanceId: "i-app1" },
    values: { Device: "/dev/xvdf", DeleteWithInstance: "true" },
  },
  "ecs:DetachDisk": { base: { DiskId: "d-data", InstanceId: "i-app1" } },
  "ecs:ModifyDiskAttribute": {
    base: { DiskId: "d-one" },
    values: { BurstingEnabled: "true", DeleteWithInstance: "false" },
  },
  "ecs:ResizeDisk": { base: { DiskId: "d-one", NewSize: "40" }, values: { NewSize: "77" } },
  "ecs:ReplaceSystemDisk": {
    base: { InstanceId: "i-stopped", ImageId: debian },
    values: {
      ImageId: "m-own",
      "SystemDisk.Size": "77",
      Encrypted: "true",
      KeyPairName: "key-one",
      SecurityEnhancementStrategy: "Active",
      Password: "weak",
    },
  },
  "ecs:DeleteInstance": {
    base: { InstanceId: "i-stopped" },
    values: { Force: { value: "true", base: ofInstance, needed: true } },
  },
  "ecs:StartInstance": { base: { InstanceId: "i-stopped" } },
  "ecs:StopInstance": { base: ofInstance, values: { StoppedMode: "StopCharging" } },
  "ecs:RebootInstance": { base: ofInstance },
  "ecs:ModifyInstanceAttribute": {
    base: ofInstance,
    values: {
      DeletionProtection: "true",
      "SecurityGroupIds.N": "sg-two",
      CreditSpecification: "Unlimited",
      Password: "weak",
    },
  },
  "ecs:JoinSecurityGroup": {
    base: { ...ofInstance, SecurityGroupId: "sg-web" },
    values: { SecurityGroupId: "sg-two" },
  },
  "ecs:LeaveSecurityGroup": { base: { InstanceId: "i-app2", SecurityGroupId: "sg-two" } },
  "ecs:ModifyInstanceMetadataOptions": {
    base: ofInstance,
    values: { HttpTokens: "required", HttpEndpoint: "disabled", HttpPutResponseHopLimit: "7" },
  },
  "ecs:ModifyInstanceMaintenanceAttributes": {
    base: { "InstanceId.1": "i-app1" },
    values: {
      ActionOnMaintenance: "AutoRedeploy",
      NotifyOnMaintenance: "true",
      "MaintenanceWindow.N.StartTime": {
        value: "03:00:00",
        base: {
          "InstanceId.1": "i-app1",
          "MaintenanceWindow.1.StartTime": "02:00:00",
          "MaintenanceWindow.1.EndTime": "06:00:00",
        },
      },
      "MaintenanceWindow.N.EndTime": {
        value: "05:00:00",
        base: {
          "InstanceId.1": "i-app1",
          "MaintenanceWindow.1.StartTime": "02:00:00",
          "MaintenanceWindow.1.EndTime": "06:00:00",
        },
      },
    },
  },
  "ecs:ModifyInstanceAutoRenewAttribute": {
    base: { InstanceId: "i-paid" },
    values: {
      AutoRenew: { value: "true", read: "AutoRenewal" },
      RenewalStatus: "NotRenewal",
      Duration: { value: "6", base: { InstanceId: "i-paid", AutoRenew: "true" } },
      PeriodUnit: "Year",
    },
  },
  "ecs:DescribeInstances": { values: { ...tagFilter, InstanceIds: '["i-none"]' } },
  "ecs:DescribeInstanceAttribute": { base: ofInstance },
  "ecs:DescribeUserData": { base: ofInstance },
  "ecs:DescribeInstanceRamRole": { values: { InstanceIds: '["i-none"]' } },
  "ecs:DescribeInstanceAttachmentAttributes": { values: { InstanceIds: '["i-none"]' } },
  "ecs:DescribeInstanceAutoRenewAttribute": { base: ofInstance },
  "ecs:DescribeDisks": { values: { ...tagFilter, DiskIds: '["d-none"]', DiskType: "system" } },
  "ecs:CreateCommand": { base: command, values: { ...commandValues, ContentEncoding: "PlainText" } },
  "ecs:DeleteCommand": { base: { CommandId: "c-one" } },
  "ecs:DescribeCommands": { values: tagFilter },
  "ecs:InvokeCommand": {
    base: { CommandId: "c-two", "InstanceId.1": "i-app1" },
    values: { Parameters: { value: '{"a":"b"}', read: '{"a":"b"}' }, Timeout: "90", Username: "nobody" },
  },
  "ecs:RunCommand": {
    base: { ...command, ContentEncoding: "Base64", KeepCommand: "true", "InstanceId.1": "i-app1" },
    values: {
      ...commandValues,
      ContentEncoding: "PlainText",
      KeepCommand: "false",
      Parameters: '{"a":"b"}',
      Username: "nobody",
    },
  },
  "ecs:StopInvocation": { base: { InvokeId: "t-two" } },
  "ecs:DescribeInvocations": { values: { IncludeOutput: "true" } },
  "ecs:DescribeInvocationResults": { values: { ContentEncoding: "PlainText" } },
  "ecs:DescribeAvailableResource": {
    base: { DestinationResource: "InstanceType" },
    values: { Cores: "77", Memory: "77", DestinationResource: "SystemDisk" },
  },
  "ecs:DescribeInstanceTypes": {
    values: { MinimumEniPrivateIpAddressQuantity: "20", MinimumEniIpv6AddressQuantity: "2" },
  },
  "ecs:DescribeImageSupportInstanceTypes": { base: { ImageId: run.ImageId } },
  "ecs:DescribeImages": {
    values: { ...tagFilter, IsSupportIoOptimized: "false", IsSupportCloudinit: "false" },
  },
  "ecs:TagResources": {
    base: { ResourceType: "eni", "ResourceId.1": "eni-x", "Tag.1.Key": "given" },
    values: addedTag,
  },
  "ecs:ListTagResources": {
    base: { ResourceType: "instance" },
    values: tagFilter,
  },
  "ecs:UntagResources": {
    base: { ResourceType: "instance", "ResourceId.1": "i-app1", "TagKey.1": "role" },
    values: {
      All: { value: "true", base: { ResourceType: "instance", "ResourceId.1": "i-app1" }, needed: true },
    },
  },
  "ecs:JoinResourceGroup": {
    base: { ResourceType: "instance", ResourceId: "i-app1", ResourceGroupId: "rg-one" },
  },
  "resourcemanager:GetResourceGroup": { base: { ResourceGroupId: "rg-emulateddefault" } },
  "quotas:ListProductQuotas": { base: { ProductCode: "vpc" } },
};
