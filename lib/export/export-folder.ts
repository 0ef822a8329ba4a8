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

import { ExportError } from "./export-error";
import { type ExportedFiles, jsonText } from "./written";

/** Where an export notes what it wrote, so that the next one can tell its files from others. */
const NOTES = ".exported.json";

/** The SHA-256 of each file that was written, by its path inside the folder. */
const notesSchema = z.strictObject({
  files: z.record(
    z.string().refine((name) => !path.isAbsolute(name) && !name.split(/[\\/]/).includes("..")),
    z.string(),
  ),
});

type Hashes = Readonly<Record<string, string>>;

/**
 * Writes an export to a folder: to one that is not there yet or is empty, or to one that an earlier export wrote, whose
 * files it replaces. Files of others in there (state, lock files, one's own tests) stay. Either everything is written, or
 * nothing is.
 *
 * @throws {@link ExportError} when the folder has files that would have to be overwritten and are not as an export wrote them
 */
export function writeExport(folder: string, files: ExportedFiles): void {
  const earlier = earlierFiles(folder);
  requireOurs(folder, earlier, files);
  const staged = `${path.resolve(folder)}.${process.pid}`;
  try {
    writeFiles(staged, new Map([...files, [NOTES, notesOf(hashes(files))]]));
    if (Object.keys(earlier).length === 0) {
      // An empty folder may be in the way: it is replaced in the same moment.
      renameSync(staged, path.resolve(folder));
    } else {
      replaceFiles(folder, staged, earlier, files);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string")
      throw new ExportError(`${folder} cannot be written (${error.code}); choose another folder.`);
    throw error;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** What an earlier export wrote; empty where nothing is in the way of a first one. */
function earlierFiles(folder: string): Hashes {
  const entries = entriesOf(folder);
  if (entries.length === 0) return {};
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

function readNotes(file: string): Hashes | undefined {
  try {
    return notesSchema.parse(JSON.parse(readFileSync(file, "utf8"))).files;
  } catch {
    return undefined;
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

/** Moves each file in as a whole, the notes first and last, so that an interrupted run leaves nothing that nobody owns. */
function replaceFiles(folder: string, staged: string, earlier: Hashes, files: ExportedFiles): void {
  const [present, next] = [earlier, hashes(files)];
  const move = (name: string) => {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    renameSync(path.join(staged, name), target);
  };
  for (const name of files.keys()) if (present[name] !== next[name]) move(name);
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

function notesOf(files: Hashes): string {
  return jsonText({ files });
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
