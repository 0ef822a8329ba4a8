import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

import { z } from "zod";

import { ExportError } from "../errors";
import { omitUndefined } from "../omit-undefined";
import { type ExportedFiles, jsonText } from "./output";
import type { ExportStyle } from "./style";

/** Form of an export. */
export type ExportForm = "root" | "module";

/** Identity of an export: its stack, form and style. */
export interface ExportIdentity {
  /** Name of the stack. */
  readonly stack: string;
  /** Form of the export. */
  readonly as: ExportForm;
  /**
   * Layout of the resources.
   * @default - a module has none
   */
  readonly style?: ExportStyle;
  /**
   * Earlier style of the folder, from whose addresses the resources are moved.
   * @default - the style never changed
   */
  readonly movedFrom?: ExportStyle;
}

/** Additions to an export. */
export interface ExportExtras {
  /**
   * Text of a provider lock file, written if the folder has none. Later exports leave it to those who run Terraform in the folder.
   * @default - none
   */
  readonly providerLock?: string;
}

/** File with the identity and the hashes of an export, by which the next one recognises its files. */
const NOTES = ".exported.json";

const PROVIDER_LOCK = ".terraform.lock.hcl";

/** Version of the notes; the first one had hashes only. */
const VERSION = 2;

/** SHA-256 of each written file, by its path in the folder. */
const hashesSchema = z.record(
  z.string().refine((name) => !path.isAbsolute(name) && !name.split(/[\\/]/).includes("..")),
  z.string(),
);

const styleSchema = z.enum(["single", "for-each"]).exactOptional();

const notesSchema = z.union([
  z.strictObject({ files: hashesSchema }),
  z.strictObject({
    version: z.literal(VERSION),
    stack: z.string(),
    as: z.enum(["root", "module"]),
    style: styleSchema,
    movedFrom: styleSchema,
    files: hashesSchema,
  }),
]);

type Hashes = Readonly<Record<string, string>>;

type Notes = z.infer<typeof notesSchema>;

/**
 * Returns the identity of the earlier export in a folder; undefined if there is none, or its release did not write it.
 *
 * @throws {@link ExportError} if the folder is not a valid target
 */
export function earlierExport(folder: string): ExportIdentity | undefined {
  const notes = notesIn(folder);
  if (notes === undefined || !("version" in notes)) return undefined;
  const { stack, as, style, movedFrom } = notes;
  return { stack, as, ...omitUndefined({ style, movedFrom }) };
}

/**
 * Writes an export to a new or empty folder, or over an earlier export of the same stack in the same form. Other files in the folder
 * (state, lock files, your own tests) stay. Writes all files or none.
 *
 * @throws {@link ExportError} if the folder contains an export of another stack or form, or a file that would be overwritten and
 * differs from the earlier export
 */
export function writeExport(
  folder: string,
  { files, identity }: { readonly files: ExportedFiles; readonly identity: ExportIdentity },
  { providerLock }: ExportExtras = {},
): void {
  const notes = notesIn(folder);
  if (notes !== undefined && "version" in notes) requireSame(folder, notes, identity);
  const earlier = notes?.files ?? {};
  requireOurs(folder, earlier, files);
  const staged = `${path.resolve(folder)}.${process.pid}`;
  const isLocked = providerLock === undefined || existsSync(path.join(folder, PROVIDER_LOCK));
  const all = new Map([
    ...files,
    [NOTES, jsonText({ version: VERSION, ...identity, files: hashes(files) })],
    ...(isLocked ? [] : [[PROVIDER_LOCK, providerLock] as const]),
  ]);
  try {
    writeFiles(staged, all);
    if (notes === undefined) {
      // The rename replaces an empty folder.
      renameSync(staged, path.resolve(folder));
    } else {
      replaceFiles(folder, staged, earlier, all);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string")
      throw new ExportError(`${folder} cannot be written (${error.code}); choose another folder`);
    throw error;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** Returns the notes of the earlier export; undefined for a new or empty folder. */
function notesIn(folder: string): Notes | undefined {
  const entries = entriesOf(folder);
  if (entries.length === 0) return undefined;
  if (!entries.includes(NOTES)) {
    throw new ExportError(
      `${folder} is not empty and contains no earlier export, but ${some(entries)}; choose a new folder`,
    );
  }
  const notes = readNotes(path.join(folder, NOTES));
  if (notes === undefined) {
    throw new ExportError(
      `${path.join(folder, NOTES)} differs from what an export writes; restore it from version control, or choose a new folder`,
    );
  }
  return notes;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new ExportError(`${folder} is not a folder; choose a folder, or a new path`);
  }
}

function readNotes(file: string): Notes | undefined {
  try {
    return notesSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Checks stack and form: with the files of another one, its state would be lost. */
function requireSame(folder: string, earlier: ExportIdentity, { stack, as }: ExportIdentity): void {
  if (earlier.stack !== stack) {
    throw new ExportError(
      `${folder} contains an export of the stack ${earlier.stack}, whose state the stack ${stack} would take over; ` +
        "use a separate folder for each stack",
    );
  }
  if (earlier.as !== as) {
    throw new ExportError(
      `${folder} contains an export as ${earlier.as}, not as ${as}; choose another folder, or use --as ${earlier.as}`,
    );
  }
}

/** Checks that every file to replace or remove is as the earlier export wrote it, or as this one writes it. */
function requireOurs(folder: string, earlier: Hashes, files: ExportedFiles): void {
  const paths = new Set([...Object.keys(earlier), ...files.keys()]);
  const changed = [...paths].filter((name) => {
    const file = path.join(folder, name);
    if (!existsSync(file)) return false;
    const text = readFileSync(file, "utf8");
    return hash(text) !== earlier[name] && text !== files.get(name);
  });
  if (changed.length > 0) {
    throw new ExportError(
      `${some(changed.map((name) => path.join(folder, name)))} ${changed.length === 1 ? "differs" : "differ"} from the earlier export ` +
        "and would be overwritten; move the changes elsewhere, or choose another folder",
    );
  }
}

/** Moves the files in one by one, the notes last, so that the notes of an interrupted run cover every file. */
function replaceFiles(folder: string, staged: string, earlier: Hashes, files: ExportedFiles): void {
  const next = hashes(files);
  const move = (name: string) => {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    renameSync(path.join(staged, name), target);
  };
  for (const name of files.keys()) if (name !== NOTES && earlier[name] !== next[name]) move(name);
  for (const name of Object.keys(earlier)) if (!files.has(name)) remove(folder, name);
  move(NOTES);
}

/** Removes a file, and then the folders that are empty. */
function remove(folder: string, name: string): void {
  rmSync(path.join(folder, name), { force: true });
  for (let parent = path.dirname(name); parent !== "."; parent = path.dirname(parent)) {
    if (entriesOf(path.join(folder, parent)).length > 0) return;
    rmdirSync(path.join(folder, parent));
  }
}

function writeFiles(folder: string, files: ExportedFiles): void {
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function hashes(files: ExportedFiles): Hashes {
  return Object.fromEntries([...files].map(([name, text]) => [name, hash(text)]));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
