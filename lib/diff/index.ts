// Changes between two synthesized versions of a stack.
export { type BlockChange } from "./stack-diff";
export { type Chain } from "./chain";
export { describeDiff } from "./describe";
export { describeDiffAsMarkdown } from "./describe";
export {
  diffStacks,
  type ExposureChange,
  interrupts,
  type OtherChange,
  type Replacement,
  type StackDiff,
} from "./stack-diff";
export {
  emptyStack,
  parseStack,
  StackFileError,
  type SynthesizedResource,
  type SynthesizedStack,
} from "./synthesized-stack";
