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
   * The secondary ENI, `eni-…`, to which the EIP is bound and which is attached to the instance: association and attachment are
   * imported with it.
   * @default - ENI, association and attachment are made
   */
  readonly networkInterfaceId?: string;
}

/**
 * Lets Terraform take over what was made by hand for an exposure, by `import` blocks: nothing of it is changed or made again. The
 * blocks may stay when it is done. Parts that the exposure does not make itself are left alone.
 *
 * Terraform 1.5 takes an `import` block whose ID is a text; where the VPC or the allocation ID is looked up, the ID is an
 * expression, which needs Terraform 1.6 or later.
 */
export function importExisting(exposure: ExposedEip, parts: ExistingParts): void {
  const { vswitch, networkInterface, association, attachment, instance, eip } = exposure;
  const { vswitchId, networkInterfaceId } = parts;
  if (vswitchId !== undefined && vswitch instanceof VSwitch) {
    vswitch.resource.importFrom(vswitchId);
    if (vswitch.block instanceof SecondaryCidrBlock)
      vswitch.block.resource.importFrom(vswitch.block.importId);
  }
  if (networkInterfaceId !== undefined) {
    if (networkInterface instanceof NetworkInterface)
      networkInterface.resource.importFrom(networkInterfaceId);
    association.resource.importFrom(`${eip.allocationId}:${networkInterfaceId}`);
    attachment.resource.importFrom(`${networkInterfaceId}:${instance.instanceId}`);
  }
}
