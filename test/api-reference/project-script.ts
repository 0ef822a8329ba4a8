import * as path from "node:path";

import { runNode, type ScriptResult } from "../provider/run-script";

const ROOT = path.resolve(__dirname, "../..");

/** The folder of the API reference. */
export const REFERENCE = path.join(ROOT, "docs", "api");

/** Runs one of the project's scripts as npm does. */
export function projectScript(name: string, ...scriptArguments: readonly string[]): Promise<ScriptResult> {
  return runNode([path.join(ROOT, "scripts", name), ...scriptArguments], ROOT);
}
