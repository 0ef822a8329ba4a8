export { DEFAULT_BLOCKS_PER_VPC, planFleet, type PlanOptions } from "./fleet-plan";
export type { ExistingBlock, PlannedBlock, PlannedVSwitch, PlanRequest } from "./model";
export { type PlanConflict, PlanError } from "./plan-error";
