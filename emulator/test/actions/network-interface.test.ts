import { TestCloud } from "../support/engine";
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
