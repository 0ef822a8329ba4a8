import { given } from "../given";
import type { PlanRequest } from "../plan";
import type { ExposureSetting } from "./schema";

/**
 * What the exposures of a configuration ask of the planner. An EIP that is known by its allocation ID only has no place at
 * synth, unless its vSwitch is given by hand; its block is derived by Terraform.
 */
export function planRequests(exposures: ReadonlyMap<string, ExposureSetting>): PlanRequest[] {
  return [...exposures].flatMap(([key, { eip, vpc, zone, block, vswitch }]) => {
    const address = "address" in eip ? eip.address : undefined;
    if (address === undefined && vswitch === undefined) return [];
    return [{ key, ...given({ eip: address, vpcId: vpc, zoneId: zone, block, vswitch }) }];
  });
}
