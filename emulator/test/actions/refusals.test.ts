import { canonicalIpv6 } from "../../src/ipv6";
import { monthsLater } from "../../src/clock";
import { at, TestCloud } from "../support/engine";
import { preparations } from "../support/seeds";
import { richSeed } from "./samples";

/*
 * What was accepted although the cloud refuses it, and what was read back otherwise than the cloud does: one line for
 * each. The sources are in the emulator's page.
 */

const rich = () => new TestCloud(structuredClone(richSeed));
const run = {
  ...{ ImageId: "debian_12_x64_20G_alibase_20260101.vhd", InstanceType: "ecs.g7.large" },
  ...{ VSwitchId: "vsw-1", SecurityGroupId: "sg-web" },
};
const secondary = {
  ...{ "NetworkInterface.1.InstanceType": "Secondary", "NetworkInterface.1.VSwitchId": "vsw-1" },
  "NetworkInterface.1.SecurityGroupId": "sg-web",
};
const rule = { SecurityGroupId: "sg-web", IpProtocol: "tcp", PortRange: "80/80" };
const paid = { InstanceChargeType: "PrePaid", Period: "1" };

describe("a call that the cloud refuses", () => {
  it.each<[string, string, Record<string, string>, string]>([
    [
      "a subscription without a period",
      "AllocateEipAddress",
      { InstanceChargeType: "PrePaid" },
      "MissingParameter",
    ],
    ["a period of 10 months", "AllocateEipAddress", { ...paid, Period: "10" }, "InvalidParameter.Period"],
    [
      "a subscription by traffic",
      "AllocateEipAddress",
      { ...paid, InternetChargeType: "PayByTraffic" },
      "InvalidParameter.InternetChargeType",
    ],
    ["201 Mbit/s by traffic", "AllocateEipAddress", { Bandwidth: "201" }, "InvalidParameter.Bandwidth"],
    [
      "501 Mbit/s by bandwidth",
      "AllocateEipAddress",
      { Bandwidth: "501", InternetChargeType: "PayByBandwidth" },
      "InvalidParameter.Bandwidth",
    ],
    ["1001 Mbit/s", "AllocateEipAddress", { ...paid, Bandwidth: "1001" }, "InvalidParameter.Bandwidth"],
    ["an unknown line", "AllocateEipAddress", { ISP: "Carrier" }, "InvalidParameter.ISP"],
    ["a zone of another region", "AllocateEipAddress", { Zone: "cn-beijing-a" }, "InvalidZoneId.NotFound"],
    [
      "an unknown protection",
      "AllocateEipAddress",
      { "SecurityProtectionTypes.1": "Wall" },
      "InvalidParameter.SecurityProtectionTypes",
    ],
    [
      "more bandwidth afterwards",
      "ModifyEipAddressAttribute",
      { AllocationId: "eip-free", Bandwidth: "201" },
      "InvalidParameter.Bandwidth",
    ],
    [
      "a group's name of one character",
      "CreateSecurityGroup",
      { VpcId: "vpc-main", SecurityGroupName: "a" },
      "InvalidSecurityGroupName.Malformed",
    ],
    [
      "a group's name that begins with a digit",
      "CreateSecurityGroup",
      { VpcId: "vpc-main", SecurityGroupName: "1st" },
      "InvalidSecurityGroupName.Malformed",
    ],
    [
      "such a name afterwards",
      "ModifySecurityGroupAttribute",
      { SecurityGroupId: "sg-web", SecurityGroupName: "-x" },
      "InvalidSecurityGroupName.Malformed",
    ],
    [
      "a malformed IPv6 range",
      "AuthorizeSecurityGroup",
      { ...rule, Ipv6SourceCidrIp: "2001:db8::/129" },
      "InvalidParameter.Ipv6SourceCidrIp",
    ],
    [
      "an IPv4 range as an IPv6 one",
      "AuthorizeSecurityGroup",
      { ...rule, Ipv6SourceCidrIp: "10.0.0.0/8" },
      "InvalidParameter.Ipv6SourceCidrIp",
    ],
    [
      "an unknown prefix list",
      "AuthorizeSecurityGroup",
      { ...rule, SourcePrefixListId: "pl-none" },
      "InvalidPrefixListId.NotFound",
    ],
    [
      "a rule beside Permissions",
      "AuthorizeSecurityGroup",
      { ...rule, SourceCidrIp: "10.0.0.0/8", "Permissions.1.IpProtocol": "tcp" },
      "UnsupportedParameter",
    ],
    [
      "an instance for a month without a period",
      "RunInstances",
      { ...run, InstanceChargeType: "PrePaid" },
      "MissingParameter",
    ],
    ["a period of 11 months", "RunInstances", { ...run, ...paid, Period: "11" }, "InvalidPeriod"],
    [
      "a renewal of what is paid as it is used",
      "RunInstances",
      { ...run, AutoRenew: "true" },
      "InvalidParameter.AutoRenew",
    ],
    [
      "an unknown disk category",
      "RunInstances",
      { ...run, "SystemDisk.Category": "tape" },
      "InvalidSystemDiskCategory.ValueNotSupported",
    ],
    ["an unknown spot strategy", "RunInstances", { ...run, SpotStrategy: "Cheap" }, "InvalidSpotStrategy"],
    [
      "a price limit that is none",
      "RunInstances",
      { ...run, SpotPriceLimit: "1.0001" },
      "InvalidSpotPriceLimit",
    ],
    ["an unknown key pair", "RunInstances", { ...run, KeyPairName: "key-none" }, "InvalidKeyPair.NotFound"],
    [
      "a password without a digit",
      "RunInstances",
      { ...run, Password: "Passwordless" },
      "InvalidPassword.Malformed",
    ],
    [
      "the deletion of a subscription",
      "DeleteInstance",
      { InstanceId: "i-paid", Force: "true" },
      "ChargeTypeViolation",
    ],
    [
      "maintenance of an instance that is not there",
      "ModifyInstanceMaintenanceAttributes",
      { "InstanceId.1": "i-none", NotifyOnMaintenance: "true" },
      "InvalidInstanceId.NotFound",
    ],
    [
      "maintenance at half past two",
      "ModifyInstanceMaintenanceAttributes",
      {
        "InstanceId.1": "i-app1",
        "MaintenanceWindow.1.StartTime": "02:30:00",
        "MaintenanceWindow.1.EndTime": "06:00:00",
      },
      "InvalidParameter.MaintenanceWindow",
    ],
    [
      "the renewal of what is paid as it is used",
      "ModifyInstanceAutoRenewAttribute",
      { InstanceId: "i-app1", AutoRenew: "true" },
      "InvalidParameter.InstanceId",
    ],
    [
      "a hop limit of 65",
      "ModifyInstanceMetadataOptions",
      { InstanceId: "i-app1", HttpPutResponseHopLimit: "65" },
      "InvalidParameter.HttpPutResponseHopLimit",
    ],
    [
      "monitoring without a project",
      "SetHighDefinitionMonitorLogStatus",
      { InstanceId: "eip-free", Status: "ON" },
      "MissingParameter",
    ],
    [
      "a trunk interface attached",
      "AttachNetworkInterface",
      { NetworkInterfaceId: "eni-trunk", InstanceId: "i-app1" },
      "InvalidOperation.InvalidEniType",
    ],
    [
      "a release time of a subscription",
      "ModifyInstanceAutoReleaseTime",
      { InstanceId: "i-paid", AutoReleaseTime: "2028-01-01T00:00:00Z" },
      "ChargeTypeViolation",
    ],
    [
      "a release time in words",
      "ModifyInstanceAutoReleaseTime",
      { InstanceId: "i-app1", AutoReleaseTime: "tomorrow" },
      "InvalidAutoReleaseTime.Malformed",
    ],
    [
      "a subscription of two, one of which is one",
      "ModifyInstanceChargeType",
      { InstanceIds: '["i-app1","i-paid"]', ...paid },
      "InvalidInstanceChargeType.ValueNotSupported",
    ],
    [
      "a subscription of an instance without a period",
      "ModifyInstanceChargeType",
      { InstanceIds: '["i-app1"]', InstanceChargeType: "PrePaid" },
      "MissingParameter",
    ],
    [
      "another type of an instance that runs",
      "ModifyInstanceSpec",
      { InstanceId: "i-app1", InstanceType: "ecs.g7.xlarge" },
      "IncorrectInstanceStatus",
    ],
    [
      "an unknown type",
      "ModifyInstanceSpec",
      { InstanceId: "i-stopped", InstanceType: "ecs.none" },
      "InvalidInstanceType.NotFound",
    ],
    [
      "a public address without bandwidth",
      "ModifyInstanceNetworkSpec",
      { InstanceId: "i-app2", AllocatePublicIp: "true" },
      "InvalidParameter.AllocatePublicIp",
    ],
    [
      "a public address while the bandwidth is taken away",
      "ModifyInstanceNetworkSpec",
      { InstanceId: "i-app2", AllocatePublicIp: "true", InternetMaxBandwidthOut: "0" },
      "InvalidParameter.AllocatePublicIp",
    ],
    [
      "another RAM role",
      "AttachInstanceRamRole",
      { InstanceIds: '["i-app2","i-app1"]', RamRoleName: "role-two" },
      "InvalidOperation.InstanceRamRoleAttached",
    ],
    [
      "a RAM role taken away that is another one",
      "DetachInstanceRamRole",
      { InstanceIds: '["i-app1"]', RamRoleName: "role-two" },
      "InvalidRamRole.NotFound",
    ],
    ["a key pair that is there", "CreateKeyPair", { KeyPairName: "key-one" }, "KeyPair.AlreadyExist"],
    ["a key pair called 1", "CreateKeyPair", { KeyPairName: "1" }, "InvalidKeyPairName.Malformed"],
    [
      "a public key that is none",
      "ImportKeyPair",
      { KeyPairName: "key-new", PublicKeyBody: "ssh-rsa ?" },
      "InvalidPublicKeyBody.Malformed",
    ],
    [
      "an unknown key pair attached",
      "AttachKeyPair",
      { KeyPairName: "key-none", InstanceIds: '["i-app1"]' },
      "InvalidKeyPair.NotFound",
    ],
    [
      "a key pair attached to an instance that is not there",
      "AttachKeyPair",
      { KeyPairName: "key-one", InstanceIds: '["i-app1","i-none"]' },
      "InvalidInstanceId.NotFound",
    ],
    ["key pairs deleted without a name", "DeleteKeyPairs", { KeyPairNames: "[]" }, "MissingParameter"],
    [
      "a vSwitch of another zone",
      "ModifyInstanceVpcAttribute",
      { InstanceId: "i-stopped", VSwitchId: "vsw-i" },
      "InvalidVSwitchId.Mismatch",
    ],
    [
      "a vSwitch of another VPC",
      "ModifyInstanceVpcAttribute",
      { InstanceId: "i-stopped", VSwitchId: "vsw-empty" },
      "InvalidVSwitchId.NotFound",
    ],
    [
      "another vSwitch while the instance runs",
      "ModifyInstanceVpcAttribute",
      { InstanceId: "i-app1", VSwitchId: "vsw-3" },
      "IncorrectInstanceStatus",
    ],
    [
      "an address outside of the vSwitch",
      "ModifyInstanceVpcAttribute",
      { InstanceId: "i-stopped", VSwitchId: "vsw-3", PrivateIpAddress: "10.0.0.77" },
      "InvalidPrivateIpAddress.Mismatch",
    ],
    [
      "an address in use",
      "ModifyInstanceVpcAttribute",
      { InstanceId: "i-stopped", VSwitchId: "vsw-1", PrivateIpAddress: "10.0.0.40" },
      "InvalidPrivateIpAddress.Duplicated",
    ],
    [
      "an address that is none",
      "ModifyInstanceVpcAttribute",
      { InstanceId: "i-stopped", VSwitchId: "vsw-1", PrivateIpAddress: "10.0.0" },
      "InvalidPrivateIpAddress.Malformed",
    ],
    [
      "another VPC with a security group of the old one",
      "ModifyInstanceVpcAttribute",
      { InstanceId: "i-stopped", VSwitchId: "vsw-empty", VpcId: "vpc-empty", "SecurityGroupId.1": "sg-web" },
      "InvalidOperation.VpcMismatch",
    ],
    [
      "another VPC without a security group",
      "ModifyInstanceVpcAttribute",
      { InstanceId: "i-stopped", VSwitchId: "vsw-empty", VpcId: "vpc-empty" },
      "MissingParameter",
    ],
    [
      "a system disk replaced while the instance runs",
      "ReplaceSystemDisk",
      { InstanceId: "i-app1", ImageId: "m-own" },
      "IncorrectInstanceStatus",
    ],
    [
      "a smaller system disk",
      "ReplaceSystemDisk",
      { InstanceId: "i-stopped", ImageId: "m-own", "SystemDisk.Size": "39" },
      "InvalidSystemDiskSize.ValueNotSupported",
    ],
    ["a smaller disk", "ResizeDisk", { DiskId: "d-data", NewSize: "39" }, "InvalidParameter.NewSize"],
    ["an attached disk deleted", "DeleteDisk", { DiskId: "d-data" }, "IncorrectDiskStatus"],
    [
      "an attached disk attached",
      "AttachDisk",
      { DiskId: "d-data", InstanceId: "i-app2" },
      "IncorrectDiskStatus",
    ],
    [
      "a device name in use",
      "AttachDisk",
      { DiskId: "d-free", InstanceId: "i-app1", Device: "/dev/xvdb" },
      "InvalidDevice.InUse",
    ],
    [
      "a disk detached from an instance that does not have it",
      "DetachDisk",
      { DiskId: "d-data", InstanceId: "i-app2" },
      "InvalidDisk.AlreadyDetached",
    ],
    [
      "a system disk detached",
      "DetachDisk",
      { DiskId: "d-one", InstanceId: "i-app1" },
      "InvalidDiskId.OperationNotSupported",
    ],
    [
      "a disk in an unknown zone",
      "CreateDisk",
      { ZoneId: "cn-beijing-a", Size: "50" },
      "InvalidZoneId.NotFound",
    ],
    [
      "a data disk without a size",
      "RunInstances",
      { ...run, "DataDisk.1.Category": "cloud_essd" },
      "MissingParameter",
    ],
    [
      "a data disk that is too small for its level",
      "RunInstances",
      {
        ...{ ...run, "DataDisk.1.Category": "cloud_essd", "DataDisk.1.Size": "460" },
        "DataDisk.1.PerformanceLevel": "PL2",
      },
      "InvalidDataDiskSize.ValueNotSupported",
    ],
    [
      "seventeen data disks",
      "RunInstances",
      {
        ...run,
        ...Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`DataDisk.${index + 1}.Size`, "20"])),
      },
      "InstanceDiskNumLimitExceed",
    ],
    [
      "two disks as one device",
      "RunInstances",
      {
        ...{ ...run, "DataDisk.1.Size": "20", "DataDisk.1.Device": "/dev/xvdc" },
        ...{ "DataDisk.2.Size": "20", "DataDisk.2.Device": "/dev/xvdc" },
      },
      "InvalidDevice.InUse",
    ],
    [
      "a secondary interface in another zone",
      "RunInstances",
      { ...run, ...secondary, "NetworkInterface.1.VSwitchId": "vsw-i" },
      "InvalidOperation.AvailabilityZoneMismatch",
    ],
    [
      "a secondary interface that is attached",
      "RunInstances",
      { ...run, "NetworkInterface.1.NetworkInterfaceId": "eni-x" },
      "InvalidOperation.InvalidEniState",
    ],
    [
      "the address of the primary interface for the secondary one",
      "RunInstances",
      {
        ...{ ...run, ...secondary, PrivateIpAddress: "10.0.0.77" },
        "NetworkInterface.1.PrimaryIpAddress": "10.0.0.77",
      },
      "InvalidIp.IpRepeated",
    ],
    [
      "two primary interfaces",
      "RunInstances",
      {
        ...{ ...run, "NetworkInterface.1.InstanceType": "Primary" },
        "NetworkInterface.2.InstanceType": "Primary",
      },
      "InvalidParameter.NetworkInterface.N.InstanceType",
    ],
    [
      "a route to a gateway that is not activated",
      "CreateRouteEntry",
      {
        ...{ RouteTableId: "vtb-third", DestinationCidrBlock: "0.0.0.0/0" },
        ...{ NextHopType: "Ipv4Gateway", NextHopId: "ipv4gw-one" },
      },
      "IncorrectStatus.Ipv4Gateway",
    ],
  ])("is %s", (_what, action, parameters, code) => {
    const cloud = rich();
    const [interface_] = [...cloud.engine.cloud.networkInterfaces.values()];
    if (interface_ !== undefined) {
      const trunk = {
        ...interface_,
        id: "eni-trunk",
        type: "Trunk" as const,
        status: "Available" as const,
        instanceId: "",
      };
      cloud.engine.cloud.networkInterfaces.set("eni-trunk", trunk);
    }
    const before = cloud.engine.cloud.toJSON();
    expect(cloud.refused(action, parameters)).toBe(code);
    expect(cloud.engine.cloud.toJSON()).toEqual(before);
  });
});

