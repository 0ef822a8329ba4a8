import type { Command } from "commander";

import { suggest } from "../../configuration/schema/fields";
import { action, commandNamed, usageError } from "../command";

/** Returns the command `help`, which prints the help of a command. */
export function helpCommand(): Command {
  return commandNamed("help", {
    summary: "print the help of a command",
    description: "Prints the help of a command.",
    examples: ["help synth"],
  })
    .argument("[command]", "name of a command (default: all of them)")
    .action(
      action((name: string | undefined, _: object, command: Command) => {
        const program = command.parent ?? command;
        const found = name === undefined ? program : program.commands.find((one) => one.name() === name);
        if (found !== undefined) return found.help();
        const meant = suggest(
          name ?? "",
          program.commands.map((one) => one.name()),
        );
        const advice = meant === undefined ? "" : `\n(Did you mean ${meant}?)`;
        return usageError(program, `unknown command '${name ?? ""}'${advice}`);
      }),
    );
}
