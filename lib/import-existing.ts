import type { TerraformResource } from "cdktf";

import type { ExposedEip } from "./exposed-eip";
import { NetworkInterface } from "./resources/network-interface";
import { SecondaryCidrBlock } from "./resources/secondary-cidr-block";
import { VSwitch } from "./resources/vswitch";

/** Existing parts of an exposure for Terraform to import, created in the console for example. */
export interface ExistingParts {
  /**
   * ID of the vSwitch, `vsw-…`. Its block is imported with it. Both ranges and the zone of the vSwitch have to be those of the exposure.
   * @default - block and vSwitch are created, or were imported with another exposure
   */
  readonly vswitchId?: string;
  /**
   * ID of the secondary ENI, `eni-…`. Association and attachment are imported with it.
   * @default - ENI, association and attachment are created; for an exposure with `nicOf`, the association is
   */
  readonly networkInterfaceId?: string;
  /**
   * Whether the EIP is associated with the ENI already. If not, Terraform associates it.
   * @default true
   */
  readonly isAssociated?: boolean;
  /**
   * Whether the ENI is attached to the instance already. If not, Terraform attaches it.
   * @default true
   */
  readonly isAttached?: boolean;
}

/**
 * Imports existing parts of an exposure by `import` blocks, without changing or replacing them. The blocks may stay after the import.
 * Parts that the exposure does not create are ignored.
 *
 * If Terraform looks up the VPC or the allocation ID, the ID of an `import` block is an expression, which requires Terraform 1.6.
 * Otherwise it is a literal, which requires Terraform 1.5.
 *
 * @param exposure - exposure with the same properties as its existing parts
 * @param parts - IDs of the existing parts
 */
export function importExisting(exposure: ExposedEip, parts: ExistingParts): void {
  const { vswitch, networkInterface, association, attachment, instance, eip } = exposure;
  const { vswitchId, networkInterfaceId, isAssociated = true, isAttached = true } = parts;
  if (vswitchId !== undefined && vswitch instanceof VSwitch) {
    importAsItIs(vswitch.resource, vswitchId);
    const { secondaryCidrBlock: block } = vswitch;
    if (block instanceof SecondaryCidrBlock) block.resource.importFrom(block.importId);
  }
  if (networkInterfaceId !== undefined) {
    if (networkInterface instanceof NetworkInterface && exposure.nicOf === undefined)
      importAsItIs(networkInterface.resource, networkInterfaceId);
    if (isAssociated) association.resource.importFrom(`${eip.allocationId}:${networkInterfaceId}`);
    if (isAttached && exposure.nicOf === undefined)
      attachment.resource.importFrom(`${networkInterfaceId}:${instance.instanceId}`);
  }
}

/** Imports a resource with its description, and with its tags if the exposure has none, which Terraform would otherwise remove. */
function importAsItIs(resource: TerraformResource, id: string): void {
  resource.importFrom(id);
  const { ignoreChanges } = resource.lifecycle ?? {};
  const ignored = new Set(Array.isArray(ignoreChanges) ? ignoreChanges : []);
  ignored.add("description");
  if ("tagsInput" in resource && resource.tagsInput === undefined) ignored.add("tags");
  resource.lifecycle = { ...resource.lifecycle, ignoreChanges: [...ignored] };
}
