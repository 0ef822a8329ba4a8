import { TerraformResource, TerraformStack } from "cdktf";

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
