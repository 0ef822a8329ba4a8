export { CHECK_NAMES, type CheckName, CHECKS } from "./names";
export { isChecked, SKIPPED_CHECKS_CONTEXT } from "./skipped-checks";
