import { copyFileSync, existsSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";

import type { App } from "cdktf";

import { ConfigurationError, ConfigurationsError } from "../configuration/configuration-errors";
import type { Configuration } from "../configuration/schema/configuration-schema";
import { exposureStacksOf } from "../stack/exposure-stack";
import { fileOf, lockFileBeside } from "./configuration-files";
import {
  describeStateFile,
  remainsOf,
  type StackRemains,
  statesInside,
  unrecordedStacks,
} from "./stack-remains";
import { type RecordedStack, StackRecord } from "./stack-record";
import { sameConfiguration } from "./summary";
import { unknownStack } from "./synthesized-stacks";

/** Stack of a configuration file. */
export interface StackOfFile {
  /** Path of the file, as messages show it. */
  readonly file: string;
  readonly configuration: Configuration;
}

/**
 * Checks the origins of the stacks of an app, before anything is written.
 *
 * @param outdir - output folder
 * @param isRunByCli - whether the CDKTF command line runs the app: it removes the folders of other stacks
 * @returns a function that records the origins once the output is written, and returns lines for the user
 * @throws `ConfigurationError` if the output or the state of a stack came from another file, or a state would be removed
 */
export function claimOrigins(
  app: App,
  outdir: string,
  isRunByCli: boolean,
): () => readonly (string | undefined)[] {
  const names = new Set(app.node.children.map(({ node }) => node.id));
  if (isRunByCli) checkRemovedFolders(names, outdir);
  const stacks = exposureStacksOf(app).flatMap(({ configuration }) => {
    const file = fileOf(configuration);
    return file === undefined ? [] : [{ file, configuration }];
  });
  const { record, versions } = claimStacks(stacks, outdir);
  const files = stacks.map(({ file }) => file);
  const note =
    versions.length === 0
      ? undefined
      : `warning: ${outdir} has other versions of stacks, for a comparison: do not apply them (${versions.join(", ")})`;
  return () => [
    note,
    statesElsewhere(record, stacks, outdir),
    ...orphanedStacks(record, { names, files }, outdir, isRunByCli),
    record.save(),
  ];
}

/**
 * Describes the local states that are not in the working directory, the folder of `cdktf.json`, where people look for them: their paths are
 * relative to the output folder, so that the output is the same text wherever it is.
 */
function statesElsewhere(
  record: StackRecord,
  stacks: readonly StackOfFile[],
  outdir: string,
): string | undefined {
  if (path.resolve(outdir, "..") === process.cwd()) return undefined;
  const relative = stacks.filter(({ configuration: { backend } }) => {
    const { path: file = "" } = backend.arguments;
    return backend.type === "local" && typeof file === "string" && !path.isAbsolute(file);
  });
  if (relative.length === 0) return undefined;
  const places = relative.map((one) => record.shown(originOf(record, one, outdir).state ?? ""));
  const left = relative.flatMap(({ configuration: { stack } }, index) => {
    const beside = `terraform.${stack}.tfstate`;
    return beside === places[index] ? [] : (describeStateFile(beside) ?? []);
  });
  const project = existsSync("cdktf.json") ? "beside cdktf.json" : "in the working directory";
  return (
    `warning: local states of ${outdir} are not ${project}: ${places.map(shownOutside).join(", ")}; ` +
    (left.length === 0
      ? `choose an output folder ${project}, or set backend in the configuration`
      : `${left.join(", ")}, which an apply from ${outdir} would create again; use the output folder of before`)
  );
}

/** Returns a path relative to the working directory, or an absolute path outside of it. */
function shownOutside(file: string): string {
  return file.startsWith("..") ? path.resolve(file) : file;
}

/** Claims of the stacks of a synthesis. */
interface Claims {
  /** Record with the stacks. */
  readonly record: StackRecord;
  /** Files that are other versions of recorded ones, for a comparison. */
  readonly versions: readonly string[];
}

/** Records the file of each stack, unless the stack is that of another file. */
function claimStacks(stacks: readonly StackOfFile[], outdir: string): Claims {
  const record = StackRecord.beside(outdir);
  const versions: string[] = [];
  const errors: ConfigurationError[] = [];
  for (const one of stacks) {
    const { stack } = one.configuration;
    const own = originOf(record, one, outdir);
    const earlier = record.stacks.get(stack);
    const isSame = earlier !== undefined && record.isSameFile(earlier.file, own.file);
    if (earlier !== undefined && !isSame && isOtherVersion(earlier, own)) {
      versions.push(one.file);
      // The version in the project itself is the one to record.
      if (earlier.file.length > own.file.length) record.stacks.set(stack, own);
      continue;
    }
    const error = (isSame ? undefined : stackOfOtherFile(record, one)) ?? stateOfOtherStack(record, one, own);
    if (error !== undefined) errors.push(error);
    // By another path, as a link, the recorded file stays.
    else if (isSame && existsSync(record.shown(earlier.file)))
      record.stacks.set(stack, { ...own, file: earlier.file });
    else record.stacks.set(stack, own);
  }
  const [first] = errors;
  if (first === undefined) return { record, versions };
  throw errors.length === 1 ? first : new ConfigurationsError(first.file, errors);
}

function originOf(record: StackRecord, { file, configuration }: StackOfFile, outdir: string): RecordedStack {
  const { stack, backend } = configuration;
  const { path: state = `../../../terraform.${stack}.tfstate` } = backend.arguments;
  const folder = path.join(outdir, "stacks", stack);
  return {
    file: record.recorded(file),
    output: record.recorded(outdir),
    backend: backend.type,
    ...(backend.type === "local" && typeof state === "string"
      ? { state: record.recorded(path.resolve(folder, state)) }
      : {}),
  };
}

/**
 * Whether a file is another version of the recorded one, in a folder of its own and with an output folder of its own, as for `diff`:
 * `base/exposures/web.yaml` beside `exposures/web.yaml`.
 */
function isOtherVersion(earlier: RecordedStack, own: RecordedStack): boolean {
  const endsWith = (one: string, other: string): boolean =>
    one.endsWith(`/${other.replace(/^(?:\.\.\/)+/, "")}`);
  return (
    earlier.output !== own.output && (endsWith(earlier.file, own.file) || endsWith(own.file, earlier.file))
  );
}

/** Returns the error of a file whose stack is that of another file; undefined if nothing is left of that stack. */
function stackOfOtherFile(
  record: StackRecord,
  { file, configuration: { stack } }: StackOfFile,
): ConfigurationError | undefined {
  const earlier = record.stacks.get(stack);
  const remains = remainsOf(record, stack);
  if (earlier === undefined || remains === undefined) return undefined;
  const other = record.shown(earlier.file);
  const { folder, state } = remains;
  const reasons = [
    ...(folder === undefined ? [] : [`${folder} is its output`]),
    ...(state === undefined ? [] : [state]),
  ];
  return new ConfigurationError(file, [
    {
      path: "stack",
      found: stack,
      problem: `the stack is that of ${other}${existsSync(other) ? "" : ", which is gone"}: ${reasons.join(", and ")}`,
      allowed: "one configuration file for each stack",
      remedy: {
        advice:
          `write another name as stack in ${file}; or, if ${file} replaces ${other}, run  ` +
          `${sameConfiguration()}npx exposed-eip stacks --move ${stack}`,
      },
    },
  ]);
}

/** Returns the error of a file whose stack has the local state of a stack of another file. */
function stateOfOtherStack(
  record: StackRecord,
  { file, configuration }: StackOfFile,
  own: RecordedStack,
): ConfigurationError | undefined {
  const other = [...record.stacks].find(
    ([stack, earlier]) =>
      stack !== configuration.stack &&
      earlier.state !== undefined &&
      earlier.state === own.state &&
      !record.isSameFile(earlier.file, own.file),
  );
  if (other === undefined) return undefined;
  const [stack, earlier] = other;
  const state = describeStateFile(record.shown(earlier.state ?? ""));
  if (state === undefined) return undefined;
  return new ConfigurationError(file, [
    {
      path: "backend",
      problem: `the state is that of the stack ${stack} in ${record.shown(earlier.file)}: ${state}`,
      allowed: "one state for each stack",
      remedy: { advice: "write {stack}, the name of the stack, into its path" },
    },
  ]);
}

/**
 * Checks that the CDKTF command line removes no state: after each synthesis, it removes the folders of all stacks that are not in it.
 *
 * @param described - stacks of the synthesis
 * @param outdir - output folder
 * @throws `ConfigurationError` if a state in one of these folders has resources
 */
function checkRemovedFolders(described: ReadonlySet<string>, outdir: string): void {
  const folder = path.join(outdir, "stacks");
  const removed = (existsSync(folder) ? readdirSync(folder) : []).filter((stack) => !described.has(stack));
  const states = removed.flatMap((stack) => statesInside(path.join(folder, stack)));
  if (states.length === 0) return;
  throw new ConfigurationError(folder, [
    {
      path: "",
      problem: `cdktf removes the folders of other stacks here, and ${states.join(", and ")}`,
      allowed: "states outside the output folder",
      remedy: { advice: "move the state, destroy what is in it, or set another output folder with --output" },
    },
  ]);
}

/**
 * Describes the stacks that no configuration file has any more.
 *
 * @param stacks - stacks of the current configuration
 * @param outdir - output folder
 * @returns lines for the user
 */
export function orphansOf(stacks: readonly StackOfFile[], outdir: string): string[] {
  const names = new Set(stacks.map(({ configuration }) => configuration.stack));
  const files = stacks.map(({ file }) => file);
  return orphanedStacks(StackRecord.beside(outdir), { names, files }, outdir, false);
}

/** Current configuration, for what it does not describe. */
interface DescribedStacks {
  /** Names of the stacks. */
  readonly names: ReadonlySet<string>;
  /** Configuration files, as messages show them. */
  readonly files: readonly string[];
}

/**
 * Describes the stacks that no configuration file has any more, and removes those from the record that nothing is left of.
 *
 * @param outdir - output folder
 * @param isRunByCli - whether the CDKTF command line runs the synthesis: it removes their folders
 * @returns lines for the user
 */
function orphanedStacks(
  record: StackRecord,
  { names, files }: DescribedStacks,
  outdir: string,
  isRunByCli: boolean,
): string[] {
  const lines: string[] = [];
  for (const [stack, { file }] of [...record.stacks]) {
    const shown = record.shown(file);
    const isCurrent = files.some((one) => record.isSameFile(file, record.recorded(one)));
    if (names.has(stack) || (!isCurrent && existsSync(shown))) continue;
    const remains = remainsOf(record, stack);
    if (remains === undefined) record.stacks.delete(stack);
    else
      lines.push(
        describeOrphan(stack, remains, isRunByCli, shown, isCurrent ? "has another stack now" : "is gone"),
      );
  }
  for (const [stack, remains] of unrecordedStacks(record, outdir))
    if (!names.has(stack)) lines.push(describeOrphan(stack, remains, isRunByCli));
  return lines;
}

/**
 * @param file - its last configuration file; undefined if that is unknown
 * @param fate - predicate of the file
 */
function describeOrphan(
  stack: string,
  { folder, state }: StackRemains,
  isRunByCli: boolean,
  file?: string,
  fate?: string,
): string {
  const subject =
    file === undefined
      ? `no configuration file is known for the stack ${stack}`
      : `the stack ${stack} has no configuration file: ${file} ${fate ?? ""}`;
  const left = folder === undefined || isRunByCli ? undefined : folder;
  if (state === undefined)
    return `warning: ${subject}; its state is empty${left === undefined ? "" : `; remove ${left}`}`;
  const destroy =
    left === undefined
      ? `to destroy the stack, synthesize ${file ?? "a file with this stack"} again and run  terraform destroy  in its folder`
      : `to destroy the stack, run  terraform -chdir=${left} destroy  and remove ${left}`;
  const forget = state.startsWith("its state") ? `, then  npx exposed-eip stacks --forget ${stack}` : "";
  const keep =
    file === undefined
      ? `to keep it, write stack: ${stack} into its file`
      : `to keep it under another file, write stack: ${stack} there and run  npx exposed-eip stacks --move ${stack}`;
  return `warning: ${subject}; ${state}; ${destroy}${forget}; ${keep}`;
}

/**
 * Gives a stack to the configuration file that has it now, and its plan lock with it.
 *
 * @param stacks - stacks of the current configuration
 * @param outdir - output folder
 * @returns lines for the user
 * @throws `ConfigurationError` if no file has the stack
 */
export function moveStack(stack: string, stacks: readonly StackOfFile[], outdir: string): string[] {
  const record = StackRecord.beside(outdir);
  const one = stacks.find(({ configuration }) => configuration.stack === stack);
  if (one === undefined)
    throw unknownStack(
      stack,
      stacks.map(({ configuration }) => configuration.stack),
      stacks.map(({ file }) => file).join(", "),
      "write it as stack into the file that is to have it, and name that file",
    );
  const recorded = record.stacks.get(stack)?.file;
  const earlier = recorded === undefined ? undefined : record.shown(recorded);
  record.stacks.set(stack, originOf(record, one, outdir));
  const from = earlier === undefined ? "" : ` (before: ${earlier})`;
  const unsaved = record.save();
  if (unsaved !== undefined) return [unsaved];
  return [
    `the stack ${stack} is that of ${one.file}${from}; recorded in ${record.file}`,
    ...(earlier === undefined ? [] : movedPlanLock(earlier, one.file)),
  ];
}

/** Gives the plan lock of one configuration file to another: without it, the next synthesis would plan blocks and vSwitches again. */
function movedPlanLock(earlier: string, file: string): string[] {
  const [from, to] = [lockFileBeside(earlier), lockFileBeside(file)];
  if (path.resolve(from) === path.resolve(to) || !existsSync(from)) return [];
  if (existsSync(to))
    return [`warning: ${file} keeps its plan lock ${to}; ${from}, that of ${earlier}, is not used`];
  if (existsSync(earlier)) {
    copyFileSync(from, to);
    return [`plan lock ${from} copied to ${to}; commit it with the configuration`];
  }
  renameSync(from, to);
  return [`plan lock ${from} renamed to ${to}; commit it with the configuration`];
}

/**
 * Removes a destroyed stack from the record.
 *
 * @param outdir - output folder
 * @returns a line for the user
 * @throws `ConfigurationError` if it is not recorded, or its local state has resources
 */
export function forgetStack(stack: string, outdir: string): string {
  const record = StackRecord.beside(outdir);
  const recorded = record.stacks.get(stack);
  if (recorded === undefined)
    throw unknownStack(stack, [...record.stacks.keys()], record.file, "name a stack of the record");
  const state = recorded.state === undefined ? undefined : describeStateFile(record.shown(recorded.state));
  if (state !== undefined)
    throw new ConfigurationError(record.file, [
      {
        path: `stacks.${stack}`,
        problem: `the stack is not destroyed: ${state}`,
        remedy: { advice: "destroy it first" },
      },
    ]);
  record.stacks.delete(stack);
  return record.save() ?? `the stack ${stack} is removed from ${record.file}`;
}
