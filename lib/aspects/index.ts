// What a platform team forbids or demands, switched on with `Aspects.of(scope).add(…)`.
export { AllowedEipRanges, type AllowedEipRangesProps } from "./allowed-eip-ranges";
export { LargestBlock, type LargestBlockProps } from "./largest-block";
export {
  NoOpenAdministrationPorts,
  type NoOpenAdministrationPortsProps,
} from "./no-open-administration-ports";
export { applyPolicy } from "./policy";
export { type Policy, policySchema } from "./policy-schema";
export { PreventDestroy } from "./prevent-destroy";
export { RequiredTags, type RequiredTagsProps } from "./required-tags";
