import type { Seed } from "../emulator/src";

/** What the procedure expects to exist, in short. */
export interface Servers {
  /** The last letter of the zone of each instance, by its ID: `{"i-web": "h"}`. */
  readonly instances: Readonly<Record<string, string>>;
  /** The address of each EIP, by its allocation ID. All are bound to nothing. */
  readonly eips: Readonly<Record<string, string>>;
}

/** An account for the emulator: one VPC and one security group, `vpc-main` and `sg-main`, and a vSwitch in each zone, such as `vsw-h`. */
export function accountWith({ instances, eips }: Servers) {
  const zones = [...new Set(Object.values(instances))].sort();
  return {
    region: "cn-hangzhou",
    vpcs: [{ id: "vpc-main", cidrBlock: "10.0.0.0/8" }],
    vswitches: zones.map((zone, index) => ({
      ...{ id: `vsw-${zone}`, vpcId: "vpc-main" },
      ...{ zoneId: `cn-hangzhou-${zone}`, cidrBlock: `10.0.${index}.0/24` },
    })),
    securityGroups: [{ id: "sg-main", vpcId: "vpc-main" }],
    instances: Object.entries(instances).map(([id, zone]) => ({
      ...{ id, vswitchId: `vsw-${zone}`, securityGroupIds: ["sg-main"] },
    })),
    eips: Object.entries(eips).map(([id, ipAddress]) => ({ id, ipAddress })),
  } satisfies Seed;
}
