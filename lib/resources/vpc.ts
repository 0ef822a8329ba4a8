import { Vpc as VpcResource } from "@cdktf/provider-alicloud/lib/vpc";
import type { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";

import type { Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import { knownCidr, requireResourceId, tagArguments } from "../terraform/constructs";

/** VPC. */
export interface IVpc extends IConstruct {
  /** ID of the VPC, `vpc-…`. */
  readonly vpcId: string;
  /**
   * Whether Terraform looks the VPC up. What is created in it is then checked at plan time against the ranges that it has.
   * @default false
   */
  readonly isLookedUp?: boolean;
  /**
   * Primary CIDR block in canonical CIDR notation.
   * @default - unknown without a lookup
   */
  readonly cidrBlock?: string;
}

/** VPC to create. */
export interface VpcProps {
  /**
   * Primary CIDR block, in canonical CIDR notation.
   * @default 10.0.0.0/8, as in the procedure's example
   */
  readonly cidrBlock?: string | Ipv4Cidr;
  /**
   * Name in the console, 1 to 128 characters, not starting with `http://` or `https://`.
   * @default - Alibaba Cloud gives none
   */
  readonly vpcName?: string;
  /**
   * Tags of the VPC.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Attributes of a VPC that needs no lookup, for example of one that the same stack creates. */
export interface VpcAttributes {
  /** ID of the VPC, `vpc-…`. */
  readonly vpcId: string;
  /** Primary CIDR block in canonical CIDR notation. */
  readonly cidrBlock: string;
}

/**
 * Creates a VPC.
 * @see https://www.alibabacloud.com/help/en/vpc/user-guide/create-and-manage-a-vpc
 */
export class Vpc extends Construct implements IVpc {
  public readonly vpcId: string;
  public readonly cidrBlock: string;
  /** Terraform resource, for dependencies and overrides. */
  public readonly resource: TerraformResource;

  /**
   * Refers to a VPC by its ID, without a lookup.
   *
   * @param vpcId - `vpc-…`, or a token
   */
  public static fromVpcId(scope: Construct, id: string, vpcId: string): IVpc {
    return new ImportedVpc(scope, id, () => vpcId);
  }

  /**
   * Refers to a VPC whose primary CIDR block is known: no secondary CIDR block may overlap it.
   *
   * @param attributes - literals, or tokens of resources of the stack
   */
  public static fromVpcAttributes(scope: Construct, id: string, attributes: VpcAttributes): IVpc {
    return new ImportedVpc(scope, id, () => attributes.vpcId, { cidrBlock: attributes.cidrBlock });
  }

  /**
   * Refers to an existing VPC whose ranges Terraform looks up, together with the VPCs of the stack's instances.
   *
   * @param vpcId - `vpc-` followed by lower-case letters and digits; a literal
   * @throws {@link ExposureError} if it is not a VPC ID
   */
  public static fromLookup(scope: Construct, id: string, vpcId: string): IVpc {
    requireResourceId(scope, "vpc", "VPC ID", vpcId);
    return new ImportedVpc(scope, id, () => vpcId, { isLookedUp: true });
  }

  /** @throws {@link ExposureError} if the CIDR block is a literal that is not canonical */
  public constructor(scope: Construct, id: string, props: VpcProps = {}) {
    super(scope, id);
    const { cidrBlock = "10.0.0.0/8", vpcName, tags } = props;
    knownCidr(this, cidrBlock);
    this.cidrBlock = cidrBlock.toString();
    // `secondary_cidr_blocks` stays unset: a value would conflict with alicloud_vpc_ipv4_cidr_block.
    const resource = new VpcResource(this, "Resource", {
      ...omitUndefined({ vpcName }),
      ...tagArguments(this, tags),
      cidrBlock: this.cidrBlock,
    });
    this.resource = resource;
    this.vpcId = resource.id;
  }
}

/**
 * VPC that the construct does not create.
 *
 * @internal
 */
export class ImportedVpc extends Construct implements IVpc {
  public readonly isLookedUp: boolean;
  public readonly cidrBlock?: string;

  /** @param findId - returns the VPC ID; called on each use, which declares the lookup */
  public constructor(
    scope: Construct,
    id: string,
    private readonly findId: () => string,
    { isLookedUp = false, cidrBlock }: Pick<IVpc, "isLookedUp" | "cidrBlock"> = {},
  ) {
    super(scope, id);
    this.isLookedUp = isLookedUp;
    if (cidrBlock !== undefined) this.cidrBlock = cidrBlock;
  }

  public get vpcId(): string {
    return this.findId();
  }
}
