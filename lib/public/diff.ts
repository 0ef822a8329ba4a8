// Changes between two versions of a stack, from what was synthesized alone. Without cdktf.
export type { Chain } from "../diff/chain";
export { describeDiff, describeDiffAsMarkdown } from "../diff/describe";
export {
  type BlockChange,
  diffStacks,
  type ExposureChange,
  interrupts,
  type OtherChange,
  type Replacement,
  type StackDiff,
} from "../diff/stack-diff";
export {
  emptyStack,
  parseStack,
  StackFileError,
  type SynthesizedResource,
  type SynthesizedStack,
} from "../diff/synthesized-stack";