describe("an instance with more than one disk and interface", () => {
  const several = {
    ...{ ...run, ...secondary, "DataDisk.1.Size": "20" },
    ...{
      "DataDisk.2.Size": "30",
      "DataDisk.2.Device": "/dev/xvdb",
      "DataDisk.2.DeleteWithInstance": "false",
    },
    ...{ "NetworkInterface.2.NetworkInterfaceId": "eni-one", Amount: "1", InstanceType: "ecs.g7.xlarge" },
  };
  const make = (cloud: TestCloud) => {
    const { answer } = cloud.call("RunInstances", several);
    const InstanceId = String(at(answer, "InstanceIdSets.InstanceIdSet.0"));
    cloud.clock.advance(60_000);
    return InstanceId;
  };

  it("has them from the start", () => {
    const cloud = rich();
    const InstanceId = make(cloud);
    const { engine } = cloud;
    expect(
      engine.cloud.interfacesOf(InstanceId).map(({ type, status, vswitchId }) => [type, status, vswitchId]),
    ).toEqual([
      ["Secondary", "InUse", "vsw-1"],
      ["Primary", "InUse", "vsw-1"],
      ["Secondary", "InUse", "vsw-1"],
    ]);
    const { answer } = cloud.call("DescribeDisks", { InstanceId, DiskType: "data" });
    expect(at(answer, "Disks.Disk")).toMatchObject([
      { Size: 30, Device: "/dev/xvdb", Status: "In_use", DeleteWithInstance: false },
      { Size: 20, Device: "/dev/xvdc", Category: "cloud_efficiency", DeleteWithInstance: true },
    ]);
  });

  it("is there for the data plane before its interfaces are", async () => {
    const heard: string[] = [];
    const cloud = new TestCloud(structuredClone(richSeed), {
      dataPlane: {
        instanceCreated: ({ id }) => void heard.push(id),
        interfaceAttached: ({ primaryIpAddress }, { id }) => void heard.push(`${id} ${primaryIpAddress}`),
      },
    });
    const InstanceId = make(cloud);
    await cloud.engine.ready();
    const addresses = cloud.engine.cloud
      .interfacesOf(InstanceId)
      .filter(({ type }) => type === "Secondary")
      .map(({ primaryIpAddress }) => `${InstanceId} ${primaryIpAddress}`);
    expect(addresses).toHaveLength(2);
    expect(heard.slice(heard.indexOf(InstanceId))).toEqual([InstanceId, ...addresses]);
  });

  it("leaves behind the disk that is to stay", () => {
    const cloud = rich();
    const InstanceId = make(cloud);
    const before = cloud.engine.cloud.disks.size;
    cloud.done("DeleteInstance", { InstanceId, Force: "true" });
    expect(cloud.engine.cloud.disks.size).toBe(before - 2);
    const { answer } = cloud.call("DescribeDisks", { Status: "Available" });
    expect(at(answer, "Disks.Disk")).toMatchObject([{ DiskId: "d-free" }, { Size: 30, Device: "" }]);
  });
});

