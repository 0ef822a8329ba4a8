import { existsSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

import { ConfigurationError } from "../configuration/configuration-errors";
import { readText } from "../configuration/text-file";
import { parseWrittenFile } from "../written-file";

/** Name of the file, beside the output folder: there local states are too, and the output folder may be deleted at any time. */
const NAME = ".exposed-eip.stacks.json";

const VERSION = 1;

const recordSchema = z.strictObject({
  "//": z.string().optional(),
  version: z.literal(VERSION),
  stacks: z.record(
    z.string(),
    z.strictObject({
      /** Path of the configuration file. */
      file: z.string(),
      /** Path of the output folder. */
      output: z.string(),
      /** Type of the backend. */
      backend: z.string(),
      /** Path of the state; absent if it is not a local file. */
      state: z.string().optional(),
    }),
  ),
});

/** Origin of a stack: the configuration file of its last synthesis, and the place of its state. Paths are relative to the record. */
export type RecordedStack = Readonly<z.output<typeof recordSchema>["stacks"][string]>;

/**
 * Configuration files by the stacks that come from them. The synthesis writes it, so that no other file overwrites the output of a
 * stack or has its state changed by accident.
 */
export class StackRecord {
  /** Stacks by their names. */
  public readonly stacks: Map<string, RecordedStack>;
  /** Path of the file, as messages show it. */
  public readonly file: string;
  private readonly folder: string;

  /**
   * Reads the record beside an output folder; empty if there is none.
   *
   * @throws `ConfigurationError` if the file is not a record of this version
   */
  public static beside(outdir: string): StackRecord {
    return new StackRecord(path.dirname(path.resolve(outdir)));
  }

  private constructor(folder: string) {
    this.folder = folder;
    this.file = this.shown(NAME);
    this.stacks = new Map(Object.entries(this.read()));
  }

  /** Returns the path of a file or folder as the record has it: relative to its folder, with slashes. */
  public recorded(file: string): string {
    return path.relative(this.folder, path.resolve(file)).split(path.sep).join("/");
  }

  /** Returns a path of the record as messages show it: relative to the working directory. */
  public shown(recorded: string): string {
    return path.relative("", path.resolve(this.folder, recorded));
  }

  /** Returns the absolute path of a path of the record. */
  public resolved(recorded: string): string {
    return path.resolve(this.folder, recorded);
  }

  /**
   * Whether two configuration files are one: the same path, the same file by another path, or a file that is now written in the
   * other format, `web.json` instead of `web.yaml`. Both have the same plan lock file.
   */
  public isSameFile(before: string, now: string): boolean {
    if (before === now) return true;
    const [one, other] = [this.resolved(before), this.resolved(now)];
    if (!existsSync(one)) return withoutExtension(before) === withoutExtension(now);
    return existsSync(other) && realpathSync(one) === realpathSync(other);
  }

  /**
   * Writes the record, unless the file has it already.
   *
   * @returns a line for the user, if the file cannot be written
   */
  public save(): string | undefined {
    const file = this.resolved(NAME);
    const stacks = [...this.stacks].sort(([one], [other]) => (one < other ? -1 : 1));
    const content = { "//": COMMENT, version: VERSION, stacks: Object.fromEntries(stacks) };
    const text = `${JSON.stringify(content, undefined, 2)}\n`;
    try {
      if (existsSync(file) ? readFileSync(file, "utf8") === text : stacks.length === 0) return undefined;
      writeFileSync(`${file}.${process.pid}`, text);
      renameSync(`${file}.${process.pid}`, file);
      return undefined;
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
      return `warning: ${this.file} cannot be written (${reason}), so that another configuration file may take a stack of the same name`;
    }
  }

  private read(): Readonly<Record<string, RecordedStack>> {
    const file = this.resolved(NAME);
    if (!existsSync(file)) return {};
    const record = parseWrittenFile(readText(file), recordSchema, VERSION);
    if ("content" in record) return record.content.stacks;
    const { problem, advice = "restore it from version control, or remove it to record each stack again" } =
      record;
    throw new ConfigurationError(this.file, [
      {
        path: "",
        problem: `not a record of stacks: ${problem}`,
        allowed: "the file that the last synthesis wrote",
        remedy: { advice },
      },
    ]);
  }
}

const COMMENT =
  "Written by the synthesis: the configuration file of each stack. Commit it, so that no other file takes the stack. " +
  "To give a stack to another file: exposed-eip stacks --move <stack>.";

function withoutExtension(file: string): string {
  return file.slice(0, file.length - path.extname(file).length);
}
