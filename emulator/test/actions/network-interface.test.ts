import type { InstanceType } from "../../src/state";
import { at, TestCloud } from "../support/engine";
import { association, statusOf, vswitch, withInterface, withVSwitch } from "../support/exposure";
import { app1, app2, exposed, preparations } from "../support/seeds";

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
});

describe("secondary private addresses", () => {
  const addresses = (...hosts: number[]) =>
    Object.fromEntries(hosts.map((host, index) => [`PrivateIpAddress.${index + 1}`, `203.0.113.${host}`]));
  const create = { VSwitchId: "vsw-emu00001", "SecurityGroupIds.1": "sg-web" };
  const setsOf = (cloud: TestCloud, eni: string) =>
    at(
      cloud.done("DescribeNetworkInterfaceAttribute", { NetworkInterfaceId: eni }),
      "PrivateIpSets.PrivateIpSet",
    );
  const attached = (type: Partial<InstanceType>, ...hosts: number[]) => {
    const instanceTypes = [{ id: "ecs.g7.large", cpus: 2, memory: 8, networkInterfaces: 2, ...type }];
    const { cloud, eni } = withInterface({ ...preparations, instanceTypes });
    if (hosts.length > 0) {
      cloud.done("AssignPrivateIpAddresses", { NetworkInterfaceId: eni, ...addresses(...hosts) });
    }
    return { cloud, eni, request: { NetworkInterfaceId: eni, InstanceId: "i-app1" } };
  };

  it("come with the interface or later, and are described with the EIP of each", () => {
    const cloud = withVSwitch();
    const made = cloud.done("CreateNetworkInterface", {
      ...{ ...create, PrimaryIpAddress: "203.0.113.106" },
      ...addresses(100, 101),
    });
    const eni = String(made.NetworkInterfaceId);
    const added = cloud.done("AssignPrivateIpAddresses", { NetworkInterfaceId: eni, ...addresses(102) });
    expect(added).toEqual({
      AssignedPrivateIpAddressesSet: {
        NetworkInterfaceId: eni,
        PrivateIpSet: { PrivateIpAddress: ["203.0.113.102"] },
      },
    });
    cloud.done("AssociateEipAddress", { ...association, InstanceId: eni, PrivateIpAddress: "203.0.113.101" });
    const expected = [
      ["203.0.113.106", true, {}],
      ["203.0.113.100", false, {}],
      ["203.0.113.101", false, { PublicIpAddress: "203.0.113.106", AllocationId: "eip-app1" }],
      ["203.0.113.102", false, {}],
    ].map(([PrivateIpAddress, Primary, AssociatedPublicIp]) => ({
      ...{ PrivateIpAddress, Primary, AssociatedPublicIp },
    }));
    expect(setsOf(cloud, eni)).toEqual(expected);
    const listed = cloud.done("DescribeNetworkInterfaces", { "PrivateIpAddress.1": "203.0.113.102" });
    expect(at(listed, "NetworkInterfaceSets.NetworkInterfaceSet.0.PrivateIpSets.PrivateIpSet")).toEqual(
      expected,
    );
  });

  it("are free ones when only their number is given", () => {
    const { cloud, eni } = withInterface();
    const request = { NetworkInterfaceId: eni, SecondaryPrivateIpAddressCount: "2" };
    const set = at(cloud.done("AssignPrivateIpAddresses", request), "AssignedPrivateIpAddressesSet");
    expect(at(set, "PrivateIpSet.PrivateIpAddress")).toEqual(["203.0.113.97", "203.0.113.98"]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["the primary address", addresses(106), "InvalidIp.IpAssigned"],
    ["an address that the interface has", addresses(100), "InvalidIp.IpAssigned"],
    ["an address twice", addresses(101, 101), "InvalidIp.IpRepeated"],
    ["the first address of the vSwitch", addresses(96), "InvalidVSwitchId.IpInvalid"],
    ["the third address from its end", addresses(109), "InvalidVSwitchId.IpInvalid"],
    ["an address outside of it", addresses(112), "InvalidVSwitchId.IpInvalid"],
    ["no address", { "PrivateIpAddress.1": "203.0.113" }, "InvalidIp.Address"],
    ["neither addresses nor a number", {}, "MissingParameter"],
    [
      "addresses and a number",
      { ...addresses(101), SecondaryPrivateIpAddressCount: "1" },
      "InvalidParameter.Conflict",
    ],
    ["more than the vSwitch has", { SecondaryPrivateIpAddressCount: "11" }, "InvalidVSwitchId.IpNotEnough"],
  ])("are refused when %s would be assigned", (_case, request, code) => {
    const { cloud, eni } = withInterface();
    cloud.done("AssignPrivateIpAddresses", { NetworkInterfaceId: eni, ...addresses(100) });
    const before = setsOf(cloud, eni);
    expect(cloud.refused("AssignPrivateIpAddresses", { NetworkInterfaceId: eni, ...request })).toBe(code);
    expect(setsOf(cloud, eni)).toEqual(before);
  });

  it("are ten at most while the interface has no instance, from the start or later", () => {
    const cloud = new TestCloud(preparations);
    const request = { VSwitchId: "vsw-1", "SecurityGroupIds.1": "sg-web" };
    const counted = (count: number) => ({ SecondaryPrivateIpAddressCount: String(count) });
    expect(cloud.refused("CreateNetworkInterface", { ...request, ...counted(11) })).toBe(
      "InvalidOperation.Ipv4CountExceeded",
    );
    const eni = String(
      cloud.done("CreateNetworkInterface", { ...request, ...counted(8) }).NetworkInterfaceId,
    );
    const assign = (count: number) => ({ NetworkInterfaceId: eni, ...counted(count) });
    expect(cloud.refused("AssignPrivateIpAddresses", assign(3))).toBe("InvalidOperation.Ipv4CountExceeded");
    cloud.done("AssignPrivateIpAddresses", assign(2));
  });

  it("are as many as the type of the instance allows once it is attached", () => {
    const { cloud, eni, request } = attached({ addressesPerInterface: 3 }, 100);
    cloud.done("AttachNetworkInterface", request);
    const assign = (...hosts: number[]) => ({ NetworkInterfaceId: eni, ...addresses(...hosts) });
    expect(cloud.refused("AssignPrivateIpAddresses", assign(101, 102))).toBe(
      "InvalidOperation.Ipv4CountExceeded",
    );
    cloud.done("AssignPrivateIpAddresses", assign(101));
    expect(cloud.refused("AssignPrivateIpAddresses", assign(102))).toBe("InvalidOperation.Ipv4CountExceeded");
  });

  it("keep the interface from an instance whose type allows fewer", () => {
    const few = attached({ addressesPerInterface: 2 }, 100, 101);
    expect(few.cloud.refused("AttachNetworkInterface", few.request)).toBe(
      "InvalidOperation.Ipv4CountExceeded",
    );
    const enough = attached({ addressesPerInterface: 3 }, 100, 101);
    enough.cloud.done("AttachNetworkInterface", enough.request);
  });

  it("are as many as the list of instance types says", () => {
    const { cloud } = attached({ addressesPerInterface: 7 });
    const types = cloud.done("DescribeInstanceTypes", { "InstanceTypes.1": "ecs.g7.large" });
    expect(at(types, "InstanceTypes.InstanceType.0.EniPrivateIpAddressQuantity")).toBe(7);
  });

  it("are not changed while the interface is on its way, nor those of a primary one while its instance is", () => {
    const { cloud, request } = attached({});
    cloud.call("AttachNetworkInterface", request);
    const assign = { ...addresses(100), NetworkInterfaceId: request.NetworkInterfaceId };
    expect(cloud.refused("AssignPrivateIpAddresses", assign)).toBe("InvalidOperation.InvalidEniState");
    expect(cloud.refused("UnassignPrivateIpAddresses", assign)).toBe("InvalidOperation.InvalidEniState");
    cloud.clock.advance(1000);
    cloud.call("StopInstance", { InstanceId: "i-app1" });
    const primary = { NetworkInterfaceId: "eni-emu00001", SecondaryPrivateIpAddressCount: "1" };
    expect(cloud.refused("AssignPrivateIpAddresses", primary)).toBe("InvalidOperation.InvalidEcsState");
    cloud.done("AssignPrivateIpAddresses", assign);
    cloud.done("AssignPrivateIpAddresses", primary);
  });

  it("are given back, but for the primary one, those that are not there and those that an EIP needs", () => {
    const { cloud, eni } = withInterface();
    const remove = (...hosts: number[]) => ({ NetworkInterfaceId: eni, ...addresses(...hosts) });
    cloud.done("AssignPrivateIpAddresses", remove(100, 101));
    cloud.done("AssociateEipAddress", { ...association, InstanceId: eni, PrivateIpAddress: "203.0.113.100" });
    expect(cloud.refused("UnassignPrivateIpAddresses", { NetworkInterfaceId: eni })).toBe("MissingParameter");
    expect(cloud.refused("UnassignPrivateIpAddresses", remove(106))).toBe("InvalidIp.IpUnassigned");
    expect(cloud.refused("UnassignPrivateIpAddresses", remove(101, 102))).toBe("InvalidIp.IpUnassigned");
    expect(cloud.refused("UnassignPrivateIpAddresses", remove(101, 100))).toBe("InvalidOperation.EniLinked");
    const many = Array.from({ length: 33 }, (_, index) => index);
    expect(cloud.refused("UnassignPrivateIpAddresses", remove(...many))).toBe(
      "InvalidParameter.PrivateIpAddress",
    );
    expect(setsOf(cloud, eni)).toHaveLength(3);
    cloud.done("UnassociateEipAddress", { AllocationId: "eip-app1", PrivateIpAddress: "203.0.113.100" });
    cloud.done("UnassignPrivateIpAddresses", remove(100, 101));
    expect(setsOf(cloud, eni)).toHaveLength(1);
  });

  it("have an EIP each", () => {
    const eips = [0, 1, 2, 6].map((host) => ({ id: `eip-${host}`, ipAddress: `203.0.113.10${host}` }));
    const { cloud, eni } = withInterface({ ...preparations, eips });
    cloud.done("AssignPrivateIpAddresses", { NetworkInterfaceId: eni, ...addresses(100, 101) });
    const associate = (eip: number, host: number) => ({
      ...{ ...association, AllocationId: `eip-${eip}` },
      ...{ InstanceId: eni, PrivateIpAddress: `203.0.113.${host}` },
    });
    expect(cloud.refused("AssociateEipAddress", associate(2, 102))).toBe("InvalidParameter.PrivateIpAddress");
    for (const host of [0, 1, 6]) cloud.done("AssociateEipAddress", associate(host, 100 + host));
    expect(cloud.refused("AssociateEipAddress", associate(2, 101))).toBe("InvalidAssociation.Duplicated");
    const wrong = { AllocationId: "eip-0", InstanceId: eni, PrivateIpAddress: "203.0.113.101" };
    expect(cloud.refused("UnassociateEipAddress", wrong)).toBe("InvalidParameter.PrivateIpAddress");
    cloud.done("UnassociateEipAddress", { ...wrong, PrivateIpAddress: "203.0.113.100" });
    expect(setsOf(cloud, eni)).toMatchObject([
      { AssociatedPublicIp: { PublicIpAddress: "203.0.113.106" } },
      { AssociatedPublicIp: {} },
      { AssociatedPublicIp: { PublicIpAddress: "203.0.113.101" } },
    ]);
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