describe("a stopped instance", () => {
  const move = { InstanceId: "i-stopped", VSwitchId: "vsw-3" };
  const described = (cloud: TestCloud) =>
    at(cloud.call("DescribeInstances", { InstanceIds: '["i-stopped"]' }).answer, "Instances.Instance.0");

  it("is moved once, and again after a start", () => {
    const cloud = rich();
    cloud.done("ModifyInstanceVpcAttribute", { ...move, PrivateIpAddress: "10.9.0.7" });
    expect(described(cloud)).toMatchObject({
      VpcAttributes: { VSwitchId: "vsw-3", PrivateIpAddress: { IpAddress: ["10.9.0.7"] } },
      NetworkInterfaces: { NetworkInterface: [{ PrimaryIpAddress: "10.9.0.7" }] },
    });
    const back = { ...move, VSwitchId: "vsw-1" };
    expect(cloud.refused("ModifyInstanceVpcAttribute", back)).toBe("InvalidPrivateIp.Changing");
    cloud.done("StartInstance", { InstanceId: "i-stopped" });
    cloud.done("StopInstance", { InstanceId: "i-stopped" });
    cloud.done("ModifyInstanceVpcAttribute", back);
  });

  it("goes to another VPC with a security group of that VPC, and without secondary interfaces", () => {
    const cloud = rich();
    const { SecurityGroupId } = cloud.done("CreateSecurityGroup", { VpcId: "vpc-empty" }) as {
      SecurityGroupId: string;
    };
    const away = { InstanceId: "i-stopped", VSwitchId: "vsw-empty", VpcId: "vpc-empty" };
    const request = { ...away, "SecurityGroupId.1": SecurityGroupId };
    const attachment = { InstanceId: "i-stopped", NetworkInterfaceId: "eni-one" };
    cloud.done("AttachNetworkInterface", attachment);
    expect(cloud.refused("ModifyInstanceVpcAttribute", request)).toBe("InvalidOperation.EniAttached");
    cloud.done("DetachNetworkInterface", attachment);
    cloud.done("ModifyInstanceVpcAttribute", request);
    expect(described(cloud)).toMatchObject({
      ...{ VpcAttributes: { VpcId: "vpc-empty" }, SecurityGroupIds: { SecurityGroupId: [SecurityGroupId] } },
    });
  });

  it("gets a new system disk with another image, and loses its key pair", () => {
    const cloud = rich();
    cloud.done("AttachKeyPair", { KeyPairName: "key-one", InstanceIds: '["i-stopped"]' });
    const [old] = cloud.engine.cloud.disksOf("i-stopped");
    const { DiskId } = cloud.done("ReplaceSystemDisk", {
      ...{ InstanceId: "i-stopped", ImageId: "m-own", "SystemDisk.Size": "50" },
    });
    expect(DiskId).not.toBe(old?.id);
    expect(cloud.engine.cloud.disksOf("i-stopped")).toMatchObject([{ id: DiskId, size: 50, type: "system" }]);
    expect(described(cloud)).toMatchObject({ ImageId: "m-own", KeyPairName: "" });
  });

  it.each([
    ["ReplaceSystemDisk", { InstanceId: "i-stopped", ImageId: "m-own" }],
    ["ModifyInstanceVpcAttribute", move],
  ])(
    "is not changed by %s together with a data plane, whose guests stay as they are",
    (action, parameters) => {
      const cloud = new TestCloud(structuredClone(richSeed), {
        dataPlane: { instanceCreated: () => undefined },
      });
      expect(cloud.refused(action, parameters)).toBe("UnsupportedOperation");
    },
  );
});

