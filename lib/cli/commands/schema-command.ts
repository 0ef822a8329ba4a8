import type { Command } from "commander";

import { renderJsonSchema } from "../../configuration/json-schema";
import { action, commandNamed } from "../command";

/** Returns the command `schema`, which prints the JSON Schema of the configuration file, for editors. */
export function schemaCommand(): Command {
  return commandNamed("schema", {
    summary: "print the JSON Schema of the configuration file",
    description:
      "Prints the JSON Schema of the configuration file, with which editors complete and check it. It describes each setting; " +
      "rules between settings are checked by check and synth.",
    examples: ["schema > exposure.schema.json"],
  }).action(
    action(() => {
      process.stdout.write(renderJsonSchema());
      return undefined;
    }),
  );
}
