export { CHECK_NAMES, type CheckName, CHECKS } from "./names";
export { type Requirement, SKIPPED_CHECKS_CONTEXT } from "./requirement";
