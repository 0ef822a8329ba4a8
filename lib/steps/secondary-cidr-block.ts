import { VpcIpv4CidrBlock } from "@cdktf/provider-alicloud/lib/vpc-ipv4-cidr-block";
import { TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";

import { Ipv4Cidr, requireAllowedBlock } from "../address";
import { preconditions, type Requirement } from "../checks/requirement";
import { vpcRequirements } from "../checks/vpc-checks";
import { DEFAULT_BLOCKS_PER_VPC } from "../plan";
import { located } from "../references/located";
import type { IVpc } from "../references/vpc";
import { hcl } from "../terraform/hcl";
import { overlapping } from "../terraform/placement-expression";
import { serialized } from "../terraform/serialized";
import { allowedBlock } from "./requirements";
import { earlierBlocks } from "./sibling-blocks";

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
   * How many secondary CIDR blocks the VPC may have.
   * @default 5, Alibaba Cloud's default quota `vpc_quota_secondary_cidr_num`
   */
  readonly blocksPerVpc?: number;
  /**
   * What Terraform checks at plan time before it adds the block.
   * @default - only that the block is allowed, and overlaps no other range of the VPC and no other block of the stack
   */
  readonly requirements?: readonly Requirement[];
}

/** Step 1: adds a secondary IPv4 CIDR block to a VPC. */
export class SecondaryCidrBlock extends Construct implements ISecondaryCidrBlock {
  public readonly vpcId: string;
  public readonly cidrBlock: string;

  /** @throws {@link ExposureError} when `cidrBlock` is a literal that is not canonical or not allowed */
  public constructor(scope: Construct, id: string, props: SecondaryCidrBlockProps) {
    super(scope, id);
    const { vpc, cidrBlock, requirements = [] } = props;
    const isKnown = !Token.isUnresolved(cidrBlock);
    if (isKnown) {
      located(this, () => {
        requireAllowedBlock(Ipv4Cidr.parse(cidrBlock));
      });
    }
    const precondition = preconditions(this, [
      ...requirements,
      ...(isKnown ? [] : [allowedBlock(cidrBlock)]),
      ...this.rangesOfVpc(props),
      ...this.blocksOfStack(props),
      ...vpcRequirements(this, vpc, cidrBlock, props.blocksPerVpc ?? DEFAULT_BLOCKS_PER_VPC),
    ]);
    const resource = new VpcIpv4CidrBlock(this, "Resource", {
      vpcId: vpc.vpcId,
      secondaryCidrBlock: cidrBlock,
      // Deleting waits for the vSwitches of the block to be gone; five minutes, the default, are short for that.
      timeouts: { create: "10m", delete: "15m" },
      ...(precondition.length === 0 ? {} : { lifecycle: { precondition } }),
    });
    // Alibaba Cloud refuses concurrent changes of the CIDR blocks of one VPC.
    serialized(this, "secondary CIDR blocks", resource);
    this.vpcId = resource.vpcId;
    this.cidrBlock = isKnown ? cidrBlock : resource.secondaryCidrBlock;
  }

  /** That the block overlaps no range that the VPC has without it. */
  private rangesOfVpc({ vpc, cidrBlock }: SecondaryCidrBlockProps): Requirement[] {
    if (vpc.ranges === undefined) return [];
    const { primary, secondary } = vpc.ranges;
    // After the first apply the look-up finds the block itself, which is no conflict.
    const others = hcl`concat([${primary}], [for range in ${secondary} : range if range != ${cidrBlock}])`;
    // A VPC that was not found is reported with its instance, and a range that could not be computed with its EIP.
    const conflicts = new TerraformLocal(this, "conflicts", hcl`try(${overlapping(others, cidrBlock)}, [])`);
    return [
      {
        check: "block-overlap",
        condition: hcl`length(${conflicts.asString}) == 0`,
        errorMessage:
          `The secondary CIDR block ${cidrBlock} overlaps ${hcl`join(", ", ${conflicts.asString})`.toString()}, ` +
          `which the VPC ${vpc.vpcId} already has. Remove that range from the VPC, or choose another EIP or block.`,
      },
    ];
  }

  /** That the block overlaps no other block that the stack adds to the same VPC. */
  private blocksOfStack({ vpc, cidrBlock }: SecondaryCidrBlockProps): Requirement[] {
    const earlier = earlierBlocks(this, { vpcId: vpc.vpcId, cidrBlock });
    if (earlier.length === 0) return [];
    const blocks = earlier.map((block) => hcl`{vpc_id = ${block.vpcId}, range = ${block.cidrBlock}}`);
    const inSameVpc = hcl`[for block in ${blocks} : block.range if block.vpc_id == ${vpc.vpcId}]`;
    const siblings = new TerraformLocal(this, "siblings", hcl`try(${overlapping(inSameVpc, cidrBlock)}, [])`);
    return [
      {
        check: "block-overlap",
        condition: hcl`length(${siblings.asString}) == 0`,
        errorMessage:
          `The secondary CIDR block ${cidrBlock} overlaps ${hcl`join(", ", ${siblings.asString})`.toString()}, ` +
          `which this stack also adds to the VPC ${vpc.vpcId}. Give their EIPs by address instead of by allocation ` +
          "ID, so that they share a block, or give them the same block and vSwitch.",
      },
    ];
  }
}
