import { existsSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { App } from "cdktf";

import { ConfigurationError } from "../configuration/configuration-errors";
import { readText } from "../configuration/text-file";
import { exposureStacksOf } from "../stack/exposure-stack";
import { cdktfLockComment, requiredProviders, withoutCdktfComment } from "./cdktf-lock-comment";
import {
  mergeProviderLocks,
  parseProviderLock,
  type ProviderConflict,
  type ProviderLock,
  ProviderLockError,
  renderProviderLock,
} from "./provider-lock";

const NAME = ".terraform.lock.hcl";

/**
 * A `.terraform.lock.hcl`: provider versions that `terraform init` installs, with their checksums. The committed one is beside the
 * configuration; Terraform reads and writes one in the folder of each stack, which may be deleted at any time.
 */
export class ProviderLockFile {
  /** Returns the lock file of a folder, which may not exist yet. */
  public static in(folder: string): ProviderLockFile {
    return new ProviderLockFile(path.join(folder, NAME));
  }

  /**
   * Returns the committed lock file: beside the configuration file, or in the folder of configurations.
   *
   * @param source - configuration file or folder
   */
  public static committed(source: string): ProviderLockFile {
    const isFolder = statSync(source, { throwIfNoEntry: false })?.isDirectory() === true;
    return ProviderLockFile.in(isFolder ? source : path.dirname(source));
  }

  private constructor(public readonly file: string) {}

  /** Text of the file, without the comment for the CDKTF command line; undefined if it does not exist, or has nothing else. */
  public get text(): string | undefined {
    return existsSync(this.file) ? withoutCdktfComment(readText(this.file)) : undefined;
  }

  /**
   * Providers in the file; none if it does not exist.
   *
   * @throws {@link ConfigurationError} if it is not a provider lock file
   */
  public get lock(): ProviderLock {
    try {
      return parseProviderLock(this.text ?? "");
    } catch (error) {
      if (!(error instanceof ProviderLockError)) throw error;
      throw new ConfigurationError(this.file, [
        {
          path: "",
          problem: `invalid provider lock file: ${error.message}`,
          allowed: "the file that terraform init wrote",
          remedy: { advice: "restore it from version control, or create it again with terraform init" },
        },
      ]);
    }
  }

  /** Replaces the file. */
  public write(text: string): void {
    writeFileSync(`${this.file}.${process.pid}`, text);
    renameSync(`${this.file}.${process.pid}`, this.file);
  }
}

/**
 * Prepares the lock file in the folder of each stack, for `terraform init`: a copy of the committed one.
 *
 * @param outdir - output folder with the lock files that Terraform has written; the function writes to that of the app
 * @param source - configuration file or folder
 * @param isRunByCli - whether the CDKTF command line runs the app
 * @returns lines for the user
 */
export function prepareProviderLocks(
  app: App,
  {
    outdir,
    source,
    isRunByCli,
  }: { readonly outdir: string; readonly source: string; readonly isRunByCli: boolean },
): string[] {
  const notes = copyProviderLock(app, outdir, source);
  if (!isRunByCli) return notes;
  for (const stack of exposureStacksOf(app)) {
    const { synthesizedStackPath } = app.manifest.forStack(stack);
    const folder = path.dirname(synthesizedStackPath);
    const target = ProviderLockFile.in(path.join(app.outdir, folder));
    const file = target.text === undefined ? ProviderLockFile.in(path.join(outdir, folder)) : target;
    const required = requiredProviders(path.join(app.outdir, synthesizedStackPath));
    const comment = cdktfLockComment(required, file.lock);
    if (comment !== "") target.write(`${file.text ?? ""}${comment}`);
  }
  return notes;
}

/**
 * Copies the committed lock file into the folder of each stack. Checksums of the same versions that a stack has already are added.
 */
function copyProviderLock(app: App, outdir: string, source: string): string[] {
  const committed = ProviderLockFile.committed(source);
  const { text } = committed;
  if (text === undefined) return [];
  return exposureStacksOf(app).flatMap((stack) => {
    const { synthesizedStackPath } = app.manifest.forStack(stack);
    const folder = path.dirname(synthesizedStackPath);
    const own = ProviderLockFile.in(path.join(outdir, folder));
    const target = ProviderLockFile.in(path.join(app.outdir, folder));
    if (own.text === text) return [];
    if (own.text === undefined) {
      target.write(text);
      return [];
    }
    const { lock, conflicts } = mergeProviderLocks(committed.lock, own.lock);
    target.write(renderProviderLock(lock, text));
    return conflicts.map(
      (conflict) =>
        `warning: ${committed.file} takes precedence for the stack ${stack.node.id}, where ${describe(conflict)}`,
    );
  });
}

/**
 * Adds what `terraform init` wrote in the folders of stacks to the committed lock file. Checksums of a committed version stay.
 *
 * @param committed - committed lock file
 * @param folders - folders of the stacks, by stack name
 * @param isUpgrade - whether versions of the stacks replace committed ones
 * @returns lines for the user
 * @throws {@link ConfigurationError} if the lock files of the stacks conflict with the committed one or with each other, or no stack
 * has one
 */
export function updateProviderLock(
  committed: ProviderLockFile,
  folders: ReadonlyMap<string, string>,
  isUpgrade: boolean,
): string[] {
  const files = [...folders].map(([stack, folder]) => ({ stack, file: ProviderLockFile.in(folder) }));
  const found = files.flatMap(({ stack, file }) => {
    const { text } = file;
    return text === undefined ? [] : [{ stack, text, lock: file.lock }];
  });
  const [first] = found;
  if (first === undefined) {
    throw new ConfigurationError(committed.file, [
      {
        path: "",
        problem: `no stack has a ${NAME}`,
        remedy: { advice: "run terraform init in the folder of a stack, or npx cdktf diff" },
      },
    ]);
  }
  const replaced = new Set(isUpgrade ? found.flatMap(({ lock }) => [...lock.keys()]) : []);
  let all: ProviderLock = new Map([...committed.lock].filter(([provider]) => !replaced.has(provider)));
  const issues = found.flatMap(({ stack, lock }) => {
    const merged = mergeProviderLocks(all, lock);
    all = merged.lock;
    return merged.conflicts.map((conflict) => ({
      path: "",
      problem: `in the stack ${stack}, ${describe(conflict)}`,
      remedy: { advice: isUpgrade ? "run terraform init -upgrade in every stack" : ADVICE },
    }));
  });
  if (issues.length > 0) throw new ConfigurationError(committed.file, issues);
  const like = committed.text ?? first.text;
  const text = renderProviderLock(all, like);
  // A file with the same content keeps its layout.
  const isSame = text === renderProviderLock(committed.lock, like);
  if (!isSame) committed.write(text);
  const missing = files.filter(({ file }) => file.text === undefined).map(({ stack }) => stack);
  return [
    isSame
      ? `${committed.file} is up to date`
      : `${committed.file} updated; commit it with the configuration`,
    ...(missing.length === 0 ? [] : [`skipped, since they are not initialized: ${missing.join(", ")}`]),
  ];
}

const ADVICE =
  "remove .terraform.lock.hcl and .terraform there and run terraform init again; to accept it instead, run exposed-eip lock " +
  "--upgrade";

function describe({ provider, committed, found }: ProviderConflict): string {
  return committed.version === found.version
    ? `${provider} ${found.version} shares no checksum with the committed lock file`
    : `${provider} is ${found.version}, not ${committed.version}`;
}
