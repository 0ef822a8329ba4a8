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

/** Allowed EIPs. */
export interface AllowedEipRangesProps {
  /** Ranges that contain every allowed EIP, in canonical CIDR notation. */
  readonly ranges: readonly string[];
}

/** Private addresses (RFC 1918), which are no EIPs: an ENI may always have them. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((text) => Ipv4Cidr.parse(text));

/**
 * Allows only EIPs from certain ranges, as primary addresses of ENIs and for EIPs that the stack creates. Literals are checked at
 * synth. Terraform checks the others: at plan time, or, for an EIP whose address Alibaba Cloud chooses, between its creation and its
 * use.
 */
export class AllowedEipRanges extends ResourceAspect {
  private readonly ranges: readonly Ipv4Cidr[];

  /** @throws {@link AddressError} if a range is not canonical */
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
      // If it is null, Alibaba Cloud chooses an address of the vSwitch.
      condition: hcl`${address.expression} == null || ${isWithin(address.expression, ranges)}`,
      errorMessage: this.message(resource, shown(address.expression)),
    });
  }

  private checkLiteral(resource: TerraformResource, address: string, ranges: readonly Ipv4Cidr[]): void {
    if (!isAllowed(address, ranges)) reportError(resource, this.message(resource, address));
  }

  private message(resource: TerraformResource, address: string): string {
    return (
      `The EIP of ${addressOf(resource)} is outside the allowed ranges: found ${address}, ` +
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
