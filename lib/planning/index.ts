export { DEFAULT_BLOCKS_PER_VPC, planFleet, type PlanOptions } from "./planner";
export { type ExistingBlock, type PlannedBlock, type PlannedVSwitch, type PlanRequest } from "./model";
export {
  EMPTY_PLAN_LOCK,
  existingBlocks,
  type LockedBlock,
  type LockedRange,
  type LockedVSwitch,
  lockOf,
  parsePlanLock,
  type PlanLock,
  PlanLockError,
  renderPlanLock,
} from "./plan-lock";
export { type PlanConflict, PlanError } from "../errors";
