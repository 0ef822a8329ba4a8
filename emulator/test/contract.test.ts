import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Seed } from "../src";
import { at, TestCloud, type Result } from "./support/engine";
import { app1, exposed, preparations } from "./support/seeds";

/*
 * What the real provider asked for, in order, asked for again: everything is done, every field is there that the
 * provider asserts on, and in the end nothing is left. It was 1.289.0, and 1.286.0 for private-addresses.jsonl.
 * Recordings hold requests only; the identifiers in them were given out by whoever answered then, and are mapped to
 * those that are given out now.
 */

interface Line {
  readonly phase?: string;
  readonly action?: string;
  readonly parameters?: Record<string, string>;
}

const folder = path.join(__dirname, "recordings");
const linesOf = (file: string) =>
  readFileSync(path.join(folder, file), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

type Kind = "text" | "number" | "truth" | "object" | "list";

/**
 * The fields without which the provider fails, panics or sees a difference that is none, by action: read in its source
 * and in the facts about it, not in the emulator. A `*` stands for each item of a list.
 */
const asserted: Record<string, Record<string, Kind>> = {
  DescribeVpcs: {
    TotalCount: "number",
    "Vpcs.Vpc.*.VpcId": "text",
    "Vpcs.Vpc.*.RegionId": "text",
    "Vpcs.Vpc.*.CidrBlock": "text",
    "Vpcs.Vpc.*.Status": "text",
    "Vpcs.Vpc.*.SecondaryCidrBlocks.SecondaryCidrBlock": "list",
    "Vpcs.Vpc.*.UserCidrs.UserCidr": "list",
    "Vpcs.Vpc.*.VSwitchIds.VSwitchId": "list",
    "Vpcs.Vpc.*.Tags.Tag": "list",
  },
  DescribeVpcAttribute: {
    VpcId: "text",
    Status: "text",
    CidrBlock: "text",
    ClassicLinkEnabled: "truth",
    VRouterId: "text",
    "SecondaryCidrBlocks.SecondaryCidrBlock": "list",
    "UserCidrs.UserCidr": "list",
    "Ipv6CidrBlocks.Ipv6CidrBlock": "list",
    "Tags.Tag": "list",
  },
  DescribeRouteTableList: {
    "RouterTableList.RouterTableListType.*.RouteTableType": "text",
    "RouterTableList.RouterTableListType.*.VpcId": "text",
    "RouterTableList.RouterTableListType.*.RouteTableId": "text",
    "RouterTableList.RouterTableListType.*.RouterId": "text",
    "RouterTableList.RouterTableListType.*.Status": "text",
  },
  DescribeRouteTables: { "RouteTables.RouteTable.*.RouteEntrys.RouteEntry": "list" },
  ListIpv4Gateways: { Ipv4GatewayModels: "list", "Ipv4GatewayModels.*.Status": "text" },
  DescribeVSwitches: {
    "VSwitches.VSwitch.*.VSwitchId": "text",
    "VSwitches.VSwitch.*.RouteTable.RouteTableId": "text",
    "VSwitches.VSwitch.*.AvailableIpAddressCount": "number",
    "VSwitches.VSwitch.*.Tags.Tag": "list",
  },
  DescribeVSwitchAttributes: {
    VSwitchId: "text",
    VpcId: "text",
    ZoneId: "text",
    CidrBlock: "text",
    Status: "text",
    Ipv6CidrBlock: "text",
    "Tags.Tag": "list",
  },
  DescribeEipAddresses: {
    "EipAddresses.EipAddress.*.AllocationId": "text",
    "EipAddresses.EipAddress.*.IpAddress": "text",
    "EipAddresses.EipAddress.*.Status": "text",
    "EipAddresses.EipAddress.*.InstanceId": "text",
    "EipAddresses.EipAddress.*.Mode": "text",
    "EipAddresses.EipAddress.*.Descritpion": "text",
    "EipAddresses.EipAddress.*.Bandwidth": "text",
    "EipAddresses.EipAddress.*.ChargeType": "text",
    "EipAddresses.EipAddress.*.AvailableRegions.AvailableRegion": "list",
    "EipAddresses.EipAddress.*.OperationLocks.LockReason": "list",
    "EipAddresses.EipAddress.*.SecurityProtectionTypes.SecurityProtectionType": "list",
    "EipAddresses.EipAddress.*.Tags.Tag": "list",
  },
  DescribeNetworkInterfaces: {
    "NetworkInterfaceSets.NetworkInterfaceSet.*.NetworkInterfaceId": "text",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.MacAddress": "text",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.PrivateIpAddress": "text",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.InstanceId": "text",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.Status": "text",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.Type": "text",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.ResourceGroupId": "text",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.SourceDestCheck": "truth",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.Attachment": "object",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.AssociatedPublicIp": "object",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.PrivateIpSets.PrivateIpSet.*.Primary": "truth",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.PrivateIpSets.PrivateIpSet.*.PrivateIpAddress": "text",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.Ipv6Sets.Ipv6Set": "list",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.Ipv4PrefixSets.Ipv4PrefixSet": "list",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.SecurityGroupIds.SecurityGroupId": "list",
    "NetworkInterfaceSets.NetworkInterfaceSet.*.Tags.Tag": "list",
  },
  DescribeSecurityGroups: {
    TotalCount: "number",
    "SecurityGroups.SecurityGroup.*.SecurityGroupId": "text",
    "SecurityGroups.SecurityGroup.*.SecurityGroupType": "text",
    "SecurityGroups.SecurityGroup.*.VpcId": "text",
    "SecurityGroups.SecurityGroup.*.Tags.Tag": "list",
  },
  DescribeSecurityGroupAttribute: {
    SecurityGroupId: "text",
    VpcId: "text",
    InnerAccessPolicy: "text",
    "Permissions.Permission.*.IpProtocol": "text",
    "Permissions.Permission.*.Priority": "text",
    "Permissions.Permission.*.SourceCidrIp": "text",
    "Permissions.Permission.*.DestCidrIp": "text",
  },
  DescribeInstances: {
    TotalCount: "number",
    "Instances.Instance.*.InstanceId": "text",
    "Instances.Instance.*.Status": "text",
    "Instances.Instance.*.ZoneId": "text",
    "Instances.Instance.*.VpcAttributes.PrivateIpAddress.IpAddress.0": "text",
    "Instances.Instance.*.InnerIpAddress.IpAddress": "list",
    "Instances.Instance.*.PublicIpAddress.IpAddress": "list",
    "Instances.Instance.*.SecurityGroupIds.SecurityGroupId": "list",
    "Instances.Instance.*.NetworkInterfaces.NetworkInterface.*.Type": "text",
    "Instances.Instance.*.CpuOptions": "object",
    "Instances.Instance.*.Tags.Tag": "list",
  },
  DescribeInstanceAttribute: { InstanceId: "text", EnableJumboFrame: "truth" },
  DescribeUserData: { InstanceId: "text", UserData: "text" },
  DescribeInstanceRamRole: { "InstanceRamRoleSets.InstanceRamRoleSet.*.InstanceId": "text" },
  DescribeInstanceMaintenanceAttributes: {
    "MaintenanceAttributes.MaintenanceAttribute.*.InstanceId": "text",
    "MaintenanceAttributes.MaintenanceAttribute.*.ActionOnMaintenance.Value": "text",
    "MaintenanceAttributes.MaintenanceAttribute.*.NotifyOnMaintenance": "truth",
    "MaintenanceAttributes.MaintenanceAttribute.*.MaintenanceWindows.MaintenanceWindow": "list",
  },
  DescribeInstanceAttachmentAttributes: { "Instances.Instance.*.PrivatePoolOptionsMatchCriteria": "text" },
  DescribeDisks: {
    "Disks.Disk.*.InstanceId": "text",
    "Disks.Disk.*.DiskId": "text",
    "Disks.Disk.*.StorageClusterId": "text",
    "Disks.Disk.*.ProvisionedIops": "number",
  },
  DescribeCommands: {
    "Commands.Command.*.CommandId": "text",
    "Commands.Command.*.CommandContent": "text",
    "Commands.Command.*.ParameterNames.ParameterName": "list",
  },
  DescribeInvocations: {
    "Invocations.Invocation.*.InvocationStatus": "text",
    "Invocations.Invocation.*.Parameters": "text",
    "Invocations.Invocation.*.InvokeInstances.InvokeInstance.*.InstanceId": "text",
    "Invocations.Invocation.*.InvokeInstances.InvokeInstance.*.ExitCode": "number",
  },
  ListTagResources: { "TagResources.TagResource": "list" },
  DescribeAvailableResource: {
    "AvailableZones.AvailableZone.*.AvailableResources.AvailableResource.*.SupportedResources.SupportedResource.*.Value":
      "text",
  },
  DescribeZones: {
    "Zones.Zone.*.AvailableInstanceTypes.InstanceTypes.0": "text",
    "Zones.Zone.*.AvailableDiskCategories.DiskCategories.0": "text",
  },
  DescribeInstanceTypes: {
    NextToken: "text",
    "InstanceTypes.InstanceType.*.InstanceTypeId": "text",
    "InstanceTypes.InstanceType.*.InstanceTypeFamily": "text",
    "InstanceTypes.InstanceType.*.EniQuantity": "number",
    "InstanceTypes.InstanceType.*.LocalStorageCapacity": "number",
  },
  DescribeImages: {
    "Images.Image.*.ImageId": "text",
    "Images.Image.*.DiskDeviceMappings.DiskDeviceMapping": "list",
  },
  DescribeRegions: { "Regions.Region.*.RegionId": "text" },
  GetCallerIdentity: { AccountId: "text", PrincipalId: "text", Arn: "text", IdentityType: "text" },
  CreateVpc: { VpcId: "text" },
  AssociateVpcCidrBlock: { CidrBlock: "text" },
  CreateVSwitch: { VSwitchId: "text" },
  CreateNetworkInterface: { NetworkInterfaceId: "text" },
  AssignPrivateIpAddresses: { "AssignedPrivateIpAddressesSet.PrivateIpSet.PrivateIpAddress": "list" },
  AllocateEipAddress: { AllocationId: "text" },
  CreateSecurityGroup: { SecurityGroupId: "text" },
  RunInstances: { "InstanceIdSets.InstanceIdSet.0": "text" },
  CreateCommand: { CommandId: "text" },
  InvokeCommand: { InvokeId: "text" },
};

/** The paths, without their `*`, at which a value is missing or of another kind. */
function missingIn(answer: unknown, fields: Record<string, Kind>): string[] {
  return Object.entries(fields).flatMap(([field, kind]) => {
    const values = field
      .split(".")
      .reduce<unknown[]>(
        (reached, key) => reached.flatMap((value) => (key === "*" ? (value as unknown[]) : [at(value, key)])),
        [answer],
      );
    return values.every((value) => kindOf(value) === kind) ? [] : [`${field} (${kind})`];
  });
}

function kindOf(value: unknown): Kind | "nothing" {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "list";
  return ({ string: "text", number: "number", boolean: "truth", object: "object" } as const)[
    typeof value as "string" | "number" | "boolean" | "object"
  ];
}

const created: Record<string, (answer: Record<string, unknown>) => unknown> = {
  CreateVpc: ({ VpcId }) => VpcId,
  CreateVSwitch: ({ VSwitchId }) => VSwitchId,
  CreateNetworkInterface: ({ NetworkInterfaceId }) => NetworkInterfaceId,
  AllocateEipAddress: ({ AllocationId }) => AllocationId,
  CreateSecurityGroup: ({ SecurityGroupId }) => SecurityGroupId,
  RunInstances: (answer) => at(answer, "InstanceIdSets.InstanceIdSet.0"),
  CreateCommand: ({ CommandId }) => CommandId,
  InvokeCommand: ({ InvokeId }) => InvokeId,
};

/** Plays a recording, its identifiers mapped; gives what each call led to. */
function replay(
  cloud: TestCloud,
  lines: readonly Line[],
): { action: string; phase: string; result: Result }[] {
  const identifiers = new Map<string, string>();
  // Whoever answered numbered what it made, so that the k-th of a kind is the k-th in order.
  const given = [...new Set(JSON.stringify(lines).match(/\b[a-z]+-(?:orc|emu)\d{5}\b/g) ?? [])].sort();
  const results: { action: string; phase: string; result: Result }[] = [];
  let phase = "";
  for (const line of lines) {
    phase = line.phase ?? phase;
    if (line.action === undefined) continue;
    const mapped = Object.entries(line.parameters ?? {}).map(([name, value]): [string, string] => [
      name,
      value.replace(/\b[a-z]+-(?:orc|emu)\d{5}\b/g, (id) => identifiers.get(id) ?? id),
    ]);
    const result = cloud.call(line.action, Object.fromEntries(mapped));
    const id = created[line.action]?.(result.answer);
    if (typeof id === "string") {
      const prefix = id.split("-")[0] ?? "";
      // Interfaces of instances are numbered too and are not made by a call of their own.
      const known = new Set(
        [...identifiers.keys(), ...cloud.engine.cloud.networkInterfaces.keys()].filter((each) => each !== id),
      );
      const recorded = given.find((each) => each.startsWith(`${prefix}-`) && !known.has(each));
      if (recorded !== undefined) identifiers.set(recorded, id);
    }
    results.push({ action: line.action, phase, result });
    cloud.clock.advance(1000);
  }
  return results;
}

const lookedUp: Seed = {
  ...exposed,
  routeEntries: [
    { vpcId: "vpc-main", destination: "0.0.0.0/0", nextHopType: "Ipv4Gateway", nextHopId: "ipv4gw-1" },
  ],
  ipv4Gateways: [{ id: "ipv4gw-1", vpcId: "vpc-main" }],
  commands: [{ id: "c-1", type: "RunShellScript", content: "ZWNobw==", enableParameter: true }],
  invocations: [
    {
      id: "t-1",
      commandId: "c-1",
      commandType: "RunShellScript",
      commandContent: "ZWNobw==",
      targets: [{ instanceId: app1.id, status: "Success" }],
    },
  ],
};
/** What an interface with several EIPs was made with, one of which was replaced by another one in place. */
const severalEips: Seed = {
  ...preparations,
  instances: [app1],
  eips: [1, 2, 3, 4].map((number) => ({ id: `eip-${number}`, ipAddress: `203.0.113.10${number}` })),
};
const seeds: Record<string, Seed> = {
  "exposure.jsonl": preparations,
  "preparations.jsonl": {},
  "look-ups.jsonl": lookedUp,
  "private-addresses.jsonl": severalEips,
};

describe("what the provider has asked for", () => {
  it("is known for each recording with what existed before", () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(seeds).sort());
  });

  describe.each(Object.keys(seeds))("in %s", (file) => {
    const cloud = new TestCloud(seeds[file]);
    const before = cloud.engine.cloud.toJSON();
    const results = replay(cloud, linesOf(file));

    it("is done, but for a look whether something is gone", () => {
      const refusals = results.filter(({ result }) => result.code !== "");
      for (const { action, phase, result } of refusals) {
        expect([phase, action.startsWith("Describe"), result.status, result.message]).toEqual([
          "destroy",
          true,
          404,
          expect.any(String),
        ]);
      }
    });

    it("is answered with every field that it asserts on", () => {
      const wanting = results.flatMap(({ action, result }) =>
        result.code === ""
          ? missingIn(result.answer, asserted[action] ?? {}).map((field) => `${action}: ${field}`)
          : [],
      );
      expect([...new Set(wanting)]).toEqual([]);
    });

    it("leaves nothing behind but the record of its commands", () => {
      if (!results.some(({ phase }) => phase === "destroy")) return;
      const after = cloud.engine.cloud.toJSON();
      expect({ ...after, counters: {}, invocations: [] }).toEqual({ ...before, counters: {} });
    });
  });

  it("has made use of every assertion", () => {
    const used = new Set(Object.keys(seeds).flatMap((file) => linesOf(file).map(({ action }) => action)));
    expect(Object.keys(asserted).filter((action) => !used.has(action))).toEqual([]);
  });
});
