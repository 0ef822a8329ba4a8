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
export {
  BLOCK_PREFIX_LENGTHS,
  FORBIDDEN_RANGES,
  type ForbiddenRange,
  isUsable,
  type Placement,
  type PrefixLengthRange,
  requireAllowedBlock,
  requireAllowedVSwitch,
  requireUsable,
  RESERVED_ADDRESSES,
  shadowedAddresses,
  smallestPlacement,
  VSWITCH_PREFIX_LENGTHS,
} from "./placement";
export { type PlanConflict, PlanError } from "../errors";
