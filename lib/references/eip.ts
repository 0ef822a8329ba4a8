import { Construct } from "constructs";

import { Ipv4Address } from "../address";
import type { Requirement } from "../checks/requirement";
import { ExposureError } from "../errors";
import { eipAddressLookUp, eipLookUp } from "../look-up/eip-look-up";
import type { KeyedLookUp } from "../look-up/look-up";
import { VpcLookUp } from "../look-up/vpc-look-up";
import { hcl } from "../terraform/hcl";
import { located } from "./located";

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
  /** What Terraform checks at plan time before it makes anything for this EIP. */
  readonly requirements: readonly Requirement[];
}

/** References to EIPs. */
export class Eip extends Construct implements IEip {
  public readonly allocationId: string;
  public readonly ipAddress: string;
  public readonly address?: Ipv4Address;
  public readonly requirements: readonly Requirement[];

  /**
   * An existing EIP that is known by its address. Block and vSwitch are planned at synth.
   *
   * @param address - canonical dotted-decimal text
   * @throws {@link ExposureError} when it is not canonical
   */
  public static fromAddress(scope: Construct, id: string, address: string): IEip {
    const parsed = located(scope, () => Ipv4Address.parse(address));
    return new Eip(scope, id, eipAddressLookUp(scope), address, parsed);
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
    return new Eip(scope, id, eipLookUp(scope), allocationId);
  }

  private constructor(scope: Construct, id: string, lookUp: KeyedLookUp, key: string, address?: Ipv4Address) {
    super(scope, id);
    if (address === undefined) {
      this.allocationId = key;
      this.ipAddress = lookUp.attribute(key, "ip_address").toString();
    } else {
      this.allocationId = lookUp.attribute(key, "allocation_id").toString();
      this.ipAddress = key;
      this.address = address;
    }
    const boundTo = lookUp.attribute(key, "instance_id");
    const boundToType = lookUp.attribute(key, "instance_type");
    const isOwn = VpcLookUp.of(scope).hasAddress(boundTo, this.ipAddress);
    this.requirements = [
      {
        check: "eip-found",
        condition: lookUp.has(key),
        errorMessage:
          `The EIP ${key} was not found in this region. ` +
          "Check it, and that the region and the account of the provider are those of the EIP.",
      },
      {
        check: "eip-unbound",
        // An EIP that one of our ENIs already has is bound to an ENI whose own address is the EIP.
        condition: hcl`${boundTo} == "" || ${isOwn}`,
        errorMessage:
          `The EIP ${key} is bound to ${boundTo.toString()} (${boundToType.toString()}). ` +
          "Unbind it there first, or choose another EIP.",
      },
    ];
  }
}