describe("a public address", () => {
  const addressAfter = (cloud: TestCloud, InstanceId: string, more: Record<string, string> = {}) => {
    cloud.done("ModifyInstanceNetworkSpec", { InstanceId, InternetMaxBandwidthOut: "5", ...more });
    return cloud.engine.cloud.instances.get(InstanceId)?.publicIpAddress;
  };

  it("comes with bandwidth for a subscription, and where it is asked for otherwise", () => {
    const cloud = rich();
    expect(addressAfter(cloud, "i-paid")).toMatch(/^198\.51\.100\./);
    expect(addressAfter(cloud, "i-app2")).toBe("");
    expect(addressAfter(cloud, "i-app2", { AllocatePublicIp: "true" })).toMatch(/^198\.51\.100\./);
  });

  it.each(["i-paid", "i-app2"])("is not for %s while it has an EIP", (InstanceId) => {
    const cloud = rich();
    cloud.done("AssociateEipAddress", { AllocationId: "eip-free", InstanceId });
    const request = { InstanceId, InternetMaxBandwidthOut: "5", AllocatePublicIp: "true" };
    expect(cloud.refused("ModifyInstanceNetworkSpec", request)).toBe("InvalidOperation.EipBound");
  });
});

describe("a key pair", () => {
  it("is taken from the instances that have it, and the others are told of one by one", () => {
    const cloud = rich();
    cloud.done("AttachKeyPair", { KeyPairName: "key-one", InstanceIds: '["i-app1"]' });
    const InstanceIds = '["i-app2","i-app1"]';
    expect(cloud.refused("DeleteKeyPairs", { KeyPairNames: '["key-two","key-one"]' })).toBe(
      "InvalidParameter.KeypairAlreadyAttachedInstance",
    );
    expect(cloud.done("DetachKeyPair", { KeyPairName: "key-one", InstanceIds })).toMatchObject({
      ...{ TotalCount: "2", FailCount: "1" },
      Results: {
        Result: [
          { InstanceId: "i-app2", Success: "false", Code: "InvalidOperation.KeyPairNotAttached" },
          { InstanceId: "i-app1", Success: "true", Code: "200" },
        ],
      },
    });
    expect(cloud.engine.cloud.instances.get("i-app1")?.keyPairName).toBe("");
    cloud.done("DeleteKeyPairs", { KeyPairNames: '["key-two","key-one"]' });
  });
});

