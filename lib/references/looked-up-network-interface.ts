import { Construct } from "constructs";

import { ExposureError } from "../errors";
import { ExposureTable } from "../exposure-table/exposure-table";
import type { INetworkInterface } from "../steps/network-interface";

/** A secondary ENI that exists already, in a VPC of the stack's looked-up instances. */
export class LookedUpNetworkInterface extends Construct implements INetworkInterface {
  public readonly isLookedUp = true;

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
  }

  public get primaryIpAddress(): string {
    return this.attribute("primary_ip_address");
  }

  public get macAddress(): string {
    return this.attribute("mac");
  }

  public get vswitchId(): string {
    return this.attribute("vswitch_id");
  }

  /** Empty where the ENI is gone: Terraform evaluates arguments also when it destroys what was made for it. */
  private attribute(name: string): string {
    return ExposureTable.of(this).networkInterfaceAttribute(this.networkInterfaceId, name).toString();
  }
}
