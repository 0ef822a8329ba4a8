import type { TerraformResource } from "cdktf";

import { AddressError } from "../errors";
import { Ipv4Address, Ipv4Cidr } from "../ipv4";
import { addressOf } from "../terraform/constructs";
import { hcl, type HclExpression, rawHcl } from "../terraform/expression";
import {
  addPostcondition,
  addPrecondition,
  argumentsOf,
  reportError,
  ResourceAspect,
  shown,
  textArgument,
} from "./resource-aspect";

/** Which EIPs are allowed. */
export interface AllowedEipRangesProps {
  /** The ranges that EIPs may come from, in canonical CIDR notation. */
  readonly ranges: readonly string[];
}

/** Addresses that are no EIPs (RFC 1918), so that an ENI may have them whatever is allowed. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((text) => Ipv4Cidr.parse(text));

/**
 * Allows only EIPs from certain ranges: those that an ENI has as its primary address, and those that a stack creates. An
 * address that is known at synth is checked then, another one by Terraform: at plan time, or for an EIP whose address
 * Alibaba Cloud chooses, after it was created and before it is used.
 */
export class AllowedEipRanges extends ResourceAspect {
  private readonly ranges: readonly Ipv4Cidr[];

  /** @throws {@link AddressError} when a range is not canonical */
  public constructor(props: AllowedEipRangesProps) {
    super();
    this.ranges = props.ranges.map((text) => Ipv4Cidr.parse(text));
  }

  protected inspect(resource: TerraformResource): void {
    switch (resource.terraformResourceType) {
      case "alicloud_eip_address":
      case "alicloud_eip":
        this.inspectEip(resource);
        break;
      case "alicloud_ecs_network_interface":
      case "alicloud_network_interface":
        this.inspectEni(resource);
        break;
    }
  }

  private inspectEip(resource: TerraformResource): void {
    const requested = textArgument(argumentsOf(resource).ip_address);
    if (requested !== undefined && "literal" in requested) {
      this.checkLiteral(resource, requested.literal, this.ranges);
      return;
    }
    const address = rawHcl("self.ip_address");
    addPostcondition(resource, {
      condition: isWithin(address, this.ranges),
      errorMessage: this.message(resource, address.toString()),
    });
  }

  private inspectEni(resource: TerraformResource): void {
    const { primary_ip_address: primary, private_ip: formerly } = argumentsOf(resource);
    const address = textArgument(primary ?? formerly);
    const ranges = [...this.ranges, ...PRIVATE_RANGES];
    if (address === undefined) return;
    if ("literal" in address) {
      this.checkLiteral(resource, address.literal, ranges);
      return;
    }
    addPrecondition(resource, {
      // Without an address of its own, the ENI gets one of the vSwitch.
      condition: hcl`${address.expression} == null || ${isWithin(address.expression, ranges)}`,
      errorMessage: this.message(resource, shown(address.expression)),
    });
  }

  private checkLiteral(resource: TerraformResource, address: string, ranges: readonly Ipv4Cidr[]): void {
    if (!isAllowed(address, ranges)) reportError(resource, this.message(resource, address));
  }

  private message(resource: TerraformResource, address: string): string {
    return (
      `The EIP of ${addressOf(resource)} is not in a range that is allowed: found ${address}, ` +
      `allowed ${this.ranges.join(", ")}. Choose another EIP.`
    );
  }
}

function isAllowed(text: string, ranges: readonly Ipv4Cidr[]): boolean {
  try {
    const address = Ipv4Address.parse(text);
    return ranges.some((range) => range.contains(address));
  } catch (error) {
    if (error instanceof AddressError) return false;
    throw error;
  }
}

function isWithin(address: HclExpression, ranges: readonly Ipv4Cidr[]): HclExpression {
  const texts = ranges.map(String);
  const network = hcl`cidrhost(format("%s/%s", ${address}, split("/", range)[1]), 0)`;
  return hcl`try(anytrue([for range in ${texts} : ${network} == split("/", range)[0]]), false)`;
}
