import { readFileSync } from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

const FOLDER = path.resolve(__dirname, "../../examples/pipelines");

/** Something in a parsed YAML file. */
export type Yaml = Readonly<Record<string, unknown>>;

export function pipelineText(file: string): string {
  return readFileSync(path.join(FOLDER, file), "utf8");
}

export function pipelineYaml(file: string): Yaml {
  return parse(pipelineText(file)) as Yaml;
}

export const FILES = {
  github: "github-actions.yml",
  gitlab: "gitlab/.gitlab-ci.yml",
  gitlabJobs: "gitlab/.gitlab/exposure-jobs.yml",
  jenkins: "Jenkinsfile",
  atlantis: "atlantis/repos.yaml",
} as const;

/** A piece of shell in a pipeline. */
export interface Shell {
  /** The file, and the job, stage or hook. */
  readonly place: string;
  readonly script: string;
}

/** All shell of all pipelines, in the order of the files. */
export function allShell(): Shell[] {
  return [...githubShell(), ...gitlabShell(), ...jenkinsShell(), ...atlantisShell()];
}

interface GithubJob {
  readonly steps: readonly { readonly run?: string; readonly uses?: string; readonly with?: Yaml }[];
  readonly permissions?: Yaml;
}

export function githubJobs(): Readonly<Record<string, GithubJob>> {
  return pipelineYaml(FILES.github).jobs as Readonly<Record<string, GithubJob>>;
}

export function githubShell(): Shell[] {
  return Object.entries(githubJobs()).flatMap(([job, { steps }]) =>
    steps.flatMap(({ run }) => (run === undefined ? [] : [{ place: `${FILES.github} ${job}`, script: run }])),
  );
}

export function gitlabShell(): Shell[] {
  return [FILES.gitlab, FILES.gitlabJobs].flatMap((file) =>
    Object.entries(pipelineYaml(file)).flatMap(([job, value]) => {
      const { script } = (value ?? {}) as { script?: readonly string[] };
      // GitLab runs the entries of a job in one shell.
      return script === undefined ? [] : [{ place: `${file} ${job}`, script: script.join("\n") }];
    }),
  );
}

export function jenkinsShell(): Shell[] {
  const found = pipelineText(FILES.jenkins).matchAll(/\bsh (?:'''([\s\S]*?)'''|'([^'\n]*)')/g);
  return [...found].map(([, block, line]) => ({ place: FILES.jenkins, script: block ?? line ?? "" }));
}

interface Atlantis {
  readonly repos: readonly { readonly pre_workflow_hooks: readonly { readonly run: string }[] }[];
  readonly workflows: Readonly<
    Record<string, Readonly<Record<string, { readonly steps: readonly (string | { run: string })[] }>>>
  >;
}

export function atlantis(): Atlantis {
  return pipelineYaml(FILES.atlantis) as unknown as Atlantis;
}

export function atlantisShell(): Shell[] {
  const { repos, workflows } = atlantis();
  const hooks = repos.flatMap(({ pre_workflow_hooks: all }) => all.map(({ run }) => run));
  const steps = Object.values(workflows).flatMap((workflow) =>
    Object.values(workflow).flatMap(({ steps: all }) =>
      all.flatMap((step) => (typeof step === "string" ? [] : [step.run])),
    ),
  );
  return [...hooks, ...steps].map((script) => ({ place: FILES.atlantis, script }));
}
