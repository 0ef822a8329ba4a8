import { Construct } from "constructs";

import { ExposureError } from "../errors";

/** A VPC. */
export interface IVpc {
  /** The ID of the VPC, `vpc-…`. */
  readonly vpcId: string;
  /**
   * Whether the VPC is looked up; then what is made in it is checked at plan time against what it has.
   * @default false
   */
  readonly isLookedUp?: boolean;
  /**
   * The primary CIDR block in canonical CIDR notation, where it is known without a lookup.
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

/** References to VPCs. */
export class Vpc extends Construct implements IVpc {
  public readonly isLookedUp: boolean;
  public readonly cidrBlock?: string;
  private readonly id: () => string;

  /**
   * A VPC that is known by its ID, of which nothing is looked up.
   *
   * @param vpcId - `vpc-…`, or a token
   */
  public static fromVpcId(scope: Construct, id: string, vpcId: string): IVpc {
    return new Vpc(scope, id, () => vpcId);
  }

  /**
   * A VPC whose primary CIDR block is known: no secondary block may overlap it.
   *
   * @param attributes - literals, or tokens of resources of the stack
   */
  public static fromVpcAttributes(scope: Construct, id: string, attributes: VpcAttributes): IVpc {
    return new Vpc(scope, id, () => attributes.vpcId, { cidrBlock: attributes.cidrBlock });
  }

  /**
   * An existing VPC whose ranges are looked up, together with the VPCs of the stack's instances.
   *
   * @param vpcId - `vpc-` and lower-case letters and digits; a literal
   * @throws {@link ExposureError} when it is not a VPC ID
   */
  public static fromLookup(scope: Construct, id: string, vpcId: string): IVpc {
    if (!/^vpc-[a-z0-9]+$/.test(vpcId)) {
      throw new ExposureError(
        scope,
        `${JSON.stringify(vpcId)} is not a VPC ID: write vpc- and letters and digits`,
      );
    }
    return new Vpc(scope, id, () => vpcId, { isLookedUp: true });
  }

  /**
   * The VPC of an instance that is looked up.
   *
   * @param vpcId - gives a token for the VPC ID
   * @internal
   */
  public static ofInstance(scope: Construct, id: string, vpcId: () => string): IVpc {
    return new Vpc(scope, id, vpcId, { isLookedUp: true });
  }

  private constructor(
    scope: Construct,
    id: string,
    vpcId: () => string,
    { isLookedUp = false, cidrBlock }: Pick<IVpc, "isLookedUp" | "cidrBlock"> = {},
  ) {
    super(scope, id);
    this.id = vpcId;
    this.isLookedUp = isLookedUp;
    if (cidrBlock !== undefined) this.cidrBlock = cidrBlock;
  }

  public get vpcId(): string {
    return this.id();
  }
}
