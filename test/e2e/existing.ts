import type { Seed } from "../../emulator/src";

/**
 * What is in the account before: servers in two zones of one VPC and in another VPC, and EIPs that are bound to nothing. Those
 * of web, shop and news fit into one block, and those of web and shop into one vSwitch.
 */
export const existing = {
  region: "cn-hangzhou",
  vpcs: [
    { id: "vpc-main", cidrBlock: "10.0.0.0/8" },
    { id: "vpc-lab", cidrBlock: "172.16.0.0/12" },
  ],
  vswitches: [
    { id: "vsw-h", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" },
    { id: "vsw-i", vpcId: "vpc-main", zoneId: "cn-hangzhou-i", cidrBlock: "10.0.1.0/24" },
    { id: "vsw-lab", vpcId: "vpc-lab", zoneId: "cn-hangzhou-h", cidrBlock: "172.16.0.0/24" },
  ],
  securityGroups: [
    { id: "sg-web", vpcId: "vpc-main" },
    { id: "sg-mail", vpcId: "vpc-main" },
    { id: "sg-lab", vpcId: "vpc-lab" },
  ],
  instances: [
    { id: "i-web", vswitchId: "vsw-h", securityGroupIds: ["sg-web"] },
    { id: "i-shop", vswitchId: "vsw-h", securityGroupIds: ["sg-web"] },
    { id: "i-news", vswitchId: "vsw-i", securityGroupIds: ["sg-web"] },
    { id: "i-mail", vswitchId: "vsw-i", securityGroupIds: ["sg-mail", "sg-web"] },
    { id: "i-spare", vswitchId: "vsw-h", securityGroupIds: ["sg-web"] },
    { id: "i-lab", vswitchId: "vsw-lab", securityGroupIds: ["sg-lab"] },
  ],
  eips: [
    { id: "eip-web", ipAddress: "203.0.113.106" },
    { id: "eip-shop", ipAddress: "203.0.113.107" },
    { id: "eip-news", ipAddress: "203.0.113.98" },
    { id: "eip-mail", ipAddress: "198.51.100.7" },
    { id: "eip-spare", ipAddress: "203.0.113.105" },
    { id: "eip-lab", ipAddress: "192.0.2.9" },
  ],
} satisfies Seed;

/** Exposures of most of these servers, with what the planner wants to know when a file covers several VPCs. */
export const fleet = {
  web: { instance: "i-web", eip: "203.0.113.106", vpc: "vpc-main", zone: "cn-hangzhou-h" },
  shop: { instance: "i-shop", eip: "203.0.113.107", vpc: "vpc-main", zone: "cn-hangzhou-h" },
  news: { instance: "i-news", eip: "203.0.113.98", vpc: "vpc-main", zone: "cn-hangzhou-i" },
  mail: { instance: "i-mail", eip: "198.51.100.7", vpc: "vpc-main", zone: "cn-hangzhou-i" },
  lab: { instance: "i-lab", eip: "192.0.2.9", vpc: "vpc-lab", zone: "cn-hangzhou-h" },
};
