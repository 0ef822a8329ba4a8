import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { ProjectCopy } from "./project-copy";
import { requirement } from "./requirements";
import { type CommandResult, runCommand } from "./run-command";
import { cleanEnvironment } from "./terraform";

const MODULES = path.resolve(__dirname, "../node_modules");

/** What npm has in its cache is not asked for again. */
const NPM = { npm_config_prefer_offline: "true", npm_config_audit: "false", npm_config_fund: "false" };

/** Packages from the registry of npm, or from its cache. */
export const npmRegistry = requirement("the registry of npm", () => {
  try {
    const environment = { ...process.env, ...NPM, npm_config_fetch_retries: "0" };
    execFileSync("npm", ["view", "commander@14", "version"], {
      env: environment,
      stdio: "pipe",
      timeout: 20_000,
    });
    return undefined;
  } catch {
    return "npm view finds no package; connect to a registry, or set npm_config_registry to one";
  }
});

/** The tarball of a package of this project, as `npm publish` would publish it. */
export class PackedPackage {
  private installations = 0;

  private constructor(
    /** A folder for the tarball and for installations. */
    private readonly folder: string,
    /** Path of the tarball. */
    public readonly tarball: string,
    /** What is in the tarball: paths inside the package, sorted. */
    public readonly files: readonly string[],
    /** The size of the tarball in bytes. */
    public readonly size: number,
    /** The size of its files in bytes. */
    public readonly unpackedSize: number,
  ) {}

  /**
   * Builds and packs a workspace, or the package of the root, in a copy of the project. The caller has to {@link remove} it.
   *
   * @param workspace - name of the workspace. Default: the root
   */
  public static async create(workspace?: string): Promise<PackedPackage> {
    const project = await ProjectCopy.create({ environment: NPM });
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "packed-package-"));
    try {
      const option = workspace === undefined ? "" : `--workspace ${workspace}`;
      // All that npm pack runs of the package, without `prepare`: what that builds is installed here already.
      await project.run(`npm run --silent prepack ${option}`);
      const { stdout } = await project.run(
        `npm pack --json --ignore-scripts ${option} --pack-destination '${folder}'`,
      );
      const [packed] = Object.values(JSON.parse(stdout) as Record<string, Pack>);
      if (packed === undefined) throw new Error(`npm has packed nothing: ${stdout}`);
      return new PackedPackage(
        folder,
        path.join(folder, packed.filename),
        packed.files.map((file) => file.path).sort(),
        packed.size,
        packed.unpackedSize,
      );
    } finally {
      await project.remove();
    }
  }

  /** Installs the package into an empty folder, beside other packages: `cdktf@0.21.0`. */
  public async install(...others: readonly string[]): Promise<Installation> {
    const folder = path.join(this.folder, `installation-${++this.installations}`);
    await fs.mkdir(folder);
    const installation = new Installation(folder);
    await installation.write("package.json", '{ "private": true }');
    const names = [this.tarball, ...others].map((name) => `'${name}'`).join(" ");
    const { exitCode, stderr } = await installation.run(`npm install --silent ${names}`);
    if (exitCode !== 0) throw new Error(`npm install ${names} exits with ${exitCode}:\n${stderr}`);
    return installation;
  }

  /** Runs a command of the package by npx in an empty folder, with a place of its own for what npx installs. */
  public async runByNpx(command: string): Promise<CommandResult> {
    const empty = path.join(this.folder, "empty");
    const cache = path.join(this.folder, "npm");
    await Promise.all([empty, cache].map((folder) => fs.mkdir(folder, { recursive: true })));
    const shell = (line: string, environment: NodeJS.ProcessEnv) =>
      runCommand("sh", ["-c", line], { folder: empty, environment });
    // Packages that npm has in its cache already.
    const { stdout } = await shell("npm config get cache", cleanEnvironment());
    await fs.symlink(path.join(stdout.trim(), "_cacache"), path.join(cache, "_cacache"));
    return shell(
      `npx --yes --package '${this.tarball}' ${command}`,
      cleanEnvironment({ ...NPM, npm_config_cache: cache }),
    );
  }

  /** What publint says against the package, and attw against its types; nothing if they find no fault. */
  public async faults(): Promise<string> {
    const said = [
      await this.check("publint", "run", "--strict", this.tarball),
      await this.check("attw", "--format", "ascii", "--no-color", this.tarball),
    ];
    return said.join("");
  }

  private async check(program: string, ...args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await runCommand(path.join(MODULES, ".bin", program), args, {
      folder: this.folder,
      environment: cleanEnvironment({ NO_COLOR: "1" }),
    });
    return exitCode === 0 && !stdout.includes("Suggestions:") ? "" : `${program}:\n${stdout}${stderr}`;
  }

  /** Removes the tarball and all installations. */
  public async remove(): Promise<void> {
    await fs.rm(this.folder, { recursive: true });
  }
}

/** A folder that a package is installed in, and nothing else but what the test asks for. */
export class Installation {
  public constructor(
    /** Absolute path. */
    public readonly folder: string,
  ) {}

  /** Runs a line of shell in the folder. */
  public run(line: string): Promise<CommandResult> {
    return runCommand("sh", ["-c", line], { folder: this.folder, environment: cleanEnvironment(NPM) });
  }

  /** Runs a development tool of this project, such as a compiler, in the folder. */
  public runTool(name: string, ...args: readonly string[]): Promise<CommandResult> {
    return runCommand(path.join(MODULES, ".bin", name), args, {
      folder: this.folder,
      environment: cleanEnvironment(NPM),
    });
  }

  /** Adds or replaces a file. */
  public async write(file: string, text: string): Promise<void> {
    await fs.writeFile(path.join(this.folder, file), text);
  }

  /** The text of a file. */
  public read(file: string): Promise<string> {
    return fs.readFile(path.join(this.folder, file), "utf8");
  }

  /**
   * Checks the types of a program that uses the package, strictly, and compiles it.
   *
   * @param options - compiler options beside those
   * @returns what the compiler says
   */
  public async typeErrors(
    file: string,
    program: string,
    options: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const compilerOptions = {
      ...{ module: "node16", target: "es2023", strict: true, skipLibCheck: true, outDir: "compiled" },
      ...{ types: ["node"], typeRoots: [path.join(MODULES, "@types")] },
      ...options,
    };
    await this.write(file, program);
    await this.write("tsconfig.json", JSON.stringify({ compilerOptions, files: [file] }));
    return (await this.runTool("tsc", "-p", ".")).stdout;
  }
}

/** What `npm pack --json` says of a package. */
interface Pack {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}
