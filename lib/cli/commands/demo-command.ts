import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

import type { Command } from "commander";

import { FileSystemError } from "../../errors";
import { action, commandNamed, EXIT_CODES } from "../command";

/** Program of the demonstration, in the repository only: it needs parts of the tests. */
const PROGRAM = path.join("scripts", "demo.js");

/** Returns the command `demo`, which shows the whole procedure against an emulated cloud. */
export function demoCommand(): Command {
  return commandNamed("demo", {
    summary: "show the whole procedure against an emulated cloud",
    description:
      "Exposes an EIP on the NIC of a server in an emulated cloud, shows each step, and removes everything again. Nothing leaves the machine. " +
      "It is part of the repository, not of the package.",
    examples: ["demo"],
  }).action(
    action(() => {
      const program = demonstration();
      if (program === undefined)
        throw new FileSystemError(
          "The demonstration needs the repository: it uses parts of its tests, which the package does not contain; " +
            "clone the repository, then run  npm ci && npm run demo . " +
            "For an emulated cloud alone:  npx alicloud-emulator , and docs/reference/live.md says how to point the commands at it.",
        );
      // Ctrl-C reaches both processes; the demonstration removes what it created, and this one waits for it.
      const ignore = (): void => undefined;
      process.on("SIGINT", ignore);
      const { status } = spawnSync(process.execPath, [program], { stdio: "inherit" });
      process.off("SIGINT", ignore);
      if (status === EXIT_CODES.interrupted) return "interrupted";
      return status === 0 ? undefined : "userError";
    }),
  );
}

/**
 * Looks for the demonstration above the program that runs, `dist/exposed-eip.js` in the repository. The program of the package is a
 * function without a folder of its own.
 */
function demonstration(): string | undefined {
  if (typeof __dirname === "undefined") return undefined;
  const file = path.join(__dirname, "..", PROGRAM);
  return existsSync(file) ? file : undefined;
}
