import { readdirSync } from "node:fs";
import path from "node:path";

import type { Ipv4Cidr } from "../ipv4";
import type { PlanLock } from "../planning";
import { ConfigurationError, ConfigurationsError, type ConfigurationIssue, type Path } from "./errors";
import {
  checkedConfiguration,
  defaultsMistakes,
  readSource,
  statePlace,
  withDefaults,
  withStackName,
} from "./load";
import { planOf } from "./plan-requests";
import { mistakeOf } from "./rules/exposures";
import type { Configuration, ExposureSetting } from "./schema";
import { isMapping } from "./schema/fields";
import { parseSource, readText, type Source } from "./yaml";

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
interface ReadFile {
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

/** What is wrong between the files of a folder, each of which may be right in itself. */
function mistakesBetweenFiles(
  files: readonly ReadFile[],
  configurations: readonly ConfigurationInFolder[],
): ConfigurationError[] {
  const places = new Map(configurations.map(({ file, configuration }) => [file, statePlace(configuration)]));
  const stacks = new FirstSeen();
  const eips = new FirstSeen();
  const states = new FirstSeen();
  const locks = new FirstSeen();
  return files.flatMap((one) => {
    const mistakes = [
      ...twice(
        one,
        ["stack"],
        stacks,
        "has the same stack",
        "one stack for each file",
        "rename one of the two",
      ),
      ...eipsOf(one).flatMap((place) =>
        twice(
          one,
          place,
          eips,
          "has the same EIP",
          "one exposure for each EIP",
          "remove one of the two exposures",
        ),
      ),
      ...sameState(one, places.get(one.file), states),
      ...sameLock(one, locks),
    ];
    return mistakes.length === 0 ? [] : [new ConfigurationError(one.file, mistakes)];
  });
}

/** Where each text was seen first. */
class FirstSeen {
  private readonly firsts = new Map<string, string>();

  /** Where it was seen before in another file. */
  public elsewhere(text: string, file: string, place: string): string | undefined {
    const first = this.firsts.get(text);
    if (first === undefined) this.firsts.set(text, place);
    return first?.startsWith(`${file}:`) === true || first === file ? undefined : first;
  }
}

/** The mistake that a text at this path is somewhere else already. */
function twice(
  { file, source }: ReadFile,
  place: Path,
  seen: FirstSeen,
  problem: string,
  allowed: string,
  advice: string,
): ConfigurationIssue[] {
  const value = source.valueAt(place);
  if (typeof value?.data !== "string") return [];
  const { line, column, file: from = file } = value.position;
  const first = seen.elsewhere(value.data, file, `${from}:${line}:${column}`);
  return first === undefined
    ? []
    : [{ ...source.aboutValue(place), problem: `${first} ${problem}`, allowed, remedy: { advice } }];
}

function eipsOf({ source }: ReadFile): Path[] {
  return [...(source.valueAt(["exposures"])?.entries?.keys() ?? [])].map((key) => ["exposures", key, "eip"]);
}

function sameState(
  { file, source }: ReadFile,
  place: string | undefined,
  seen: FirstSeen,
): ConfigurationIssue[] {
  const first = place === undefined ? undefined : seen.elsewhere(place, file, file);
  if (first === undefined) return [];
  const write =
    "write {stack} into its key, path, address or workspace name; it stands for the name of the stack";
  return [
    {
      ...source.aboutValue(["backend"]),
      problem: `${first} keeps its state in the same place`,
      allowed: "one state for each stack",
      remedy: { advice: write },
    },
  ];
}

/** The lock file of a plan is called by the name of its configuration, without the extension. */
function sameLock({ file }: ReadFile, seen: FirstSeen): ConfigurationIssue[] {
  const { dir, name } = path.parse(file);
  const first = seen.elsewhere(path.join(dir, name), file, file);
  if (first === undefined) return [];
  return [
    {
      path: "",
      problem: `${first} has the same name but for its ending, and so the same lock file`,
      remedy: { advice: "rename one of the two" },
    },
  ];
}

/** A block that a file adds to a VPC that it names, and the exposure that it is first for. */
interface AddedBlock {
  readonly file: string;
  readonly vpcId: string;
  readonly cidr: Ipv4Cidr;
  readonly key: string;
}

/**
 * Blocks that two files add to one VPC, where they name it. Terraform would plan both: the look-up takes a block with the same
 * range for the stack's own, and the API refuses the second one in the middle of an apply.
 *
 * @param planLockOf - what is kept of the earlier plan of a file
 */
function blocksBetweenFiles(
  files: readonly ReadFile[],
  configurations: readonly ConfigurationInFolder[],
  planLockOf: (file: string) => PlanLock,
): ConfigurationError[] {
  const earlier: AddedBlock[] = [];
  return configurations.flatMap(({ file, configuration }) => {
    const source = files.find((one) => one.file === file)?.source;
    const added = addedBlocks(file, configuration, planLockOf(file));
    const mistakes = added.flatMap((block): ConfigurationIssue[] => {
      const other = earlier.find(({ vpcId, cidr }) => vpcId === block.vpcId && cidr.overlaps(block.cidr));
      const setting = configuration.exposures[block.key];
      if (other === undefined || source === undefined || setting === undefined) return [];
      return [
        mistakeOf(source, block.key, setting.block === undefined ? "eip" : "block", {
          problem:
            `the block ${block.cidr.toString()} overlaps ${other.cidr.toString()}, which exposures.${other.key} in ` +
            `${other.file} gets in the same VPC`,
          allowed: "one stack for each block",
          remedy: {
            advice: `move the exposure into ${other.file}, or write block: {existing: ${other.cidr.toString()}} here`,
          },
        }),
      ];
    });
    earlier.push(...added);
    return mistakes.length === 0 ? [] : [new ConfigurationError(file, mistakes)];
  });
}

function addedBlocks(file: string, configuration: Configuration, planLock: PlanLock): AddedBlock[] {
  const { exposures } = configuration;
  return planOf(configuration, planLock).flatMap(({ cidr, vpcId, vswitches }) => {
    const keys = vswitches.flatMap((vswitch) => vswitch.keys);
    const [key] = keys;
    // A VPC that is made has no ID yet, and is no other stack's.
    if (key === undefined || vpcId?.startsWith("vpc-") !== true) return [];
    return keys.some((one) => isInExistingBlock(exposures[one])) ? [] : [{ file, vpcId, cidr, key }];
  });
}

function isInExistingBlock(exposure: ExposureSetting | undefined): boolean {
  return exposure?.block !== undefined && "existing" in exposure.block;
}
