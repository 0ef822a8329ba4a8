import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { isRamPolicyFile } from "../stack/outputs";
import type { RecordedStack, StackRecord } from "./stack-record";

/** Folder and state that the synthesis and Terraform have left of a stack. */
export interface StackRemains {
  /** Folder in the output folder, as messages show it; undefined if it is gone. */
  readonly folder?: string;
  /** State that has resources, or may have some; undefined if it is known to be empty. */
  readonly state?: string;
}

/** State file, as far as it is read here. */
interface StateFile {
  readonly resources?: readonly { readonly mode?: string; readonly instances?: readonly unknown[] }[];
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * Finds the folder and the state of a recorded stack.
 *
 * @returns undefined if nothing is left
 */
export function remainsOf(record: StackRecord, stack: string): StackRemains | undefined {
  const recorded = record.stacks.get(stack);
  if (recorded === undefined) return undefined;
  const folder = record.shown(path.join(recorded.output, "stacks", stack));
  const state = describeState(record, recorded);
  const hasFolder = existsSync(folder);
  if (!hasFolder && state === undefined) return undefined;
  return { ...(hasFolder && { folder }), ...(state !== undefined && { state }) };
}

function describeState(record: StackRecord, { backend, state }: RecordedStack): string | undefined {
  if (state === undefined) return `its state (backend ${backend}) may have resources`;
  return describeStateFile(record.shown(state));
}

/** Describes the resources in a state file; undefined if it has none. */
export function describeStateFile(file: string): string | undefined {
  const state = stateIn(file);
  if (state === undefined) return existsSync(file) ? `${file} may have resources` : undefined;
  const count = (state.resources ?? [])
    .filter(({ mode }) => mode === "managed")
    .reduce((sum, { instances = [] }) => sum + instances.length, 0);
  if (count === 0) return undefined;
  return `${file} has ${count === 1 ? "1 resource" : `${count} resources`}`;
}

/**
 * Finds stacks of configuration files that no record has: from before there was one, or if it was removed.
 *
 * @param outdir - output folder
 */
export function unrecordedStacks(record: StackRecord, outdir: string): ReadonlyMap<string, StackRemains> {
  const found = new Map<string, StackRemains>();
  const stacks = path.join(outdir, "stacks");
  const isRecorded = (stack: string): boolean => record.stacks.has(stack);
  // The least-privilege policies are there for stacks of configuration files only.
  for (const stack of namesIn(stacks))
    if (!isRecorded(stack) && namesIn(path.join(stacks, stack)).some(isRamPolicyFile))
      found.set(stack, { folder: path.join(stacks, stack) });
  for (const name of namesIn(record.resolved("."))) {
    const [, stack] = /^terraform\.(.+)\.tfstate$/.exec(name) ?? [];
    const file = record.shown(name);
    if (stack === undefined || isRecorded(stack) || stateIn(file)?.outputs?.exposures === undefined) continue;
    const state = describeStateFile(file);
    if (state !== undefined) found.set(stack, { ...found.get(stack), state });
  }
  return found;
}

/** Returns the names in a folder, in order; none if there is no such folder. */
function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** @returns undefined if there is none, or it cannot be read, as an encrypted one */
function stateIn(file: string): StateFile | undefined {
  try {
    const state = JSON.parse(readFileSync(file, "utf8")) as StateFile | null;
    return state !== null && Array.isArray(state.resources) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Finds state files with resources in the folder of a stack. They are lost with it. */
export function statesInside(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(".tfstate"))
    .flatMap((name) => describeStateFile(path.join(folder, name)) ?? []);
}
