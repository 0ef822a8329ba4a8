import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";

/**
 * The name of an element in its Terraform address: the ids on its path that begin with a lower-case letter, joined by
 * underscores. Ids with a capital say the role of a construct (`Block`, `Resource`), which the type in the address says
 * already: `alicloud_vswitch.web`, not `alicloud_vswitch.web_VSwitch_Resource`.
 */
export function readableName(element: TerraformElement | Node): string {
  const node = TerraformElement.isTerraformElement(element) ? element.node : element;
  const ids = node.scopes
    .filter((scope) => !TerraformStack.isStack(scope) && scope.node.scope !== undefined)
    .map((scope) => scope.node.id);
  const names = ids.filter((id) => /^[a-z]/.test(id));
  return (names.length > 0 ? names : ids).join("_");
}

/** Fails the synthesis when two elements of one type would share an address, of which cdktf would keep only one. */
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
      : [`${first.node.path} and ${construct.node.path} have the same address ${address}`];
  });
}

/**
 * Declares by `moved` blocks that an exposure had another name before, so that what was made for it stays. Blocks for resources
 * that were never made are without effect, and may stay when the move is done.
 *
 * Its resources are those that are named by its key alone, or by its key and what follows an underscore, which no key has.
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
 * Whether a resource belongs to no single exposure: the preparations, and the planned blocks and vSwitches, whose names begin with
 * a VPC ID where exposures have one.
 */
function isShared(resource: TerraformResource): boolean {
  const { length } = TerraformStack.of(resource).node.scopes;
  const [top, folder] = resource.node.scopes.slice(length).map(({ node }) => node.id);
  return top === "preparations" || folder === "Blocks" || folder === "VSwitches";
}
