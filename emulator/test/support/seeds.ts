import type { Seed } from "../../src";

export const app1 = {
  id: "i-app1",
  vswitchId: "vsw-1",
  primaryIpAddress: "10.0.0.202",
  securityGroupIds: ["sg-web"],
};
export const app2 = { id: "i-app2", vswitchId: "vsw-1", securityGroupIds: ["sg-web"] };

/** What the procedure expects to exist: a VPC, a vSwitch, two instances, a security group and an EIP. */
export const preparations = {
  vpcs: [{ id: "vpc-main" }],
  vswitches: [{ id: "vsw-1", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" }],
  securityGroups: [{ id: "sg-web", vpcId: "vpc-main" }],
  instances: [app1, app2],
  eips: [{ id: "eip-app1", ipAddress: "203.0.113.106" }],
} satisfies Seed;

export const exposedInterface = {
  id: "eni-x",
  vswitchId: "vsw-2",
  primaryIpAddress: "203.0.113.106",
  securityGroupIds: ["sg-web"],
  status: "InUse" as const,
  instanceId: "i-app1",
};

/** The same, with the EIP visible on the interface of the first instance. */
export const exposed = {
  ...preparations,
  vpcs: [{ id: "vpc-main", secondaryCidrBlocks: ["203.0.113.96/28"] }],
  vswitches: [
    ...preparations.vswitches,
    { id: "vsw-2", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "203.0.113.96/28" },
  ],
  networkInterfaces: [exposedInterface],
  eips: [
    {
      id: "eip-app1",
      ipAddress: "203.0.113.106",
      status: "InUse",
      instanceId: "eni-x",
      instanceType: "NetworkInterface",
    },
  ],
} satisfies Seed;
