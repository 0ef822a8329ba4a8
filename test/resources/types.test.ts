import type { TerraformStack } from "cdktf";

import {
  EcsInstance,
  Eip,
  ExposedEip,
  type ExposureProps,
  Network,
  NetworkInterface,
  Vpc,
  VSwitch,
} from "../../lib";

// `npm run types` compiles this: each line below a @ts-expect-error has to be refused, or the compilation fails.

/** Never run: what is given twice is a mistake of types. */
export function givenTwice(stack: TerraformStack): ExposureProps[] {
  const instance = EcsInstance.fromInstanceId(stack, "instance", "i-bp1a");
  const eip = Eip.fromAddress(stack, "eip", "203.0.113.106");
  const vswitch = VSwitch.fromVSwitchId(stack, "vswitch", "vsw-bp1a");
  const networkInterface = NetworkInterface.fromNetworkInterfaceId(stack, "eni", "eni-bp1a");
  const vpc = Vpc.fromVpcId(stack, "vpc", "vpc-bp1a");
  const base = { zoneId: "cn-hangzhou-h", namePrefix: "demo" };

  // @ts-expect-error an ENI that exists has its vSwitch
  new ExposedEip(stack, "a", { instance, eip, networkInterface, vswitch });
  // @ts-expect-error an ENI that exists has its security groups
  new ExposedEip(stack, "b", { instance, eip, networkInterface, securityGroupIds: ["sg-bp1a"] });
  // @ts-expect-error a VPC exists or is made
  new Network(stack, "c", { ...base, vpc, vpcCidrBlock: "10.0.0.0/8" });
  // @ts-expect-error a VPC that is made has no vSwitch that exists
  new Network(stack, "d", { ...base, vswitchId: "vsw-bp1a" });
  // @ts-expect-error a vSwitch exists or is made
  new Network(stack, "e", { ...base, vpc, vswitchId: "vsw-bp1a", vswitchCidrBlock: "10.0.0.0/24" });
  // @ts-expect-error a security group exists or is made
  new Network(stack, "f", { ...base, vpc, securityGroupId: "sg-bp1a", ingress: [] });

  // @ts-expect-error an ENI that exists is in a block
  const inBlock: ExposureProps = { instance, eip, networkInterface, block: "203.0.113.96/28" };
  // @ts-expect-error a vSwitch that exists is in a block
  const twoPlaces: ExposureProps = { instance, eip, vswitch, block: "203.0.113.96/28" };
  return [inBlock, twoPlaces];
}

test("what exists and what is made exclude each other by their types, which the compiler checks", () => {
  expect(givenTwice).toBeInstanceOf(Function);
});
