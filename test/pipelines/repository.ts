import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { devNull } from "node:os";
import * as path from "node:path";

import { ProjectCopy } from "../../testing/project-copy";
import type { CommandResult } from "../../testing/run-command";

/** Milliseconds for one script; those with Terraform wait for the provider. */
const TIME_LIMIT = 300_000;

/**
 * A repository in which a pipeline runs: the project with the example's folder of configurations, on a branch that gives one
 * exposure another EIP.
 */
export class Repository {
  private constructor(private readonly project: ProjectCopy) {}

  public static async create(environment: Readonly<Record<string, string>> = {}): Promise<Repository> {
    const project = await ProjectCopy.create({
      environment: {
        EXPOSURE_CONFIG: "exposures",
        // Whatever the user has set up for commits, such as a signature.
        GIT_CONFIG_GLOBAL: devNull,
        GIT_CONFIG_NOSYSTEM: "1",
        ...environment,
      },
    });
    const repository = new Repository(project);
    cpSync(path.join(project.folder, "examples/fleet"), path.join(project.folder, "exposures"), {
      recursive: true,
    });
    // A state of its own on this machine.
    await project.write(
      "exposures/defaults.yaml",
      "region: cn-hangzhou\nprovider: {skip_region_validation: true}\n",
    );
    await repository.run(`
      git init --quiet --initial-branch main .
      git config user.name tester && git config user.email tester@localhost
      git add --all && git commit --quiet --message before
      git remote add origin . && git fetch --quiet origin
    `);
    await project.write(
      "exposures/mail.yaml",
      "exposures:\n  smtp: { instance: i-bp1example1, eip: 198.51.100.9 }\n",
    );
    await repository.run("git commit --quiet --all --message change");
    return repository;
  }

  /** Runs a script of a pipeline, as its runner does: in a shell that stops at the first failure. */
  public async run(script: string, variables: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
    const set = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
    // What is installed is there already, by a link; the command itself is run by CI.
    const text = [...set, script.replaceAll(/npm ci [^\n&]*/g, "true")].join("\n");
    mkdirSync(path.join(this.project.folder, ".runner"), { recursive: true });
    await this.project.write(".runner/script.sh", text);
    return this.project.run("bash -eo pipefail .runner/script.sh", { timeLimit: TIME_LIMIT });
  }

  public read(file: string): string {
    return readFileSync(path.join(this.project.folder, file), "utf8");
  }

  public async remove(): Promise<void> {
    await this.project.remove();
  }
}