describe("an IPv4 gateway", () => {
  it("is not activated with a route table that has a default route already", () => {
    const cloud = rich();
    const request = { Ipv4GatewayId: "ipv4gw-one", "RouteTableList.1": "vtb-third" };
    const { cloud: account } = cloud.engine;
    const entry = { id: "rte-default", name: "", description: "", vpcId: "vpc-third" };
    const target = { nextHopType: "Ipv4Gateway", nextHopId: "ipv4gw-one" };
    account.routeEntries.push({ ...entry, destination: "0.0.0.0/0", ...target });
    expect(cloud.refused("EnableVpcIpv4Gateway", request)).toBe("RouterEntryConflict.Duplicated");
    expect(account.ipv4Gateways.get("ipv4gw-one")?.enabled).toBe(false);
    account.routeEntries.pop();
    cloud.done("EnableVpcIpv4Gateway", request);
    expect(account.routeEntries.filter(({ vpcId }) => vpcId === "vpc-third")).toHaveLength(1);
  });
});

describe("a subscription", () => {
  const month = 31 * 24 * 3_600_000;

  it("says when it ends, and can be deleted after that", () => {
    const cloud = new TestCloud(preparations);
    const { AllocationId } = cloud.done("AllocateEipAddress", { ...paid, Bandwidth: "1000" }) as {
      AllocationId: string;
    };
    const eip = at(cloud.call("DescribeEipAddresses", { AllocationId }).answer, "EipAddresses.EipAddress.0");
    expect(eip).toMatchObject({
      ...{ ChargeType: "PrePaid", InternetChargeType: "PayByBandwidth", Bandwidth: "1000" },
      ExpiredTime: "2026-02-01T00:00:00Z",
    });
    expect(cloud.refused("ReleaseEipAddress", { AllocationId })).toBe("IncorrectInstanceChargeType");
    cloud.clock.advance(month);
    cloud.done("ReleaseEipAddress", { AllocationId });
  });

  it("is not for cut-through mode", () => {
    const cloud = rich();
    const { AllocationId } = cloud.done("AllocateEipAddress", paid) as { AllocationId: string };
    const association = { AllocationId, InstanceId: "eni-one", InstanceType: "NetworkInterface" };
    expect(cloud.refused("AssociateEipAddress", { ...association, Mode: "BINDED" })).toBe(
      "Forbidden.PrePaidBindedEip",
    );
    cloud.done("AssociateEipAddress", association);
    expect(cloud.refused("ModifyEipForwardMode", { InstanceId: AllocationId, Mode: "BINDED" })).toBe(
      "Forbidden.PrePaidBindedEip",
    );
  });

  it("is paid while its instance is stopped, whatever is asked for", () => {
    const cloud = rich();
    const modes = ["i-paid", "i-app1"].map((InstanceId) => {
      cloud.done("StopInstance", { InstanceId, StoppedMode: "StopCharging" });
      const ids = { InstanceIds: JSON.stringify([InstanceId]) };
      return at(cloud.call("DescribeInstances", ids).answer, "Instances.Instance.0.StoppedMode");
    });
    expect(modes).toEqual(["KeepCharging", "StopCharging"]);
  });

  it.each([
    ["2026-01-31T00:00:00Z", 1, "2026-02-28T00:00:00.000Z"],
    ["2028-01-31T12:00:00Z", 1, "2028-02-29T12:00:00.000Z"],
    ["2026-12-15T00:00:00Z", 12, "2027-12-15T00:00:00.000Z"],
  ])("that begins at %s and lasts %i months ends at %s", (from, months, to) => {
    expect(new Date(monthsLater(Date.parse(from), months)).toISOString()).toBe(to);
  });
});

