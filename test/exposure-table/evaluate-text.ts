import { selectText } from "../../lib/exposure-table/terraform-text";
import { evaluate } from "../../testing/terraform";

/**
 * Evaluates local values of the Terraform text by Terraform itself.
 *
 * @param names - the local values
 * @param features - what the text is for
 * @param own - the values of those that they are computed from
 * @returns the value of each as JSON has it, by name
 * @throws CommandError with Terraform's message when one of them has no value
 */
export async function evaluateText<Name extends string>(
  names: readonly Name[],
  features: readonly string[],
  own: Readonly<Record<string, unknown>>,
): Promise<Record<Name, unknown>> {
  const { locals, data } = selectText(names, new Set(features), new Set(Object.keys(own)));
  if (Object.keys(data).length > 0) throw new Error(`needs lookups: ${Object.keys(data).join(", ")}`);
  const expressions = Object.fromEntries(names.map((name) => [name, `local.${name}`]));
  return evaluate<Name>(expressions as Record<Name, string>, { ...locals, ...own });
}
