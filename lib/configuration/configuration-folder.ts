import { readdirSync } from "node:fs";
import path from "node:path";

import { fileNameIgnoringCase } from "../file-name";
import type { Ipv4Cidr } from "../ipv4";
import type { PlanLock } from "../planning/plan-lock";
import {
  ConfigurationError,
  type ConfigurationIssue,
  ConfigurationsError,
  type Path,
} from "./configuration-errors";
import { located, type PathIssue } from "./issues";
import { checkedConfiguration, defaultsIssues, readSource, statePlace, withDefaults } from "./load";
import { planOf } from "./plan-requests";
import { issueOf } from "./rules/parts";
import type { Configuration, ExposureSetting } from "./schema/configuration-schema";
import { isMapping } from "./schema/value-types";
import { stackNameOf } from "./stack-name";
import { readText } from "./text-file";
import { parseSource, type Source, valueIn } from "./yaml";

/** Configuration of a folder. */
export interface ConfigurationInFolder {
  /** Path of the file, as messages name it. */
  readonly file: string;
  /** Files whose settings it inherits, the nearest first. */
  readonly defaults: readonly string[];
  /** Settings, including those that it inherits. */
  readonly configuration: Configuration;
}

/** File that was read, with what it inherits. */
interface ReadFile {
  readonly file: string;
  readonly defaults: readonly string[];
  readonly source: Source;
}

/**
 * Reads and checks all configuration files in a folder and the folders in it: every `.yaml`, `.yml` and `.json` but lock files and JSON Schemas.
 * A file `defaults.yaml` holds what the files of its folder, and of the folders in it, inherit; the nearest wins. A stack
 * without a name is named after the path of its file: `prod-web` for `prod/web.yaml`.
 *
 * @param planLockOf - what is locked of the earlier plan of a file
 * @throws {@link ConfigurationsError} with all errors in all files
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
      const issues = defaultsIssues(source);
      return issues.length === 0 ? [] : [new ConfigurationError(file, issues)];
    }),
  );
  // A file whose defaults cannot be read is left out: it may lack what they have.
  const complete = files.filter((one) => one.defaults.every((file) => inherited.has(file)));
  const read = complete.flatMap((one) =>
    tried((): ReadFile => {
      const source = readSource(readText(one.file), one.file);
      const all = one.defaults.flatMap((file) => inherited.get(file) ?? []);
      return { ...one, source: withDefaults(source, stackNameInFolder(folder, one.file), all) };
    }),
  );
  const configurations = read.flatMap(({ file, defaults: inheritedFiles, source }) =>
    tried(() => ({
      file,
      defaults: inheritedFiles,
      configuration: checkedConfiguration(source, file, planLockOf(file)),
    })),
  );
  errors.push(...issuesBetweenFiles(read, configurations));
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
    (name) => /\.(?:ya?ml|json)$/.test(name) && !/\.(?:lock|schema)\.json$/.test(name),
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
  const issue = {
    path: [],
    problem: "defaults must be a mapping",
    remedy: { advice: "write a mapping such as {region: cn-hangzhou, tags: {team: net}}" },
  };
  throw new ConfigurationError(file, located([issue], source));
}

/** In a folder, a file `exposure.yaml` is one of many. */
function stackNameInFolder(folder: string, file: string): string | undefined {
  return stackNameOf(`.${path.sep}${path.relative(folder, file)}`);
}

function nothingIn(folder: string): ConfigurationError {
  return new ConfigurationError(folder, [
    {
      path: "",
      problem: "no configuration file in this folder",
      allowed: "files that end in .yaml, .yml or .json, beside defaults.yaml",
      remedy: { advice: "create one, or name another folder" },
    },
  ]);
}

/** Errors between the files of a folder. A file may be valid by itself. */
function issuesBetweenFiles(
  files: readonly ReadFile[],
  configurations: readonly ConfigurationInFolder[],
): ConfigurationError[] {
  const places = new Map(configurations.map(({ file, configuration }) => [file, statePlace(configuration)]));
  const stacks = new FirstSeen();
  const eips = new FirstSeen();
  const states = new FirstSeen();
  const locks = new FirstSeen();
  return files.flatMap((one) => {
    const { file, source } = one;
    const issues = [
      ...duplicate(one, ["stack"], stacks, "one file for each stack", "rename one of the two"),
      ...eipsOf(source).flatMap((place) =>
        duplicate(one, place, eips, "one exposure for each EIP", "remove one of the two exposures"),
      ),
      ...sameState(file, places.get(file), states),
    ];
    const all = [...located(issues, source), ...sameLock(file, locks)];
    return all.length === 0 ? [] : [new ConfigurationError(file, all)];
  });
}

