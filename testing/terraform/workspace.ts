import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import type { CommandResult } from "../run-command";
import { cleanEnvironment } from "./clean-environment";
import { type Diagnostic, diagnostic, type RawDiagnostic } from "./diagnostic";
import { Terraform } from "./terraform";
import { type TestReport, testReport } from "./test-report";

/** Files by their name relative to the workspace. Text is written as it is, everything else as JSON. */
export type WorkspaceFiles = Readonly<Record<string, unknown>>;

export interface WorkspaceOptions {
  /** Variables to add to Terraform's environment, for example those of a `SchemaServer`. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface InitOptions {
  /** Whether to prepare the backend of the configuration too, which `plan` and `apply` need. @default false */
  readonly backend?: boolean;
}

export interface ValidateResult {
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A temporary folder with a Terraform configuration, and the Terraform commands that a test runs in it. Every method
 * that runs a command throws a `CommandError` with the whole output when Terraform exits with an unexpected code.
 */
export class TerraformWorkspace extends Terraform {
  private initialized: Promise<CommandResult> | undefined;

  /** Makes a workspace; the caller has to {@link remove} it. */
  public static async create(
    files: WorkspaceFiles,
    options: WorkspaceOptions = {},
  ): Promise<TerraformWorkspace> {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "terraform-workspace-"));
    const workspace = new TerraformWorkspace(folder, cleanEnvironment(options.environment));
    await workspace.write(files);
    return workspace;
  }

  /** Adds or replaces files. */
  public async write(files: WorkspaceFiles): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.writeFile(file, typeof content === "string" ? content : JSON.stringify(content, undefined, 2));
    }
  }

  /** `terraform init`. {@link validate} and {@link test} do it by themselves, without the backend, when it was not done. */
  public async init(options: InitOptions = {}): Promise<CommandResult> {
    const backend = options.backend ?? false;
    this.initialized = this.run(["init", "-no-color", ...(backend ? [] : ["-backend=false"])]);
    return this.initialized;
  }

  /** `terraform validate`: checks the configuration against the provider's schema. */
  public async validate(): Promise<ValidateResult> {
    await (this.initialized ?? this.init());
    const { stdout } = await this.run(["validate", "-json"], { exitCodes: [0, 1] });
    const answer = JSON.parse(stdout) as { valid: boolean; diagnostics: readonly RawDiagnostic[] };
    return { valid: answer.valid, diagnostics: answer.diagnostics.map(diagnostic) };
  }

  /**
   * `terraform test` with just these test files. Each file is a test of its own, with its own state; within a file,
   * Terraform skips what follows a failed run.
   *
   * @param files test files by their names, which end in `.tftest.json` or `.tftest.hcl`
   * @throws CommandError also when the configuration or a test file is itself in error, so that there was nothing to run
   */
  public async test(files: WorkspaceFiles): Promise<TestReport> {
    await (this.initialized ?? this.init());
    await this.write(files);
    const filters = Object.keys(files).map((name) => `-filter=${name}`);
    const result = await this.run(["test", "-json", "-verbose", ...filters], { exitCodes: [0, 1] });
    return testReport(result);
  }

  /** Removes the folder with everything in it. */
  public async remove(): Promise<void> {
    await fs.rm(this.folder, { recursive: true, force: true });
  }
}
