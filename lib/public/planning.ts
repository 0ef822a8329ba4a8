// Planning of blocks and vSwitches, and the rules for their ranges. Without cdktf.
export { AddressError, type AddressProblem, type PlanConflict, PlanError } from "../errors";
export { Ipv4Address, Ipv4Cidr } from "../ipv4";
export type { ExistingBlock, PlannedBlock, PlannedVSwitch, PlanRequest } from "../planning/model";
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
} from "../planning/placement";
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
} from "../planning/plan-lock";
export { DEFAULT_BLOCKS_PER_VPC, planFleet, type PlanOptions } from "../planning/planner";
