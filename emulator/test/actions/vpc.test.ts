import { at, TestCloud } from "../support/engine";
import { association, block, eipStatusOf, vswitch, withInterface, withVSwitch } from "../support/exposure";
import { app1, app2, exposed, preparations } from "../support/seeds";

describe("a VPC", () => {
  it("is Pending until it is Available, and then takes vSwitches", () => {
    const cloud = new TestCloud();
    const id = String(cloud.call("CreateVpc", { CidrBlock: "10.0.0.0/8" }).answer.VpcId);
    const status = () => at(cloud.call("DescribeVpcAttribute", { VpcId: id }).answer, "Status");
    const vswitch = { VpcId: id, CidrBlock: "10.0.0.0/24", ZoneId: "cn-hangzhou-h" };
    expect(status()).toBe("Pending");
    expect(cloud.refused("CreateVSwitch", vswitch)).toBe("IncorrectVpcStatus");
    expect(cloud.refused("DeleteVpc", { VpcId: id })).toBe("IncorrectVpcStatus");
    cloud.clock.advance(1000);
    expect(status()).toBe("Available");
    cloud.done("CreateVSwitch", vswitch);
  });

  it.each(["10.0.0.1/8", "10.0.0.0/7", "192.0.2.0/29", "100.64.0.0/16", "0.0.0.0/8", "224.0.0.0/8", "text"])(
    "is refused with the range %s",
    (CidrBlock) => {
      expect(new TestCloud().refused("CreateVpc", { CidrBlock })).toBe("InvalidCidrBlock.Malformed");
    },
  );

  it("is refused beyond the quota", () => {
    expect(new TestCloud({ ...preparations, quotas: { vpcs: 1 } }).refused("CreateVpc")).toBe(
      "QuotaExceeded.Vpc",
    );
  });

  it("is kept while something is in it, and gone afterwards", () => {
    const cloud = new TestCloud({
      vpcs: preparations.vpcs,
      vswitches: preparations.vswitches,
      securityGroups: preparations.securityGroups,
      routeEntries: [{ vpcId: "vpc-main", destination: "192.0.2.0/24" }],
    });
    const vpc = { VpcId: "vpc-main" };
    expect(cloud.refused("DeleteVpc", vpc)).toBe("DependencyViolation.VSwitch");
    cloud.done("DeleteVSwitch", { VSwitchId: "vsw-1" });
    expect(cloud.refused("DeleteVpc", vpc)).toBe("DependencyViolation.SecurityGroup");
    cloud.done("DeleteSecurityGroup", { SecurityGroupId: "sg-web" });
    cloud.done("DeleteVpc", vpc);
    expect(cloud.call("DescribeVpcAttribute", vpc)).toMatchObject({
      status: 404,
      code: "InvalidVpcId.NotFound",
    });
    expect(cloud.engine.cloud.routeEntries).toEqual([]);
  });

  it("shows its routes: one to each vSwitch, one to the services, and its own", () => {
    const cloud = new TestCloud({
      ...exposed,
      routeEntries: [{ vpcId: "vpc-main", destination: "0.0.0.0/0", nextHopId: "i-app1" }],
    });
    const [table] = at(
      cloud.call("DescribeRouteTables", { RouteTableId: "vtb-main" }).answer,
      "RouteTables.RouteTable",
    ) as unknown[];
    const routes = at(table, "RouteEntrys.RouteEntry") as Record<string, unknown>[];
    expect(routes.map(({ DestinationCidrBlock, Type }) => [DestinationCidrBlock, Type])).toEqual([
      ["10.0.0.0/24", "System"],
      ["203.0.113.96/28", "System"],
      ["100.64.0.0/10", "System"],
      ["0.0.0.0/0", "Custom"],
    ]);
  });
});

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
    ["is larger than /8", "198.0.0.0/7", "IllegalParam.CidrMask"],
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
