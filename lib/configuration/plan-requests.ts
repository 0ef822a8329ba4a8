import { Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import {
  EMPTY_PLAN_LOCK,
  existingBlocks,
  planFleet,
  type PlanLock,
  type PlannedBlock,
  type PlanRequest,
} from "../planning";
import type { Configuration, ExposureSetting } from "./schema";
import type { BlockSetting, VSwitchSetting } from "./schema/exposure";
import type { PreparationsSetting } from "./schema/preparations";

/** Stands for the VPC of the preparations where blocks are planned for each VPC: it has blocks of its own. */
const PREPARED_VPC = "preparations";

/**
 * What the exposures of a configuration ask of the planner. An EIP that is made, or known by its allocation ID only, has no place
 * at synth, unless its vSwitch is given by hand; its block is derived by Terraform. Where the vSwitch or the ENI exists already,
 * there is nothing to plan.
 */
export function planRequests(
  exposures: ReadonlyMap<string, ExposureSetting>,
  preparations: PreparationsSetting | undefined,
): PlanRequest[] {
  return [...exposures].flatMap(([key, exposure]) => {
    const address = "address" in exposure.eip ? exposure.eip.address : undefined;
    const vswitch = rangeOfVSwitch(exposure.vswitch);
    const isGiven = exposure.networkInterface !== undefined || (exposure.vswitch !== undefined && !vswitch);
    if (isGiven || (address === undefined && vswitch === undefined)) return [];
    const place = instancePlace(exposure, preparations);
    return [
      { key, ...place, ...omitUndefined({ eip: address, block: rangeOfBlock(exposure.block), vswitch }) },
    ];
  });
}

/** Where the instance of an exposure is, as far as that is known at synth. */
export function instancePlace(
  { instance, vpc, zone }: ExposureSetting,
  preparations: PreparationsSetting | undefined,
): Pick<PlanRequest, "vpcId" | "zoneId"> {
  if (typeof instance === "string") return omitUndefined({ vpcId: vpc, zoneId: zone });
  const { vpc: own } = preparations ?? {};
  const vpcId = own !== undefined && "id" in own ? own.id : PREPARED_VPC;
  return omitUndefined({ vpcId, zoneId: preparations?.zone });
}

/** The range of a block, of one that is made as of one that exists. */
export function rangeOfBlock(block: BlockSetting | undefined): Ipv4Cidr | undefined {
  return block === undefined || block instanceof Ipv4Cidr ? block : block.existing;
}

/** The range of a vSwitch that is made. */
export function rangeOfVSwitch(vswitch: VSwitchSetting | undefined): Ipv4Cidr | undefined {
  return vswitch instanceof Ipv4Cidr ? vswitch : undefined;
}

/** The plans of the configurations that were checked: each is planned once, for its checks and for its stack. */
const plans = new WeakMap<
  Configuration,
  { readonly planLock: PlanLock; readonly plan: readonly PlannedBlock[] }
>();

/** Keeps the plan with which a configuration was checked. */
export function rememberPlan(
  configuration: Configuration,
  planLock: PlanLock,
  plan: readonly PlannedBlock[],
): void {
  plans.set(configuration, { planLock, plan });
}

/**
 * The plan of a configuration.
 *
 * @param planLock - what is kept of an earlier plan
 * @throws PlanError when the EIPs cannot be placed; a configuration that was loaded has been checked for that
 */
export function planOf(
  configuration: Configuration,
  planLock: PlanLock = EMPTY_PLAN_LOCK,
): readonly PlannedBlock[] {
  const known = plans.get(configuration);
  if (known?.planLock === planLock) return known.plan;
  const { exposures, preparations, blocksPerVpc } = configuration;
  const requests = planRequests(new Map(Object.entries(exposures)), preparations);
  const existing = existingBlocks(planLock, requests);
  return planFleet(requests, { existing, ...omitUndefined({ blocksPerVpc }) });
}
