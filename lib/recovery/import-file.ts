import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

import { RecoveryError } from "../errors";
import type { Leftover } from "./recovery-plan";
import { parseState } from "./terraform-state";

/** Name of the file with `import` blocks, in the folder from which Terraform runs. */
const NAME = "recover.tf.json";

const COMMENT =
  "Written by exposed-eip recover: the next apply imports these resources. Then run exposed-eip recover again, which removes this file.";

const fileSchema = z.strictObject({
  "//": z.literal(COMMENT),
  import: z.array(z.strictObject({ to: z.string(), id: z.string() })).min(1),
});

type Imports = z.output<typeof fileSchema>["import"];

/** Returns the path of the import file in the folder of a stack. */
export function importFileIn(folder: string): string {
  return path.join(folder, NAME);
}

/**
 * Checks that a file of this name in the folder is an import file, so that none of somebody else's is overwritten.
 *
 * @throws {@link RecoveryError} if it is not
 */
export function requireOwnImportFile(folder: string): void {
  const file = importFileIn(folder);
  if (!existsSync(file) || importsIn(folder) !== undefined) return;
  throw new RecoveryError(
    `${file} is not as recover writes it, so that it is left alone; rename it, or remove it if nobody needs it`,
  );
}

/**
 * Writes the import file of a stack, or removes one that nothing needs any more. Terraform leaves alone what its state has already.
 *
 * @param folder - folder from which Terraform runs
 * @returns `removed` if an earlier file is gone; undefined if there is none
 */
export function writeImportFile(
  folder: string,
  leftovers: readonly Leftover[],
): "written" | "removed" | undefined {
  const imports = leftovers
    .filter(({ isImportable }) => isImportable)
    .map(({ address, id }) => ({ to: address, id }))
    .sort((one, other) => (one.to < other.to ? -1 : 1));
  if (imports.length > 0) {
    replace(folder, imports);
    return "written";
  }
  if (importsIn(folder) === undefined) return undefined;
  rmSync(importFileIn(folder));
  return "removed";
}

/**
 * Revises the import file of a stack that is synthesized again: drops imports of resources that the stack no longer has, which Terraform
 * would refuse, and removes the file once the state has everything.
 *
 * @param addresses - addresses of the stack
 * @param stateFile - local state; undefined if the state is elsewhere
 * @returns line for the user; undefined if there is no import file
 */
export function reviseImportFile(
  folder: string,
  addresses: ReadonlySet<string>,
  stateFile: string | undefined,
): string | undefined {
  const imports = importsIn(folder);
  if (imports === undefined) return undefined;
  const file = importFileIn(folder);
  const kept = imports.filter(({ to }) => addresses.has(to));
  const state = stateFile !== undefined && existsSync(stateFile) ? readFileSync(stateFile, "utf8") : "";
  const known = new Set(parseState(state)?.map(({ address }) => address));
  if (kept.every(({ to }) => known.has(to))) {
    rmSync(file);
    return kept.length === 0
      ? `removed: ${file}, whose resources are not in the configuration any more`
      : `removed: ${file}, since the state has its resources`;
  }
  if (kept.length < imports.length) replace(folder, kept);
  return `warning: ${file} imports ${kept.length === 1 ? "1 resource" : `${kept.length} resources`} at the next apply; run exposed-eip recover after it, which removes the file`;
}

/** Writes the file at once: it is never there in part. */
function replace(folder: string, imports: Imports): void {
  const file = importFileIn(folder);
  // Terraform does not read this name.
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify({ "//": COMMENT, import: imports }, undefined, 2)}\n`);
  renameSync(partial, file);
}

/** Returns the imports of the file; undefined if there is none, or it is somebody else's. */
function importsIn(folder: string): Imports | undefined {
  const file = importFileIn(folder);
  if (!existsSync(file)) return undefined;
  try {
    const { success, data } = fileSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return success ? data.import : undefined;
  } catch {
    return undefined;
  }
}
