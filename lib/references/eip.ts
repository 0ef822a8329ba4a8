import type { Precondition } from "cdktf";
import { Construct } from "constructs";

import { Ipv4Address } from "../address";
import { ExposureError } from "../errors";
import { eipAddressLookUp, eipLookUp } from "../look-up/eip-look-up";
import type { KeyedLookUp } from "../look-up/look-up";
import { VpcLookUp } from "../look-up/vpc-look-up";
import { hcl } from "../terraform/hcl";

/** An elastic IP address. */
export interface IEip {
  /** `eip-…` */
  readonly allocationId: string;
  /** The address, as text. */
  readonly ipAddress: string;
  /**
   * The address, when it is known at synth.
   * @default - only Terraform knows it
   */
  readonly address?: Ipv4Address;
  /** What Terraform checks at plan time before it makes anything for this EIP. */
  readonly requirements: readonly Precondition[];
}

/** References to EIPs. */
export class Eip extends Construct implements IEip {
  public readonly allocationId: string;
  public readonly ipAddress: string;
  public readonly address?: Ipv4Address;
  public readonly requirements: readonly Precondition[];

  /**
   * An existing EIP that is known by its address. Block and vSwitch are planned at synth.
   *
   * @param address - canonical dotted-decimal text
   * @throws AddressError when it is not canonical
   */
  public static fromAddress(scope: Construct, id: string, address: string): IEip {
    return new Eip(scope, id, eipAddressLookUp(scope), address, Ipv4Address.parse(address));
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
    const entry = lookUp.entry(key);
    if (address === undefined) {
      this.allocationId = key;
      // An EIP that was not found must reach the precondition below, and not fail before it in a computed address.
      this.ipAddress = hcl`try(${entry}.ip_address, "0.0.0.0")`.toString();
    } else {
      this.allocationId = hcl`${entry}.allocation_id`.toString();
      this.ipAddress = key;
      this.address = address;
    }
    this.requirements = [
      {
        condition: lookUp.has(key),
        errorMessage:
          `The EIP ${key} was not found in this region. ` +
          "Check it, and that the region and the account of the provider are those of the EIP.",
      },
      {
        // An EIP that one of our ENIs already has is bound to an ENI whose own address is the EIP.
        condition: hcl`try(${entry}.instance_id, "") == "" || try(${VpcLookUp.of(scope).networkInterfaces}[${entry}.instance_id].primary_ip_address == ${entry}.ip_address, false)`,
        errorMessage:
          `The EIP ${key} is bound to ${hcl`try(${entry}.instance_id, "?")`.toString()} (` +
          `${hcl`try(${entry}.instance_type, "?")`.toString()}). Unbind it there first, or choose another EIP.`,
      },
    ];
  }
}
