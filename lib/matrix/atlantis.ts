import path from "node:path";

import { stringify } from "yaml";

import type { StackEntry } from "./stack-entry";

/** The repository's configuration for Atlantis, `atlantis.yaml`: a project for each stack. */
export function atlantisProjects(stacks: readonly StackEntry[]): string {
  return stringify({
    version: 3,
    automerge: false,
    parallel_plan: true,
    parallel_apply: true,
    projects: stacks.map(({ stack, folder, files }) => ({
      name: stack,
      dir: folder,
      workspace: "default",
      autoplan: {
        enabled: true,
        // What is synthesized is not in the repository: what it is made from is.
        when_modified: files.map((file) => path.posix.relative(folder, file)),
      },
    })),
  });
}
