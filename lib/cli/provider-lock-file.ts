import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { App } from "cdktf";

import { ConfigurationError } from "../configuration/configuration-errors";
import { exposureStacksOf } from "../stack/exposure-stack";
import { configurationFile } from "./configuration-files";
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
 * A `.terraform.lock.hcl`: which versions of providers `terraform init` installs, and their checksums. The one that is kept is
 * beside the configuration; Terraform reads and writes one in the folder of each stack, which may be deleted at any time.
 */
export class ProviderLockFile {
  /** The one in a folder, whether or not it is there. */
  public static in(folder: string): ProviderLockFile {
    return new ProviderLockFile(path.join(folder, NAME));
  }

  /** The one that is kept: beside the configuration file that `EXPOSURE_CONFIG` names, or in the folder that it names. */
  public static kept(): ProviderLockFile {
    const place = configurationFile();
    const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
    return ProviderLockFile.in(isFolder ? place : path.dirname(place));
  }

  private constructor(public readonly file: string) {}

  /** The text of the file; `undefined` where there is none. */
  public get text(): string | undefined {
    return existsSync(this.file) ? readFileSync(this.file, "utf8") : undefined;
  }

  /**
   * What the file holds; nothing where there is none.
   *
   * @throws {@link ConfigurationError} when it is no lock file
   */
  public get lock(): ProviderLock {
    try {
      return parseProviderLock(this.text ?? "");
    } catch (error) {
      if (!(error instanceof ProviderLockError)) throw error;
      throw new ConfigurationError(this.file, [
        {
          path: "",
          problem: `this is no lock file of providers: ${error.message}`,
          allowed: "the file as terraform init wrote it",
          remedy: { advice: "restore it from version control, or let terraform init write another one" },
        },
      ]);
    }
  }

  /** @returns whether the file was another one before */
  public write(text: string): boolean {
    if (text === this.text) return false;
    writeFileSync(`${this.file}.${process.pid}`, text);
    renameSync(`${this.file}.${process.pid}`, this.file);
    return true;
  }
}

/**
 * Puts the lock file that is kept, where there is one, into the folder of each stack, for `terraform init`. Checksums that are
 * there already, of the same versions, stay.
 *
 * @param outdir - output folder, with the lock files that Terraform has written; the app's own is the one to write to
 * @returns what a person should know about it
 */
export function copyProviderLock(app: App, outdir: string): string[] {
  const kept = ProviderLockFile.kept();
  const { text } = kept;
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
    const { lock, conflicts } = mergeProviderLocks(kept.lock, own.lock);
    target.write(renderProviderLock(lock, text));
    return conflicts.map(
      (conflict) => `warning: ${kept.file} is used for ${stack.node.id}, where ${describe(conflict)}`,
    );
  });
}

/**
 * Keeps what `terraform init` wrote in the folders of stacks. No checksum of a version that is kept gets lost; another version
 * takes its place only if it is to.
 *
 * @param folders - the folders of the stacks, by their names
 * @param isUpgrade - whether what the stacks have takes the place of what is kept
 * @returns what a person should know about it
 * @throws {@link ConfigurationError} when what is found does not go together with what is kept, or with each other, or nothing is
 * found
 */
export function keepProviderLock(folders: ReadonlyMap<string, string>, isUpgrade: boolean): string[] {
  const kept = ProviderLockFile.kept();
  const files = [...folders].map(([stack, folder]) => ({ stack, file: ProviderLockFile.in(folder) }));
  const found = files.flatMap(({ stack, file }) => {
    const { text } = file;
    return text === undefined ? [] : [{ stack, text, lock: file.lock }];
  });
  const [first] = found;
  if (first === undefined) {
    throw new ConfigurationError(kept.file, [
      {
        path: "",
        problem: `no stack has a ${NAME} to keep`,
        remedy: { advice: "run terraform init in the folder of a stack, or npx cdktf diff" },
      },
    ]);
  }
  const replaced = new Set(isUpgrade ? found.flatMap(({ lock }) => [...lock.keys()]) : []);
  let all: ProviderLock = new Map([...kept.lock].filter(([provider]) => !replaced.has(provider)));
  const issues = found.flatMap(({ stack, lock }) => {
    const merged = mergeProviderLocks(all, lock);
    all = merged.lock;
    return merged.conflicts.map((conflict) => ({
      path: "",
      problem: `in the stack ${stack}, ${describe(conflict)}`,
      remedy: { advice: isUpgrade ? "run terraform init -upgrade in all of them" : ADVICE },
    }));
  });
  if (issues.length > 0) throw new ConfigurationError(kept.file, issues);
  const like = kept.text ?? first.text;
  const text = renderProviderLock(all, like);
  // As somebody wrote it, where it says the same.
  const isSame = text === renderProviderLock(kept.lock, like);
  if (!isSame) kept.write(text);
  const missing = files.filter(({ file }) => file.text === undefined).map(({ stack }) => stack);
  return [
    isSame ? `${kept.file} has it all` : `kept in ${kept.file}: commit it with the configuration`,
    ...(missing.length === 0
      ? []
      : [`not initialized, so that nothing of them is kept: ${missing.join(", ")}`]),
  ];
}

const ADVICE =
  "remove .terraform.lock.hcl and .terraform there and run terraform init again; if it is right, npm run lock -- --upgrade " +
  "keeps it instead";

function describe({ provider, kept, found }: ProviderConflict): string {
  return kept.version === found.version
    ? `${provider} ${found.version} has no checksum in common with the one that is kept`
    : `${provider} is ${found.version} and not ${kept.version}`;
}
