import { Aspects, type IAspect, type TerraformStack, TerraformVariable } from "cdktf";

import { planInCloud } from "../../testing/mock-cloud";
import { Template } from "../../testing/template";
import type { TerraformForTests } from "../../testing/terraform";

/** What cdktf writes before the errors of annotations, and after them. */
const ANNOTATION_ERRORS =
  /^Encountered Annotations with level "ERROR":\n(.*)\n\nEither fix the issues above, /s;

/** A stack with the provider, and an aspect on it. */
export function templateOf(aspect: IAspect, declare: (stack: TerraformStack) => void): Template {
  return Template.ofLibrary((stack) => {
    declare(stack);
    Aspects.of(stack).add(aspect);
  });
}

/** The errors with which the synthesis of a stack with an aspect fails; none when it does not fail. */
export function errorsAtSynth(aspect: IAspect, declare: (stack: TerraformStack) => void): string[] {
  return annotationErrors(() => templateOf(aspect, declare));
}

/** The errors of annotations with which a synthesis fails, each with the path of its construct; none when it does not fail. */
export function annotationErrors(synthesize: () => unknown): string[] {
  try {
    synthesize();
    return [];
  } catch (error) {
    const [, errors] = ANNOTATION_ERRORS.exec(error instanceof Error ? error.message : "") ?? [];
    if (errors === undefined) throw error;
    return errors.split("\n");
  }
}

/** The conditions that do not hold when Terraform plans, or applies in a mocked cloud: the messages by address. */
export async function errorsAtPlan(
  terraform: TerraformForTests,
  aspect: IAspect,
  declare: (stack: TerraformStack) => void,
): Promise<Record<string, string>> {
  const workspace = await terraform.workspace(templateOf(aspect, declare).text);
  const { diagnostics } = await planInCloud(workspace, {});
  return Object.fromEntries(diagnostics.map(({ summary, address = summary, detail }) => [address, detail]));
}

/** A value that is known to Terraform only: a variable with that default. */
export function unknownAtSynth(stack: TerraformStack, name: string, value: unknown): TerraformVariable {
  return new TerraformVariable(stack, name, { default: value });
}
