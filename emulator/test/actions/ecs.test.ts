import type { Seed } from "../../src";
import { at, TestCloud } from "../support/engine";
import { app1, app2, exposed, exposedInterface, preparations } from "../support/seeds";

describe("a security group", () => {
  const rule = {
    SecurityGroupId: "sg-web",
    "Permissions.1.IpProtocol": "TCP",
    "Permissions.1.PortRange": "22/22",
    "Permissions.1.SourceCidrIp": "0.0.0.0/0",
  };
  const rulesOf = (cloud: TestCloud, more: Record<string, string> = {}) =>
    at(
      cloud.call("DescribeSecurityGroupAttribute", { SecurityGroupId: "sg-web", ...more }).answer,
      "Permissions.Permission",
    );

  it("gets a rule once, and shows it in its direction", () => {
    const cloud = new TestCloud(preparations);
    cloud.done("AuthorizeSecurityGroup", rule);
    cloud.done("AuthorizeSecurityGroup", rule);
    expect(rulesOf(cloud)).toEqual([
      expect.objectContaining({
        IpProtocol: "TCP",
        PortRange: "22/22",
        SourceCidrIp: "0.0.0.0/0",
        DestCidrIp: "",
        Policy: "Accept",
        Priority: "1",
        NicType: "intranet",
        Direction: "ingress",
      }),
    ]);
    expect(rulesOf(cloud, { Direction: "egress" })).toEqual([]);
  });

  it("changes the description of a rule, and takes a rule back by what it says", () => {
    const cloud = new TestCloud(preparations);
    const flat = {
      SecurityGroupId: "sg-web",
      IpProtocol: "tcp",
      PortRange: "22/22",
      SourceCidrIp: "0.0.0.0/0",
    };
    cloud.done("AuthorizeSecurityGroup", rule);
    cloud.done("ModifySecurityGroupRule", { ...flat, Description: "from everywhere" });
    expect(rulesOf(cloud)).toEqual([expect.objectContaining({ Description: "from everywhere" })]);
    cloud.done("RevokeSecurityGroup", { ...flat, SourceCidrIp: "192.0.2.0/24" });
    expect(rulesOf(cloud)).toHaveLength(1);
    cloud.done("RevokeSecurityGroup", flat);
    expect(rulesOf(cloud)).toEqual([]);
    expect(cloud.refused("ModifySecurityGroupRule", flat)).toBe("SecurityGroupRule.NotFound");
  });

  it.each<[string, Record<string, string>, string]>([
    ["its protocol is none", { "Permissions.1.IpProtocol": "sctp" }, "InvalidParameter.IpProtocol"],
    ["its ports are none", { "Permissions.1.PortRange": "22" }, "InvalidParameter.PortRange"],
    ["its ports are all of them", { "Permissions.1.PortRange": "-1/-1" }, "InvalidParameter.PortRange"],
    [
      "its ports are in the wrong order",
      { "Permissions.1.PortRange": "23/22" },
      "InvalidParameter.PortRange",
    ],
    ["it names no source", { "Permissions.1.SourceCidrIp": "" }, "MissingParameter.Source"],
    ["it names two sources", { "Permissions.1.SourceGroupId": "sg-web" }, "InvalidParam.SourceDestConflict"],
    [
      "its source has host bits",
      { "Permissions.1.SourceCidrIp": "10.0.0.1/8" },
      "InvalidParameter.SourceCidrIp",
    ],
    ["its priority is 0", { "Permissions.1.Priority": "0" }, "InvalidParameter.Priority"],
    [
      "it is for another kind of network",
      { "Permissions.1.NicType": "internet" },
      "InvalidParamter.Conflict",
    ],
    ["its group does not exist", { SecurityGroupId: "sg-none" }, "InvalidSecurityGroupId.NotFound"],
  ])("refuses a rule when %s", (_case, more, code) => {
    expect(new TestCloud(preparations).refused("AuthorizeSecurityGroup", { ...rule, ...more })).toBe(code);
  });

  it("takes no rules for groups when it is an advanced one", () => {
    const cloud = new TestCloud({
      ...preparations,
      securityGroups: [
        ...preparations.securityGroups,
        { id: "sg-advanced", vpcId: "vpc-main", type: "enterprise" },
      ],
    });
    const request = {
      ...rule,
      SecurityGroupId: "sg-advanced",
      "Permissions.1.SourceCidrIp": "",
      "Permissions.1.SourceGroupId": "sg-web",
    };
    expect(cloud.refused("AuthorizeSecurityGroup", request)).toBe("InvalidSecurityGroup.InvalidNetworkType");
  });

  it("is kept while an interface is in it, and while a rule names it", () => {
    const cloud = new TestCloud(preparations);
    const { SecurityGroupId } = cloud.done("CreateSecurityGroup", { VpcId: "vpc-main" });
    const other = String(SecurityGroupId);
    expect(cloud.refused("DeleteSecurityGroup", { SecurityGroupId: "sg-web" })).toBe("DependencyViolation");
    cloud.done("AuthorizeSecurityGroup", {
      ...rule,
      "Permissions.1.SourceCidrIp": "",
      "Permissions.1.SourceGroupId": other,
    });
    expect(cloud.refused("DeleteSecurityGroup", { SecurityGroupId: other })).toBe("DependencyViolation");
  });
});

