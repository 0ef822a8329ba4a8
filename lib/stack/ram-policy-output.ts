import { Annotations, Lazy, TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";

import type { TerraformJson } from "../hcl/terraform-json";
import { leastRamPolicy, type RamPolicyDocument, RamPolicyError, splitRamPolicy } from "../ram-policy";

/** The output `ram_policies`: what whoever applies the stack has to be allowed to do, computed from what is synthesized. */
export class RamPolicyOutput extends Construct {
  /** The policies of the last synthesis, each short enough for RAM; none where they are not known. */
  public documents: readonly RamPolicyDocument[] = [];
  private isComputing = false;

  /** @param stack - the stack that the policies are for, and that gets the output */
  public constructor(
    private readonly stack: TerraformStack,
    id: string,
  ) {
    super(stack, id);
    new TerraformOutput(this, "ram_policies", {
      description:
        "The least RAM policies with which Terraform can plan, apply, change and destroy this stack, as JSON.",
      value: Lazy.anyValue({ produce: () => this.texts() }),
      // Nothing in it is secret; but a hundred lines of it in a plan would hide what is made and destroyed.
      sensitive: true,
    });
  }

  private texts(): string[] {
    // The output is a part of the configuration that the policies are computed from, and adds nothing to them.
    if (this.isComputing) return [];
    this.documents = this.compute();
    return this.documents.map((document) => JSON.stringify(document));
  }

  private compute(): readonly RamPolicyDocument[] {
    this.isComputing = true;
    try {
      const configuration = JSON.parse(JSON.stringify(this.stack.toTerraform())) as TerraformJson;
      return splitRamPolicy(leastRamPolicy(configuration));
    } catch (error) {
      if (!(error instanceof RamPolicyError)) throw error;
      const warning = `the RAM policy of this stack is not known: ${error.message}`;
      // cdktf renders a stack more than once.
      if (!this.node.metadata.some(({ data }) => data === warning)) Annotations.of(this).addWarning(warning);
      return [];
    } finally {
      this.isComputing = false;
    }
  }
}