describe("the primary block of a VPC", () => {
  const change = (cloud: TestCloud, CidrBlock: string) =>
    cloud.call("ModifyVpcAttribute", { VpcId: "vpc-main", CidrBlock }).code;

  it.each([
    ["10.0.0.0/9", ""],
    ["10.0.0.0/16", "OperationFailed.CidrInUse"],
    ["192.168.0.0/16", "OperationFailed.CidrInUse"],
    ["10.0.0.1/8", "InvalidCidrBlock.Malformed"],
    ["10.0.0.0/29", "InvalidCidrBlock.Malformed"],
    ["202.0.0.0/7", "InvalidCidrBlock.Malformed"],
    ["203.0.113.0/24", "InvalidCidrBlock"],
  ])("becomes %s, or is refused: %s", (block, code) => {
    expect(change(rich(), block)).toBe(code);
  });

  it("takes any other one while nothing is in it", () => {
    const cloud = new TestCloud({ vpcs: [{ id: "vpc-main" }] });
    expect(change(cloud, "172.16.0.0/12")).toBe("");
    expect(at(cloud.call("DescribeVpcs").answer, "Vpcs.Vpc.0.CidrBlock")).toBe("172.16.0.0/12");
  });
});

describe("the mode of an EIP", () => {
  const modify = (cloud: TestCloud, eip: string, Mode = "BINDED") =>
    cloud.call("ModifyEipForwardMode", { InstanceId: eip, Mode }).code;

  it("is not changed while its interface is attached, or when it is bound to an instance", () => {
    const cloud = rich();
    cloud.done("AssociateEipAddress", { AllocationId: "eip-free", InstanceId: "i-app2" });
    expect([modify(cloud, "eip-app1"), modify(cloud, "eip-free")]).toEqual([
      "ENI.BindEcs",
      "BindInstance.NotSupport",
    ]);
  });

  it("is not changed on the way", () => {
    const cloud = rich();
    cloud.call("UnassociateEipAddress", { AllocationId: "eip-plain" });
    expect(modify(cloud, "eip-plain")).toBe("IncorrectStatus.EipInstance");
  });

  it("is changed on a secondary address", () => {
    const cloud = rich();
    const target = {
      InstanceId: "eni-many",
      InstanceType: "NetworkInterface",
      PrivateIpAddress: "10.0.0.31",
    };
    cloud.done("AssociateEipAddress", { AllocationId: "eip-free", ...target });
    expect(modify(cloud, "eip-free")).toBe("");
  });
});

