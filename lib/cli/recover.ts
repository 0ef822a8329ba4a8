import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { ExportError, RecoveryError } from "../errors";
import { earlierExport } from "../export/export-folder";
import { synthesized } from "../export/output";
import { stackIn } from "../export/style";
import { Account } from "../live/account";
import { CloudClient } from "../live/cloud-client";
import { type ActionResult, deleteUnused, detachAgain } from "../recovery/recovery-actions";
import { readRecoveryFacts, type Unproven, unprovenParts } from "../recovery/recovery-facts";
import { importFileIn, requireOwnImportFile, writeImportFile } from "../recovery/import-file";
import { type Leftover, type OtherStacks, type RecoveryPlan, recoveryPlan } from "../recovery/recovery-plan";
import { resourcesOf } from "../recovery/stack-resources";
import { parseState, readState, type TerraformState } from "../recovery/terraform-state";
import type { LoadedConfiguration } from "./configuration-files";
import { StackRecord } from "./stack-record";
import { sameConfiguration, shellWord } from "./summary";

/** Stack that was compared with its account and its state. */
export interface RecoveredStack extends RecoveryPlan {
  readonly stack: string;
  readonly region: string;
  /** Origin of the state, for people. */
  readonly state: string;
  /** Caveat about the state, as a sentence without the full stop; undefined if there is none. */
  readonly caveat: string | undefined;
  /** Parts of the account that may be invisible; none if what was not found is not there. */
  readonly unproven: readonly Unproven[];
  /** Folder from which Terraform runs. */
  readonly folder: string;
  /** Configuration file, as messages show it. */
  readonly file: string;
}

/** Changes by a recovery. */
export interface RecoveryOutcome {
  /** Import file that was written or removed; undefined if there is none. */
  readonly importFile: { readonly file: string; readonly change: "written" | "removed" } | undefined;
  readonly detached: readonly ActionResult[];
  readonly deleted: readonly ActionResult[];
}

/** Place of the stack's Terraform. */
export interface RecoveryPlace {
  /** Output folder of the synthesis. */
  readonly outdir: string;
  /** Folder of an exported root; undefined: the folder of the stack in the output folder. */
  readonly root: string | undefined;
}

/**
 * Compares a stack with its account and its state. Only reads.
 *
 * @throws RecoveryError if the stack is not synthesized, or its state cannot be read
 * @throws CloudError if the cloud cannot be asked
 */
export async function compareStack(
  loaded: LoadedConfiguration,
  { outdir, root }: RecoveryPlace,
): Promise<RecoveredStack> {
  const { configuration, lockFile, file } = loaded;
  const { stack, region, provider, backend } = configuration;
  const folder = root ?? path.join(outdir, "stacks", stack);
  const exported = root === undefined ? undefined : exportIn(root, stack);
  const Stack = stackIn(exported?.style ?? "single", configuration);
  const resources = resourcesOf(synthesized((app) => new Stack(app, configuration, lockFile.content)));
  if (root === undefined) requireSynthesized(folder, file, resources.addresses);
  const stateFile = `terraform.${stack}.tfstate`;
  const defaultPath = root === undefined ? path.join("..", "..", "..", stateFile) : stateFile;
  const state = await readState(folder, backend, defaultPath);
  const account = new Account(await CloudClient.connect({ region, provider }));
  const facts = await readRecoveryFacts(account, resources, state);
  return {
    ...{ stack, region, folder, file, state: state.origin, caveat: state.caveat },
    ...recoveryPlan(resources, facts, state, resourcesOfOthers(outdir, stack, state)),
    unproven: unprovenParts(resources, facts, state),
  };
}

/** @throws RecoveryError if the folder is not an exported root of the stack */
function exportIn(root: string, stack: string): ReturnType<typeof earlierExport> {
  const found = existsSync(root) ? exportFound(root) : undefined;
  if (found?.as === "root" && found.stack === stack) return found;
  const reason = found === undefined ? "no export" : `the export of ${found.stack} as ${found.as}`;
  throw new RecoveryError(
    `${root} has ${reason}, not the stack ${stack} as a root configuration; name the folder of  exposed-eip export --to`,
  );
}

/** Returns undefined if the folder is not one for an export, either. */
function exportFound(root: string): ReturnType<typeof earlierExport> {
  try {
    return earlierExport(root);
  } catch (error) {
    if (error instanceof ExportError) return undefined;
    throw error;
  }
}

