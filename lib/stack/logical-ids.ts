import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";

/**
 * Returns the name of an element in its Terraform address: the IDs on its path that start with a lower-case letter, joined by
 * underscores. Capitalised IDs name the role of a construct (`Block`, `Resource`), which the type in the address implies:
 * `alicloud_vswitch.web`, not `alicloud_vswitch.web_VSwitch_Resource`.
 */
export function readableName(element: TerraformElement | Node): string {
  const node = TerraformElement.isTerraformElement(element) ? element.node : element;
  const ids = node.scopes
    .filter((scope) => !TerraformStack.isStack(scope) && scope.node.scope !== undefined)
    .map((scope) => scope.node.id);
  const names = ids.filter((id) => /^[a-z]/.test(id));
  return (names.length > 0 ? names : ids).join("_");
}

/** Returns an error for each two elements of one type with the same address, since cdktf would lose one of them. */
export function validateAddresses(stack: TerraformStack): string[] {
  const seen = new Map<string, Construct>();
  return stack.node.findAll().flatMap((construct) => {
    if (!TerraformElement.isTerraformElement(construct)) return [];
    const type =
      "terraformResourceType" in construct
        ? String(construct.terraformResourceType)
        : construct.constructor.name;
    const address = `${type}.${construct.friendlyUniqueId}`;
    const first = seen.get(address);
    seen.set(address, construct);
    return first === undefined
      ? []
      : [
          `${first.node.path} and ${construct.node.path} have the same address ${address}; rename one of them`,
        ];
  });
}

/**
 * Declares by `moved` blocks that an exposure was renamed, so that its resources stay. Blocks for resources that never existed have no
 * effect. The blocks may stay after the move.
 *
 * The resources of an exposure have its key as their name, alone or followed by an underscore, which no key contains.
 */
export function declareRenamed(stack: TerraformStack, key: string, from: string): void {
  for (const resource of stack.node.findAll()) {
    if (!TerraformResource.isTerraformResource(resource)) continue;
    if (isShared(resource)) continue;
    const name = resource.friendlyUniqueId;
    if (name === key || name.startsWith(`${key}_`)) {
      resource.moveFromId(`${resource.terraformResourceType}.${from}${name.slice(key.length)}`);
    }
  }
}

/**
 * Whether a resource belongs to no single exposure: the preparations, and the planned blocks and vSwitches, whose names may start with a
 * VPC ID.
 */
function isShared(resource: TerraformResource): boolean {
  const { length } = TerraformStack.of(resource).node.scopes;
  const [top, folder] = resource.node.scopes.slice(length).map(({ node }) => node.id);
  return top === "preparations" || folder === "Blocks" || folder === "VSwitches";
}
