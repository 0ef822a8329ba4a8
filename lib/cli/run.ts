import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";

import { App } from "cdktf";

import { ConfigurationError } from "../configuration/configuration-errors";
import { ExportError, FileSystemError, UserError } from "../errors";
import { isRamPolicyFile } from "../stack/outputs";
import { synthesize } from "../terraform/constructs";
import { GUEST_FOLDER, writeGuestFiles } from "./guest-files";
import { copyProviderLock } from "./provider-lock-file";
import { summary } from "./summary";

/**
 * Runs a program that declares stacks: synthesizes them and prints a summary. A `UserError` ends the process with exit code 1
 * and a message, without a stack trace, and leaves the output folder unchanged: files are moved into it only when all are complete.
 *
 * @param declare - declares the stacks of the app; may return a function that runs once the output is written and returns notes
 */
export function run(declare: (app: App) => (() => readonly (string | undefined)[]) | undefined): void {
  withoutTokenTraces();
  const outdir = outputFolder();
  const staging = path.join(outdir, `.synthesis-${process.pid}`);
  let created: string | undefined;
  const isDone = reportUserErrors(() => {
    created = mkdirSync(outdir, { recursive: true });
    const app = new App({ outdir: staging });
    if (app.hclOutput) throw new ExportError(NO_CDKTF_HCL);
    const finish = declare(app);
    synthesize(app);
    writeGuestFiles(app);
    const notes = copyProviderLock(app, outdir);
    moveOutput(staging, outdir);
    notes.push(...(finish?.() ?? []).filter((note) => note !== undefined));
    const isRunByCli = process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
    process.stdout.write(`${summary(app, outdir, isRunByCli)}${notes.map((note) => `${note}\n`).join("")}`);
  });
  const left = isDone || created === undefined ? staging : created;
  if (existsSync(left)) rmSync(left, { recursive: true });
}

/** Returns the output folder: the environment variable `CDKTF_OUTDIR`, by default `cdktf.out`. */
export function outputFolder(): string {
  return process.env.CDKTF_OUTDIR ?? "cdktf.out";
}

/**
 * Moves the synthesized files into the output folder one by one, since Terraform has files of its own there, and removes files of an
 * earlier synthesis.
 */
function moveOutput(staging: string, outdir: string): void {
  const files = readdirSync(staging, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(staging, path.join(entry.parentPath, entry.name)));
  // Checked before the first move: a rename onto a folder fails.
  for (const file of files) {
    const target = path.join(outdir, file);
    if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new FileSystemError(
        `${target} cannot be written: it is a folder; remove it, or choose another output folder`,
      );
  }
  const stacks = path.join(staging, "stacks");
  for (const stack of existsSync(stacks) ? readdirSync(stacks) : []) {
    const folder = path.join(outdir, "stacks", stack);
    const earlier = existsSync(folder) ? readdirSync(folder) : [];
    for (const name of earlier.filter((file) => file === GUEST_FOLDER || isRamPolicyFile(file)))
      if (!existsSync(path.join(stacks, stack, name)) || name === GUEST_FOLDER)
        rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  for (const file of files) {
    const target = path.join(outdir, file);
    mkdirSync(path.dirname(target), { recursive: true });
    renameSync(path.join(staging, file), target);
  }
}

/**
 * Restricts stack traces to errors. cdktf captures one for each token, which nobody sees and which takes a fifth of the synthesis time.
 * cdktn has `CDKTN_DISABLE_CREATION_STACK` for this.
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
 * Runs a program, and reports a `UserError` or a file system error as a message.
 *
 * @returns whether it succeeded
 */
export function reportUserErrors(program: () => void): boolean {
  endQuietlyWithoutReader();
  try {
    program();
    return true;
  } catch (thrown) {
    reportUserError(thrown);
    return false;
  }
}

/**
 * Reports a `UserError` or a file system error as a message, and sets the exit code 1.
 *
 * @throws the error if it is another one: a defect
 */
export function reportUserError(thrown: unknown): void {
  const error = thrown instanceof UserError ? thrown : FileSystemError.from(thrown);
  if (error === undefined) throw thrown;
  const count = error instanceof ConfigurationError ? `${errorCount(error.issues.length)}, ` : "";
  process.stderr.write(`${error.message}\n\n${count}nothing written\n`);
  process.exitCode = 1;
}

function errorCount(count: number): string {
  return count === 1 ? "1 error" : `${count} errors`;
}

/** Ends the process without a message if a reader such as `head` closes the pipe early. */
function endQuietlyWithoutReader(): void {
  if (process.stdout.listenerCount("error") > 0) return;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

const NO_CDKTF_HCL =
  "cdktf synth --hcl loses parts of the configuration, such as preconditions; write HCL with  npm run export -- --to <folder>";
