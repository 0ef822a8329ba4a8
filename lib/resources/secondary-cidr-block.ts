/* eslint-disable @typescript-eslint/unified-signatures -- the second signature of the constructor is internal */

import { VpcIpv4CidrBlock } from "@cdktf/provider-alicloud/lib/vpc-ipv4-cidr-block";
import { type Precondition, type TerraformResource, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";

import { ExposureError, withConstructPath } from "../errors";
import { isChecked } from "../exposure-table/checks";
import { ExposureTable } from "../exposure-table/exposure-table";
import type { Ipv4Cidr } from "../ipv4";
import { requireAllowedBlock } from "../planning/placement";
import { DEFAULT_BLOCKS_PER_VPC } from "../planning/planner";
import { knownCidr, serialized } from "../terraform/constructs";
import type { IVpc } from "./vpc";

/** Secondary CIDR block of a VPC. */
export interface ISecondaryCidrBlock extends IConstruct {
  /** ID of the VPC. Resources in the block take it from here, so that Terraform destroys them before the block. */
  readonly vpcId: string;
  /** Range in canonical CIDR notation; a token if only Terraform knows it. */
  readonly cidrBlock: string;
  /**
   * Range as a value.
   * @default - only Terraform knows it
   */
  readonly range?: Ipv4Cidr;
}

/** Attributes of a block that the VPC has already. */
export interface SecondaryCidrBlockAttributes {
  /** VPC that has the block. */
  readonly vpc: IVpc;
  /** Range in canonical CIDR notation, under the rules of {@link SecondaryCidrBlockProps.cidrBlock}. */
  readonly cidrBlock: string | Ipv4Cidr;
}

/** Secondary CIDR block to create. */
export interface SecondaryCidrBlockProps {
  /** VPC that gets the block. */
  readonly vpc: IVpc;
  /**
   * Range in canonical CIDR notation, prefix length 16 to 28, outside 0.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16 and
   * 224.0.0.0/4. A literal is checked at synth.
   * @see https://www.alibabacloud.com/help/en/vpc/api-associatevpccidrblock
   */
  readonly cidrBlock: string | Ipv4Cidr;
  /**
   * Number of secondary CIDR blocks that the VPC may have.
   * @default 5, Alibaba Cloud's default quota `vpc_quota_secondary_cidr_num`
   */
  readonly blocksPerVpc?: number;
  /**
   * Conditions that Terraform checks at plan time before it adds the block, in addition to those of the library.
   * @default - only that the block is allowed and overlaps no other range of the VPC, as far as that is looked up
   */
  readonly preconditions?: readonly Precondition[];
}

/** Step 1: adds a secondary IPv4 CIDR block to a VPC. */
export class SecondaryCidrBlock extends Construct implements ISecondaryCidrBlock {
  public readonly vpcId: string;
  public readonly cidrBlock: string;
  public readonly range?: Ipv4Cidr;
  /** Terraform resource, for dependencies and overrides. */
  public readonly resource: TerraformResource;
  /** Whether its VPC is looked up. @internal */
  public readonly isInLookedUpVpc: boolean;
  /** ID by which Terraform imports an existing block: `<VPC ID>:<range>`. */
  public readonly importId: string;

  /**
   * Refers to a block that the VPC has already.
   *
   * @throws {@link ExposureError} if the range is a literal that is not canonical or not allowed
   */
  public static fromSecondaryCidrBlockAttributes(
    scope: Construct,
    id: string,
    attributes: SecondaryCidrBlockAttributes,
  ): ISecondaryCidrBlock {
    return new ImportedSecondaryCidrBlock(scope, id, attributes);
  }

  /**
   * @throws {@link ExposureError} if `cidrBlock` is a literal that is not canonical, not allowed, or overlaps the primary CIDR
   * block of the VPC, or if the stack adds more blocks to one VPC than `blocksPerVpc`
   */
  public constructor(scope: Construct, id: string, props: SecondaryCidrBlockProps);
  /** @internal */
  public constructor(
    scope: Construct,
    id: string,
    props: SecondaryCidrBlockProps,
    checks: readonly Precondition[],
  );
  public constructor(
    scope: Construct,
    id: string,
    props: SecondaryCidrBlockProps,
    checks?: readonly Precondition[],
  ) {
    super(scope, id);
    const { vpc, blocksPerVpc = DEFAULT_BLOCKS_PER_VPC } = props;
    const cidrBlock = props.cidrBlock.toString();
    const range = allowedRange(this, props.cidrBlock);
    if (range !== undefined) {
      this.range = range;
      this.requireBesidePrimary(vpc, range);
    }
    if (vpc.isLookedUp !== true) this.requireRoom(vpc.vpcId, blocksPerVpc);
    const preconditions = [...(props.preconditions ?? []), ...(checks ?? this.declare(props))];
    const resource = new VpcIpv4CidrBlock(this, "Resource", {
      vpcId: vpc.vpcId,
      secondaryCidrBlock: cidrBlock,
      // Deleting waits until the vSwitches of the block are gone; the default of five minutes is often too short.
      timeouts: { create: "10m", delete: "15m" },
      ...(preconditions.length === 0 ? {} : { lifecycle: { precondition: preconditions } }),
    });
    // Alibaba Cloud refuses concurrent changes of the CIDR blocks of one VPC.
    serialized(this, "secondary CIDR blocks", resource);
    this.resource = resource;
    this.isInLookedUpVpc = vpc.isLookedUp === true;
    this.importId = `${vpc.vpcId}:${cidrBlock}`;
    this.vpcId = resource.vpcId;
    this.cidrBlock = range === undefined ? resource.secondaryCidrBlock : cidrBlock;
  }

  /** Adds a block that belongs to no exposure to the checks of the stack. */
  private declare({
    vpc,
    cidrBlock,
    blocksPerVpc = DEFAULT_BLOCKS_PER_VPC,
  }: SecondaryCidrBlockProps): Precondition[] {
    const table = ExposureTable.of(this);
    table.allowBlocks(blocksPerVpc);
    const name = TerraformStack.of(this).getLogicalId(this.node);
    return table.declareBlock(name, {
      range: cidrBlock.toString(),
      vpcId: vpc.isLookedUp === true ? vpc.vpcId : "",
    });
  }

  /** Checks that the block does not overlap the primary CIDR block of the VPC, if that is known. */
  private requireBesidePrimary({ cidrBlock }: IVpc, range: Ipv4Cidr): void {
    const primary = cidrBlock === undefined ? undefined : knownCidr(this, cidrBlock);
    if (primary === undefined || !isChecked(this, "block-overlap")) return;
    if (primary.overlaps(range)) {
      throw new ExposureError(
        this,
        `the secondary CIDR block ${range.toString()} overlaps ${primary.toString()}, the primary CIDR block of the VPC; ` +
          "choose another EIP or block, or another range for the VPC",
      );
    }
  }

  /** Checks that a VPC whose blocks are not looked up has room for those of the stack. */
  private requireRoom(vpcId: string, limit: number): void {
    const size = countIn(TerraformStack.of(this), vpcId);
    if (size <= limit || !isChecked(this, "block-quota")) return;
    throw new ExposureError(
      this,
      `the stack adds ${size} secondary CIDR blocks to one VPC, which may have ${limit}; use fewer, refer to EIPs by address so ` +
        "that they share blocks, or request a higher quota vpc_quota_secondary_cidr_num and set blocksPerVpc to it",
    );
  }
}

const counts = new WeakMap<TerraformStack, Map<string, number>>();

/** Counts a block that a stack adds to a VPC. */
function countIn(stack: TerraformStack, vpcId: string): number {
  const byVpc = counts.get(stack) ?? new Map<string, number>();
  counts.set(stack, byVpc);
  const count = (byVpc.get(vpcId) ?? 0) + 1;
  byVpc.set(vpcId, count);
  return count;
}

class ImportedSecondaryCidrBlock extends Construct implements ISecondaryCidrBlock {
  public readonly vpcId: string;
  public readonly cidrBlock: string;
  public readonly range?: Ipv4Cidr;

  public constructor(scope: Construct, id: string, { vpc, cidrBlock }: SecondaryCidrBlockAttributes) {
    super(scope, id);
    const range = allowedRange(this, cidrBlock);
    if (range !== undefined) this.range = range;
    this.vpcId = vpc.vpcId;
    this.cidrBlock = cidrBlock.toString();
  }
}

/**
 * Range of a block, if it is known at synth.
 *
 * @throws {@link ExposureError} if it is not canonical or not allowed
 */
function allowedRange(scope: Construct, cidrBlock: string | Ipv4Cidr): Ipv4Cidr | undefined {
  const range = knownCidr(scope, cidrBlock);
  if (range !== undefined) {
    withConstructPath(scope, () => {
      requireAllowedBlock(range);
    });
  }
  return range;
}
