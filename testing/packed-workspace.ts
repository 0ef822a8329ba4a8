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

/** A workspace as those have it who install its tarball into an empty folder. */
export class PackedWorkspace {
  private constructor(
    /** The folder that it is installed in. */
    public readonly folder: string,
    /** What is in the tarball: paths inside the package, sorted. */
    public readonly files: readonly string[],
    /** The size of the tarball in bytes. */
    public readonly size: number,
  ) {}

  /** Builds and packs a workspace in a copy of the project, and installs it. The caller has to {@link remove} it. */
  public static async create(name: string): Promise<PackedWorkspace> {
    const project = await ProjectCopy.create({ environment: NPM });
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "packed-workspace-"));
    try {
      const { stdout } = await project.run(
        `npm pack --json --workspace ${name} --pack-destination '${folder}'`,
      );
      const [packed] = Object.values(JSON.parse(stdout) as Record<string, Pack>);
      if (packed === undefined) throw new Error(`npm has packed nothing: ${stdout}`);
      const workspace = new PackedWorkspace(
        folder,
        packed.files.map((file) => file.path).sort(),
        packed.size,
      );
      await fs.writeFile(path.join(folder, "package.json"), '{ "private": true }');
      await workspace.run(`npm install --silent './${packed.filename}'`);
      return workspace;
    } finally {
      await project.remove();
    }
  }

  /** Runs a line of shell in the folder. */
  public run(line: string): Promise<CommandResult> {
    return runCommand("sh", ["-c", line], { folder: this.folder, environment: cleanEnvironment(NPM) });
  }

  /** Checks the types of a program that uses the package, strictly. @returns what the compiler says */
  public async typeErrors(program: string): Promise<string> {
    const compilerOptions = {
      ...{ module: "node16", target: "es2023", strict: true, noEmit: true, skipLibCheck: true },
      ...{ types: ["node"], typeRoots: [path.join(MODULES, "@types")] },
    };
    await fs.writeFile(path.join(this.folder, "program.mts"), program);
    await fs.writeFile(
      path.join(this.folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["program.mts"] }),
    );
    return (await this.run(`"${path.join(MODULES, ".bin/tsc")}" -p .`)).stdout;
  }

  public async remove(): Promise<void> {
    await fs.rm(this.folder, { recursive: true });
  }
}

/** What `npm pack --json` says of a package. */
interface Pack {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}
