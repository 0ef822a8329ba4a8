import { TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";

import { BLOCK_MASKS, Ipv4Cidr } from "../address";
import type { IVpc } from "../references/vpc";
import { hcl, type HclExpression } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";

/** A block as a stack declares it. */
export interface DeclaredBlock {
  /** Its name in Terraform addresses; asked for at synthesis. */
  readonly name: () => string;
  readonly vpc: IVpc;
  /** The range; a token when only Terraform knows it. */
  readonly cidrBlock: string;
}

/**
 * The blocks that a stack adds, by VPC, so that the checks of each of them do not have to name all others: what is written for
 * a block does not grow with the number of blocks.
 */
export class BlocksOfStack extends Construct {
  private readonly groups = new Map<string, BlockGroup>();

  public static of(scope: Construct): BlocksOfStack {
    return stackSingleton(scope, "BlocksOfStack", (stack, id) => new BlocksOfStack(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
  }

  /** The group of all blocks that may be in the VPC. */
  public groupOf({ vpcId, ranges }: IVpc): BlockGroup {
    // Which of the VPCs that are looked up are the same is known at plan time only.
    const key = ranges === undefined ? vpcId : "";
    const group = this.groups.get(key) ?? new BlockGroup(this, this.groups.size + 1, key === "");
    this.groups.set(key, group);
    return group;
  }
}

/** The blocks of a stack that are in one VPC, or in VPCs that are looked up. */
export class BlockGroup {
  private readonly blocks: DeclaredBlock[] = [];
  /** Literal ranges, and the networks around them that a block can have. */
  private readonly ranges = new Set<string>();
  private readonly around = new Set<string>();
  private tokens = 0;
  private local: TerraformLocal | undefined;

  public constructor(
    private readonly scope: Construct,
    private readonly number: number,
    private readonly isLookedUp: boolean,
  ) {}

  /** How many blocks there are, where all of them are in one VPC. */
  public get size(): number | undefined {
    return this.isLookedUp ? undefined : this.blocks.length;
  }

  /** Declares a block. */
  public add(block: DeclaredBlock): void {
    this.blocks.push(block);
    if (Token.isUnresolved(block.cidrBlock)) this.tokens += 1;
    else {
      const range = Ipv4Cidr.parse(block.cidrBlock);
      this.ranges.add(range.toString());
      for (const network of networksAround(range)) this.around.add(network);
    }
  }

  /** Whether a block that is about to be added may overlap one that was added before; false where both are known to lie apart. */
  public mayOverlap(cidrBlock: string): boolean {
    if (Token.isUnresolved(cidrBlock)) return this.blocks.length > 0;
    const range = Ipv4Cidr.parse(cidrBlock);
    return (
      this.tokens > 0 ||
      this.around.has(range.toString()) ||
      networksAround(range).some((network) => this.ranges.has(network))
    );
  }

  /** The ranges of the blocks that the stack has in a VPC, as a list. */
  public rangesIn(vpcId: string): HclExpression {
    return hcl`[for block in ${this.in(vpcId)} : block.range]`;
  }

  /** The ranges of those that were declared before the one with this name. */
  public earlierRangesIn(vpcId: string, name: () => string): HclExpression {
    const own = hcl`index([for block in ${this.in(vpcId)} : block.name], ${name})`;
    return hcl`[for i, block in ${this.in(vpcId)} : block.range if i < ${own}]`;
  }

  private in(vpcId: string): HclExpression {
    const local = hcl`${this.declared().asString}`;
    return this.isLookedUp ? hcl`${local}[${vpcId}]` : local;
  }

  private declared(): TerraformLocal {
    this.local ??= new TerraformLocal(
      this.scope,
      this.number === 1 ? "blocks" : `blocks_${this.number}`,
      this.isLookedUp
        ? hcl`{for block in ${() => this.blocks.map(asObject)} : block.vpc_id => block...}`
        : hcl`${() => this.blocks.map(asObject)}`,
    );
    return this.local;
  }
}

function asObject({ name, vpc, cidrBlock }: DeclaredBlock): HclExpression {
  return hcl`{name = ${name}, vpc_id = ${vpc.vpcId}, range = ${cidrBlock}}`;
}

/** The range, and the larger networks around it that a block can have. */
function networksAround({ network, mask }: Ipv4Cidr): string[] {
  const masks = Array.from({ length: mask - BLOCK_MASKS.shortest + 1 }, (_, i) => mask - i);
  return masks.map((one) => Ipv4Cidr.containing(network, one).toString());
}
