import * as path from "node:path";

import { runCommand } from "../../testing/run-command";
import { PACKAGE } from "./package-paths";

export interface ScriptResult {
  readonly exitCode: number;
  /** Standard output. */
  readonly output: string;
  /** Standard error. */
  readonly errors: string;
}

/**
 * Runs one of the package's scripts as npm does.
 *
 * @param name of a file in the package's `scripts` folder
 * @param environment variables besides those of this process
 */
export function runScript(
  name: string,
  scriptArguments: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<ScriptResult> {
  return runNode([path.join(PACKAGE, "scripts", name), ...scriptArguments], PACKAGE, environment);
}

/** Runs Node with these arguments in a folder. */
export async function runNode(
  nodeArguments: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<ScriptResult> {
  const { exitCode, stdout, stderr } = await runCommand(process.execPath, nodeArguments, {
    folder,
    environment: { ...process.env, ...environment },
  });
  return { exitCode, output: stdout, errors: stderr };
}
