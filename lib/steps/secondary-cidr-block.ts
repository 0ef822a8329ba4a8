import { VpcIpv4CidrBlock } from "@cdktf/provider-alicloud/lib/vpc-ipv4-cidr-block";
import { type Precondition, TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";

import { Ipv4Cidr, requireAllowedBlock } from "../address";
import type { IVpc } from "../references/vpc";
import { hcl } from "../terraform/hcl";
import { overlapping } from "../terraform/placement-expression";
import { serialized } from "../terraform/serialized";

/** A secondary CIDR block of a VPC. */
export interface ISecondaryCidrBlock extends Construct {
  /** The VPC of the block. What is made in the block takes the VPC ID from here, so that it is destroyed before the block. */
  readonly vpcId: string;
  /** The range in canonical CIDR notation; a token when only Terraform knows it. */
  readonly cidrBlock: string;
}

export interface SecondaryCidrBlockProps {
  /** The VPC that gets the block. */
  readonly vpc: IVpc;
  /**
   * Range in canonical CIDR notation, mask 16 to 28, outside 0.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16 and
   * 224.0.0.0/4. A literal is checked at once, a token at plan time.
   * @see https://www.alibabacloud.com/help/en/vpc/api-associatevpccidrblock
   */
  readonly cidrBlock: string;
  /**
   * What Terraform checks at plan time before it adds the block.
   * @default - only that the block overlaps no other range of the VPC
   */
  readonly requirements?: readonly Precondition[];
}

/** Step 1: adds a secondary IPv4 CIDR block to a VPC. */
export class SecondaryCidrBlock extends Construct implements ISecondaryCidrBlock {
  public readonly vpcId: string;
  public readonly cidrBlock: string;

  /** @throws AddressError when `cidrBlock` is a literal that is not canonical or not allowed */
  public constructor(scope: Construct, id: string, props: SecondaryCidrBlockProps) {
    super(scope, id);
    if (!Token.isUnresolved(props.cidrBlock)) requireAllowedBlock(Ipv4Cidr.parse(props.cidrBlock));
    const resource = new VpcIpv4CidrBlock(this, "Resource", {
      vpcId: props.vpc.vpcId,
      secondaryCidrBlock: props.cidrBlock,
      // Deleting waits for the vSwitches of the block to be gone; five minutes, the default, are short for that.
      timeouts: { create: "10m", delete: "15m" },
      lifecycle: { precondition: [...(props.requirements ?? []), ...this.overlapRequirements(props)] },
    });
    // Alibaba Cloud refuses concurrent changes of the CIDR blocks of one VPC.
    serialized(this, "secondary CIDR blocks", resource);
    this.vpcId = resource.vpcId;
    this.cidrBlock = Token.isUnresolved(props.cidrBlock) ? resource.secondaryCidrBlock : props.cidrBlock;
  }

  private overlapRequirements({ vpc, cidrBlock }: SecondaryCidrBlockProps): Precondition[] {
    if (vpc.ranges === undefined) return [];
    const { primary, secondary } = vpc.ranges;
    // After the first apply the look-up finds the block itself, which is no conflict. A VPC that was not found is reported with
    // its instance.
    const others = hcl`try(concat([${primary}], [for range in ${secondary} : range if range != ${cidrBlock}]), [])`;
    const conflicts = new TerraformLocal(this, "conflicts", overlapping(others, cidrBlock));
    return [
      {
        condition: hcl`length(${conflicts.asString}) == 0`,
        errorMessage:
          `The secondary CIDR block ${cidrBlock} overlaps ${hcl`join(", ", ${conflicts.asString})`.toString()}, ` +
          `which the VPC ${vpc.vpcId} already has. Remove that range from the VPC, or choose another EIP or block.`,
      },
    ];
  }
}
