import {
  Eip,
  ExposedEip,
  ExposureError,
  Instance,
  NetworkInterface,
  SecondaryCidrBlock,
  Vpc,
  VSwitch,
} from "../../../lib";
import { Template } from "../../../testing/template";
import { describeWithTerraform, useTerraform } from "../../../testing/terraform";

interface Places {
  readonly zoneId?: string;
  readonly vpcId?: string;
  readonly primaryIpAddress?: string;
}

const PLACE = { zoneId: "cn-hangzhou-h", vpcId: "vpc-bp1a" };

/** An EIP in an existing vSwitch, of which nothing is looked up. */
const inVSwitch = ({ zoneId, vpcId }: Places = {}) =>
  Template.ofLibrary((stack) => {
    const vpc = Vpc.fromVpcId(stack, "Vpc", PLACE.vpcId);
    const instance = Instance.fromInstanceAttributes(stack, "Instance", {
      ...{ instanceId: "i-bp1web", vpc, zoneId: PLACE.zoneId, securityGroupIds: ["sg-bp1a"] },
    });
    const vswitch = VSwitch.fromVSwitchAttributes(stack, "VSwitch", {
      vswitchId: "vsw-bp1a",
      cidrBlock: "203.0.113.104/29",
      zoneId: zoneId ?? PLACE.zoneId,
      vpcId: vpcId ?? PLACE.vpcId,
    });
    new ExposedEip(stack, "web", {
      instance,
      eip: Eip.fromIpAddress(stack, "Eip", "203.0.113.106"),
      vswitch,
    });
  });

/** An EIP on an ENI that the stack makes by itself. */
const onNetworkInterface = ({ primaryIpAddress = "203.0.113.106" }: Places = {}) =>
  Template.ofLibrary((stack) => {
    const instance = Instance.fromInstanceId(stack, "Instance", "i-bp1web");
    const block = new SecondaryCidrBlock(stack, "Block", { vpc: instance.vpc, cidrBlock: "203.0.113.96/28" });
    const vswitch = new VSwitch(stack, "VSwitch", {
      ...{ secondaryCidrBlock: block, cidrBlock: "203.0.113.104/29", zoneId: instance.zoneId },
    });
    const networkInterface = new NetworkInterface(stack, "Eni", {
      ...{ vswitch, primaryIpAddress, securityGroupIds: ["sg-bp1a"] },
    });
    const eip = Eip.fromIpAddress(stack, "Eip", "203.0.113.106");
    new ExposedEip(stack, "web", { instance, eip, networkInterface });
  });

describeWithTerraform("where places are known at synth", () => {
  const terraform = useTerraform();

  it.each([
    ["a vSwitch", inVSwitch],
    ["an ENI", onNetworkInterface],
  ])("Terraform accepts %s, of which nothing is left to check", async (_, template) => {
    const workspace = await terraform.workspace(template().text);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
  });

  it.each([
    [
      "a vSwitch in another zone",
      () => inVSwitch({ zoneId: "cn-hangzhou-i" }),
      /is in the zone cn-hangzhou-i/,
    ],
    ["a vSwitch in another VPC", () => inVSwitch({ vpcId: "vpc-bp1b" }), /is in the VPC vpc-bp1b/],
    [
      "an ENI with another address",
      () => onNetworkInterface({ primaryIpAddress: "203.0.113.107" }),
      /the ENI has the primary address 203\.0\.113\.107, not the EIP 203\.0\.113\.106/,
    ],
  ])("fails for %s", (_, template, message) => {
    expect(template).toThrow(ExposureError);
    expect(template).toThrow(message);
  });
});
