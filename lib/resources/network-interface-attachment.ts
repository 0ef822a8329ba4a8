import { EcsNetworkInterfaceAttachment } from "@cdktf/provider-alicloud/lib/ecs-network-interface-attachment";
import type { ITerraformDependable, Precondition, TerraformResource } from "cdktf";
import { Construct } from "constructs";

import type { IEcsInstance } from "./instance";
import type { INetworkInterface } from "./network-interface";

/** An attachment to make. */
export interface NetworkInterfaceAttachmentProps {
  /** The secondary ENI, attached to no other instance. */
  readonly networkInterface: INetworkInterface;
  /** An instance in the zone of the ENI's vSwitch. */
  readonly instance: IEcsInstance;
  /**
   * What is made before, and removed after, the attachment. For an exposure, the association: the ENI appears in the
   * guest with its EIP already working, and leaves the guest before the EIP is taken away.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
  /**
   * What Terraform checks at plan time before it attaches the ENI.
   * @default - nothing
   */
  readonly preconditions?: readonly Precondition[];
}

/** Step 5: attaches the secondary ENI to the instance. */
export class NetworkInterfaceAttachment extends Construct {
  /** For what must wait until the NIC is in the instance. */
  public readonly resource: TerraformResource;
  /** The ID of the attachment, unknown to Terraform until it is made. */
  public readonly attachmentId: string;

  public constructor(scope: Construct, id: string, props: NetworkInterfaceAttachmentProps) {
    super(scope, id);
    const { networkInterface, instance, after = [], preconditions: precondition = [] } = props;
    const resource = new EcsNetworkInterfaceAttachment(this, "Resource", {
      networkInterfaceId: networkInterface.networkInterfaceId,
      instanceId: instance.instanceId,
      dependsOn: [...after],
      // Detaching waits for the guest to let go of the NIC; the provider's one minute is often too short.
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
