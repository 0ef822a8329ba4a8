import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { buildSync } from "esbuild";

import { type CommandResult, runCommand } from "../../../testing/run-command";

const workspace = path.join(__dirname, "../..");

/** The command as the package has it, in a folder of its own, and a folder to run it in. */
export class InstalledCommand {
  /** The program for Node.js. */
  public readonly program: string;
  /** Where it runs. */
  public readonly folder: string;
  private readonly root = mkdtempSync(path.join(tmpdir(), "terraform-hcl-test-"));

  public constructor() {
    this.folder = mkdtempSync(path.join(this.root, "work-"));
    for (const name of ["bin", "package.json"]) {
      cpSync(path.join(workspace, name), path.join(this.root, name), { recursive: true });
    }
    this.program = path.join(this.root, "bin/terraform-hcl.js");
    buildSync({
      entryPoints: [path.join(workspace, "src/cli.ts")],
      bundle: true,
      platform: "node",
      target: "node20",
      outfile: path.join(this.root, "dist/cli.js"),
      logLevel: "error",
    });
  }

  /** Runs it in its folder. */
  public run(args: readonly string[], input = ""): Promise<CommandResult> {
    return runCommand(process.execPath, [this.program, ...args], {
      folder: this.folder,
      environment: process.env,
      input,
    });
  }

  /** Runs a line of a shell, in which `terraform-hcl` is the command. */
  public shell(line: string): Promise<CommandResult> {
    const script = `terraform-hcl() { "${process.execPath}" "${this.program}" "$@"; }\n${line}`;
    return runCommand("bash", ["-c", script], { folder: this.folder, environment: process.env });
  }

  public remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
