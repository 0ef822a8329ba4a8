import { readdirSync } from "node:fs";
import path from "node:path";

import type { PlanLock } from "../plan";
import { blocksBetweenFiles } from "./blocks-between-files";
import { mistakesBetweenFiles } from "./between-files";
import { defaultsMistakes, withDefaults, withStackName } from "./defaults";
import { checkedConfiguration, readSource } from "./load";
import { ConfigurationError, ConfigurationsError } from "./mistake";
import { readText } from "./read-text";
import type { Configuration } from "./schema";
import { parseSource, type Source } from "./source";
import { isMapping } from "./value-types";

/** A configuration of a folder. */
export interface ConfigurationInFolder {
  /** The path of the file, as messages name it. */
  readonly file: string;
  /** The files whose settings it inherits, the nearest first. */
  readonly defaults: readonly string[];
  /** Its settings, those that it inherits among them. */
  readonly configuration: Configuration;
}

/** A file that was read, with what it inherits. */
export interface ReadFile {
  readonly file: string;
  readonly defaults: readonly string[];
  readonly source: Source;
}

/**
 * Reads and checks all configuration files in a folder and the folders in it: every `.yaml`, `.yml` and `.json` but lock files.
 * A file `defaults.yaml` holds what the files of its folder, and of the folders in it, inherit; the nearest wins. The
 * stack is called by the place of its file, where it has no name: `prod-web` for `prod/web.yaml`.
 *
 * @param planLockOf - what is kept of the earlier plan of a file
 * @throws {@link ConfigurationsError} with everything that is wrong in all files
 */
export function loadFolder(folder: string, planLockOf: (file: string) => PlanLock): ConfigurationInFolder[] {
  const { files, defaults } = filesIn(folder, []);
  const errors: ConfigurationError[] = [];
  const tried = <Result>(load: () => Result): Result[] => {
    try {
      return [load()];
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      errors.push(error);
      return [];
    }
  };
  const inherited = new Map(defaults.flatMap((file) => tried(() => [file, readDefaults(file)] as const)));
  errors.push(
    ...[...inherited].flatMap(([file, source]) => {
      const mistakes = defaultsMistakes(source);
      return mistakes.length === 0 ? [] : [new ConfigurationError(file, mistakes)];
    }),
  );
  // Of a file whose defaults cannot be read, nothing is said: it may lack what they have.
  const complete = files.filter((one) => one.defaults.every((file) => inherited.has(file)));
  const read = complete.flatMap((one) =>
    tried((): ReadFile => {
      const source = readSource(readText(one.file), one.file);
      const all = one.defaults.flatMap((file) => inherited.get(file) ?? []);
      return { ...one, source: withStackName(withDefaults(source, all), nameOf(folder, one.file)) };
    }),
  );
  const configurations = read.flatMap(({ file, defaults: inheritedFiles, source }) =>
    tried(() => ({
      file,
      defaults: inheritedFiles,
      configuration: checkedConfiguration(source, file, planLockOf(file)),
    })),
  );
  errors.push(...mistakesBetweenFiles(read, configurations));
  errors.push(...blocksBetweenFiles(read, configurations, planLockOf));
  if (files.length === 0) errors.push(nothingIn(folder));
  if (errors.length > 0) throw new ConfigurationsError(folder, errors);
  return configurations;
}

interface Files {
  readonly files: readonly Pick<ConfigurationInFolder, "file" | "defaults">[];
  /** All files of defaults. */
  readonly defaults: readonly string[];
}

/** @param outer - the files of defaults of the folders around, the nearest first */
function filesIn(folder: string, outer: readonly string[]): Files {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith("."))
    .sort(({ name: one }, { name: other }) => (one < other ? -1 : 1));
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const configurations = names.filter(
    (name) => /\.(?:ya?ml|json)$/.test(name) && !name.endsWith(".lock.json"),
  );
  const inside = (name: string): string => path.join(folder, name);
  const own = configurations.filter((name) => path.parse(name).name === "defaults").map(inside);
  const defaults = [...own, ...outer];
  const inner = entries
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map(({ name }) => filesIn(inside(name), defaults));
  const files = configurations.map(inside).filter((file) => !own.includes(file));
  return {
    files: [...files.map((file) => ({ file, defaults })), ...inner.flatMap((one) => one.files)],
    defaults: [...own, ...inner.flatMap((one) => one.defaults)],
  };
}

/** @throws {@link ConfigurationError} when it is no mapping */
function readDefaults(file: string): Source {
  // The positions in it go with its values into other files.
  const source = parseSource(readText(file), file);
  if (!("data" in source)) throw new ConfigurationError(file, source);
  if (source.data === null || isMapping(source.data)) return source;
  throw new ConfigurationError(file, [
    {
      ...source.aboutValue([]),
      problem: "defaults are settings, each with its name",
      remedy: { advice: "write a mapping, such as {region: cn-hangzhou, tags: {team: net}}" },
    },
  ]);
}

function nameOf(folder: string, file: string): string {
  const { dir, name } = path.parse(path.relative(folder, file));
  return path.join(dir, name).replaceAll(/[/\\]/g, "-");
}

function nothingIn(folder: string): ConfigurationError {
  return new ConfigurationError(folder, [
    {
      path: "",
      problem: "there is no configuration file in this folder",
      allowed: "files that end in .yaml, .yml or .json, beside defaults.yaml",
      remedy: { advice: "create one, or name another folder in the environment variable EXPOSURE_CONFIG" },
    },
  ]);
}
