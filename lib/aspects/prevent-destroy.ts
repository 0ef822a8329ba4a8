import type { TerraformResource } from "cdktf";

import { ResourceAspect } from "./resource-aspect";

/**
 * Lets Terraform refuse every plan that would destroy or replace one of the resources (`prevent_destroy`). A resource that is
 * taken out of the configuration is no longer protected: Terraform knows only what the configuration says.
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 */
export class PreventDestroy extends ResourceAspect {
  protected inspect(resource: TerraformResource): void {
    resource.lifecycle = { ...resource.lifecycle, preventDestroy: true };
  }
}