describe("the resource group", () => {
  it("of what is made without one is the default one, and none for an interface", () => {
    const cloud = new TestCloud(preparations);
    cloud.done("CreateVpc");
    cloud.done("AllocateEipAddress");
    const groups = [
      ["DescribeVpcs", "Vpcs.Vpc.1.ResourceGroupId"],
      ["DescribeEipAddresses", "EipAddresses.EipAddress.1.ResourceGroupId"],
      ["DescribeVSwitches", "VSwitches.VSwitch.0.ResourceGroupId"],
      ["ListResourceGroups", "ResourceGroups.ResourceGroup.0.Id"],
      ["DescribeNetworkInterfaces", "NetworkInterfaceSets.NetworkInterfaceSet.0.ResourceGroupId"],
    ].map(([action = "", path = ""]) => at(cloud.call(action).answer, path));
    const [first] = groups;
    expect(first).toMatch(/^rg-/);
    expect(groups).toEqual([first, first, first, first, ""]);
  });
});

describe("an IPv6 range of a rule", () => {
  it.each([
    ["2001:0db8:3c4d:0015:0000:0000:1a2f:1a2b/0", "2001:db8:3c4d:15::1a2f:1a2b/0"],
    ["2001:DB8::/032", "2001:db8::/32"],
    ["::/0", "::/0"],
    ["2001:db8::1", "2001:db8::1"],
    ["2001:db8::1%eth0/64", undefined],
    ["2001:db8::/129", undefined],
    ["2001:db8::/", undefined],
    ["2001:db8::/64/64", undefined],
    ["10.0.0.0/8", undefined],
    ["", undefined],
  ])("%s is written as %s", (text, canonical) => {
    expect(canonicalIpv6(text)).toBe(canonical);
  });

  it("is the same rule however it is written", () => {
    const cloud = rich();
    for (const Ipv6SourceCidrIp of ["2001:0db8:0:0::/64", "2001:db8::/64"]) {
      cloud.done("AuthorizeSecurityGroup", { ...rule, Ipv6SourceCidrIp });
    }
    expect(cloud.engine.cloud.securityGroups.get("sg-web")?.rules).toHaveLength(3);
  });
});

describe("a rule that is changed by its identifier", () => {
  const change = { SecurityGroupId: "sg-web", SecurityGroupRuleId: "sgr-in" };

  it("takes what is given, and keeps the rest", () => {
    const cloud = rich();
    cloud.done("ModifySecurityGroupRule", {
      ...change,
      PortRange: "443/443",
      Ipv6SourceCidrIp: "2001:db8::/32",
    });
    expect(cloud.engine.cloud.securityGroups.get("sg-web")?.rules[0]).toMatchObject({
      ...{ id: "sgr-in", protocol: "tcp", portRange: "443/443", cidr: "", ipv6Cidr: "2001:db8::/32" },
      ...{ policy: "accept", priority: 1 },
    });
  });

  it("is checked like a new one", () => {
    expect(rich().refused("ModifySecurityGroupRule", { ...change, IpProtocol: "icmp" })).toBe(
      "InvalidParameter.PortRange",
    );
  });
});

describe("the IPv6 range", () => {
  it("of a VPC is not given up while a vSwitch has a part of it", () => {
    const cloud = rich();
    const off = { VpcId: "vpc-six", EnableIPv6: "false" };
    expect(cloud.refused("ModifyVpcAttribute", off)).toBe("OperationFailed.CidrInUse");
    cloud.done("ModifyVSwitchAttribute", { VSwitchId: "vsw-six", EnableIPv6: "false" });
    cloud.done("ModifyVpcAttribute", off);
    expect(at(cloud.call("DescribeVpcs", { VpcId: "vpc-six" }).answer, "Vpcs.Vpc.0")).toMatchObject({
      ...{ EnabledIpv6: false, Ipv6CidrBlock: "" },
    });
  });

  it.each<[Record<string, string>, string]>([
    [{ EnableIPv6: "true" }, "MissingParameter"],
    [{ EnableIPv6: "true", Ipv6CidrBlock: "1" }, "OperationUnsupported.Ipv6"],
    [{ Ipv6CidrBlock: "256" }, "OperationUnsupported.Ipv6"],
    [{ VpcIpv6CidrBlock: "2001:db8::/56" }, "InvalidVpcIpv6CidrBlock.NotFound"],
  ])("of a vSwitch that has one is not changed by %j", (parameters, code) => {
    expect(rich().refused("ModifyVSwitchAttribute", { VSwitchId: "vsw-six", ...parameters })).toBe(code);
  });

  it("of a vSwitch is a part of its VPC's, once", () => {
    const cloud = rich();
    const vswitch = { VpcId: "vpc-six", ZoneId: "cn-hangzhou-h", Ipv6CidrBlock: "255" };
    cloud.done("CreateVSwitch", { ...vswitch, CidrBlock: "10.1.0.0/24" });
    expect(
      at(cloud.call("DescribeVSwitches", { VpcId: "vpc-six" }).answer, "VSwitches.VSwitch.1"),
    ).toMatchObject({
      Ipv6CidrBlock: "2001:db8:0:6ff::/64",
    });
    expect(cloud.refused("CreateVSwitch", { ...vswitch, CidrBlock: "10.2.0.0/24" })).toBe(
      "InvalidIpv6CidrBlock.Overlapped",
    );
    expect(
      cloud.refused("CreateVSwitch", { ...vswitch, VpcId: "vpc-third", CidrBlock: "192.168.1.0/24" }),
    ).toBe("OperationUnsupported.Ipv6");
  });
});

