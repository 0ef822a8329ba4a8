import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { getSystemErrorMap } from "node:util";

/** A file that cannot be read or written; the message names it. */
export class FileError extends Error {
  public override readonly name = "FileError";

  /** @param file - the name of the file, or of what stands for one */
  public static of(file: string, error: unknown): FileError {
    return new FileError(`${file}: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const { code, errno, message } = error as NodeJS.ErrnoException;
  if (code === "EISDIR") return "is a folder, not a file";
  return (errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]) ?? message;
}

/**
 * Reads a text file, or standard input where its name is `-`. UTF-16 with a byte order mark is read, too: Windows PowerShell
 * writes it for `>`.
 * @throws FileError
 */
export async function readText(file: string): Promise<string> {
  try {
    const content = file === "-" ? await buffer(process.stdin) : readFileSync(file);
    const isUtf16 = content[0] === 0xff && content[1] === 0xfe;
    return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(content);
  } catch (error) {
    if (error instanceof TypeError) throw new FileError(`${displayName(file)}: the text is not UTF-8`);
    throw FileError.of(displayName(file), error);
  }
}

/** Name of a file in messages. */
export function displayName(file: string): string {
  return file === "-" ? "standard input" : file;
}

const terraformFile = /\.(?:tf|tofu)(?:\.json)?$/;

/**
 * Writes all files into a folder, or none of them. Files that have nothing to do with Terraform may be there already, such as
 * a README and the lock file of the providers.
 * @returns the paths of what was written
 * @throws FileError when a configuration is there already, which Terraform would read as one with the new files
 */
export function writeFolder(folder: string, files: ReadonlyMap<string, string>): string[] {
  const found = existing(folder).filter((name) => terraformFile.test(name) || files.has(name));
  if (found.length > 0) {
    throw new FileError(
      `${folder}: already contains ${found.join(", ")}; name a folder without Terraform files, or remove them`,
    );
  }
  const written: string[] = [];
  let created: string | undefined;
  let draft: string | undefined;
  try {
    created = mkdirSync(folder, { recursive: true });
    draft = mkdtempSync(path.join(folder, ".terraform-hcl-"));
    for (const [name, text] of files) writeFileSync(path.join(draft, name), text);
    for (const name of files.keys()) {
      const target = path.join(folder, name);
      renameSync(path.join(draft, name), target);
      written.push(target);
    }
    rmSync(draft, { recursive: true });
  } catch (error) {
    for (const leftover of [draft, ...written, created]) {
      if (leftover !== undefined) rmSync(leftover, { recursive: true, force: true });
    }
    throw FileError.of(folder, error);
  }
  return written;
}

function existing(folder: string): string[] {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder);
  } catch (error) {
    throw FileError.of(folder, error);
  }
}

/**
 * Prints a text on standard output. Whoever closes the pipe has read enough, as `head` does.
 * @throws FileError
 */
export async function print(text: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      process.stdout.on("error", reject).write(text, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw FileError.of("standard output", error);
  }
}
