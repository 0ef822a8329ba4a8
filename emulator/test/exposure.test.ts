import type { Seed } from "../src";
import { at, TestCloud } from "./support/engine";
import { app1, app2, exposed, preparations } from "./support/seeds";

const block = { VpcId: "vpc-main", SecondaryCidrBlock: "203.0.113.96/28" };
const vswitch = { VpcId: "vpc-main", CidrBlock: "203.0.113.96/28", ZoneId: "cn-hangzhou-h" };
const association = { AllocationId: "eip-app1", InstanceType: "NetworkInterface", Mode: "NAT" };

/** A cloud with the secondary block and its vSwitch `vsw-emu00001`. */
function withVSwitch(seed: Seed = preparations): TestCloud {
  const cloud = new TestCloud(seed);
  cloud.done("AssociateVpcCidrBlock", block);
  cloud.done("CreateVSwitch", vswitch);
  return cloud;
}

/** The same with the interface that has the EIP for its address. */
function withInterface(seed: Seed = preparations): { cloud: TestCloud; eni: string } {
  const cloud = withVSwitch(seed);
  const answer = cloud.done("CreateNetworkInterface", {
    VSwitchId: "vsw-emu00001",
    PrimaryIpAddress: "203.0.113.106",
    "SecurityGroupIds.1": "sg-web",
  });
  return { cloud, eni: String(answer.NetworkInterfaceId) };
}

const statusOf = (cloud: TestCloud, eni: string) =>
  at(
    cloud.call("DescribeNetworkInterfaces", { "NetworkInterfaceId.1": eni }).answer,
    "NetworkInterfaceSets.NetworkInterfaceSet.0.Status",
  );
const eipStatusOf = (cloud: TestCloud) =>
  at(
    cloud.call("DescribeEipAddresses", { AllocationId: "eip-app1" }).answer,
    "EipAddresses.EipAddress.0.Status",
  );

