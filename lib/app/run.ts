import { mkdirSync } from "node:fs";

import { App } from "cdktf";

import { AddressError } from "../address";
import { ConfigurationError } from "../configuration";
import { ExposureError } from "../errors";
import { PlanError } from "../plan";
import { summary } from "./summary";

/**
 * Runs a program that makes stacks: synthesizes them, and says what came out. A user's mistake ends the process with exit code 1
 * and a message, without a stack trace and before anything is written.
 *
 * @param declare - makes the stacks of the app
 */
export function run(declare: (app: App) => void): void {
  try {
    const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
    mkdirSync(outdir, { recursive: true });
    const app = new App({ outdir });
    declare(app);
    app.synth();
    process.stdout.write(summary(app));
  } catch (error) {
    const message = mistakeMessage(error);
    if (message === undefined) throw error;
    process.stderr.write(`${message}\n`);
    process.exitCode = 1;
  }
}

/** What to tell the user about an error that is theirs; undefined for one that is ours. */
function mistakeMessage(error: unknown): string | undefined {
  if (error instanceof ConfigurationError) {
    const { length } = error.mistakes;
    return `${error.message}\n\n${length === 1 ? "1 mistake" : `${length} mistakes`}, nothing written`;
  }
  const isMistake =
    error instanceof AddressError || error instanceof PlanError || error instanceof ExposureError;
  return isMistake ? `${error.message}\n\nnothing written` : undefined;
}
