import { Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import type { PlannedBlock, PlanRequest } from "../planning/model";
import { EMPTY_PLAN_LOCK, existingBlocks, type PlanLock } from "../planning/plan-lock";
import { planFleet } from "../planning/planner";
import type { Configuration, ExposureSetting } from "./schema/configuration-schema";
import type { BlockSetting, VSwitchSetting } from "./schema/exposure-schema";
import type { PreparationsSetting } from "./schema/preparations-schema";

/** Stands for the VPC of the preparations where blocks are planned for each VPC: it has blocks of its own. */
export const PREPARED_VPC = "preparations";

/** Settings on which the plan of a configuration depends. */
export type PlannedSettings = Pick<Configuration, "exposures" | "preparations" | "blocksPerVpc">;

/**
 * Lists what the exposures of a configuration ask of the planner. An EIP that is new, or known by its allocation ID only, has
 * no place at synth, unless its vSwitch is given; Terraform derives its block. Where the vSwitch or the ENI exists, there is
 * nothing to plan. EIPs of one NIC are planned together.
 */
export function planRequests({ exposures, preparations }: PlannedSettings): PlanRequest[] {
  return Object.entries(exposures).flatMap(([key, exposure]) => {
    const { nicOf } = exposure;
    const address = "address" in exposure.eip ? exposure.eip.address : undefined;
    const ofNic = nicOf === undefined ? exposure : exposures[nicOf];
    const vswitch = rangeOfVSwitch(ofNic?.vswitch);
    const isGiven = ofNic?.networkInterface !== undefined || (ofNic?.vswitch !== undefined && !vswitch);
    const isPlanned = "address" in (ofNic?.eip ?? exposure.eip) || vswitch !== undefined;
    // Terraform checks that an EIP without a known address is usable in the vSwitch of the NIC.
    if (isGiven || !isPlanned || (nicOf !== undefined && address === undefined)) return [];
    const place = instancePlace(exposure, preparations);
    return [
      {
        key,
        ...place,
        ...omitUndefined({
          eip: address,
          block: rangeOfBlock(exposure.block),
          vswitch: rangeOfVSwitch(exposure.vswitch),
          nicOf,
        }),
      },
    ];
  });
}

/** VPC and zone of the instance of an exposure, as far as they are known at synth. */
export function instancePlace(
  { instance, vpc, zone }: ExposureSetting,
  preparations: PreparationsSetting | undefined,
): Pick<PlanRequest, "vpcId" | "zoneId"> {
  if (typeof instance === "string") return omitUndefined({ vpcId: vpc, zoneId: zone });
  const { vpc: own } = preparations ?? {};
  const vpcId = own !== undefined && "id" in own ? own.id : PREPARED_VPC;
  return omitUndefined({ vpcId, zoneId: preparations?.zone });
}

/** Range of a block, new or existing. */
export function rangeOfBlock(block: BlockSetting | undefined): Ipv4Cidr | undefined {
  return block === undefined || block instanceof Ipv4Cidr ? block : block.existing;
}

/** Range of a new vSwitch. */
export function rangeOfVSwitch(vswitch: VSwitchSetting | undefined): Ipv4Cidr | undefined {
  return vswitch instanceof Ipv4Cidr ? vswitch : undefined;
}

/** Last plan of each configuration: its rules, its stack and its neighbours in a folder use the same. */
const plans = new WeakMap<
  PlannedSettings,
  { readonly planLock: PlanLock; readonly plan: readonly PlannedBlock[] }
>();

/**
 * Plans a configuration, once for the same lock.
 *
 * @param planLock - what is locked of an earlier plan
 * @throws {@link PlanError} when the EIPs cannot be placed; a configuration that was loaded has been checked for that
 */
export function planOf(
  settings: PlannedSettings,
  planLock: PlanLock = EMPTY_PLAN_LOCK,
): readonly PlannedBlock[] {
  const known = plans.get(settings);
  if (known?.planLock === planLock) return known.plan;
  const requests = planRequests(settings);
  const plan = planFleet(requests, {
    existing: existingBlocks(planLock, requests),
    ...omitUndefined({ blocksPerVpc: settings.blocksPerVpc }),
  });
  plans.set(settings, { planLock, plan });
  return plan;
}
