import { type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";

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

/** A child that only groups others, made when it is first asked for. */
export function childScope(scope: Construct, id: string): Construct {
  const child = scope.node.tryFindChild(id);
  return child instanceof Construct ? child : new Construct(scope, id);
}

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

/** The address of a resource, for places where Terraform takes a reference and no expression. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
