import { spawnSync } from "node:child_process";

import { parse, stringify } from "yaml";

import { dataPlaneRequirements } from "../../emulator/test/support/small-world";
import { realProviderFor } from "../../testing/real-provider";
import { type Requirement, requirement } from "../../testing/requirements";
import { cleanEnvironment } from "../../testing/terraform";
import { blocksOf, projectText } from "./readme";

/** One way through the pages: those of their commands that belong together, run in the order of the pages in a copy of the project. */
export interface Walk {
  /** How somebody goes who types these commands. */
  readonly way: string;
  /** How each command is typed, by page. */
  readonly commands: Readonly<Record<string, Readonly<Record<string, Typed>>>>;
  /** @default - nothing */
  readonly requirements?: readonly Requirement[];
  /** Whether `npm ci` was run before. @default true */
  readonly isInstalled?: boolean;
  /** The configuration of the walk: its EIPs are exposed at the end. @default - nothing is exposed */
  readonly exposes?: string;
}

/** How a command is typed. */
export interface Typed {
  /** What is typed after it, because nobody is there to answer. @default - nothing */
  readonly with?: string;
  /** What is answered when it asks. @default - nothing */
  readonly input?: string;
  /** Where it is typed: beside a program that goes on, or in the emulated instance. @default "shell" */
  readonly in?: "shell" | "terminal of its own" | "instance";
}

const STACK = "-chdir=cdktf.out/stacks/exposed-eip";
const TUTORIAL = "-chdir=cdktf.out/stacks/tutorial";
const YES: Typed = { input: "yes\n" };
const IN_INSTANCE: Typed = { in: "instance" };

/** Every command of the pages is in at least one of these, or in {@link RUN_ELSEWHERE}. A new command goes where it belongs. */
export const WALKS: readonly Walk[] = [
  {
    way: "in a fresh clone",
    isInstalled: false,
    // What would be installed is worked out, and that it is what the lock file says; the rest is a matter of a network.
    commands: {
      "README.md": { "npm ci": { with: "--dry-run --offline --ignore-scripts --no-audit --no-fund" } },
    },
  },
  {
    way: "without an account",
    commands: {
      "README.md": { "npm run synth": {} },
      "docs/how-to/fleet.md": { "EXPOSURE_CONFIG=examples/fleet npm run synth": {} },
      "docs/how-to/pipeline.md": { "npm run export -- --to modules/exposed-eip --as module": {} },
      "docs/reference/diagram.md": { "exposed-eip diagram": {}, "exposed-eip diagram --to exposure.svg": {} },
      "docs/reference/report.md": { "exposed-eip report --language zh-CN": {} },
    },
  },
  {
    way: "of the tutorial",
    requirements: [onPath("terraform"), realProviderFor("Terraform"), ...dataPlaneRequirements],
    commands: {
      "docs/tutorial/first-exposure.md": {
        "npx alicloud-emulator --seed examples/tutorial/account.json --data-plane": {
          in: "terminal of its own",
        },
        "ip -br -4 addr": IN_INSTANCE,
        "export EXPOSURE_CONFIG=examples/tutorial/tutorial.yaml ALIBABA_CLOUD_ACCESS_KEY_ID=any ALIBABA_CLOUD_ACCESS_KEY_SECRET=any":
          {},
        "npm run synth": {},
        [`terraform ${TUTORIAL} init`]: {},
        [`terraform ${TUTORIAL} apply`]: YES,
        "ping -n -q -c 2 -I 203.0.113.106 192.0.2.10": IN_INSTANCE,
        [`terraform ${TUTORIAL} plan`]: {},
        [`terraform ${TUTORIAL} output -json exposures`]: {},
        [`terraform ${TUTORIAL} destroy`]: YES,
      },
    },
  },
  {
    way: "with the CDKTF command line, for an FTP server",
    requirements: [onPath("terraform"), realProviderFor("Terraform")],
    commands: {
      "docs/how-to/apply.md": {
        "exposed-eip check --live": {},
        "npx cdktf deploy": { with: "--auto-approve" },
      },
    },
    exposes: configurationIn("docs/how-to/active-mode-ftp.md"),
  },
  {
    way: "with what is exported, for a SIP server and a VPN gateway",
    requirements: [onPath("terraform"), realProviderFor("Terraform")],
    commands: {
      "docs/how-to/pipeline.md": {
        "npm run export -- --to exported": {},
        "terraform -chdir=exported init": {},
        "terraform -chdir=exported apply": YES,
      },
    },
    exposes: configurationIn("docs/how-to/sip-over-udp.md", "docs/how-to/strongswan.md"),
  },
  {
    way: "with OpenTofu",
    requirements: [onPath("tofu"), realProviderFor("OpenTofu")],
    commands: {
      "docs/how-to/apply.md": {
        "npm run synth": {},
        [`tofu ${STACK} init`]: {},
        [`tofu ${STACK} apply`]: YES,
      },
    },
    exposes: projectText("exposure.yaml"),
  },
];

