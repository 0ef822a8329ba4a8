import type { Emulator, NamespaceDataPlane, Seed } from "../../emulator/src";
import { EIP, HOST, INSTANCE } from "./stack";

/** What the procedure expects to exist. */
export const existing = {
  region: "cn-hangzhou",
  vpcs: [{ id: "vpc-bp1example", cidrBlock: "10.0.0.0/8" }],
  vswitches: [
    { id: "vsw-bp1example", vpcId: "vpc-bp1example", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" },
  ],
  securityGroups: [{ id: "sg-bp1example", vpcId: "vpc-bp1example" }],
  instances: [
    {
      ...{ id: INSTANCE, vswitchId: "vsw-bp1example", securityGroupIds: ["sg-bp1example"] },
      primaryIpAddress: "10.0.0.202",
    },
  ],
  eips: [{ id: "eip-bp1example", ipAddress: EIP }],
} satisfies Seed;

/** What is in the account that the procedure makes, by kind. */
export function madeThings({ cloud }: Emulator): Readonly<Record<string, number>> {
  const interfaces = [...cloud.networkInterfaces.values()];
  return {
    "secondary CIDR blocks": cloud.vpcs.get("vpc-bp1example")?.secondaryCidrBlocks.length ?? 0,
    "more vSwitches": cloud.vswitches.size - existing.vswitches.length,
    "secondary ENIs": interfaces.filter(({ type }) => type === "Secondary").length,
    "associations of EIPs": [...cloud.eips.values()].filter(({ instanceId }) => instanceId !== "").length,
    commands: cloud.commands.size,
  };
}

/** A command in the instance, as it could be typed there, and what it prints. */
export async function inInstance(plane: NamespaceDataPlane, command: string): Promise<string> {
  const { stdout, stderr } = await plane.runInInstance(INSTANCE, ["sh", "-c", command]);
  return `${INSTANCE}# ${command}\n${stdout}${stderr}`;
}

export const SHOW_ADDRESSES = "ip -br -4 addr";
export const PING_BY_EIP = `ping -n -q -c 2 -i 0.2 -W 2 -I ${EIP} ${HOST}`;
