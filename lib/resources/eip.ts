import { EipAddress } from "@cdktf/provider-alicloud/lib/eip-address";
import type { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";

import { ExposureError, withConstructPath } from "../errors";
import { ExposureTable } from "../exposure-table/exposure-table";
import { Ipv4Address } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import { requirePublic } from "../planning/placement";
import { requireResourceId, tagArguments } from "../terraform/constructs";

/** Elastic IP address. */
export interface IEip extends IConstruct {
  /** Allocation ID, `eip-…`; a token if Terraform looks it up. */
  readonly allocationId: string;
  /** Address in dotted-decimal notation; a token if Terraform looks it up, which is empty if the EIP is not found. */
  readonly ipAddress: string;
  /**
   * The address as a value.
   * @default - only Terraform knows it
   */
  readonly address?: Ipv4Address;
  /**
   * Address or allocation ID by which Terraform looks the EIP up. It is then checked at plan time, before it is exposed.
   * @default - Terraform does not look the EIP up
   */
  readonly lookedUpBy?: string;
}

/** EIP to create. */
export interface EipProps {
  /** Maximum bandwidth in Mbit/s, an integer from 1 to 200. */
  readonly bandwidth: number;
  /**
   * Line type: `BGP`, or `BGP_PRO` in regions that have it.
   * @default - Alibaba Cloud's own default, BGP
   */
  readonly isp?: "BGP" | "BGP_PRO";
  /**
   * Metering method of the traffic: by the amount sent, or by the bandwidth.
   * @default "PayByTraffic"
   */
  readonly internetChargeType?: "PayByTraffic" | "PayByBandwidth";
  /**
   * Name in the console, 1 to 128 characters.
   * @default - Alibaba Cloud gives none
   */
  readonly eipName?: string;
  /**
   * Tags of the EIP.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Creates a pay-as-you-go EIP. Its address is unknown before, so Terraform computes its block. */
export class Eip extends Construct implements IEip {
  public readonly allocationId: string;
  public readonly ipAddress: string;
  /** Terraform resource, for dependencies and overrides. */
  public readonly resource: TerraformResource;

  /**
   * Refers to an existing EIP by its address. Block and vSwitch are planned at synth.
   *
   * @param address - canonical dotted-decimal notation, or a value
   * @throws {@link ExposureError} if it is not canonical, or private or reserved
   */
  public static fromIpAddress(scope: Construct, id: string, address: string | Ipv4Address): IEip {
    const value = withConstructPath(scope, () => {
      const parsed = address instanceof Ipv4Address ? address : Ipv4Address.parse(address);
      requirePublic(parsed);
      return parsed;
    });
    return new ImportedEip(scope, id, value.toString(), value);
  }

  /**
   * Refers to an existing EIP by its allocation ID. Terraform looks its address up and computes block and vSwitch.
   *
   * @param allocationId - `eip-` followed by lower-case letters and digits; a literal
   * @throws {@link ExposureError} if it is not an allocation ID
   */
  public static fromAllocationId(scope: Construct, id: string, allocationId: string): IEip {
    requireResourceId(scope, "eip", "allocation ID", allocationId);
    return new ImportedEip(scope, id, allocationId);
  }

  /** @throws {@link ExposureError} if the bandwidth is not an integer from 1 to 200 */
  public constructor(scope: Construct, id: string, props: EipProps) {
    super(scope, id);
    const { bandwidth, isp, internetChargeType = "PayByTraffic", eipName, tags } = props;
    if (!Number.isInteger(bandwidth) || bandwidth < 1 || bandwidth > 200) {
      throw new ExposureError(
        this,
        `bandwidth ${bandwidth} is not allowed; write an integer from 1 to 200, in Mbit/s`,
      );
    }
    // The mode stays unset: the provider would change it on an EIP that is not associated yet, which the API refuses.
    const resource = new EipAddress(this, "Resource", {
      ...omitUndefined({ addressName: eipName }),
      bandwidth: String(bandwidth),
      internetChargeType,
      paymentType: "PayAsYouGo",
      ...omitUndefined({ isp }),
      ...tagArguments(this, tags),
    });
    this.resource = resource;
    this.allocationId = resource.id;
    this.ipAddress = resource.ipAddress;
  }
}

/** EIP that Terraform looks up. */
class ImportedEip extends Construct implements IEip {
  public readonly address?: Ipv4Address;

  public constructor(
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
