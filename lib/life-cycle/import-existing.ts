import type { TerraformResource } from "cdktf";

import type { ExposedEip } from "../exposed-eip";
import { NetworkInterface, SecondaryCidrBlock, VSwitch } from "../steps";

/** What was made by hand, in the console for example, of one exposure. */
export interface ExistingParts {
  /**
   * The vSwitch, `vsw-…`; its block is imported with it. Range of both and zone of the vSwitch have to be those of the exposure.
   * @default - block and vSwitch are made, or were imported with another exposure
   */
  readonly vswitchId?: string;
  /**
   * The secondary ENI, `eni-…`; association and attachment are imported with it.
   * @default - ENI, association and attachment are made
   */
  readonly networkInterfaceId?: string;
  /**
   * Whether the EIP is bound to the ENI already; if not, Terraform binds it.
   * @default true
   */
  readonly isAssociated?: boolean;
  /**
   * Whether the ENI is attached to the instance already; if not, Terraform attaches it.
   * @default true
   */
  readonly isAttached?: boolean;
}

/**
 * Lets Terraform take over what was made by hand for an exposure, by `import` blocks: nothing of it is changed or made again. The
 * blocks may stay when it is done. Parts that the exposure does not make itself are left alone.
 *
 * Terraform 1.5 takes an `import` block whose ID is a text; where the VPC or the allocation ID is looked up, the ID is an
 * expression, which needs Terraform 1.6 or later.
 *
 * @param exposure - what the stack declares; it has to be as what was made
 * @param parts - what was made
 */
export function importExisting(exposure: ExposedEip, parts: ExistingParts): void {
  const { vswitch, networkInterface, association, attachment, instance, eip } = exposure;
  const { vswitchId, networkInterfaceId, isAssociated = true, isAttached = true } = parts;
  if (vswitchId !== undefined && vswitch instanceof VSwitch) {
    importAsItIs(vswitch.resource, vswitchId);
    if (vswitch.block instanceof SecondaryCidrBlock)
      vswitch.block.resource.importFrom(vswitch.block.importId);
  }
  if (networkInterfaceId !== undefined) {
    if (networkInterface instanceof NetworkInterface)
      importAsItIs(networkInterface.resource, networkInterfaceId);
    if (isAssociated) association.resource.importFrom(`${eip.allocationId}:${networkInterfaceId}`);
    if (isAttached) attachment.resource.importFrom(`${networkInterfaceId}:${instance.instanceId}`);
  }
}

/** With the description that somebody wrote, and the tags where the exposure gives none: Terraform would take them away. */
function importAsItIs(resource: TerraformResource, id: string): void {
  resource.importFrom(id);
  const { ignoreChanges } = resource.lifecycle ?? {};
  const ignored = new Set(Array.isArray(ignoreChanges) ? ignoreChanges : []);
  ignored.add("description");
  if ("tagsInput" in resource && resource.tagsInput === undefined) ignored.add("tags");
  resource.lifecycle = { ...resource.lifecycle, ignoreChanges: [...ignored] };
}
