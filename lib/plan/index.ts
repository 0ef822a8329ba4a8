export { DEFAULT_BLOCKS_PER_VPC, planFleet, type PlanOptions } from "./fleet-plan";
export type { ExistingBlock, PlannedBlock, PlannedVSwitch, PlanRequest } from "./model";
export {
  EMPTY_PLAN_LOCK,
  existingBlocks,
  lockOf,
  parsePlanLock,
  type LockedBlock,
  type LockedRange,
  type LockedVSwitch,
  type PlanLock,
  PlanLockError,
  renderPlanLock,
} from "./plan-lock";
export { type PlanConflict, PlanError } from "./plan-error";