/**
 * Commands that something else runs, by page: the file, and a text in it that shows where. `*` stands for every other command of the
 * page.
 */
export const RUN_ELSEWHERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "README.md": { "npm run demo": "test/demo/demo.test.ts: npm run --silent demo" },
  "docs/explanation/planning.md": { "npm run replan": "test/cli/command-line.test.ts: replan" },
  "docs/guest.md": { "*": "test/guest/render.test.ts: exposed-eip.sh" },
  "docs/how-to/adoption.md": { "*": "test/e2e/adoption-trial.ts: docs/how-to/adoption.md" },
  "docs/how-to/apply.md": {
    [`terraform ${STACK} init`]: "test/e2e/adoption-trial.ts: docs/how-to/adoption.md",
    [`terraform ${STACK} apply`]: "test/e2e/deployment.ts: apply",
    [`terraform ${STACK} output -json exposures`]: "test/readme/walks.ts: output -json exposures",
  },
  "docs/how-to/fleet.md": { "*": "test/e2e/main-job.test.ts: docs/how-to/fleet.md" },
  "docs/how-to/interrupted-apply.md": { "*": "test/e2e/repair.ts: docs/how-to/interrupted-apply.md" },
  "docs/reference/command-line.md": { "*": "test/cli/command-line.test.ts: completion" },
  "docs/reference/diagram.md": { "*": "test/cli/diagram.test.ts: --before" },
  "docs/reference/export.md": { "*": "test/export/process.test.ts: --style for-each" },
  "docs/reference/library.md": { "*": "test/package/package.test.ts: cdktf@0.21.0" },
  "docs/reference/live-checks.md": { "*": "test/e2e/live-options.test.ts: docs/reference/live-checks.md" },
  "docs/reference/pipelines.md": { "*": "test/pipelines/jq.test.ts: docs/reference/pipelines.md" },
  "docs/reference/releasing.md": { "*": "test/provider/compare-schema.test.ts: compare-schema" },
  "docs/reference/report.md": { "*": "test/cli/report.test.ts: --contact" },
  "docs/reference/testing.md": { "*": "scripts/e2e.js: jest" },
  "docs/tutorial/first-exposure.md": { "npm ci": ".ci/run: npm ci" },
};

/** A configuration that is the first block of YAML of a page; those of several pages as one. */
function configurationIn(...pages: readonly string[]): string {
  const parts = pages.map((page) => parse(blocksOf(page, "yaml")[0]?.text ?? "") as { exposures: object });
  const exposures = Object.fromEntries(parts.flatMap((part) => Object.entries(part.exposures)));
  return stringify({ ...parts[0], exposures });
}

function onPath(program: "terraform" | "tofu"): Requirement {
  const isTerraform = program === "terraform";
  const probe = () => {
    const { error } = spawnSync(program, ["version"], { env: cleanEnvironment() });
    return error && `${program} is not on the PATH`;
  };
  return requirement(isTerraform ? "Terraform" : "OpenTofu", probe, { mandatoryInCi: isTerraform });
}
