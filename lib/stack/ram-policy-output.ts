import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { Annotations, type ISynthesisSession, TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";

import type { TerraformJson } from "../hcl/terraform-json";
import { leastRamPolicy, type RamPolicyDocument, RamPolicyError, splitRamPolicy } from "../ram-policy";

/** How the files are called; more than one only where RAM does not take the whole in one policy. */
const FILE = /^ram-policy(?:-[0-9]+)?\.json$/;

/**
 * The least RAM policies of a stack: what whoever applies it has to be allowed to do. They are files beside its `cdk.tf.json`,
 * `ram-policy.json`, or `ram-policy-1.json` and so on; the output `ram_policies` reads them.
 */
export class RamPolicyOutput extends Construct {
  /** The policies of the last synthesis, each short enough for RAM; none where they are not known. */
  public documents: readonly RamPolicyDocument[] = [];

  /** @param stack - the stack that the policies are for, and that gets the output */
  public constructor(stack: TerraformStack, id: string) {
    super(stack, id);
    new TerraformOutput(this, "ram_policies", {
      description:
        "The least RAM policies with which Terraform can plan, apply, change and destroy this stack, as JSON.",
      value: `\${[\n  for name in fileset(path.module, "ram-policy*.json") :\n  jsonencode(jsondecode(file("\${path.module}/\${name}")))\n]}`,
      // Nothing in it is secret; but a hundred lines of it in a plan would hide what is created and destroyed.
      sensitive: true,
    });
  }

  /** Computes the policies of what was synthesized. */
  public compute(configuration: TerraformJson): void {
    try {
      this.documents = splitRamPolicy(leastRamPolicy(configuration));
    } catch (error) {
      if (!(error instanceof RamPolicyError)) throw error;
      this.documents = [];
      const warning = `the RAM policy of this stack is not known: ${error.message}`;
      // cdktf renders a stack more than once.
      if (!this.node.metadata.some(({ data }) => data === warning)) Annotations.of(this).addWarning(warning);
    }
  }

  /** Writes the files of the stack; those of an earlier synthesis are removed. */
  public write({ outdir, manifest }: ISynthesisSession, stack: TerraformStack): void {
    const folder = path.join(outdir, manifest.forStack(stack).workingDirectory);
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) if (FILE.test(file)) rmSync(path.join(folder, file));
    for (const [name, text] of ramPolicyFiles(this.documents)) writeFileSync(path.join(folder, name), text);
  }
}

/** The texts of policies, by the names of their files. */
export function ramPolicyFiles(documents: readonly RamPolicyDocument[]): ReadonlyMap<string, string> {
  return new Map(
    documents.map((document, index) => [
      documents.length === 1 ? "ram-policy.json" : `ram-policy-${index + 1}.json`,
      `${JSON.stringify(document, undefined, 2)}\n`,
    ]),
  );
}
