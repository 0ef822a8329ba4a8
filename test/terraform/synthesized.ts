import { TerraformLocal, TerraformStack, Testing } from "cdktf";

/**
 * Values as cdktf writes them into `cdk.tf.json`, under the same names.
 *
 * @param make - gives the values; `local` is a token of a local value, in Terraform `local.<name>`
 */
export function synthesized(
  make: (local: (name: string, value: unknown) => TerraformLocal) => unknown,
): unknown {
  const stack = new TerraformStack(Testing.app(), "test");
  new TerraformLocal(
    stack,
    "values",
    make((name, value) => new TerraformLocal(stack, name, value)),
  );
  const { locals } = JSON.parse(Testing.synth(stack)) as { locals: { values: unknown } };
  return locals.values;
}
