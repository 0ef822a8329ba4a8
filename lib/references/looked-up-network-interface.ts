import { Construct } from "constructs";

import type { Requirement } from "../checks/requirement";
import { ExposureError } from "../errors";
import { VpcLookUp } from "../look-up/vpc-look-up";
import type { INetworkInterface } from "../steps/network-interface";
import { hcl, rawHcl } from "../terraform/hcl";

/** A secondary ENI that exists already, in a VPC of the stack's looked-up instances. */
export class LookedUpNetworkInterface extends Construct implements INetworkInterface {
  public readonly primaryIpAddress: string;
  public readonly macAddress: string;
  public readonly vswitchId: string;
  public readonly zoneId: string;
  /** The instance that it is attached to at plan time; empty when to none. */
  public readonly instanceId: string;
  public readonly requirements: readonly Requirement[];

  /** @throws {@link ExposureError} when the text is not an ENI ID */
  public constructor(
    scope: Construct,
    id: string,
    public readonly networkInterfaceId: string,
  ) {
    super(scope, id);
    if (!/^eni-[a-z0-9]+$/.test(networkInterfaceId)) {
      throw new ExposureError(
        this,
        `${JSON.stringify(networkInterfaceId)} is not the ID of a network interface: write eni- and letters and digits`,
      );
    }
    const { networkInterfaces } = VpcLookUp.of(this);
    // Empty where the ENI is gone: Terraform evaluates arguments also when it destroys what was made for it.
    const attribute = (name: string) =>
      hcl`try(${networkInterfaces}[${networkInterfaceId}].${rawHcl(name)}, "")`.toString();
    this.primaryIpAddress = attribute("primary_ip_address");
    this.macAddress = attribute("mac");
    this.vswitchId = attribute("vswitch_id");
    this.zoneId = attribute("zone_id");
    this.instanceId = attribute("instance_id");
    this.requirements = [
      {
        check: "network-interface-found",
        condition: hcl`contains(keys(${networkInterfaces}), ${networkInterfaceId})`,
        errorMessage:
          `The network interface ${networkInterfaceId} is not a secondary one in the VPC of the instance. ` +
          "Check its ID, or leave networkInterface out to have one made.",
      },
    ];
  }
}
