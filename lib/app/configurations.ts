import { statSync } from "node:fs";
import path from "node:path";

import { type Configuration, loadConfiguration, loadFolder } from "../configuration";
import { configurationFile } from "./configuration-file";
import { PlanLockFile } from "./plan-lock-file";

/** A configuration, and where it and what is kept of its plan come from. */
export interface LoadedConfiguration {
  /** The path of the file, as messages name it. */
  readonly file: string;
  /** The files whose settings it inherits, the nearest first; none for a single file. */
  readonly defaults: readonly string[];
  /** Its settings, those that it inherits among them. */
  readonly configuration: Configuration;
  /** What is kept of its plan, beside it. */
  readonly lockFile: PlanLockFile;
}

/**
 * Loads the configuration file that `EXPOSURE_CONFIG` names, or all files of the folder that it names; else `exposure.yaml`.
 *
 * @throws ConfigurationError with everything that is wrong in them
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
