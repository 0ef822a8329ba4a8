import { Construct } from "constructs";

import { ExposureError } from "../errors";
import { VpcLookUp } from "../look-up/vpc-look-up";
import { hcl, type HclExpression } from "../terraform/hcl";

/** A VPC. */
export interface IVpc {
  /** The ID of the VPC, `vpc-…`. */
  readonly vpcId: string;
  /**
   * The VPC's own ranges as a look-up finds them at plan time, for checks.
   * @default - not looked up, and nothing is checked against them
   */
  readonly ranges?: VpcRanges;
  /**
   * The primary CIDR block in canonical CIDR notation, where it is known without a look-up.
   * @default - unknown
   */
  readonly cidrBlock?: string;
}

/** What is known of a VPC that needs no look-up, for example of one that the same stack creates. */
export interface VpcAttributes {
  /** The ID of the VPC, `vpc-…`. */
  readonly vpcId: string;
  /** The primary CIDR block in canonical CIDR notation. */
  readonly cidrBlock: string;
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
  public readonly ranges?: VpcRanges;
  public readonly cidrBlock?: string;

  /**
   * A VPC that is known by its ID, of which nothing is looked up.
   *
   * @param vpcId - `vpc-…`, or a token
   */
  public static fromVpcId(scope: Construct, id: string, vpcId: string): IVpc {
    return new Vpc(scope, id, vpcId);
  }

  /**
   * A VPC whose primary CIDR block is known: no secondary block may overlap it.
   *
   * @param attributes - literals, or tokens of resources of the stack
   */
  public static fromVpcAttributes(scope: Construct, id: string, attributes: VpcAttributes): IVpc {
    return new Vpc(scope, id, attributes.vpcId, { cidrBlock: attributes.cidrBlock });
  }

  /**
   * An existing VPC whose ranges are looked up, together with the VPCs of the stack's instances.
   *
   * @param vpcId - `vpc-` and lower-case letters and digits; a literal
   * @throws {@link ExposureError} when it is not a VPC ID
   */
  public static fromLookUp(scope: Construct, id: string, vpcId: string): IVpc {
    if (!/^vpc-[a-z0-9]+$/.test(vpcId)) {
      throw new ExposureError(
        scope,
        `${JSON.stringify(vpcId)} is not a VPC ID: write vpc- and letters and digits`,
      );
    }
    VpcLookUp.of(scope).request(vpcId);
    return new Vpc(scope, id, vpcId, { ranges: lookedUpRanges(scope, hcl`${vpcId}`) });
  }

  /**
   * The VPC of an instance that is looked up.
   *
   * @param vpcId - an expression that gives the VPC ID
   * @internal
   */
  public static ofInstance(scope: Construct, id: string, vpcId: HclExpression): IVpc {
    return new Vpc(scope, id, vpcId.toString(), { ranges: lookedUpRanges(scope, vpcId) });
  }

  private constructor(
    scope: Construct,
    id: string,
    public readonly vpcId: string,
    { ranges, cidrBlock }: Pick<IVpc, "ranges" | "cidrBlock"> = {},
  ) {
    super(scope, id);
    if (ranges !== undefined) this.ranges = ranges;
    if (cidrBlock !== undefined) this.cidrBlock = cidrBlock;
  }
}

function lookedUpRanges(scope: Construct, vpcId: HclExpression): VpcRanges {
  const entry = hcl`${VpcLookUp.of(scope).vpcs}[${vpcId}]`;
  return { primary: hcl`${entry}.cidr_block`, secondary: hcl`${entry}.secondary_cidr_blocks` };
}
