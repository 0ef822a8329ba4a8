import type { Seed } from "../../emulator/src";

/** What is in the account before: two servers of one VPC, in different zones, and two EIPs that are bound to nothing. */
export const existing = {
  region: "cn-hangzhou",
  vpcs: [{ id: "vpc-main", cidrBlock: "10.0.0.0/8" }],
  vswitches: [
    { id: "vsw-h", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" },
    { id: "vsw-i", vpcId: "vpc-main", zoneId: "cn-hangzhou-i", cidrBlock: "10.0.1.0/24" },
  ],
  securityGroups: [
    { id: "sg-web", vpcId: "vpc-main" },
    { id: "sg-mail", vpcId: "vpc-main" },
  ],
  instances: [
    { id: "i-web", vswitchId: "vsw-h", securityGroupIds: ["sg-web"] },
    { id: "i-mail", vswitchId: "vsw-i", securityGroupIds: ["sg-mail", "sg-web"] },
  ],
  eips: [
    { id: "eip-web", ipAddress: "203.0.113.106" },
    { id: "eip-mail", ipAddress: "198.51.100.7" },
  ],
} satisfies Seed;
