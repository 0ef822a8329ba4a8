import { EipAddress } from "@cdktf/provider-alicloud/lib/eip-address";
import { Construct } from "constructs";

import { ExposureError } from "../errors";
import { given } from "../given";
import type { IEip } from "../references/eip";

/** An EIP to make. */
export interface CreatedEipProps {
  /** Largest bandwidth in Mbit/s, a whole number from 1 to 200. */
  readonly bandwidth: number;
  /**
   * Line type: `BGP`, or `BGP_PRO` where the region has it.
   * @default - Alibaba Cloud's own, BGP
   */
  readonly isp?: "BGP" | "BGP_PRO";
  /**
   * How traffic is billed: by what is sent, or by the bandwidth.
   * @default "PayByTraffic"
   */
  readonly internetChargeType?: "PayByTraffic" | "PayByBandwidth";
  /** Name in the console. */
  readonly name: string;
  /**
   * Tags of the EIP.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A pay-as-you-go EIP that the stack makes. Its address is known once it is there, so that its block is derived by Terraform. */
export class CreatedEip extends Construct implements IEip {
  public readonly allocationId: string;
  public readonly ipAddress: string;

  /** @throws {@link ExposureError} when the bandwidth is not a whole number from 1 to 200 */
  public constructor(scope: Construct, id: string, props: CreatedEipProps) {
    super(scope, id);
    const { bandwidth, isp, internetChargeType = "PayByTraffic", name, tags } = props;
    if (!Number.isInteger(bandwidth) || bandwidth < 1 || bandwidth > 200) {
      throw new ExposureError(
        this,
        `the bandwidth of an EIP is a whole number from 1 to 200 Mbit/s, found ${bandwidth}`,
      );
    }
    // The mode stays unset: the provider would change it on an EIP that is not bound yet, which the API refuses.
    const resource = new EipAddress(this, "Resource", {
      addressName: name,
      bandwidth: String(bandwidth),
      internetChargeType,
      paymentType: "PayAsYouGo",
      ...given({ isp, tags }),
    });
    this.allocationId = resource.id;
    this.ipAddress = resource.ipAddress;
  }
}