describe("a secondary CIDR block", () => {
  it("shows at once, although the VPC is busy with it for a while", () => {
    const cloud = new TestCloud(preparations);
    cloud.call("AssociateVpcCidrBlock", block);
    expect(
      at(
        cloud.call("DescribeVpcs", { VpcId: "vpc-main" }).answer,
        "Vpcs.Vpc.0.SecondaryCidrBlocks.SecondaryCidrBlock",
      ),
    ).toEqual(["203.0.113.96/28"]);
    expect(cloud.refused("AssociateVpcCidrBlock", { ...block, SecondaryCidrBlock: "198.51.100.0/28" })).toBe(
      "OperationConflict",
    );
    expect(cloud.refused("UnassociateVpcCidrBlock", block)).toBe("OperationConflict");
    cloud.clock.advance(1000);
    cloud.done("UnassociateVpcCidrBlock", block);
  });

  it.each([
    ["has host bits set", "203.0.113.97/28", "InvalidCidrBlock.Malformed"],
    ["is no range", "203.0.113.96", "InvalidCidrBlock.Malformed"],
    ["is smaller than /28", "203.0.113.96/29", "IllegalParam.CidrMask"],
    ["is larger than /16", "198.18.0.0/15", "IllegalParam.CidrMask"],
    ["begins with 0", "0.1.0.0/16", "IllegalParam.SecondaryCidrBlock"],
    ["is in the shared address space", "100.64.1.0/24", "IllegalParam.SecondaryCidrBlock"],
    ["is a loopback range", "127.0.0.0/16", "IllegalParam.SecondaryCidrBlock"],
    ["is a link-local range", "169.254.0.0/16", "IllegalParam.SecondaryCidrBlock"],
    ["is a multicast range", "224.1.0.0/24", "IllegalParam.SecondaryCidrBlock"],
    ["is a part of the primary range", "10.1.0.0/24", "InvalidCidrBlock"],
    ["is there already", "192.0.2.0/24", "Duplicated.SecondaryCidrBlock"],
    ["overlaps with another one", "192.0.2.16/28", "InvalidCidrBlock"],
    ["contains the destination of a route", "198.51.100.0/24", "OperationFailed.ConflictWithEntry"],
  ])("is refused when it %s", (_case, SecondaryCidrBlock, code) => {
    const cloud = new TestCloud({
      vpcs: [{ id: "vpc-main", secondaryCidrBlocks: ["192.0.2.0/24"] }],
      routeEntries: [{ vpcId: "vpc-main", destination: "198.51.100.64/26" }],
    });
    expect(cloud.refused("AssociateVpcCidrBlock", { ...block, SecondaryCidrBlock })).toBe(code);
  });

  it("is refused when the VPC has five, or as many as its quota says", () => {
    const secondaryCidrBlocks = [1, 2, 3, 4, 5].map((octet) => `198.18.${octet}.0/24`);
    const cloud = new TestCloud({ vpcs: [{ id: "vpc-main", secondaryCidrBlocks }] });
    expect(cloud.refused("AssociateVpcCidrBlock", block)).toBe("QuotaExceeded.VpcMultiCidr");
    const larger = new TestCloud({
      vpcs: [{ id: "vpc-main", secondaryCidrBlocks }],
      quotas: { secondaryCidrBlocksPerVpc: 6 },
    });
    larger.done("AssociateVpcCidrBlock", block);
  });

  it("is refused in a VPC that does not exist, and as an IPv6 block", () => {
    const cloud = new TestCloud(preparations);
    expect(cloud.call("AssociateVpcCidrBlock", { ...block, VpcId: "vpc-none" })).toMatchObject({
      code: "InvalidVpcId.NotFound",
      status: 404,
    });
    expect(
      cloud.refused("AssociateVpcCidrBlock", { VpcId: "vpc-main", IPv6CidrBlock: "2001:db8::/56" }),
    ).toBe("OperationUnsupported.VpcMultiCidr");
    expect(cloud.refused("AssociateVpcCidrBlock", { VpcId: "vpc-main" })).toBe(
      "MissingParam.SecondaryCidrOrIpv6Cidr",
    );
  });

  it("is kept while a vSwitch is in it", () => {
    const cloud = withVSwitch();
    expect(cloud.refused("UnassociateVpcCidrBlock", block)).toBe("OperationFailed.CidrInUse");
    cloud.done("DeleteVSwitch", { VSwitchId: "vsw-emu00001" });
    cloud.done("UnassociateVpcCidrBlock", block);
  });
});

describe("a vSwitch", () => {
  it("is Pending until it is Available, and keeps others out of its VPC meanwhile", () => {
    const cloud = new TestCloud({ ...preparations, durations: { createVSwitch: 1000 } });
    const { VSwitchId } = cloud.call("CreateVSwitch", { ...vswitch, CidrBlock: "10.1.0.0/24" }).answer;
    const status = () =>
      at(cloud.call("DescribeVSwitchAttributes", { VSwitchId: String(VSwitchId) }).answer, "Status");
    expect(status()).toBe("Pending");
    expect(cloud.refused("CreateVSwitch", { ...vswitch, CidrBlock: "10.2.0.0/24" })).toBe(
      "IncorrectVSwitchStatus",
    );
    expect(
      cloud.refused("CreateNetworkInterface", {
        VSwitchId: String(VSwitchId),
        "SecurityGroupIds.1": "sg-web",
      }),
    ).toBe("IncorrectVSwitchStatus");
    cloud.clock.advance(1000);
    expect(status()).toBe("Available");
    cloud.done("CreateVSwitch", { ...vswitch, CidrBlock: "10.2.0.0/24" });
  });

  it.each([
    ["is in no block of the VPC", "203.0.113.112/28", "InvalidParameter"],
    ["is larger than the block", "203.0.113.64/26", "InvalidParameter"],
    ["has host bits set", "203.0.113.97/28", "InvalidCidrBlock.Malformed"],
    ["is smaller than /29", "203.0.113.96/30", "InvalidCirdrBlock.MaskLength"],
    ["is larger than /16", "10.0.0.0/15", "InvalidCirdrBlock.MaskLength"],
    ["overlaps with another one", "10.0.0.128/25", "InvalidCidrBlock.Overlapped"],
  ])("is refused when its range %s", (_case, CidrBlock, code) => {
    const cloud = new TestCloud(preparations);
    cloud.done("AssociateVpcCidrBlock", block);
    expect(cloud.refused("CreateVSwitch", { ...vswitch, CidrBlock })).toBe(code);
  });

  it("is refused in a zone that the region does not have", () => {
    const cloud = new TestCloud(preparations);
    expect(cloud.refused("CreateVSwitch", { ...vswitch, ZoneId: "cn-beijing-a" })).toBe(
      "InvalidZoneId.NotFound",
    );
  });

  it("is kept while a network interface is in it", () => {
    const { cloud } = withInterface();
    expect(cloud.refused("DeleteVSwitch", { VSwitchId: "vsw-emu00001" })).toBe("DependencyViolation");
  });
});

