import { selectText } from "../../lib/exposure-table/terraform-text";
import { CommandError } from "../../testing/run-command";
import { TerraformWorkspace } from "../../testing/terraform";

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
  const workspace = await TerraformWorkspace.create({ "main.tf.json": { locals: { ...locals, ...own } } });
  try {
    // Base 64 is the same in the console's notation of a string as in the string.
    const asObject = names.map((name) => `${name} = local.${name}`).join(", ");
    const result = await workspace.run(["console", "-no-color"], {
      input: `base64encode(jsonencode({${asObject}}))\n`,
    });
    const encoded = /^"([A-Za-z0-9+/=]*)"$/m.exec(result.stdout)?.[1];
    if (encoded === undefined) throw new CommandError("printed no value", result.command, result);
    return JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as Record<Name, unknown>;
  } finally {
    await workspace.remove();
  }
}
