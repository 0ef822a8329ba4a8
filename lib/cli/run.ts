import { mkdirSync, rmSync } from "node:fs";

import { App } from "cdktf";

import { ConfigurationError } from "../configuration";
import { AddressError, ExportError, ExposureError } from "../errors";
import { PlanError } from "../planning";
import { writeGuestFiles } from "./guest-files";
import { copyProviderLock } from "./provider-lock-file";
import { summary } from "./summary";

/**
 * Runs a program that creates stacks: synthesizes them, and says what came out. A user's error ends the process with exit code 1
 * and a message, without a stack trace and before anything is written.
 *
 * @param declare - creates the stacks of the app; may return what is to be done once the output is written, and what to say of it
 */
export function run(declare: (app: App) => (() => readonly (string | undefined)[]) | undefined): void {
  withoutTokenTraces();
  const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
  const madeFolder = mkdirSync(outdir, { recursive: true });
  const isDone = reportUserErrors(() => {
    const app = new App({ outdir });
    if (app.hclOutput) throw new ExportError(NO_CDKTF_HCL);
    const finish = declare(app);
    app.synth();
    writeGuestFiles(app);
    const notes = [...copyProviderLock(app), ...(finish?.() ?? [])].flatMap((note) =>
      note === undefined ? [] : [`${note}\n`],
    );
    const isRunByCli = process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
    process.stdout.write(`${summary(app, isRunByCli)}${notes.join("")}`);
  });
  // An app makes its folders before anything is declared.
  if (!isDone && madeFolder !== undefined) rmSync(madeFolder, { recursive: true });
}

/**
 * Keeps stack traces to errors. cdktf also takes one for each token, and nobody sees it; a fifth of the time of a synthesis went
 * into them. cdktn does this for `CDKTN_DISABLE_CREATION_STACK`.
 * @see https://v8.dev/docs/stack-trace-api
 */
function withoutTokenTraces(): void {
  process.env.CDKTN_DISABLE_CREATION_STACK ??= "1";
  Error.prepareStackTrace = (error: unknown, frames) => {
    if (!(error instanceof Error)) return "";
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- a call site writes itself as in any stack trace
    return [String(error), ...frames.map((frame) => `    at ${frame.toString()}`)].join("\n");
  };
}

/**
 * Runs a program in which a user's error may come to light.
 *
 * @returns whether it ended without one
 */
export function reportUserErrors(program: () => void): boolean {
  try {
    program();
    return true;
  } catch (error) {
    const message = userErrorMessage(error);
    if (message === undefined) throw error;
    process.stderr.write(`${message}\n`);
    process.exitCode = 1;
    return false;
  }
}

/** CDKTF's own HCL loses blocks, such as preconditions, and turns others into arguments. */
const NO_CDKTF_HCL =
  "cdktf synth --hcl loses parts of the configuration, preconditions among them; write HCL with  npm run export -- --to <folder>";

/** What to tell the user about an error that is theirs; undefined for one that is ours. */
function userErrorMessage(error: unknown): string | undefined {
  if (error instanceof ConfigurationError) {
    const { length } = error.issues;
    return `${error.message}\n\n${length === 1 ? "1 error" : `${length} errors`}, nothing written`;
  }
  const isUserError =
    error instanceof AddressError ||
    error instanceof PlanError ||
    error instanceof ExposureError ||
    error instanceof ExportError ||
    (error instanceof Error && FROM_CDKTF.test(error.message));
  return isUserError ? `${withoutAdvice(error.message)}\n\nnothing written` : undefined;
}

/** What the constructs said, without cdktf's advice on how to ignore it. */
function withoutAdvice(message: string): string {
  return message.replace(
    /\n\n(?:Either fix the issues above|If you wish to ignore these validations)[\s\S]*$/,
    "",
  );
}

/** How cdktf's errors begin that pass on what validations and annotations of the constructs say. */
const FROM_CDKTF =
  /^(?:Validation failed with the following errors|Encountered Annotations with level "ERROR")/;
