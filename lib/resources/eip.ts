import { EipAddress } from "@cdktf/provider-alicloud/lib/eip-address";
import { Construct } from "constructs";

import { ExposureError, withConstructPath } from "../errors";
import { ExposureTable } from "../exposure-table/exposure-table";
import { Ipv4Address } from "../ipv4";
import { omitUndefined } from "../omit-undefined";

/** An elastic IP address. */
export interface IEip {
  /** The allocation ID, `eip-…`; a token where it is looked up. */
  readonly allocationId: string;
  /** The address in dotted-decimal text; a token where it is looked up, which is empty where the EIP was not found. */
  readonly ipAddress: string;
  /**
   * The address, when it is known at synth.
   * @default - only Terraform knows it
   */
  readonly address?: Ipv4Address;
  /**
   * What the EIP is looked up by, its address or its allocation ID; then it is checked at plan time before it is exposed.
   * @default - the EIP is not looked up
   */
  readonly lookedUpBy?: string;
}

/** References to EIPs. */
export class Eip extends Construct implements IEip {
  public readonly address?: Ipv4Address;

  /**
   * An existing EIP that is known by its address. Block and vSwitch are planned at synth.
   *
   * @param address - canonical dotted-decimal text
   * @throws {@link ExposureError} when it is not canonical
   */
  public static fromAddress(scope: Construct, id: string, address: string): IEip {
    const parsed = withConstructPath(scope, () => Ipv4Address.parse(address));
    return new Eip(scope, id, address, parsed);
  }

  /**
   * An existing EIP that is known by its allocation ID. Its address is looked up, and block and vSwitch are computed by
   * Terraform.
   *
   * @param allocationId - `eip-` and lower-case letters and digits
   * @throws {@link ExposureError} when it is not an allocation ID
   */
  public static fromAllocationId(scope: Construct, id: string, allocationId: string): IEip {
    if (!/^eip-[a-z0-9]+$/.test(allocationId)) {
      throw new ExposureError(
        scope,
        `${JSON.stringify(allocationId)} is not an allocation ID: write eip- and letters and digits`,
      );
    }
    return new Eip(scope, id, allocationId);
  }

  private constructor(
    scope: Construct,
    id: string,
    public readonly lookedUpBy: string,
    address?: Ipv4Address,
  ) {
    super(scope, id);
    if (address !== undefined) this.address = address;
  }

  public get allocationId(): string {
    return this.address === undefined ? this.lookedUpBy : this.attribute("allocation_id");
  }

  public get ipAddress(): string {
    return this.address === undefined ? this.attribute("ip_address") : this.lookedUpBy;
  }

  private attribute(name: string): string {
    return ExposureTable.of(this).eipAttribute(this.lookedUpBy, name).toString();
  }
}

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
      ...omitUndefined({ isp, tags }),
    });
    this.allocationId = resource.id;
    this.ipAddress = resource.ipAddress;
  }
}
