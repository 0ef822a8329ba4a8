import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ConfigurationError } from "../configuration/configuration-errors";
import { loadFolder } from "../configuration/configuration-folder";
import { loadConfiguration } from "../configuration/load";
import type { Configuration } from "../configuration/schema/configuration-schema";
import {
  EMPTY_PLAN_LOCK,
  parsePlanLock,
  type PlanLock,
  PlanLockError,
  renderPlanLock,
} from "../planning/plan-lock";

/** Configuration, its file and the lock file of its plan. */
export interface LoadedConfiguration {
  /** Path of the file, as messages name it. */
  readonly file: string;
  /** Files whose settings it inherits, the nearest first; none for a single file. */
  readonly defaults: readonly string[];
  /** Settings, including those that it inherits. */
  readonly configuration: Configuration;
  /** Lock file of its plan. */
  readonly lockFile: PlanLockFile;
}

/**
 * Loads the configuration file that `EXPOSURE_CONFIG` names, or all files of the folder that it names; else `exposure.yaml`.
 *
 * @throws `ConfigurationError` with all errors in them
 */
export function loadConfigurations(): LoadedConfiguration[] {
  const place = configurationFile();
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true) {
    const lockFile = PlanLockFile.beside(place);
    const configuration = loadConfiguration(place, lockFile.content);
    return [{ file: place, defaults: [], configuration, lockFile }];
  }
  // As it is named, but for a slash at its end.
  const folder = path.join(place, ".");
  const lockFiles = new Map<string, PlanLockFile>();
  const configurations = loadFolder(folder, (file) => {
    const lockFile = PlanLockFile.beside(file);
    lockFiles.set(file, lockFile);
    return lockFile.content;
  });
  return configurations.map((one) => ({
    ...one,
    lockFile: lockFiles.get(one.file) ?? PlanLockFile.beside(one.file),
  }));
}

/** Configuration file that is read when EXPOSURE_CONFIG is not set. */
export const DEFAULT_CONFIGURATION_FILE = "exposure.yaml";

/** Path of the configuration file that the environment variable `EXPOSURE_CONFIG` names, else `exposure.yaml`. */
export function configurationFile(): string {
  const named = process.env.EXPOSURE_CONFIG;
  return named === undefined || named === "" ? DEFAULT_CONFIGURATION_FILE : named;
}

/** Path of the lock file of a configuration file: `exposure.lock.json` beside `exposure.yaml`. */
export function lockFileBeside(configurationFile: string): string {
  const { dir, name } = path.parse(configurationFile);
  return path.join(dir, `${name}.lock.json`);
}

/** Lock file beside a configuration file. */
export class PlanLockFile {
  /** Content of the file; empty where there is none yet. */
  public readonly content: PlanLock;

  /**
   * Reads the lock file beside a configuration file.
   *
   * @param configurationFile - path of the configuration file, absolute or relative to the working directory
   * @throws `ConfigurationError` when the lock file exists, and is not one
   */
  public static beside(configurationFile: string): PlanLockFile {
    return new PlanLockFile(lockFileBeside(configurationFile));
  }

  private constructor(private readonly file: string) {
    this.content = this.read();
  }

  /**
   * Writes a plan for the next time, unless the file has it already, or it is a first plan without any block.
   *
   * @returns what a person should know about it, if anything
   */
  public save(lock: PlanLock): string | undefined {
    const text = renderPlanLock(lock);
    const present = existsSync(this.file) ? readFileSync(this.file, "utf8") : renderPlanLock(EMPTY_PLAN_LOCK);
    if (text === present) return undefined;
    try {
      writeFileSync(`${this.file}.${process.pid}`, text);
      renameSync(`${this.file}.${process.pid}`, this.file);
      return `plan locked in ${this.file}: commit it with the configuration`;
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
      return `warning: cannot write the plan lock ${this.file} (${reason}); adding an exposure may move others`;
    }
  }

  private read(): PlanLock {
    if (!existsSync(this.file)) return EMPTY_PLAN_LOCK;
    try {
      return parsePlanLock(readFileSync(this.file, "utf8"));
    } catch (error) {
      if (!(error instanceof PlanLockError)) throw error;
      throw new ConfigurationError(this.file, [
        {
          path: "",
          problem: `not the lock file of a plan: ${error.message}`,
          allowed: "the file as the last synthesis wrote it",
          remedy: {
            advice:
              "restore it from version control; without it, blocks are planned from scratch and may be replaced",
          },
        },
      ]);
    }
  }
}
