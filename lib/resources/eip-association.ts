import { EipAssociation as EipAssociationResource } from "@cdktf/provider-alicloud/lib/eip-association";
import type { Precondition, TerraformResource } from "cdktf";
import { Construct } from "constructs";

import type { IEip } from "./eip";
import type { INetworkInterface } from "./network-interface";

/** An association to make. */
export interface EipAssociationProps {
  /** The EIP, bound to nothing else. */
  readonly eip: IEip;
  /** The secondary ENI whose primary private address is the EIP. */
  readonly networkInterface: INetworkInterface;
  /**
   * What Terraform checks at plan time before it associates the EIP.
   * @default - nothing
   */
  readonly preconditions?: readonly Precondition[];
}

/** Step 4: associates the EIP with the secondary ENI, in NAT mode. */
export class EipAssociation extends Construct {
  /** For what must wait until the EIP is associated. */
  public readonly resource: TerraformResource;
  /** The ID of the association, unknown to Terraform until it is made. */
  public readonly associationId: string;

  public constructor(scope: Construct, id: string, props: EipAssociationProps) {
    super(scope, id);
    const { eip, networkInterface, preconditions: precondition = [] } = props;
    const resource = new EipAssociationResource(this, "Resource", {
      allocationId: eip.allocationId,
      instanceId: networkInterface.networkInterfaceId,
      // The provider takes an unknown instance for an ECS instance if it is not told.
      instanceType: "NetworkInterface",
      mode: "NAT",
      privateIpAddress: eip.ipAddress,
      timeouts: { create: "10m", update: "10m", delete: "10m" },
      lifecycle: {
        // Whether the API gives these back depends on how the association was made; a difference would replace it.
        ignoreChanges: ["private_ip_address", "vpc_id"],
        ...(precondition.length === 0 ? {} : { precondition: [...precondition] }),
      },
    });
    this.resource = resource;
    this.associationId = resource.id;
  }
}
