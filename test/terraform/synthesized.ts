import { TerraformLocal } from "cdktf";

import { Template } from "../../testing/template";

/**
 * Values as cdktf writes them into `cdk.tf.json`, under the same names.
 *
 * @param make - gives the values; `local` is a token of a local value, in Terraform `local.<name>`
 */
export function synthesized(
  make: (local: (name: string, value: unknown) => TerraformLocal) => unknown,
): unknown {
  const { json } = Template.ofLibrary((stack) => {
    const values = make((name, value) => new TerraformLocal(stack, name, value));
    new TerraformLocal(stack, "values", values);
  });
  return (json.locals as { values: unknown }).values;
}