describe("an instance", () => {
  const run = {
    InstanceType: "ecs.g7.large",
    ImageId: "aliyun_3_x64_20G_alibase_20260101.vhd",
    VSwitchId: "vsw-1",
    "SecurityGroupIds.1": "sg-web",
  };
  const statusOf = (cloud: TestCloud, id: string) =>
    at(
      cloud.call("DescribeInstances", { InstanceIds: JSON.stringify([id]) }).answer,
      "Instances.Instance.0.Status",
    );

  it("goes from Pending over Starting to Running, to Stopped and to Running again", () => {
    const cloud = new TestCloud({
      ...preparations,
      durations: { createInstance: 10, startInstance: 10, stopInstance: 10 },
    });
    const answer = cloud.call("RunInstances", { ...run, PrivateIpAddress: "10.0.0.9" }).answer;
    const id = String(at(answer, "InstanceIdSets.InstanceIdSet.0"));
    const seen = [statusOf(cloud, id)];
    const advance = () => {
      cloud.clock.advance(10);
      seen.push(statusOf(cloud, id));
    };
    advance();
    advance();
    cloud.call("StopInstance", { InstanceId: id });
    seen.push(statusOf(cloud, id));
    advance();
    cloud.call("StartInstance", { InstanceId: id });
    advance();
    cloud.call("RebootInstance", { InstanceId: id });
    seen.push(statusOf(cloud, id));
    advance();
    expect(seen).toEqual([
      "Pending",
      "Starting",
      "Running",
      "Stopping",
      "Stopped",
      "Running",
      "Starting",
      "Running",
    ]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["its type does not exist", { InstanceType: "ecs.none" }, "InvalidInstanceType.NotFound"],
    ["its image does not exist", { ImageId: "none" }, "InvalidImageId.NotFound"],
    ["its vSwitch does not exist", { VSwitchId: "vsw-none" }, "InvalidVSwitchId.NotFound"],
    ["its address is taken", { PrivateIpAddress: "10.0.0.202" }, "InvalidIp.IpAssigned"],
    ["its address is reserved", { PrivateIpAddress: "10.0.0.254" }, "InvalidVSwitchId.IpInvalid"],
    ["its zone is not that of the vSwitch", { ZoneId: "cn-hangzhou-i" }, "InvalidParameter.ZoneId"],
    ["it has no security group", { "SecurityGroupIds.1": "" }, "MissingParameter"],
    ["a data disk is made of a snapshot", { "DataDisk.1.SnapshotId": "s-one" }, "UnsupportedParameter"],
    ["it is to be tried only", { DryRun: "true" }, "UnsupportedParameter"],
  ])("is refused when %s", (_case, more, code) => {
    expect(new TestCloud(preparations).refused("RunInstances", { ...run, ...more })).toBe(code);
  });

  it("takes its attached interfaces with it, and sets their EIPs free", () => {
    const cloud = new TestCloud(exposed);
    cloud.done("DeleteInstance", { InstanceId: "i-app1", Force: "true" });
    expect([...cloud.engine.cloud.networkInterfaces.values()].map(({ instanceId }) => instanceId)).toEqual([
      "i-app2",
    ]);
    expect(cloud.engine.cloud.eips.get("eip-app1")).toMatchObject({ status: "Available", instanceId: "" });
  });

  it("leaves an interface behind that is not to be deleted with it", () => {
    const cloud = new TestCloud({
      ...exposed,
      networkInterfaces: [{ ...exposedInterface, deleteOnRelease: false }],
    });
    cloud.done("DeleteInstance", { InstanceId: "i-app1", Force: "true" });
    expect(cloud.engine.cloud.networkInterfaces.get("eni-x")).toMatchObject({
      status: "Available",
      instanceId: "",
    });
    expect(cloud.engine.cloud.eips.get("eip-app1")).toMatchObject({ status: "InUse", instanceId: "eni-x" });
  });

  it("is kept while it runs, unless forced, and while it is protected", () => {
    const cloud = new TestCloud(preparations);
    expect(cloud.refused("DeleteInstance", { InstanceId: "i-app1" })).toBe("IncorrectInstanceStatus");
    cloud.done("ModifyInstanceAttribute", { InstanceId: "i-app1", DeletionProtection: "true" });
    expect(cloud.refused("DeleteInstance", { InstanceId: "i-app1", Force: "true" })).toBe(
      "InvalidOperation.DeletionProtection",
    );
  });

  it("joins and leaves security groups, together with its primary interface, and keeps the last one", () => {
    const cloud = new TestCloud(preparations);
    const group = String(cloud.done("CreateSecurityGroup", { VpcId: "vpc-main" }).SecurityGroupId);
    const groups = () => {
      const instance = cloud.engine.cloud.instances.get("i-app1");
      return (
        instance && [
          instance.securityGroupIds,
          cloud.engine.cloud.primaryInterfaceOf(instance).securityGroupIds,
        ]
      );
    };
    cloud.done("JoinSecurityGroup", { InstanceId: "i-app1", SecurityGroupId: group });
    expect(groups()).toEqual([
      ["sg-web", group],
      ["sg-web", group],
    ]);
    cloud.done("LeaveSecurityGroup", { InstanceId: "i-app1", SecurityGroupId: "sg-web" });
    expect(groups()).toEqual([[group], [group]]);
    expect(cloud.refused("LeaveSecurityGroup", { InstanceId: "i-app1", SecurityGroupId: group })).toBe(
      "InstanceLastSecurityGroup",
    );
    expect(cloud.refused("LeaveSecurityGroup", { InstanceId: "i-app1", SecurityGroupId: "sg-web" })).toBe(
      "InstanceNotInSecurityGroup",
    );
  });
});

describe("a command", () => {
  const script = (text: string) => Buffer.from(text).toString("base64");
  const command = { Name: "configure", Type: "RunShellScript", CommandContent: script("echo one") };
  const invoke = (cloud: TestCloud, more: Record<string, string> = {}) => {
    const { CommandId } = cloud.done("CreateCommand", command);
    const { InvokeId } = cloud.done("InvokeCommand", {
      CommandId: String(CommandId),
      "InstanceId.1": "i-app1",
      ...more,
    });
    return at(
      cloud.call("DescribeInvocations", { InvokeId: String(InvokeId) }).answer,
      "Invocations.Invocation.0",
    );
  };

  it("keeps the Base64 that it was given", () => {
    const cloud = new TestCloud(preparations);
    const { CommandId } = cloud.done("CreateCommand", command);
    const answer = cloud.call("DescribeCommands", { CommandId: String(CommandId) }).answer;
    expect(at(answer, "Commands.Command.0")).toMatchObject({
      CommandContent: command.CommandContent,
      Timeout: 60,
      EnableParameter: false,
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ["it is not Base64", { CommandContent: "echo one" }, "CmdContent.DecodeError"],
    ["it is longer than 18 KB", { CommandContent: "A".repeat(18 * 1024 + 4) }, "CmdContent.ExceedLimit"],
    ["it has no name", { Name: "" }, "MissingParameter"],
    ["its type is none", { Type: "RunPerl" }, "InvalidParameter.Type"],
    ["its time is too short", { Timeout: "1" }, "InvalidParameter.Timeout"],
  ])("is refused when %s", (_case, more, code) => {
    expect(new TestCloud().refused("CreateCommand", { ...command, ...more })).toBe(code);
  });

  it("succeeds in an instance that runs", () => {
    expect(invoke(new TestCloud(preparations))).toMatchObject({
      InvocationStatus: "Success",
      InvokeStatus: "Finished",
    });
  });

  it.each<[string, Seed, string]>([
    ["does not run", { instances: [{ ...app1, status: "Stopped" }] }, "InstanceNotRunning"],
    ["has no Cloud Assistant", { instances: [{ ...app1, cloudAssistant: false }] }, "ClientNotRunning"],
  ])("fails in an instance that %s", (_case, seed, code) => {
    const invocation = invoke(new TestCloud({ ...preparations, ...seed }));
    expect(invocation).toMatchObject({ InvocationStatus: "Failed" });
    expect(at(invocation, "InvokeInstances.InvokeInstance.0.ErrorCode")).toBe(code);
  });

  it("fails in part when it fails in one of two instances", () => {
    const cloud = new TestCloud({ ...preparations, instances: [app1, { ...app2, status: "Stopped" }] });
    expect(invoke(cloud, { "InstanceId.2": "i-app2" })).toMatchObject({ InvocationStatus: "PartialFailed" });
  });

  it("can be stopped while it runs, and not be deleted", () => {
    const cloud = new TestCloud(preparations);
    const CommandId = String(cloud.done("CreateCommand", command).CommandId);
    const InvokeId = String(
      cloud.call("InvokeCommand", { CommandId, "InstanceId.1": "i-app1" }).answer.InvokeId,
    );
    expect(cloud.refused("DeleteCommand", { CommandId })).toBe("Operation.Forbidden");
    cloud.done("StopInvocation", { InvokeId });
    expect(
      at(cloud.call("DescribeInvocations", { InvokeId }).answer, "Invocations.Invocation.0.InvocationStatus"),
    ).toBe("Stopped");
    cloud.done("DeleteCommand", { CommandId });
  });

  it("needs a value for each of its parameters, if it has any", () => {
    const cloud = new TestCloud(preparations);
    const request = { ...command, CommandContent: script("echo {{ name }}"), EnableParameter: "true" };
    const CommandId = String(cloud.done("CreateCommand", request).CommandId);
    const call = { CommandId, "InstanceId.1": "i-app1" };
    expect(cloud.refused("InvokeCommand", call)).toBe("MissingParameter.Parameters");
    expect(cloud.refused("InvokeCommand", { ...call, Parameters: "[]" })).toBe("InvalidParameter.Parameters");
    cloud.done("InvokeCommand", { ...call, Parameters: '{"name":"x"}' });
  });

  it("is run without being kept, or kept, by RunCommand", () => {
    const cloud = new TestCloud(preparations);
    const request = { Type: "RunShellScript", CommandContent: "echo one", "InstanceId.1": "i-app1" };
    const { InvokeId } = cloud.done("RunCommand", request);
    expect(cloud.engine.cloud.commands.size).toBe(0);
    const result = cloud.call("DescribeInvocationResults", { InvokeId: String(InvokeId) }).answer;
    expect(at(result, "Invocation.InvocationResults.InvocationResult.0")).toMatchObject({
      InvocationStatus: "Success",
      ExitCode: 0,
    });
    cloud.done("RunCommand", { ...request, KeepCommand: "true" });
    expect(cloud.engine.cloud.commands.size).toBe(1);
  });
});
