import { EipAssociation as EipAssociationResource } from "@cdktf/provider-alicloud/lib/eip-association";
import type { Precondition, TerraformResource } from "cdktf";
import { Construct } from "constructs";

import type { IEip } from "./eip";
import type { INetworkInterface } from "./network-interface";

/** Association to create. */
export interface EipAssociationProps {
  /** EIP, associated with nothing else. */
  readonly eip: IEip;
  /** Secondary ENI whose primary private address is the EIP. */
  readonly networkInterface: INetworkInterface;
  /**
   * Conditions that Terraform checks at plan time before it associates the EIP.
   * @default - none
   */
  readonly preconditions?: readonly Precondition[];
}

/** Step 4: associates the EIP with the secondary ENI, in NAT mode. */
export class EipAssociation extends Construct {
  /** Terraform resource, for dependencies and overrides. */
  public readonly resource: TerraformResource;
  /** ID of the association, which Terraform knows after it has created it. */
  public readonly associationId: string;

  public constructor(scope: Construct, id: string, props: EipAssociationProps) {
    super(scope, id);
    const { eip, networkInterface, preconditions: precondition = [] } = props;
    const resource = new EipAssociationResource(this, "Resource", {
      allocationId: eip.allocationId,
      instanceId: networkInterface.networkInterfaceId,
      // Without a type, the provider takes an ID that is not known yet for that of an ECS instance.
      instanceType: "NetworkInterface",
      mode: "NAT",
      privateIpAddress: eip.ipAddress,
      timeouts: { create: "10m", update: "10m", delete: "10m" },
      lifecycle: {
        // Whether the API returns these depends on how the association was created; a difference would replace it.
        ignoreChanges: ["private_ip_address", "vpc_id"],
        ...(precondition.length === 0 ? {} : { precondition: [...precondition] }),
      },
    });
    this.resource = resource;
    this.associationId = resource.id;
  }
}