describe("a network interface", () => {
  const create = (cloud: TestCloud, more: Record<string, string>) =>
    cloud.call("CreateNetworkInterface", {
      VSwitchId: "vsw-emu00001",
      "SecurityGroupIds.1": "sg-web",
      ...more,
    }).code;

  it.each([
    ["the first address", "203.0.113.96", "InvalidVSwitchId.IpInvalid"],
    ["the third address from the end", "203.0.113.109", "InvalidVSwitchId.IpInvalid"],
    ["the last address", "203.0.113.111", "InvalidVSwitchId.IpInvalid"],
    ["an address outside", "203.0.113.112", "InvalidVSwitchId.IpInvalid"],
    ["no address", "203.0.113.010", "InvalidIp.Address"],
    ["the first one that can be had", "203.0.113.97", ""],
    ["the last one that can be had", "203.0.113.108", ""],
  ])("with %s of its vSwitch: %s %s", (_case, PrimaryIpAddress, code) => {
    expect(create(withVSwitch(), { PrimaryIpAddress })).toBe(code);
  });

  it("is refused when its address is taken, or named twice", () => {
    const { cloud } = withInterface();
    expect(create(cloud, { PrimaryIpAddress: "203.0.113.106" })).toBe("InvalidIp.IpAssigned");
    expect(create(cloud, { PrimaryIpAddress: "203.0.113.100", "PrivateIpAddress.1": "203.0.113.100" })).toBe(
      "InvalidIp.IpRepeated",
    );
  });

  it("is refused when the vSwitch is full", () => {
    const cloud = new TestCloud({ ...preparations, quotas: { networkInterfaces: 1000 } });
    cloud.done("CreateVSwitch", { ...vswitch, CidrBlock: "10.9.0.0/29" });
    const codes = Array.from({ length: 5 }, () => create(cloud, {}));
    expect(codes).toEqual(["", "", "", "", "InvalidVSwitchId.IpNotEnough"]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["there is none", { "SecurityGroupIds.1": "" }, "MissingParameter"],
    ["one does not exist", { "SecurityGroupIds.1": "sg-none" }, "InvalidSecurityGroupId.NotFound"],
    ["one is in another VPC", { "SecurityGroupIds.1": "sg-other" }, "InvalidOperation.VpcMismatch"],
    [
      "one belongs to a service",
      { "SecurityGroupIds.1": "sg-service" },
      "InvalidOperation.ResourceManagedByCloudProduct",
    ],
    ["one is there twice", { "SecurityGroupIds.2": "sg-web" }, "InvalidParameter.SecurityGroupIdRepeated"],
    [
      "basic and advanced ones are mixed",
      { "SecurityGroupIds.2": "sg-advanced" },
      "EnterpriseGroupLimited.MutliGroupType",
    ],
    [
      "there are six",
      Object.fromEntries([2, 3, 4, 5, 6].map((n) => [`SecurityGroupIds.${n}`, `sg-${n}`])),
      "JoinedGroupLimitExceed",
    ],
    ["both forms are used", { SecurityGroupId: "sg-web" }, "InvalidParameter.Conflict"],
  ])("is refused when of its security groups %s", (_case, groups, code) => {
    const cloud = withVSwitch({
      ...preparations,
      vpcs: [...preparations.vpcs, { id: "vpc-other" }],
      securityGroups: [
        ...preparations.securityGroups,
        { id: "sg-other", vpcId: "vpc-other" },
        { id: "sg-service", vpcId: "vpc-main", serviceManaged: true },
        { id: "sg-advanced", vpcId: "vpc-main", type: "enterprise" },
        ...[2, 3, 4, 5, 6].map((n) => ({ id: `sg-${n}`, vpcId: "vpc-main" })),
      ],
    });
    expect(create(cloud, groups)).toBe(code);
  });

  it("is refused beyond the quota of the region", () => {
    expect(create(withVSwitch({ ...preparations, quotas: { networkInterfaces: 0 } }), {})).toBe(
      "MaxEniCountExceeded",
    );
  });

  it("is kept while it is attached, and while an EIP is bound to it", () => {
    const { cloud, eni } = withInterface();
    cloud.done("AssociateEipAddress", { ...association, InstanceId: eni });
    expect(cloud.refused("DeleteNetworkInterface", { NetworkInterfaceId: eni })).toBe(
      "InvalidOperation.EniLinked",
    );
    cloud.done("AttachNetworkInterface", { NetworkInterfaceId: eni, InstanceId: "i-app1" });
    expect(cloud.refused("DeleteNetworkInterface", { NetworkInterfaceId: eni })).toBe(
      "InvalidOperation.InvalidEniState",
    );
    cloud.done("DetachNetworkInterface", { NetworkInterfaceId: eni, InstanceId: "i-app1" });
    cloud.done("UnassociateEipAddress", { AllocationId: "eip-app1", InstanceId: eni });
    cloud.done("DeleteNetworkInterface", { NetworkInterfaceId: eni });
  });

  it("is not deleted and not detached when it is the primary one", () => {
    const cloud = new TestCloud(preparations);
    const primary = "eni-emu00001";
    expect(cloud.refused("DeleteNetworkInterface", { NetworkInterfaceId: primary })).toBe(
      "InvalidOperation.InvalidEniType",
    );
    expect(
      cloud.refused("DetachNetworkInterface", { NetworkInterfaceId: primary, InstanceId: "i-app1" }),
    ).toBe("InvalidOperation.DetachPrimaryEniNotAllowed");
  });

  it("gets secondary addresses and gives them back, but for those that an EIP needs", () => {
    const { cloud, eni } = withInterface();
    cloud.done("AssignPrivateIpAddresses", {
      NetworkInterfaceId: eni,
      "PrivateIpAddress.1": "203.0.113.100",
    });
    cloud.done("AssociateEipAddress", { ...association, InstanceId: eni, PrivateIpAddress: "203.0.113.100" });
    const remove = { NetworkInterfaceId: eni, "PrivateIpAddress.1": "203.0.113.100" };
    expect(cloud.refused("UnassignPrivateIpAddresses", remove)).toBe("InvalidOperation.EniLinked");
    cloud.done("UnassociateEipAddress", { AllocationId: "eip-app1" });
    cloud.done("UnassignPrivateIpAddresses", remove);
    expect(cloud.refused("UnassignPrivateIpAddresses", remove)).toBe("InvalidIp.IpUnassigned");
  });
});

describe("an EIP", () => {
  it("goes from Available over Associating to InUse and back, and names its interface at once", () => {
    const { cloud, eni } = withInterface();
    const request = { ...association, InstanceId: eni, PrivateIpAddress: "203.0.113.106" };
    cloud.call("AssociateEipAddress", request);
    expect(
      at(
        cloud.call("DescribeEipAddresses", { AllocationId: "eip-app1" }).answer,
        "EipAddresses.EipAddress.0",
      ),
    ).toMatchObject({
      Status: "Associating",
      InstanceId: eni,
      InstanceType: "NetworkInterface",
      PrivateIpAddress: "203.0.113.106",
    });
    expect(cloud.refused("UnassociateEipAddress", { AllocationId: "eip-app1" })).toBe("IncorrectEipStatus");
    cloud.clock.advance(1000);
    expect(eipStatusOf(cloud)).toBe("InUse");
    cloud.call("UnassociateEipAddress", { AllocationId: "eip-app1", InstanceId: eni });
    expect(eipStatusOf(cloud)).toBe("Unassociating");
    cloud.clock.advance(1000);
    expect(eipStatusOf(cloud)).toBe("Available");
  });

  it("does not repeat a private address that the association did not name", () => {
    const { cloud, eni } = withInterface();
    cloud.done("AssociateEipAddress", { ...association, InstanceId: eni });
    const answer = cloud.call("DescribeEipAddresses", { AllocationId: "eip-app1" }).answer;
    expect(at(answer, "EipAddresses.EipAddress.0.PrivateIpAddress")).toBe("");
  });

  it("has one binding, and a private address has one EIP", () => {
    const seed = {
      ...preparations,
      eips: [...preparations.eips, { id: "eip-2", ipAddress: "203.0.113.107" }],
    };
    const { cloud, eni } = withInterface(seed);
    cloud.done("AssociateEipAddress", { ...association, InstanceId: eni });
    expect(cloud.refused("AssociateEipAddress", { AllocationId: "eip-app1", InstanceId: "i-app2" })).toBe(
      "IncorrectEipStatus",
    );
    expect(
      cloud.refused("AssociateEipAddress", { ...association, AllocationId: "eip-2", InstanceId: eni }),
    ).toBe("InvalidAssociation.Duplicated");
    expect(cloud.refused("ReleaseEipAddress", { AllocationId: "eip-app1" })).toBe("IncorrectEipStatus");
  });

  it.each<[string, Record<string, string>, string]>([
    ["the interface does not exist", { InstanceId: "eni-none" }, "InvalidInstanceId.NotFound"],
    ["the interface is a primary one", { InstanceId: "eni-emu00001" }, "InvalidParameter.EniInstanceId"],
    [
      "the private address is another one's",
      { PrivateIpAddress: "203.0.113.100" },
      "InvalidParameter.PrivateIpAddress",
    ],
    ["the mode is closed to new users", { Mode: "MULTI_BINDED" }, "Mode.NotSupport"],
    ["the mode is none", { Mode: "PAT" }, "InvalidParameter.Mode"],
    ["the type is not emulated", { InstanceType: "HaVip" }, "InvalidInstanceType.ValueNotSupported"],
    ["the EIP does not exist", { AllocationId: "eip-none" }, "InvalidAllocationId.NotFound"],
  ])("is not bound when %s", (_case, more, code) => {
    const { cloud, eni } = withInterface();
    expect(cloud.refused("AssociateEipAddress", { ...association, InstanceId: eni, ...more })).toBe(code);
  });

  it.each(["financial", "security"] as const)("is not bound while it is locked: %s", (lockReason) => {
    const { cloud, eni } = withInterface();
    const eip = cloud.engine.cloud.eips.get("eip-app1");
    if (eip !== undefined) eip.lockReason = lockReason;
    expect(cloud.refused("AssociateEipAddress", { ...association, InstanceId: eni })).toBe(
      "Forbidden.FinancialLocked",
    );
    const { answer } = cloud.call("DescribeEipAddresses", { LockReason: lockReason });
    expect(at(answer, "EipAddresses.EipAddress.0")).toMatchObject({
      AllocationId: "eip-app1",
      OperationLocks: { LockReason: [{ LockReason: lockReason }] },
    });
  });

  it("is not bound to an interface that is being attached or detached", () => {
    const { cloud, eni } = withInterface();
    const attachment = { NetworkInterfaceId: eni, InstanceId: "i-app1" };
    cloud.call("AttachNetworkInterface", attachment);
    expect(cloud.refused("AssociateEipAddress", { ...association, InstanceId: eni })).toBe(
      "InvalidStatus.EniStatusNotSupport",
    );
    cloud.clock.advance(1000);
    cloud.call("DetachNetworkInterface", attachment);
    expect(cloud.refused("AssociateEipAddress", { ...association, InstanceId: eni })).toBe(
      "InvalidStatus.EniStatusNotSupport",
    );
  });

  it("is bound in cut-through mode only to an interface that is not attached, in a VPC without IPv4 gateway", () => {
    const { cloud, eni } = withInterface();
    const request = { ...association, Mode: "BINDED", InstanceId: eni };
    cloud.done("AttachNetworkInterface", { NetworkInterfaceId: eni, InstanceId: "i-app1" });
    expect(cloud.refused("AssociateEipAddress", request)).toBe("Eni.Attached");
    const gateway = withInterface({ ...preparations, ipv4Gateways: [{ id: "ipv4gw-1", vpcId: "vpc-main" }] });
    expect(gateway.cloud.refused("AssociateEipAddress", { ...request, InstanceId: gateway.eni })).toBe(
      "OperationDenied.Ipv4GatewayExist",
    );
    const free = withInterface();
    free.cloud.done("AssociateEipAddress", { ...request, InstanceId: free.eni });
  });

  it("is bound to an instance without a public address of its own", () => {
    const cloud = new TestCloud({
      ...preparations,
      instances: [app1, { ...app2, publicIpAddress: "198.51.100.9" }],
    });
    expect(cloud.refused("AssociateEipAddress", { AllocationId: "eip-app1", InstanceId: "i-app2" })).toBe(
      "EIP_CAN_NOT_ASSOCIATE_WITH_PUBLIC_IP",
    );
    cloud.done("AssociateEipAddress", { AllocationId: "eip-app1", InstanceId: "i-app1" });
    expect(
      at(
        cloud.call("DescribeInstances", { InstanceIds: '["i-app1"]' }).answer,
        "Instances.Instance.0.EipAddress.IpAddress",
      ),
    ).toBe("203.0.113.106");
  });

  it("comes from the pools, or is the address that was asked for", () => {
    const cloud = new TestCloud({ eipPools: ["192.0.2.0/30"] });
    expect(cloud.done("AllocateEipAddress")).toMatchObject({ EipAddress: "192.0.2.1" });
    expect(cloud.refused("AllocateEipAddress", { IpAddress: "192.0.2.1" })).toBe(
      "InvalidIpAddress.NotAvailable",
    );
    expect(cloud.refused("AllocateEipAddress", { IpAddress: "203.0.113.1" })).toBe(
      "InvalidIpAddress.NotAvailable",
    );
    expect(cloud.done("AllocateEipAddress", { IpAddress: "192.0.2.2" })).toMatchObject({
      EipAddress: "192.0.2.2",
    });
    expect(cloud.refused("AllocateEipAddress")).toBe("OperationFailed.ResourceNotEnough");
  });
});

describe("an EIP of an instance that is deleted", () => {
  it("is bound anew as slowly as ever, whatever had begun before", () => {
    const { cloud, eni } = withInterface({
      ...preparations,
      durations: { associateEip: 1000, attachInterface: 0 },
    });
    cloud.call("AttachNetworkInterface", { NetworkInterfaceId: eni, InstanceId: "i-app1" });
    expect(cloud.call("AssociateEipAddress", { ...association, InstanceId: eni }).code).toBe("");
    cloud.clock.advance(600);
    expect(cloud.call("DeleteInstance", { InstanceId: "i-app1", Force: "true" }).code).toBe("");
    expect(eipStatusOf(cloud)).toBe("Available");
    expect(cloud.call("AssociateEipAddress", { AllocationId: "eip-app1", InstanceId: "i-app2" }).code).toBe(
      "",
    );
    cloud.clock.advance(600);
    expect(eipStatusOf(cloud)).toBe("Associating");
    cloud.clock.advance(400);
    expect(eipStatusOf(cloud)).toBe("InUse");
  });
});

describe("an attachment", () => {
  it("goes from Available over Attaching to InUse and back over Detaching", () => {
    const { cloud, eni } = withInterface();
    const request = { NetworkInterfaceId: eni, InstanceId: "i-app1" };
    cloud.call("AttachNetworkInterface", request);
    expect(statusOf(cloud, eni)).toBe("Attaching");
    expect(cloud.refused("AttachNetworkInterface", request)).toBe("InvalidOperation.InvalidEniState");
    expect(cloud.refused("DetachNetworkInterface", request)).toBe("InvalidOperation.InvalidEniState");
    cloud.clock.advance(1000);
    expect(statusOf(cloud, eni)).toBe("InUse");
    cloud.call("DetachNetworkInterface", request);
    expect(statusOf(cloud, eni)).toBe("Detaching");
    expect(cloud.refused("DetachNetworkInterface", request)).toBe("InvalidOperation.InvalidEniState");
    cloud.clock.advance(1000);
    expect(statusOf(cloud, eni)).toBe("Available");
  });

  it("is refused when the instance has as many interfaces as its type allows", () => {
    const instanceTypes = [{ id: "ecs.g7.large", cpus: 2, memory: 8, networkInterfaces: 1 }];
    const { cloud, eni } = withInterface({ ...preparations, instanceTypes });
    expect(cloud.refused("AttachNetworkInterface", { NetworkInterfaceId: eni, InstanceId: "i-app1" })).toBe(
      "EniPerInstanceLimitExceeded",
    );
  });

  it.each([
    ["Running", "InvalidOperation.InvalidEcsState"],
    ["Stopped", ""],
    ["Stopping", "InvalidOperation.InvalidEcsState"],
  ] as const)("to an instance without hot-plugging that is %s: %s", (status, code) => {
    const { cloud, eni } = withInterface({
      ...preparations,
      instances: [{ ...app1, type: "ecs.t6-c1m1.large", status }, app2],
    });
    expect(cloud.call("AttachNetworkInterface", { NetworkInterfaceId: eni, InstanceId: "i-app1" }).code).toBe(
      code,
    );
  });

  it("is refused across zones and across VPCs", () => {
    const cloud = new TestCloud({
      ...exposed,
      vpcs: [...exposed.vpcs, { id: "vpc-other", cidrBlock: "192.168.0.0/16" }],
      vswitches: [
        ...exposed.vswitches,
        { id: "vsw-zone", vpcId: "vpc-main", zoneId: "cn-hangzhou-i", cidrBlock: "10.3.0.0/24" },
        { id: "vsw-other", vpcId: "vpc-other", zoneId: "cn-hangzhou-h", cidrBlock: "192.168.0.0/24" },
      ],
      securityGroups: [...exposed.securityGroups, { id: "sg-other", vpcId: "vpc-other" }],
    });
    const attach = (vswitchId: string, group: string) => {
      const { NetworkInterfaceId } = cloud.done("CreateNetworkInterface", {
        VSwitchId: vswitchId,
        "SecurityGroupIds.1": group,
      });
      return cloud.refused("AttachNetworkInterface", {
        NetworkInterfaceId: String(NetworkInterfaceId),
        InstanceId: "i-app1",
      });
    };
    expect(attach("vsw-zone", "sg-web")).toBe("InvalidOperation.AvailabilityZoneMismatch");
    expect(attach("vsw-other", "sg-other")).toBe("InvalidOperation.VpcMismatch");
  });

  it("that is stuck in Detaching ends when it is detached again, or when the instance is stopped", () => {
    const request = { NetworkInterfaceId: "eni-x", InstanceId: "i-app1" };
    const stuck = () => {
      const cloud = new TestCloud(exposed, {
        faults: [{ fault: "stuck", actions: ["DetachNetworkInterface"], times: 1 }],
      });
      cloud.done("DetachNetworkInterface", request);
      expect(statusOf(cloud, "eni-x")).toBe("Detaching");
      return cloud;
    };
    const again = stuck();
    again.done("DetachNetworkInterface", request);
    expect(statusOf(again, "eni-x")).toBe("Available");
    const stopped = stuck();
    stopped.done("StopInstance", { InstanceId: "i-app1" });
    expect(statusOf(stopped, "eni-x")).toBe("Available");
  });

  it("takes as long as a fault says", () => {
    const { cloud, eni } = withInterface();
    cloud.engine.setFaults([{ fault: "slow", actions: ["AttachNetworkInterface"], milliseconds: 90_000 }]);
    cloud.call("AttachNetworkInterface", { NetworkInterfaceId: eni, InstanceId: "i-app1" });
    cloud.clock.advance(89_999);
    expect(statusOf(cloud, eni)).toBe("Attaching");
    cloud.clock.advance(1);
    expect(statusOf(cloud, eni)).toBe("InUse");
  });
});
