import type { Seed } from "../../emulator/src";
import { existing } from "./existing";

/** An exposure in the configuration file. */
export type Exposure = Readonly<Record<"instance" | "eip" | "vpc" | "zone", string>>;

/** The EIPs of each zone are neighbours, so that each zone has a block, with one vSwitch that fills it. */
const GROUPS = [
  { vpc: "vpc-main", zone: "cn-hangzhou-h", network: "203.0.113.0", keys: keys(1, 8) },
  { vpc: "vpc-main", zone: "cn-hangzhou-i", network: "203.0.113.64", keys: keys(9, 16) },
  {
    vpc: "vpc-main",
    zone: "cn-hangzhou-j",
    network: "203.0.113.128",
    keys: [...keys(17, 24), "e20b"].sort(),
  },
  { vpc: "vpc-lab", zone: "cn-hangzhou-h", network: "198.51.100.0", keys: keys(25, 30) },
  { vpc: "vpc-lab", zone: "cn-hangzhou-i", network: "198.51.100.64", keys: keys(31, 35) },
  { vpc: "vpc-lab", zone: "cn-hangzhou-j", network: "198.51.100.128", keys: keys(36, 40) },
];

const exposures: Readonly<Record<string, Exposure>> = Object.fromEntries(
  GROUPS.flatMap(({ vpc, zone, network, keys }) => {
    const [, start = "", last = ""] = /^(.+\.)(\d+)$/.exec(network) ?? [];
    return keys.map((key, index) => {
      const eip = `${start}${Number(last) + 1 + index}`;
      return [key, { instance: `i-${key}`, eip, vpc, zone }];
    });
  }),
);

/** Forty exposures over three zones and two VPCs. */
export const forty = without(["e20b"]);
/** The same and one more, in the middle of a vSwitch and of the keys. */
export const fortyOne = exposures;
/** The forty without the one in the middle. */
export const thirtyNine = without(["e20", "e20b"]);

/** What is in the account before: the instances and EIPs. */
export const fortyServers = {
  region: existing.region,
  vpcs: [
    { id: "vpc-main", cidrBlock: "10.0.0.0/8" },
    { id: "vpc-lab", cidrBlock: "172.16.0.0/12" },
  ],
  vswitches: GROUPS.map(({ vpc, zone }, index) => ({
    id: vswitchOf(vpc, zone),
    vpcId: vpc,
    zoneId: zone,
    cidrBlock: vpc === "vpc-main" ? `10.0.${index}.0/24` : `172.16.${index}.0/24`,
  })),
  securityGroups: ["vpc-main", "vpc-lab"].map((vpcId) => ({ id: groupOf(vpcId), vpcId })),
  instances: Object.values(exposures).map(({ instance, vpc, zone }) => ({
    id: instance,
    vswitchId: vswitchOf(vpc, zone),
    securityGroupIds: [groupOf(vpc)],
  })),
  eips: Object.entries(exposures).map(([key, { eip }]) => ({ id: `eip-${key}`, ipAddress: eip })),
} satisfies Seed;

function keys(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `e${String(from + index).padStart(2, "0")}`);
}

function without(keys: readonly string[]): Readonly<Record<string, Exposure>> {
  return Object.fromEntries(Object.entries(exposures).filter(([key]) => !keys.includes(key)));
}

function vswitchOf(vpcId: string, zoneId: string): string {
  return `${vpcId.replace("vpc", "vsw")}-${zoneId.slice(-1)}`;
}

function groupOf(vpcId: string): string {
  return vpcId.replace("vpc", "sg");
}
