/* eslint-disable @typescript-eslint/unified-signatures -- the second signature of the constructor is internal */

import { VpcIpv4CidrBlock } from "@cdktf/provider-alicloud/lib/vpc-ipv4-cidr-block";
import { Annotations, type Precondition, type TerraformResource, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";

import { ExposureError, withConstructPath } from "../errors";
import { isChecked } from "../exposure-table/checks";
import { ExposureTable } from "../exposure-table/exposure-table";
import { Ipv4Cidr } from "../ipv4";
import { DEFAULT_BLOCKS_PER_VPC } from "../planning";
import { requireAllowedBlock } from "../planning/placement";
import { serialized } from "../terraform/constructs";
import type { IVpc } from "./vpc";

/** A secondary CIDR block of a VPC. */
export interface ISecondaryCidrBlock {
  /** The VPC of the block. What is made in the block takes the VPC ID from here, so that it is destroyed before the block. */
  readonly vpcId: string;
  /** The range in canonical CIDR notation; a token when only Terraform knows it. */
  readonly cidrBlock: string;
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
   * 224.0.0.0/4. A literal is checked at once.
   * @see https://www.alibabacloud.com/help/en/vpc/api-associatevpccidrblock
   */
  readonly cidrBlock: string;
  /**
   * How many secondary CIDR blocks the VPC may have.
   * @default 5, Alibaba Cloud's default quota `vpc_quota_secondary_cidr_num`
   */
  readonly blocksPerVpc?: number;
  /**
   * What Terraform checks at plan time before it adds the block, in addition to what the library checks.
   * @default - only that the block is allowed and overlaps no other range of the VPC, as far as that is looked up
   */
  readonly preconditions?: readonly Precondition[];
}

/** Step 1: adds a secondary IPv4 CIDR block to a VPC. */
export class SecondaryCidrBlock extends Construct implements ISecondaryCidrBlock {
  public readonly vpcId: string;
  public readonly cidrBlock: string;
  /** For what must wait until the VPC has the block. */
  public readonly resource: TerraformResource;
  /** Whether its VPC is looked up. @internal */
  public readonly isInLookedUpVpc: boolean;
  /** What Terraform imports an existing block by: `<VPC ID>:<range>`. */
  public readonly importId: string;

  /**
   * A block that the VPC has already.
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
    return { vpcId: vpc.vpcId, cidrBlock };
  }

  /**
   * @throws {@link ExposureError} when `cidrBlock` is a literal that is not canonical, not allowed, or overlaps the primary CIDR
   * block of the VPC, or when the stack adds more blocks to one VPC than `blocksPerVpc`
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
    const { vpc, cidrBlock, blocksPerVpc = DEFAULT_BLOCKS_PER_VPC } = props;
    const isKnown = !Token.isUnresolved(cidrBlock);
    requireAllowed(this, cidrBlock);
    this.requireBesidePrimary(props);
    if (vpc.isLookedUp !== true) this.requireRoom(vpc.vpcId, blocksPerVpc);
    const preconditions = [...(props.preconditions ?? []), ...(checks ?? this.declare(props))];
    const resource = new VpcIpv4CidrBlock(this, "Resource", {
      vpcId: vpc.vpcId,
      secondaryCidrBlock: cidrBlock,
      // Deleting waits for the vSwitches of the block to be gone; five minutes, the default, are short for that.
      timeouts: { create: "10m", delete: "15m" },
      ...(preconditions.length === 0 ? {} : { lifecycle: { precondition: preconditions } }),
    });
    // Alibaba Cloud refuses concurrent changes of the CIDR blocks of one VPC.
    serialized(this, "secondary CIDR blocks", resource);
    this.resource = resource;
    this.isInLookedUpVpc = vpc.isLookedUp === true;
    this.importId = `${vpc.vpcId}:${cidrBlock}`;
    this.vpcId = resource.vpcId;
    this.cidrBlock = isKnown ? cidrBlock : resource.secondaryCidrBlock;
  }

  /** Declares a block that is not one of an exposure to the checks of the stack. */
  private declare({
    vpc,
    cidrBlock,
    blocksPerVpc = DEFAULT_BLOCKS_PER_VPC,
  }: SecondaryCidrBlockProps): Precondition[] {
    const table = ExposureTable.of(this);
    table.allowBlocks(blocksPerVpc);
    const name = TerraformStack.of(this).getLogicalId(this.node);
    return table.declareBlock(name, { range: cidrBlock, vpcId: vpc.isLookedUp === true ? vpc.vpcId : "" });
  }

  /** That the block does not overlap the primary CIDR block of the VPC, where both are known. */
  private requireBesidePrimary({ vpc, cidrBlock }: SecondaryCidrBlockProps): void {
    const { cidrBlock: primary } = vpc;
    if (primary === undefined || Token.isUnresolved(primary) || Token.isUnresolved(cidrBlock)) return;
    if (!isChecked(this, "block-overlap")) return;
    if (Ipv4Cidr.parse(primary).overlaps(Ipv4Cidr.parse(cidrBlock))) {
      throw new ExposureError(
        this,
        `the secondary CIDR block ${cidrBlock} overlaps ${primary}, the primary CIDR block of the VPC: ` +
          "choose another EIP or block, or another range for the VPC",
      );
    }
  }

  /** That a VPC whose other blocks are not looked up takes those of the stack alone. */
  private requireRoom(vpcId: string, limit: number): void {
    const size = countIn(TerraformStack.of(this), vpcId);
    if (size <= limit || !isChecked(this, "block-quota")) return;
    throw new ExposureError(
      this,
      `the stack adds ${size} secondary CIDR blocks to one VPC, which may have ${limit}: use fewer, give EIPs by address so ` +
        "that they share blocks, or have the quota vpc_quota_secondary_cidr_num raised and set blocksPerVpc to it",
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

/** @throws {@link ExposureError} when the range is a literal that is not canonical or not allowed */
function requireAllowed(scope: Construct, cidrBlock: string): void {
  if (Token.isUnresolved(cidrBlock)) return;
  withConstructPath(scope, () => {
    requireAllowedBlock(Ipv4Cidr.parse(cidrBlock));
  });
}

/**
 * Warns at synth of what a block costs: Alibaba Cloud routes its whole range inside the VPC.
 *
 * @param shadowed - how many addresses of the block belong to others
 */
export function warnOfShadow(block: Construct, cidr: Ipv4Cidr, shadowed: number): void {
  Annotations.of(block).addWarning(
    `${cidr.toString()} hides ${shadowed} other public addresses from this VPC ` +
      `(${cidr.network.toString()} to ${cidr.last.toString()}). ` +
      "Hosts there cannot be reached from the VPC while the block exists.",
  );
}
