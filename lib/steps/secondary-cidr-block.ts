import { VpcIpv4CidrBlock } from "@cdktf/provider-alicloud/lib/vpc-ipv4-cidr-block";
import { TerraformLocal, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";

import { Ipv4Cidr, requireAllowedBlock } from "../address";
import { type BlockGroup, BlocksOfStack } from "../checks/blocks-of-stack";
import { vpcName } from "../checks/naming";
import { isChecked, preconditions, type Requirement } from "../checks/requirement";
import { vpcRequirements } from "../checks/vpc-checks";
import { ExposureError } from "../errors";
import { DEFAULT_BLOCKS_PER_VPC } from "../plan";
import { located } from "../references/located";
import type { IVpc } from "../references/vpc";
import { hcl, type HclExpression } from "../terraform/hcl";
import { overlapping } from "../terraform/placement-expression";
import { serialized } from "../terraform/serialized";
import { allowedBlock } from "./requirements";

/** A secondary CIDR block of a VPC. */
export interface ISecondaryCidrBlock {
  /** The VPC of the block. What is made in the block takes the VPC ID from here, so that it is destroyed before the block. */
  readonly vpcId: string;
  /** The range in canonical CIDR notation; a token when only Terraform knows it. */
  readonly cidrBlock: string;
  /**
   * What Terraform checks at plan time before it makes anything in the block.
   * @default - nothing
   */
  readonly requirements?: readonly Requirement[];
}

/** What is known of a block that the VPC has already. */
export interface SecondaryCidrBlockAttributes {
  /** The VPC that has the block. */
  readonly vpc: IVpc;
  /** Range in canonical CIDR notation, under the rules of {@link SecondaryCidrBlockProps.cidrBlock}. */
  readonly cidrBlock: string;
}

/** A secondary CIDR block to make. */
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
  /** For what must wait until the VPC has the block. */
  public readonly resource: TerraformResource;
  /** What Terraform imports an existing block by: `<VPC ID>:<range>`. */
  public readonly importId: string;

  /**
   * A block that the VPC has already. Whether it has it is checked at plan time, for a VPC that is looked up.
   *
   * @param scope - names the construct in errors; nothing is made in it
   * @param attributes - the VPC, and the range
   * @throws {@link ExposureError} when the range is a literal that is not canonical or not allowed
   */
  public static fromSecondaryCidrBlockAttributes(
    scope: Construct,
    attributes: SecondaryCidrBlockAttributes,
  ): ISecondaryCidrBlock {
    const { vpc, cidrBlock } = attributes;
    requireAllowed(scope, cidrBlock);
    const { vpcId, ranges } = vpc;
    if (ranges === undefined) return { vpcId, cidrBlock };
    const has = hcl`contains(${ranges.secondary}, ${cidrBlock})`;
    const others = hcl`try(coalesce(join(", ", ${ranges.secondary}), "none"), "")`.toString();
    return {
      vpcId,
      cidrBlock,
      requirements: [
        {
          check: "block-found",
          // A VPC that was not found is reported with its instance.
          condition: hcl`try(${has}, true)`,
          errorMessage:
            `The VPC ${vpcId} has no secondary CIDR block ${cidrBlock}; it has ${others}. ` +
            "Correct the range, or leave it to the stack to add the block.",
        },
      ],
    };
  }

  /**
   * @throws {@link ExposureError} when `cidrBlock` is a literal that is not canonical, not allowed, or overlaps the primary CIDR
   * block of the VPC, or when the stack adds more blocks to one VPC than `blocksPerVpc`
   */
  public constructor(scope: Construct, id: string, props: SecondaryCidrBlockProps) {
    super(scope, id);
    const { vpc, cidrBlock, blocksPerVpc = DEFAULT_BLOCKS_PER_VPC, requirements = [] } = props;
    const isKnown = !Token.isUnresolved(cidrBlock);
    requireAllowed(this, cidrBlock);
    const name = () => this.resource.friendlyUniqueId;
    const siblings = BlocksOfStack.of(this).groupOf(vpc);
    const precondition = preconditions(this, [
      ...requirements,
      ...(isKnown ? [] : [allowedBlock(cidrBlock)]),
      ...(isChecked(this, "block-overlap") ? this.besideOthers(props, siblings, name) : []),
      ...vpcRequirements(this, vpc, siblings, blocksPerVpc),
    ]);
    siblings.add({ name, vpc, cidrBlock });
    this.requireRoom(siblings, blocksPerVpc);
    const resource = new VpcIpv4CidrBlock(this, "Resource", {
      vpcId: vpc.vpcId,
      secondaryCidrBlock: cidrBlock,
      // Deleting waits for the vSwitches of the block to be gone; five minutes, the default, are short for that.
      timeouts: { create: "10m", delete: "15m" },
      ...(precondition.length === 0 ? {} : { lifecycle: { precondition } }),
    });
    // Alibaba Cloud refuses concurrent changes of the CIDR blocks of one VPC.
    serialized(this, "secondary CIDR blocks", resource);
    this.resource = resource;
    this.importId = `${vpc.vpcId}:${cidrBlock}`;
    this.vpcId = resource.vpcId;
    this.cidrBlock = isKnown ? cidrBlock : resource.secondaryCidrBlock;
  }

  /** That the block overlaps no range that the VPC has, or gets from the stack. */
  private besideOthers(
    props: SecondaryCidrBlockProps,
    siblings: BlockGroup,
    name: () => string,
  ): Requirement[] {
    return [
      ...this.besideVpc(props),
      ...(siblings.mayOverlap(props.cidrBlock) ? [this.besideSiblings(props, siblings, name)] : []),
    ];
  }

  /** That the block overlaps no range that the VPC has without it: at once where both are known, else at plan time. */
  private besideVpc({ vpc, cidrBlock }: SecondaryCidrBlockProps): Requirement[] {
    const { ranges, cidrBlock: primary } = vpc;
    if (ranges === undefined) return primary === undefined ? [] : this.besidePrimary(primary, vpc, cidrBlock);
    // After the first apply the look-up finds the block itself, which is no conflict.
    const others = hcl`concat([${ranges.primary}], [for range in ${ranges.secondary} : range if range != ${cidrBlock}])`;
    return [this.beside(others, vpc, cidrBlock)];
  }

  private besidePrimary(primary: string, vpc: IVpc, cidrBlock: string): Requirement[] {
    if (Token.isUnresolved(primary) || Token.isUnresolved(cidrBlock)) {
      return [this.beside(hcl`[${primary}]`, vpc, cidrBlock)];
    }
    if (Ipv4Cidr.parse(primary).overlaps(Ipv4Cidr.parse(cidrBlock))) {
      throw new ExposureError(
        this,
        `the secondary CIDR block ${cidrBlock} overlaps ${primary}, the primary CIDR block of the VPC: ` +
          "choose another EIP or block, or another range for the VPC",
      );
    }
    return [];
  }

  private beside(others: HclExpression, vpc: IVpc, cidrBlock: string): Requirement {
    // A VPC that was not found is reported with its instance, and a range that could not be computed with its EIP.
    const conflicts = new TerraformLocal(this, "conflicts", hcl`try(${overlapping(others, cidrBlock)}, [])`);
    return {
      check: "block-overlap",
      condition: hcl`length(${conflicts.asString}) == 0`,
      errorMessage:
        `The secondary CIDR block ${cidrBlock} overlaps ${hcl`join(", ", ${conflicts.asString})`.toString()}, ` +
        `which ${vpcName(vpc)} already has. Remove that range from the VPC, or choose another EIP or block.`,
    };
  }

  /** That the block overlaps no block that the stack adds to the same VPC and that was declared before. */
  private besideSiblings(
    { vpc, cidrBlock }: SecondaryCidrBlockProps,
    siblings: BlockGroup,
    name: () => string,
  ): Requirement {
    const earlier = siblings.earlierRangesIn(vpc.vpcId, name);
    const conflicts = new TerraformLocal(this, "siblings", hcl`try(${overlapping(earlier, cidrBlock)}, [])`);
    return {
      check: "block-overlap",
      condition: hcl`length(${conflicts.asString}) == 0`,
      errorMessage:
        `The secondary CIDR block ${cidrBlock} overlaps ${hcl`join(", ", ${conflicts.asString})`.toString()}, ` +
        `which this stack also adds to ${vpcName(vpc)}. Give their EIPs by address instead of by allocation ` +
        "ID, so that they share a block, or give them the same block and vSwitch.",
    };
  }

  /** That a VPC whose other blocks are not looked up takes those of the stack alone. */
  private requireRoom({ size = 0 }: BlockGroup, limit: number): void {
    if (size <= limit || !isChecked(this, "block-quota")) return;
    throw new ExposureError(
      this,
      `the stack adds ${size} secondary CIDR blocks to one VPC, which may have ${limit}: use fewer, give EIPs by address so ` +
        "that they share blocks, or have the quota vpc_quota_secondary_cidr_num raised and set blocksPerVpc to it",
    );
  }
}

/** @throws {@link ExposureError} when the range is a literal that is not canonical or not allowed */
function requireAllowed(scope: Construct, cidrBlock: string): void {
  if (Token.isUnresolved(cidrBlock)) return;
  located(scope, () => {
    requireAllowedBlock(Ipv4Cidr.parse(cidrBlock));
  });
}
