import { type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

import { addressOf } from "./address-of";

const last = new WeakMap<TerraformStack, Map<string, TerraformResource>>();

/**
 * Lets the resources of a kind be made one after the other, because Alibaba Cloud refuses to make two at once: each one
 * depends on the one that was declared before it in the stack.
 */
export function serialized(scope: Construct, kind: string, resource: TerraformResource): void {
  const stack = TerraformStack.of(scope);
  const kinds = last.get(stack) ?? new Map<string, TerraformResource>();
  last.set(stack, kinds);
  const previous = kinds.get(kind);
  if (previous !== undefined) {
    resource.dependsOn = [...(resource.dependsOn ?? []), addressOf(previous)];
  }
  kinds.set(kind, resource);
}
