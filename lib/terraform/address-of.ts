import type { TerraformResource } from "cdktf";

/** The address of a resource, for places where Terraform takes a reference and no expression. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
