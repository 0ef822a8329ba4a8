import type { Emulator, NamespaceDataPlane, Seed } from "../../emulator/src";
import { accountWith } from "../../testing/account";
import { EIP, EIPS, HOST, INSTANCE } from "./stack";

const servers = accountWith({
  instances: { [INSTANCE]: "h" },
  eips: Object.fromEntries(
    [...EIPS].map(([key, eip]) => [eip === EIP ? "eip-bp1example" : `eip-bp1${key}`, eip]),
  ),
});

/** Preparations of the procedure. */
export const existing = {
  ...servers,
  instances: servers.instances.map((one) => ({ ...one, primaryIpAddress: "10.0.0.202" })),
} satisfies Seed;

/** Counts the resources of the procedure in the account, by kind. */
export function createdThings({ cloud }: Emulator): Readonly<Record<string, number>> {
  const interfaces = [...cloud.networkInterfaces.values()];
  return {
    "secondary CIDR blocks": cloud.vpcs.get("vpc-main")?.secondaryCidrBlocks.length ?? 0,
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

/** Returns a command that pings the host by an EIP. */
export function pingBy(eip: string): string {
  return `ping -n -q -c 2 -i 0.2 -W 2 -I ${eip} ${HOST}`;
}
