import { CommandError } from "../run-command";
import { TerraformWorkspace } from "./workspace";

/** The local value that has the expressions. */
const VALUES = "values_of_expressions";

/**
 * Evaluates Terraform expressions by Terraform itself, all of them in one process.
 *
 * @param expressions each in Terraform's expression syntax, for example `cidrsubnet("192.0.2.0/24", 4, 1)`, or as a
 *   `${…}` template as the JSON syntax has it; without references to resources or variables
 * @param locals - local values that they refer to. @default - none
 * @returns the value of each expression as JSON has it, under the same name
 * @throws CommandError with Terraform's message when one of them has no value
 */
export async function evaluate<Name extends string>(
  expressions: Readonly<Record<Name, string>>,
  locals: Readonly<Record<string, unknown>> = {},
): Promise<Record<Name, unknown>> {
  const values = Object.entries<string>(expressions).map(([name, expression]) => [
    name,
    asTemplate(expression),
  ]);
  // The expressions stand in a file, because a line for the console is limited in length.
  const workspace = await TerraformWorkspace.create({
    "main.tf.json": { locals: { ...locals, [VALUES]: Object.fromEntries(values) as unknown } },
  });
  try {
    // Base 64 is the same in the console's notation of a string as in the string.
    const result = await workspace.run(["console", "-no-color"], {
      input: `base64encode(jsonencode(local.${VALUES}))\n`,
    });
    const encoded = /^"([A-Za-z0-9+/=]*)"$/m.exec(result.stdout)?.[1];
    if (encoded === undefined) throw new CommandError("printed no value", result.command, result);
    return JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as Record<Name, unknown>;
  } finally {
    await workspace.remove();
  }
}

function asTemplate(expression: string): string {
  return expression.startsWith("${") ? expression : `\${${expression}}`;
}
