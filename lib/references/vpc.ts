import { Construct } from "constructs";

import { VpcLookUp } from "../look-up/vpc-look-up";
import { hcl, type HclExpression } from "../terraform/hcl";

/** A VPC. */
export interface IVpc {
  /** `vpc-…` */
  readonly vpcId: string;
  /**
   * The VPC's own ranges as a look-up finds them at plan time, for checks.
   * @default - not looked up, and nothing is checked against them
   */
  readonly ranges?: VpcRanges;
}

/**
 * The ranges of a VPC. Evaluating them is an error when the VPC was not found.
 * Only for preconditions: what is kept in state would differ after the first apply.
 */
export interface VpcRanges {
  /** The primary CIDR block. */
  readonly primary: HclExpression;
  /** The list of secondary CIDR blocks, those of this stack included once they exist. */
  readonly secondary: HclExpression;
}

/** References to VPCs. */
export class Vpc extends Construct implements IVpc {
  public readonly vpcId: string;
  public readonly ranges?: VpcRanges;

  /** A VPC that is known by its ID, of which nothing is looked up. */
  public static fromVpcId(scope: Construct, id: string, vpcId: string): IVpc {
    return new Vpc(scope, id, vpcId);
  }

  /**
   * The VPC of an instance that is looked up.
   *
   * @param vpcId - an expression that gives the VPC ID
   * @internal
   */
  public static ofInstance(scope: Construct, id: string, vpcId: HclExpression): IVpc {
    const entry = hcl`${VpcLookUp.of(scope).vpcs}[${vpcId}]`;
    return new Vpc(scope, id, vpcId.toString(), {
      primary: hcl`${entry}.cidr_block`,
      secondary: hcl`${entry}.secondary_cidr_blocks`,
    });
  }

  private constructor(scope: Construct, id: string, vpcId: string, ranges?: VpcRanges) {
    super(scope, id);
    this.vpcId = vpcId;
    if (ranges !== undefined) this.ranges = ranges;
  }
}