/** First occurrence of each text in several files. */
class FirstSeen {
  private readonly firsts = new Map<string, { readonly file: string; readonly place: string }>();

  /** Place in another file where the text was seen first; undefined where there is none. */
  public elsewhere(text: string, file: string, place = file): string | undefined {
    const first = this.firsts.get(text);
    if (first === undefined) this.firsts.set(text, { file, place });
    return first === undefined || first.file === file ? undefined : first.place;
  }
}

/** Issue that the text at this path is in another file too. */
function duplicate(
  { file, source }: ReadFile,
  path: Path,
  seen: FirstSeen,
  allowed: string,
  advice: string,
): PathIssue[] {
  const value = valueIn(source.data, path);
  if (typeof value !== "string") return [];
  const { line, column, file: from = file } = source.positionAt(path);
  const first = seen.elsewhere(value, file, `${from}:${line}:${column}`);
  return first === undefined ? [] : [{ path, problem: `duplicate of ${first}`, allowed, remedy: { advice } }];
}

function eipsOf({ data }: Source): Path[] {
  const exposures = valueIn(data, ["exposures"]);
  return Object.keys(isMapping(exposures) ? exposures : {}).map((key) => ["exposures", key, "eip"]);
}

function sameState(file: string, place: string | undefined, seen: FirstSeen): PathIssue[] {
  const first = place === undefined ? undefined : seen.elsewhere(place, file);
  if (first === undefined) return [];
  return [
    {
      path: ["backend"],
      problem: `same state as ${first}`,
      allowed: "one state for each stack",
      remedy: {
        advice: "write {stack}, the name of the stack, into its key, path, address or workspace name",
      },
    },
  ];
}

/**
 * Issue that another file has the same lock file: that is named after the configuration file, without the extension. File systems of
 * macOS and Windows tell neither case nor Unicode normal forms apart, and the files are in version control.
 */
function sameLock(file: string, seen: FirstSeen): ConfigurationIssue[] {
  const { dir, name } = path.parse(file);
  const first = seen.elsewhere(fileNameIgnoringCase(path.join(dir, name)), file);
  if (first === undefined) return [];
  const { dir: otherDir, name: otherName } = path.parse(first);
  const isSame = path.join(dir, name) === path.join(otherDir, otherName);
  const difference = isSame ? "the extension" : "case or Unicode normal form, which macOS and Windows ignore";
  return [
    {
      path: "",
      problem: `same lock file as ${first}, whose name differs only in ${difference}`,
      remedy: { advice: "rename one of the two" },
    },
  ];
}

/** Block that a file adds to a VPC that it names, and the first exposure in it. */
interface AddedBlock {
  readonly file: string;
  readonly vpcId: string;
  readonly cidr: Ipv4Cidr;
  readonly key: string;
}

/**
 * Blocks that two files add to one VPC, where they name it. Terraform would plan both: the lookup takes a block with the same
 * range for the stack's own, and the API refuses the second one in the middle of an apply.
 *
 * @param planLockOf - what is locked of the earlier plan of a file
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
    const issues = added.flatMap((block): PathIssue[] => {
      const other = earlier.find(({ vpcId, cidr }) => vpcId === block.vpcId && cidr.overlaps(block.cidr));
      const setting = configuration.exposures[block.key];
      if (other === undefined || setting === undefined) return [];
      return [
        issueOf(block.key, setting.block === undefined ? "eip" : "block", {
          problem: `its block ${block.cidr.toString()} overlaps ${other.cidr.toString()} of exposures.${other.key} in ${other.file}, in the same VPC`,
          allowed: "one stack for each block",
          remedy: {
            advice: `move the exposure into ${other.file}, or write block: {existing: ${other.cidr.toString()}} here`,
          },
        }),
      ];
    });
    earlier.push(...added);
    return issues.length === 0 || source === undefined
      ? []
      : [new ConfigurationError(file, located(issues, source))];
  });
}

function addedBlocks(file: string, configuration: Configuration, planLock: PlanLock): AddedBlock[] {
  const { exposures } = configuration;
  return planOf(configuration, planLock).flatMap(({ cidr, vpcId, vswitches }) => {
    const keys = vswitches.flatMap((vswitch) => vswitch.keys);
    const [key] = keys;
    // A new VPC has no ID yet, and no other stack has it.
    if (key === undefined || vpcId?.startsWith("vpc-") !== true) return [];
    return keys.some((one) => isInExistingBlock(exposures[one])) ? [] : [{ file, vpcId, cidr, key }];
  });
}

function isInExistingBlock(exposure: ExposureSetting | undefined): boolean {
  return exposure?.block !== undefined && "existing" in exposure.block;
}
