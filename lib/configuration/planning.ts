import type { PlanRequest } from "../plan";
import type { ExposureSetting } from "./schema";

/**
 * What the exposures of a configuration ask of the planner. An EIP that is known by its allocation ID only has no place at
 * synth, unless its vSwitch is given by hand; its block is derived by Terraform.
 */
export function planRequests(exposures: ReadonlyMap<string, ExposureSetting>): PlanRequest[] {
  return [...exposures].flatMap(([key, { eip, vpc, zone, block, vswitch }]) => {
    if (!("address" in eip) && vswitch === undefined) return [];
    return [
      {
        key,
        ...("address" in eip ? { eip: eip.address } : {}),
        ...(vpc === undefined ? {} : { vpcId: vpc }),
        ...(zone === undefined ? {} : { zoneId: zone }),
        ...(block === undefined ? {} : { block }),
        ...(vswitch === undefined ? {} : { vswitch }),
      },
    ];
  });
}
