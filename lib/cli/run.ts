import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";

import { App } from "cdktf";

import { ConfigurationError } from "../configuration/configuration-errors";
import { ExportError, FileSystemError, helpFor, UserError } from "../errors";
import { isRamPolicyFile } from "../stack/outputs";
import { synthesize } from "../terraform/constructs";
import { configurationFile } from "./configuration-files";
import { GUEST_FOLDER, writeGuestFiles } from "./guest-files";
import { prepareProviderLocks } from "./provider-lock-file";
import { reviseImportFiles } from "./pending-imports";
import { claimOrigins } from "./stack-origins";
import { summary, type SummaryOptions } from "./summary";
import { colored, endQuietlyWithoutReader } from "./terminal";

/**
 * Runs a program that declares stacks: synthesizes them and prints a summary. A `UserError` ends the process with exit code 1
 * and a message, without a stack trace, and leaves the output folder unchanged: files are moved into it only when all are complete.
 *
 * @param declare - declares the stacks of the app; may return a function that runs once the output is written and returns notes
 */
export function run(declare: (app: App) => (() => readonly (string | undefined)[]) | undefined): void {
  const isRunByCli = process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
  let synthesis: Synthesis | undefined;
  try {
    reportUserErrors(() => {
      synthesis = new Synthesis({
        source: configurationFile(),
        outdir: outputFolder(),
        deployedBy: isRunByCli ? undefined : "cdktf",
      });
      synthesis.prepare(declare);
      process.stdout.write(colored(synthesis.write(), process.stdout));
    });
  } finally {
    synthesis?.cleanUp();
  }
}

/** Declares the stacks of an app; may return a function that runs once the output is written and returns notes. */
type Declaration = Parameters<typeof run>[0];

/** Synthesis into an output folder, in two steps, so that an interruption leaves the folder as it was or complete. */
export class Synthesis {
  private readonly source: string;
  private readonly outdir: string;
  private readonly staging: string;
  private app: App | undefined;
  private finish: ReturnType<Declaration>;
  private notes: string[] = [];
  private saveOrigins: ReturnType<typeof claimOrigins> = () => [];
  private readonly deployedBy: SummaryOptions["deployedBy"];
  /** First of the folders that the synthesis created for its output. */
  private created: string | undefined;

  /** @param options - configuration file or folder, output folder, and the program that the summary names for the deployment */
  public constructor({ source, outdir, deployedBy }: SummaryOptions) {
    this.source = source;
    this.outdir = outdir;
    this.deployedBy = deployedBy;
    this.staging = path.join(outdir, `${STAGING}${process.pid}`);
  }

  /**
   * Synthesizes the stacks into a staging folder, which also an exit of the process removes.
   *
   * @throws UserError if a stack is invalid or a file cannot be written
   */
  public prepare(declare: Declaration): void {
    withoutTokenTraces();
    process.once("exit", this.cleanUp);
    this.created = mkdirSync(this.outdir, { recursive: true });
    removeStaleStaging(this.outdir);
    const app = new App({ outdir: this.staging });
    if (app.hclOutput) throw new ExportError(NO_CDKTF_HCL);
    this.finish = declare(app);
    const { source, outdir } = this;
    const isRunByCli = this.deployedBy === undefined;
    this.saveOrigins = claimOrigins(app, outdir, isRunByCli);
    synthesize(app);
    writeGuestFiles(app);
    this.notes = prepareProviderLocks(app, { outdir, source, isRunByCli });
    this.app = app;
  }

  /**
   * Moves the stacks into the output folder.
   *
   * @returns summary
   * @throws UserError if a file cannot be written
   */
  public write(): string {
    if (this.app === undefined) throw new RangeError("nothing is prepared");
    moveOutput(this.staging, this.outdir);
    this.created = undefined;
    const { source, outdir, deployedBy } = this;
    const notes = [
      ...this.notes,
      ...(this.finish?.() ?? []),
      ...this.saveOrigins(),
      ...reviseImportFiles(this.app, outdir),
    ].filter((note) => note !== undefined);
    return `${summary(this.app, { source, outdir, deployedBy })}${notes.map((note) => `${note}\n`).join("")}`;
  }

  /** Removes the staging folder and, unless the output was written, the folders that the synthesis created. */
  public readonly cleanUp = (): void => {
    process.off("exit", this.cleanUp);
    const left = this.created ?? this.staging;
    if (existsSync(left)) rmSync(left, { recursive: true });
  };
}

/** Start of the names of staging folders; the ID of the process follows. */
const STAGING = ".synthesis-";

/** Removes the staging folders of processes that were killed. */
function removeStaleStaging(outdir: string): void {
  for (const name of readdirSync(outdir)) {
    const id = name.startsWith(STAGING) ? Number(name.slice(STAGING.length)) : NaN;
    if (Number.isInteger(id) && (id === process.pid || !isRunning(id)))
      rmSync(path.join(outdir, name), { recursive: true, force: true });
  }
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // A process of another user exists too.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/**
 * Returns the output folder.
 *
 * @param named - path in the command line, which takes precedence; default: the environment variable `CDKTF_OUTDIR`, or `cdktf.out`
 */
export function outputFolder(named?: string): string {
  return named ?? process.env.CDKTF_OUTDIR ?? "cdktf.out";
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
  const count = error instanceof ConfigurationError ? error.issues.length : undefined;
  const text = describeErrors([error.message], [helpFor(error.code)], count);
  process.stderr.write(colored(text, process.stderr));
  process.exitCode = 1;
}

/**
 * Describes errors for people: the messages, the places in the documentation that help with them, and that nothing was written.
 *
 * @param count - number of errors; undefined if it says nothing
 */
export function describeErrors(
  messages: readonly string[],
  help: readonly string[],
  count: number | undefined,
): string {
  const number = count === undefined ? "" : count === 1 ? "1 error, " : `${count} errors, `;
  const lines = [...new Set(help)].map((place) => `help: ${place}\n`);
  return `${messages.join("\n\n")}\n\n${lines.join("")}${number}nothing written\n`;
}

const NO_CDKTF_HCL =
  "cdktf synth --hcl loses parts of the configuration, such as preconditions; write HCL with  exposed-eip export --to <folder>";
