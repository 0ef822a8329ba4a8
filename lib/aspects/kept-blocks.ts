import { Aspects, type TerraformResource, TerraformStack } from "cdktf";

import { isJsonArray, isJsonObject, type JsonValue } from "../../hcl/src";
import { SecondaryCidrBlock } from "../resources/secondary-cidr-block";
import { addressOf } from "../terraform/constructs";
import { hcl, rawHcl } from "../terraform/expression";
import { addPrecondition, argumentsOf, expressionOf, reportError, ResourceAspect } from "./resource-aspect";

/**
 * Finds VPCs of the stack whose configuration removes its secondary CIDR blocks: with `secondary_cidr_blocks`, even `[]`, the provider removes
 * every block that is not in the list. A block in such a VPC is an error; for a VPC that only Terraform knows, the block gets a precondition.
 */
export class KeptBlocks extends ResourceAspect {
  private static readonly stacks = new WeakSet<TerraformStack>();

  /** Adds the aspect to a stack, once. */
  public static require(stack: TerraformStack): void {
    if (KeptBlocks.stacks.has(stack)) return;
    KeptBlocks.stacks.add(stack);
    Aspects.of(stack).add(new KeptBlocks());
  }

  protected inspect(resource: TerraformResource): void {
    if (resource.terraformResourceType !== "alicloud_vpc") return;
    const { secondary_cidr_blocks: given, lifecycle } = argumentsOf(resource);
    if (given === undefined || given === null || ignoresBlocks(lifecycle)) return;
    const id = rawHcl(`${addressOf(resource)}.id`);
    const problem = (block: string): string =>
      `${addressOf(resource)} sets secondary_cidr_blocks, so that its next apply removes the block ${block}; ` +
      "remove the argument, or add it to ignore_changes";
    for (const block of TerraformStack.of(resource).node.findAll()) {
      if (!(block instanceof SecondaryCidrBlock)) continue;
      const { vpc_id: vpcId } = argumentsOf(block.resource);
      if (vpcId === `\${${addressOf(resource)}.id}`)
        reportError(resource, problem(block.range?.toString() ?? block.node.path));
      else
        addPrecondition(block.resource, {
          condition: hcl`${expressionOf(vpcId ?? null)} != ${id}`,
          errorMessage: `${problem(block.cidrBlock)}.`,
        });
    }
  }
}

function ignoresBlocks(lifecycle: JsonValue | undefined): boolean {
  const { ignore_changes: ignored } = isJsonObject(lifecycle) ? lifecycle : {};
  return ignored === "all" || (isJsonArray(ignored) && ignored.includes("secondary_cidr_blocks"));
}
