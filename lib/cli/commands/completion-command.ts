import { Argument, type Command } from "commander";

import { action, commandNamed } from "../command";
import { completionScript, type Shell, SHELLS } from "../completion";

/** Returns the command `completion`, which prints the completion script of a shell. */
export function completionCommand(): Command {
  return commandNamed("completion", {
    summary: "print the completion script of a shell",
    description: "Prints the completion script of a shell: commands, options and their values.",
    examples: ["completion bash > ~/.local/share/bash-completion/completions/exposed-eip"],
  })
    .addArgument(new Argument("<shell>", "shell").choices(SHELLS))
    .action(
      action((shell: Shell, _: object, command: Command) => {
        process.stdout.write(completionScript(command.parent ?? command, shell));
        return undefined;
      }),
    );
}
