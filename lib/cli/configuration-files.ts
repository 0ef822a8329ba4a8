import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ConfigurationError } from "../configuration/configuration-errors";
import { loadFolder } from "../configuration/configuration-folder";
import { loadConfiguration } from "../configuration/load";
import type { Configuration } from "../configuration/schema/configuration-schema";
import { DEFAULT_CONFIGURATION_FILES } from "../configuration/stack-name";
import { readText } from "../configuration/text-file";
import {
  EMPTY_PLAN_LOCK,
  parsePlanLock,
  type PlanLock,
  PlanLockError,
  renderPlanLock,
} from "../planning/plan-lock";
import { unknownStack } from "./synthesized-stacks";

/** Configuration of a file, with its plan lock. */
export interface LoadedConfiguration {
  /** Path of the file, as messages show it. */
  readonly file: string;
  /** Files whose settings it inherits, nearest first; none for a single file. */
  readonly defaults: readonly string[];
  /** Settings, including inherited ones. */
  readonly configuration: Configuration;
  /** Plan lock file beside the configuration file. */
  readonly lockFile: PlanLockFile;
}

/**
 * Loads a configuration file, or every file of a folder.
 *
 * @param source - path of the file or the folder; default: the environment variable `EXPOSURE_CONFIG`, or `exposure.yaml`
 * @param planLockOf - plan lock to check a configuration with; default: that of its lock file
 * @throws ConfigurationError with every error in them
 */
export function loadConfigurations(
  source = configurationFile(),
  planLockOf: (lockFile: PlanLockFile) => PlanLock = ({ content }) => content,
): LoadedConfiguration[] {
  if (statSync(source, { throwIfNoEntry: false })?.isDirectory() !== true) {
    const lockFile = PlanLockFile.beside(source);
    const configuration = loadConfiguration(source, planLockOf(lockFile));
    files.set(configuration, source);
    return [{ file: source, defaults: [], configuration, lockFile }];
  }
  // Without a slash at its end.
  const folder = path.join(source, ".");
  const lockFiles = new Map<string, PlanLockFile>();
  const configurations = loadFolder(folder, (file) => {
    const lockFile = PlanLockFile.beside(file);
    lockFiles.set(file, lockFile);
    return planLockOf(lockFile);
  });
  return configurations.map((one) => {
    files.set(one.configuration, one.file);
    return { ...one, lockFile: lockFiles.get(one.file) ?? PlanLockFile.beside(one.file) };
  });
}

/**
 * Loads the configuration of one stack, or every one of a file or folder.
 *
 * @param stack - name of the stack; default: all
 * @throws ConfigurationError with every error in them, or if no stack has the name
 */
export function chosenConfigurations(source: string, stack?: string): LoadedConfiguration[] {
  const all = loadConfigurations(source);
  if (stack === undefined) return all;
  const found = all.filter(({ configuration }) => configuration.stack === stack);
  if (found.length > 0) return found;
  const names = all.map(({ configuration }) => configuration.stack);
  throw unknownStack(stack, names, source, "use one of these with --stack");
}

/** Files of the configurations that {@link loadConfigurations} has loaded, whatever program creates their stacks. */
const files = new WeakMap<Configuration, string>();

/** Returns the path of the file of a configuration, as messages show it; undefined for a configuration from elsewhere. */
export function fileOf(configuration: Configuration): string | undefined {
  return files.get(configuration);
}

/** Configuration file without `EXPOSURE_CONFIG`. */
export const [DEFAULT_CONFIGURATION_FILE] = DEFAULT_CONFIGURATION_FILES;

/**
 * Returns the path of the configuration file or folder.
 *
 * @param named - path in the command line, which takes precedence; default: the environment variable `EXPOSURE_CONFIG`, or
 * `exposure.yaml`, `exposure.yml` or `exposure.json`, whichever is in the working directory
 * @throws ConfigurationError if several of these are there
 */
export function configurationFile(named?: string): string {
  if (named !== undefined) return named;
  const inEnvironment = process.env.EXPOSURE_CONFIG;
  if (inEnvironment !== undefined && inEnvironment !== "") return inEnvironment;
  const [first = DEFAULT_CONFIGURATION_FILE, ...others] = DEFAULT_CONFIGURATION_FILES.filter((file) =>
    existsSync(file),
  );
  if (others.length === 0) return first;
  throw new ConfigurationError(first, [
    {
      path: "",
      problem: `${others.join(" and ")} ${others.length === 1 ? "is" : "are"} beside it, and each would be the configuration`,
      allowed: `one of ${DEFAULT_CONFIGURATION_FILES.join(", ")}`,
      remedy: { advice: "remove the others, or name the file that is meant" },
    },
  ]);
}

/** Returns the path of the plan lock file of a configuration file: `exposure.lock.json` beside `exposure.yaml`. */
export function lockFileBeside(configurationFile: string): string {
  const { dir, name } = path.parse(configurationFile);
  return path.join(dir, `${name}.lock.json`);
}

/** Plan lock file beside a configuration file. */
export class PlanLockFile {
  /** Plan lock in the file; empty if the file does not exist. */
  public readonly content: PlanLock;

  /**
   * Reads the plan lock file beside a configuration file.
   *
   * @param configurationFile - path of the configuration file, absolute or relative to the working directory
   * @throws `ConfigurationError` if the file is not a plan lock file
   */
  public static beside(configurationFile: string): PlanLockFile {
    return new PlanLockFile(lockFileBeside(configurationFile));
  }

  private constructor(
    /** Path of the file, as messages show it. */
    public readonly file: string,
  ) {
    this.content = this.read();
  }

  /** Whether the file has the plan lock already; also without a file, if it is a first plan without blocks. */
  public has(lock: PlanLock): boolean {
    const present = existsSync(this.file) ? readFileSync(this.file, "utf8") : renderPlanLock(EMPTY_PLAN_LOCK);
    return renderPlanLock(lock) === present;
  }

  /**
   * Writes the plan lock, unless the file has it already, or it is a first plan without blocks.
   *
   * @returns a line for the user, if the file changed or cannot be written
   */
  public save(lock: PlanLock): string | undefined {
    if (this.has(lock)) return undefined;
    try {
      writeFileSync(`${this.file}.${process.pid}`, renderPlanLock(lock));
      renameSync(`${this.file}.${process.pid}`, this.file);
      return `plan locked in ${this.file}; commit it with the configuration`;
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
      return `warning: the plan is not locked, since ${this.file} cannot be written (${reason}); adding an exposure may move others`;
    }
  }

  private read(): PlanLock {
    if (!existsSync(this.file)) return EMPTY_PLAN_LOCK;
    try {
      return parsePlanLock(readText(this.file));
    } catch (error) {
      if (!(error instanceof PlanLockError)) throw error;
      throw new ConfigurationError(this.file, [
        {
          path: "",
          problem: `invalid plan lock file: ${error.message}`,
          allowed: "the file that the last synthesis wrote",
          remedy: {
            advice:
              error.advice ?? "restore it from version control; without it, a new plan may replace blocks",
          },
        },
      ]);
    }
  }
}