describe("the default network", () => {
  it("is one VPC, and one vSwitch for each zone, with ranges that it chooses", () => {
    const cloud = new TestCloud();
    const zone = { ZoneId: "cn-hangzhou-h" };
    expect(cloud.refused("CreateDefaultVSwitch", zone)).toBe("InvalidVpcId.NotFound");
    const { VpcId } = cloud.done("CreateDefaultVpc") as { VpcId: string };
    expect(cloud.refused("CreateDefaultVpc")).toBe("OperationFailed.DefaultVpcExist");
    cloud.done("CreateDefaultVSwitch", zone);
    expect(cloud.refused("CreateDefaultVSwitch", zone)).toBe("OperationFailed.DefaultVswitchExist");
    cloud.done("CreateVSwitch", { ...zone, VpcId, CidrBlock: "172.31.16.0/24" });
    cloud.done("CreateDefaultVSwitch", { ZoneId: "cn-hangzhou-i" });
    const listed = ["true", "false"].map(
      (IsDefault) => cloud.call("DescribeVSwitches", { IsDefault }).answer,
    );
    expect(listed.map((answer) => [answer.TotalCount, at(answer, "VSwitches.VSwitch.1.CidrBlock")])).toEqual([
      [2, "172.31.32.0/20"],
      [1, undefined],
    ]);
    expect(cloud.call("DescribeVpcs", { IsDefault: "true" }).answer.TotalCount).toBe(1);
  });
});

describe("a route", () => {
  const route = { RouteTableId: "vtb-main", DestinationCidrBlock: "192.0.2.0/24", NextHopId: "i-app1" };

  it.each<[Record<string, string>, string]>([
    [{ RouteTableId: "vtb-none" }, "InvalidRouteTableId.NotFound"],
    [{ DestinationCidrBlock: "192.0.2.1/24" }, "InvalidCidrBlock.Malformed"],
    [{ DestinationCidrBlock: "100.64.0.0/12" }, "InvalidCidrBlock.Malformed"],
    [{ DestinationCidrBlock: "10.0.0.128/25" }, "InvalidCidrBlock.Overlapped"],
    [{ DestinationCidrBlock: "198.18.0.0/16" }, "RouterEntryConflict.Duplicated"],
    [{ NextHopType: "NatGateway" }, "InvalidParameter.NextHopType"],
    [{ NextHopType: "toString" }, "InvalidParameter.NextHopType"],
    [{ NextHopId: "i-none" }, "InvalidNextHopId.NotFound"],
    [{ NextHopType: "Ipv4Gateway", NextHopId: "ipv4gw-one" }, "InvalidNextHopId.NotFound"],
  ])("is refused with %j", (parameters, code) => {
    expect(rich().refused("CreateRouteEntry", { ...route, ...parameters })).toBe(code);
  });

  it("keeps its next hop, until it is deleted", () => {
    const cloud = rich();
    cloud.done("CreateRouteEntry", { ...route, NextHopType: "NetworkInterface", NextHopId: "eni-many" });
    const eni = { NetworkInterfaceId: "eni-many" };
    expect(cloud.refused("DeleteNetworkInterface", eni)).toBe("DependencyViolation.RouteEntry");
    expect(cloud.refused("DeleteInstance", { InstanceId: "i-app1", Force: "true" })).toBe(
      "DependencyViolation.RouteEntry",
    );
    expect(cloud.refused("DeleteRouteEntry", route)).toBe("InvalidRouteEntry.NotFound");
    cloud.done("DeleteRouteEntry", { ...route, NextHopId: "eni-many" });
    cloud.done("DeleteNetworkInterface", eni);
  });
});

describe("an IPv4 gateway", () => {
  it("is made once in a VPC, leads the Internet traffic to it, and excludes cut-through mode", () => {
    const cloud = rich();
    const { Ipv4GatewayId } = cloud.done("CreateIpv4Gateway", { VpcId: "vpc-main" }) as {
      Ipv4GatewayId: string;
    };
    expect(cloud.refused("CreateIpv4Gateway", { VpcId: "vpc-main" })).toBe(
      "ResourceAlreadyExist.Ipv4Gateway",
    );
    expect(cloud.refused("DeleteVpc", { VpcId: "vpc-third" })).toBe("DependencyViolation.Ipv4Gateway");
    const bound = { AllocationId: "eip-free", InstanceId: "eni-one", InstanceType: "NetworkInterface" };
    expect(cloud.refused("AssociateEipAddress", { ...bound, Mode: "BINDED" })).toBe(
      "OperationDenied.Ipv4GatewayExist",
    );
    const tables = { Ipv4GatewayId, "RouteTableList.1": "vtb-third" };
    expect(cloud.refused("EnableVpcIpv4Gateway", tables)).toBe("ResourceNotFound.RouteTable");
    cloud.done("EnableVpcIpv4Gateway", { ...tables, "RouteTableList.1": "vtb-main" });
    expect(cloud.refused("DeleteIpv4Gateway", { Ipv4GatewayId })).toBe("DependencyViolation.RouteEntry");
  });
});
