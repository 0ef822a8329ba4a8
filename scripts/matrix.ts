import path from "node:path";
import { parseArgs } from "node:util";

import { loadConfigurations, lockFileBeside } from "../lib/cli/configuration-files";
import {
  atlantisProjects,
  githubMatrix,
  gitlabPipeline,
  MatrixError,
  type StackEntry,
} from "../lib/cli/matrix";
import { ProviderLockFile } from "../lib/cli/provider-lock-file";
import { reportUserErrors } from "../lib/cli/run";
import { stackPairs } from "../lib/cli/synthesized-stacks";
import { diffStacks } from "../lib/diff";

const USAGE = `npm run matrix -- --for github|gitlab|atlantis [--changed-from <before>]

--for           writes a matrix for GitHub Actions, a child pipeline for GitLab CI, or an atlantis.yaml
--changed-from  only the stacks that are not the same, providers included, in this earlier output folder
`;

const WRITERS: Readonly<Record<string, (stacks: readonly StackEntry[]) => string>> = {
  github: githubMatrix,
  gitlab: gitlabPipeline,
  atlantis: atlantisProjects,
};

const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";

// Lists the stacks of the configuration for a pipeline that works on each of them.
reportUserErrors(() => {
  const arguments_ = commandLine();
  if (arguments_ === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 1;
    return;
  }
  const { write, before } = arguments_;
  const changed = before === undefined ? undefined : changedSince(before);
  const stacks = loadConfigurations().map(({ file, defaults, configuration: { stack, region } }) => ({
    stack,
    region,
    folder: slashes(path.join(outdir, "stacks", stack)),
    files: [file, lockFileBeside(file), ProviderLockFile.committed().file, ...defaults].map(slashes),
  }));
  try {
    process.stdout.write(write(stacks.filter(({ stack }) => changed?.has(stack) ?? true)));
  } catch (error) {
    if (!(error instanceof MatrixError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
});

/** The stacks that are not the same before and now, or that other providers are installed for. */
function changedSince(before: string): ReadonlySet<string> {
  const isThere = stackPairs(before, outdir);
  return new Set(
    isThere
      .map((pair) => diffStacks(...pair))
      .filter(({ stack, isSame }) => !isSame || providersIn(before, stack) !== providersIn(outdir, stack))
      .map(({ stack }) => stack),
  );
}

function providersIn(folder: string, stack: string): string | undefined {
  return ProviderLockFile.in(path.join(folder, "stacks", stack)).text;
}

function slashes(file: string): string {
  return path.normalize(file).split(path.sep).join("/");
}

function commandLine() {
  try {
    const { values } = parseArgs({
      args: process.argv.slice(3),
      options: { for: { type: "string" }, "changed-from": { type: "string" } },
    });
    const write = WRITERS[values.for ?? ""];
    return write && { write, before: values["changed-from"] };
  } catch {
    // An option that is not known.
    return undefined;
  }
}