/** @throws RecoveryError if the folder of the stack is not what the configuration says now */
function requireSynthesized(folder: string, file: string, addresses: ReadonlySet<string>): void {
  const json = path.join(folder, "cdk.tf.json");
  const advice = `run  exposed-eip synth ${shellWord(file)}  first`;
  if (!existsSync(json)) throw new RecoveryError(`${json} does not exist; ${advice}`);
  const { resource = {} } = JSON.parse(readFileSync(json, "utf8")) as {
    readonly resource?: Readonly<Record<string, object>>;
  };
  const present = Object.entries(resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
  if ([...addresses].some((address) => !present.includes(address)))
    throw new RecoveryError(`${json} lacks resources that ${file} has; ${advice}`);
}

/** Returns the IDs in local states of other stacks of the project. */
function resourcesOfOthers(outdir: string, own: string, { resources }: TerraformState): OtherStacks {
  const record = StackRecord.beside(outdir);
  const known = new Set(resources.map(({ id }) => id));
  const others = new Map<string, string>();
  for (const [stack, { state }] of record.stacks) {
    const file = state === undefined ? undefined : record.resolved(state);
    if (stack === own || file === undefined || !existsSync(file)) continue;
    for (const { id } of parseState(readFileSync(file, "utf8")) ?? [])
      if (!known.has(id)) others.set(id, stack);
  }
  return others;
}

/** Returns what a recovery may delete. */
export function deletable({ leftovers }: RecoveryPlan): readonly Leftover[] {
  return leftovers.filter(({ isUnused }) => isUnused);
}

/**
 * Carries out a recovery: detaches stuck ENIs once more, deletes what the user agreed to, and writes the import file.
 *
 * @param agreed - leftovers to delete
 * @throws RecoveryError if a file of somebody else has the name of the import file; nothing is changed then
 */
export async function recoverStack(
  compared: RecoveredStack,
  { configuration: { region, provider } }: LoadedConfiguration,
  agreed: readonly Leftover[],
  waitSeconds: number,
): Promise<RecoveryOutcome> {
  const { stuck, leftovers, folder, unproven } = compared;
  requireOwnImportFile(folder);
  const client = await CloudClient.connect({ region, provider });
  const deleted = await deleteUnused(client, agreed);
  const gone = new Set(deleted.filter(({ isDone }) => isDone).map(({ id }) => id));
  const left = leftovers.filter(({ id }) => !gone.has(id));
  // A resource may be there and invisible: then an earlier file stays.
  const isKept = left.length === 0 && unproven.length > 0;
  const change = isKept ? undefined : writeImportFile(folder, left);
  const detached = await detachAgain(client, stuck, { waitSeconds });
  return {
    importFile: change === undefined ? undefined : { file: importFileIn(folder), change },
    ...{ detached, deleted },
  };
}

/** Describes a comparison for people. */
export function describeRecovery(compared: RecoveredStack): string {
  const { stack, region, state, caveat, leftovers, foreign, stuck, holders, unproven } = compared;
  const isAll = unproven.length === 0;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
  return [
    `${stack}  (region ${region}; state: ${state})`,
    ...(caveat === undefined ? [] : [`warning: ${caveat}`]),
    ...section(
      "in the account and not in the state:",
      leftovers.map(
        ({ address, id, description, isImportable, isUnused }) =>
          `${address}  ${id}: ${description}${isImportable ? "" : "; Terraform has another one, or there are several: it is not imported"}${
            isUnused ? "; unused: --delete removes it instead" : ""
          }`,
      ),
    ),
    ...(leftovers.length === 0 && isAll ? ["nothing of the stack is missing from the state"] : []),
    ...section(
      "stuck in Detaching:",
      stuck.map(({ id, instanceId }) => `${id} of ${instanceId}`),
    ),
    ...section(
      "not of this stack, and left alone:",
      foreign.map(({ problem }) => problem),
    ),
    ...section(
      "a destroy waits for:",
      holders.map(({ problem }) => problem),
    ),
    ...section(
      leftovers.length === 0 ? "nothing was found, which proves nothing:" : "there may be more:",
      unproven.map(({ reason }) => `${reason}; check the region and the RAM policy (docs/reference/live.md)`),
    ),
    "",
  ].join("\n");
}

/** Describes the changes of a recovery for people, with the next step. */
export function describeOutcome(
  { folder, file }: RecoveredStack,
  { importFile, detached, deleted }: RecoveryOutcome,
): string {
  const results = (done: string, all: readonly ActionResult[]) =>
    all.map(({ id, isDone, reason }) => (isDone ? `${done}: ${id}` : `warning: ${reason}`));
  const chdir = `terraform -chdir=${shellWord(folder)}`;
  const apply = existsSync("cdktf.json") ? `${sameConfiguration(file)}npx cdktf deploy` : `${chdir} apply`;
  const change =
    importFile === undefined
      ? []
      : importFile.change === "removed"
        ? [`removed: ${importFile.file}`]
        : [
            `written: ${importFile.file}      next: ${apply}  imports them; then run  exposed-eip recover  again, which removes the file`,
          ];
  return [...results("deleted", deleted), ...results("detached", detached), ...change]
    .map((line) => `${line}\n`)
    .join("");
}
