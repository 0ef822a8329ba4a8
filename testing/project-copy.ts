import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { CommandError, type CommandOptions, type CommandResult, runCommand } from "./run-command";
import { cleanEnvironment } from "./terraform";

const ROOT = path.resolve(__dirname, "..");

export interface ProjectCopyOptions {
  /** Whether what `npm ci` installed here is there too, by a link. @default true */
  readonly modules?: boolean;
  /** Variables that every command gets. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * The project as a fresh clone has it, in a temporary folder: what a user does there leaves no trace here. It has the
 * tracked files as they are now, and those that would be tracked after `git add`.
 */
export class ProjectCopy {
  private constructor(
    /** Absolute path. */
    public readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Makes a copy; the caller has to {@link remove} it. */
  public static async create(options: ProjectCopyOptions = {}): Promise<ProjectCopy> {
    const { modules = true, environment = {} } = options;
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "project-copy-"));
    await Promise.all(projectFiles().map((file) => copyFile(file, folder)));
    if (modules) await fs.symlink(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    return new ProjectCopy(folder, shellEnvironment(environment));
  }

  /**
   * Runs a line of shell, as a user would type it in the folder.
   *
   * @throws CommandError with the whole output when it exits with a code other than those expected
   */
  public async run(
    line: string,
    options: Partial<Pick<CommandOptions, "input" | "timeLimit">> & {
      /** @default [0] */
      readonly exitCodes?: readonly number[];
    } = {},
  ): Promise<CommandResult> {
    const { exitCodes = [0], ...rest } = options;
    const result = await runCommand("sh", ["-c", line], {
      folder: this.folder,
      environment: this.environment,
      ...rest,
    });
    if (!exitCodes.includes(result.exitCode))
      throw new CommandError(`exited with ${result.exitCode}`, line, result);
    return result;
  }

  /** The text of a file, by its path in the folder. */
  public async read(file: string): Promise<string> {
    return fs.readFile(path.join(this.folder, file), "utf8");
  }

  /** Adds or replaces a file, and its folder. */
  public async write(file: string, text: string): Promise<void> {
    const target = path.join(this.folder, file);
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.writeFile(target, text);
  }

  /** Removes a file or a folder of the copy; by default all of it. */
  public async remove(file = "."): Promise<void> {
    await fs.rm(path.join(this.folder, file), { recursive: true, force: true });
  }
}

/** The files that git tracks or would track, relative to the root. */
export function projectFiles(): string[] {
  // Who owns the folder is of no concern here, and is somebody else where CI runs in a container.
  const args = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).split("\0").filter(Boolean);
}

async function copyFile(file: string, folder: string): Promise<void> {
  const target = path.join(folder, file);
  await fs.mkdir(path.dirname(target), { recursive: true });
  await fs.copyFile(path.join(ROOT, file), target).catch((error: unknown) => {
    // Tracked, and deleted here.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  });
}

/** The environment of a shell that was not started by npm, Jest or a hook of git, whose user may be asked questions. */
function shellEnvironment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(cleanEnvironment()).filter(
    ([name]) => !/^(?:npm_|GIT_|JEST_|NODE_ENV$|INIT_CWD$|TF_INPUT$|TF_IN_AUTOMATION$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), NO_COLOR: "1", ...extra };
}
