import { spawnSync } from "node:child_process";

import { realProviderFor } from "../../testing/real-provider";
import { type Requirement, requirement } from "../../testing/requirements";
import { cleanEnvironment } from "../../testing/terraform";

/**
 * One way through the README: those of its commands that belong together, run in its order in a copy of the project.
 */
export interface Walk {
  /** How somebody goes who types these commands. */
  readonly way: string;
  readonly commands: Readonly<Record<string, Typed>>;
  /** @default - nothing */
  readonly requirements?: readonly Requirement[];
  /** Whether `npm ci` was run before. @default true */
  readonly isInstalled?: boolean;
  /** Whether the EIP is exposed at the end. @default false */
  readonly exposes?: boolean;
}

/** How a command is typed. */
export interface Typed {
  /** What is typed after it, because nobody is there to answer. @default - nothing */
  readonly with?: string;
  /** What is answered when it asks. @default - nothing */
  readonly input?: string;
}

const STACK = "-chdir=cdktf.out/stacks/exposed-eip";

/** Every command of the README is in at least one of these, or is run by CI. A new command goes where it belongs. */
export const WALKS: readonly Walk[] = [
  {
    way: "in a fresh clone",
    isInstalled: false,
    // What would be installed is worked out, and that it is what the lock file says; the rest is a matter of a network.
    commands: { "npm ci": { with: "--dry-run --offline --ignore-scripts --no-audit --no-fund" } },
  },
  {
    way: "without an account",
    commands: {
      "npm run synth": {},
      "npm run synth -- examples/two-exposures.yaml": {},
      "npm run export -- --to modules/exposed-eip --as module": {},
    },
  },
  {
    way: "with the CDKTF command line",
    requirements: [onPath("terraform"), realProviderFor("Terraform")],
    commands: { "npx cdktf deploy": { with: "--auto-approve" } },
    exposes: true,
  },
  {
    way: "with plain Terraform",
    requirements: [onPath("terraform"), realProviderFor("Terraform")],
    commands: {
      "npm run synth": {},
      [`terraform ${STACK} init`]: {},
      [`terraform ${STACK} apply`]: { input: "yes\n" },
      [`terraform ${STACK} output -json exposures`]: {},
    },
    exposes: true,
  },
  {
    way: "with what is exported",
    requirements: [onPath("terraform"), realProviderFor("Terraform")],
    commands: {
      "npm run export -- --to exported": {},
      "terraform -chdir=exported init": {},
      "terraform -chdir=exported apply": { input: "yes\n" },
    },
    exposes: true,
  },
  {
    way: "with OpenTofu",
    requirements: [onPath("tofu"), realProviderFor("OpenTofu")],
    commands: {
      "npm run synth": {},
      [`tofu ${STACK} init`]: {},
      [`tofu ${STACK} apply`]: { input: "yes\n" },
    },
    exposes: true,
  },
];

/** Commands that a test cannot run, since it is run by them. */
export const RUN_BY_CI = ["npm test"];

function onPath(program: "terraform" | "tofu"): Requirement {
  const isTerraform = program === "terraform";
  const probe = () => {
    const { error } = spawnSync(program, ["version"], { env: cleanEnvironment() });
    return error && `${program} is not on the PATH`;
  };
  return requirement(isTerraform ? "Terraform" : "OpenTofu", probe, { mandatoryInCi: isTerraform });
}
