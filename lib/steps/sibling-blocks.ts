import { TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";

import { Ipv4Cidr } from "../address";

/** A block as it is declared: VPC and range, each a literal or a token. */
interface DeclaredBlock {
  readonly vpcId: string;
  readonly cidrBlock: string;
}

const declared = new WeakMap<TerraformStack, DeclaredBlock[]>();

/**
 * Declares a block of a stack.
 *
 * @returns the blocks that were declared before it and may overlap it: those of which it is not known at synth that they
 * lie apart or in another VPC
 */
export function earlierBlocks(scope: Construct, block: DeclaredBlock): DeclaredBlock[] {
  const stack = TerraformStack.of(scope);
  const blocks = declared.get(stack) ?? [];
  declared.set(stack, [...blocks, block]);
  return blocks.filter((other) => !areInDifferentVpcs(block, other) && !areApart(block, other));
}

function areInDifferentVpcs({ vpcId }: DeclaredBlock, other: DeclaredBlock): boolean {
  return !Token.isUnresolved(vpcId) && !Token.isUnresolved(other.vpcId) && vpcId !== other.vpcId;
}

function areApart({ cidrBlock }: DeclaredBlock, other: DeclaredBlock): boolean {
  if (Token.isUnresolved(cidrBlock) || Token.isUnresolved(other.cidrBlock)) return false;
  return !Ipv4Cidr.parse(cidrBlock).overlaps(Ipv4Cidr.parse(other.cidrBlock));
}
