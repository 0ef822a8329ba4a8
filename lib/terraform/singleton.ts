import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/**
 * The one construct of its kind in a stack, made when it is first asked for.
 *
 * @param scope - any construct of the stack
 * @param id - its id directly below the stack
 */
export function stackSingleton<T extends Construct>(
  scope: Construct,
  id: string,
  make: (stack: TerraformStack, id: string) => T,
): T {
  const stack = TerraformStack.of(scope);
  return (stack.node.tryFindChild(id) as T | undefined) ?? make(stack, id);
}
