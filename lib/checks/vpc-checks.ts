import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { Ipv4GatewayLookUp } from "../look-up/ipv4-gateway-look-up";
import type { IVpc } from "../references/vpc";
import { hcl, type HclExpression } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";
import { isChecked, type Requirement } from "./requirement";

/** The blocks of a stack in one list, so that the check of each of them does not have to name all others. */
class BlocksOfStack extends Construct {
  private readonly blocks: HclExpression[] = [];
  private readonly list: TerraformLocal;

  public static of(scope: Construct): BlocksOfStack {
    return stackSingleton(scope, "BlocksOfStack", (stack, id) => new BlocksOfStack(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.list = new TerraformLocal(this, "blocks", hcl`${() => this.blocks}`);
  }

  public add(vpcId: string, cidrBlock: string): void {
    this.blocks.push(hcl`{vpc_id = ${vpcId}, range = ${cidrBlock}}`);
  }

  /** The ranges of the blocks that the stack has in a VPC. */
  public rangesIn(vpcId: string): HclExpression {
    return hcl`[for block in ${this.list.asString} : block.range if block.vpc_id == ${vpcId}]`;
  }
}

/**
 * That a VPC which is looked up has room for a block, and sends the traffic of its vSwitches to the Internet.
 *
 * @param limit - how many secondary CIDR blocks the VPC may have
 */
export function vpcRequirements(
  scope: Construct,
  { vpcId, ranges }: IVpc,
  cidrBlock: string,
  limit: number,
): Requirement[] {
  if (ranges === undefined) return [];
  const requirements: Requirement[] = [];
  if (isChecked(scope, "block-quota")) {
    const blocks = BlocksOfStack.of(scope);
    blocks.add(vpcId, cidrBlock);
    // A block of the stack is among those of the VPC once it exists.
    const all = hcl`distinct(concat(${ranges.secondary}, ${blocks.rangesIn(vpcId)}))`;
    requirements.push({
      check: "block-quota",
      condition: hcl`try(length(${all}) <= ${limit}, true)`,
      errorMessage:
        `The VPC ${vpcId} would have ${hcl`try(length(${all}), 0)`.toString()} secondary CIDR blocks ` +
        `(${hcl`try(join(", ", ${all}), "")`.toString()}), and may have ${limit}. Remove one, or have the quota ` +
        "vpc_quota_secondary_cidr_num raised and set blocksPerVpc to it.",
    });
  }
  if (isChecked(scope, "ipv4-gateway")) {
    requirements.push({
      check: "ipv4-gateway",
      condition: hcl`!contains(${Ipv4GatewayLookUp.of(scope).bypassed}, ${vpcId})`,
      errorMessage:
        `The VPC ${vpcId} has an activated IPv4 gateway, and its system route table has no route 0.0.0.0/0 to it: the EIP would ` +
        "have no Internet. Add that route.",
    });
  }
  return requirements;
}
