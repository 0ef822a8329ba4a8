import { EcsNetworkInterfaceAttachment } from "@cdktf/provider-alicloud/lib/ecs-network-interface-attachment";
import type { ITerraformDependable, Precondition, TerraformResource } from "cdktf";
import { Construct } from "constructs";

import type { IInstance } from "./instance";
import type { INetworkInterface } from "./network-interface";

/** Attachment to create. */
export interface NetworkInterfaceAttachmentProps {
  /** Secondary ENI, attached to no other instance. */
  readonly networkInterface: INetworkInterface;
  /** Instance in the zone of the ENI's vSwitch. */
  readonly instance: IInstance;
  /**
   * Resources that Terraform creates before the attachment and destroys after it. For an exposure, the association: the ENI
   * appears in the guest with its EIP already working, and leaves the guest before the EIP is dissociated.
   * @default - none
   */
  readonly after?: readonly ITerraformDependable[];
  /**
   * Conditions that Terraform checks at plan time before it attaches the ENI.
   * @default - none
   */
  readonly preconditions?: readonly Precondition[];
}

/** Step 5: attaches the secondary ENI to the instance. */
export class NetworkInterfaceAttachment extends Construct {
  /** Terraform resource, for dependencies and overrides. */
  public readonly resource: TerraformResource;
  /** ID of the attachment, which Terraform knows after it has created it. */
  public readonly attachmentId: string;

  public constructor(scope: Construct, id: string, props: NetworkInterfaceAttachmentProps) {
    super(scope, id);
    const { networkInterface, instance, after = [], preconditions: precondition = [] } = props;
    const resource = new EcsNetworkInterfaceAttachment(this, "Resource", {
      networkInterfaceId: networkInterface.networkInterfaceId,
      instanceId: instance.instanceId,
      dependsOn: [...after],
      // Detaching waits for the guest to release the NIC; the provider's one minute is often too short.
      timeouts: { create: "5m", delete: "10m" },
      // The API may put the ENI on another card than 0, which the provider would take for a reason to replace it.
      lifecycle: {
        ignoreChanges: ["network_card_index"],
        ...(precondition.length === 0 ? {} : { precondition: [...precondition] }),
      },
    });
    this.resource = resource;
    this.attachmentId = resource.id;
  }
}
