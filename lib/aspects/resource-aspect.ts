import { Annotations, type IAspect, type Postcondition, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

import { hcl, type HclExpression } from "../terraform/hcl";
import { refersToObject } from "./terraform-argument";

/** An aspect that looks at each Terraform resource once, whoever made it, in any stack. */
export abstract class ResourceAspect implements IAspect {
  private readonly seen = new WeakSet<TerraformResource>();

  /** Called by cdktf for each construct, at every synthesis. */
  public visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || this.seen.has(node)) return;
    this.seen.add(node);
    this.inspect(node);
  }

  protected abstract inspect(resource: TerraformResource): void;
}

/** Lets the synthesis fail; cdktf writes the path of the construct before the message. */
export function reportError(resource: TerraformResource, message: string): void {
  Annotations.of(resource).addError(message);
}

/** Lets Terraform check something before it makes or changes the resource. */
export function addPrecondition(
  resource: TerraformResource,
  { condition, errorMessage }: { readonly condition: HclExpression; readonly errorMessage: string },
): void {
  const { lifecycle } = resource;
  // Terraform refuses a condition that refers to nothing, as one about the result of a function may. A path is never empty.
  const accepted = refersToObject(resource, condition) ? condition : hcl`path.module == "" || (${condition})`;
  const precondition = [...(lifecycle?.precondition ?? []), { condition: accepted, errorMessage }];
  resource.lifecycle = { ...lifecycle, precondition };
}

/** Lets Terraform check something of the resource that is known after it was made; what depends on it is not made then. */
export function addPostcondition(resource: TerraformResource, postcondition: Postcondition): void {
  const { lifecycle } = resource;
  resource.lifecycle = { ...lifecycle, postcondition: [...(lifecycle?.postcondition ?? []), postcondition] };
}

/** The address in Terraform: `alicloud_vswitch.web`. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
