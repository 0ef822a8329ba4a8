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

/** What a configuration is exported as. */
export type ExportForm = "root" | "module";

/** What a folder was exported from, and how. */
export interface ExportIdentity {
  /** The name of the stack. */
  readonly stack: string;
  /** What it is exported as. */
  readonly as: ExportForm;
  /** @default - a module has none */
  readonly style?: ExportStyle;
  /**
   * A style that the folder had before, from whose addresses the resources are moved.
   * @default - it had no other one
   */
  readonly movedFrom?: ExportStyle;
}

/** What is written besides the export itself. */
export interface ExportExtras {
  /**
   * The text of Terraform's own lock file, with versions and hashes of providers. It is written where the folder has none: from
   * then on it belongs to whoever runs Terraform there.
   * @default - none
   */
  readonly providerLock?: string;
}

/** Where an export notes what it wrote, so that the next one can tell its files from others. */
const NOTES = ".exported.json";

const PROVIDER_LOCK = ".terraform.lock.hcl";

/** The present form of the notes; the first one had files only. */
const VERSION = 2;

/** The SHA-256 of each file that was written, by its path inside the folder. */
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
 * What an earlier export into a folder was; undefined where there was none, or where it did not note that.
 *
 * @throws {@link ExportError} when the folder cannot be exported to
 */
export function earlierExport(folder: string): ExportIdentity | undefined {
  const notes = notesIn(folder);
  if (notes === undefined || !("version" in notes)) return undefined;
  const { stack, as, style, movedFrom } = notes;
  return { stack, as, ...omitUndefined({ style, movedFrom }) };
}

/**
 * Writes an export to a folder: to one that is not there yet or is empty, or to one that an earlier export of the same stack in the
 * same form wrote, whose files it replaces. Files of others in there (state, lock files, one's own tests) stay. Either everything
 * is written, or nothing is.
 *
 * @throws {@link ExportError} when the folder has files that would have to be overwritten and are not as an export wrote them, or is
 * from an export of another stack or in the other form
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
      // An empty folder may be in the way: it is replaced in the same moment.
      renameSync(staged, path.resolve(folder));
    } else {
      replaceFiles(folder, staged, earlier, all);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string")
      throw new ExportError(`${folder} cannot be written (${error.code}); choose another folder.`);
    throw error;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** What an earlier export noted; undefined where nothing is in the way of a first one. */
function notesIn(folder: string): Notes | undefined {
  const entries = entriesOf(folder);
  if (entries.length === 0) return undefined;
  if (!entries.includes(NOTES)) {
    throw new ExportError(
      `${folder} is not empty, and not from an earlier export (it has ${some(entries)}). ` +
        "Choose a folder that is not there yet.",
    );
  }
  const notes = readNotes(path.join(folder, NOTES));
  if (notes === undefined) {
    throw new ExportError(
      `${path.join(folder, NOTES)} is not as an export wrote it, so that nobody knows which files may be replaced. ` +
        "Restore it from version control, or choose a folder that is not there yet.",
    );
  }
  return notes;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new ExportError(`${folder} is not a folder; choose one, or one that is not there yet.`);
  }
}

function readNotes(file: string): Notes | undefined {
  try {
    return notesSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** That the folder is not taken over: with its files, another stack or form would get its state. */
function requireSame(folder: string, earlier: ExportIdentity, { stack, as }: ExportIdentity): void {
  if (earlier.stack !== stack) {
    throw new ExportError(
      `${folder} has an export of the stack ${earlier.stack}, whose state the stack ${stack} would get. ` +
        "Choose a folder of its own for each stack.",
    );
  }
  if (earlier.as !== as) {
    throw new ExportError(
      `${folder} has an export as ${earlier.as}, and this one is as ${as}. Choose another folder, or write --as ${earlier.as}.`,
    );
  }
}

/** That every file which would be replaced or removed is as the earlier export wrote it, or as this one will. */
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
      `${some(changed.map((name) => path.join(folder, name)))} would be overwritten, and an export did not write ` +
        `${changed.length === 1 ? "it" : "them"} that way. Move what was changed elsewhere, or choose another folder.`,
    );
  }
}

/** Moves each file in as a whole, the notes last, so that an interrupted run leaves nothing that nobody owns. */
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

/** Removes a file, and the folders that are empty without it. */
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
