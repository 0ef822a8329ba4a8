import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import type { StackEntry } from "../../lib/cli/stacks";
import { describeIf, programsOnPath } from "../../testing/requirements";
import { scriptsOf } from "./workflow";

const stacks: readonly StackEntry[] = [
  {
    stack: "web",
    region: "cn-hangzhou",
    folder: "cdktf.out/stacks/web",
    files: ["exposures/web.yaml", "exposures/web.lock.json", "exposures/defaults.yaml"],
  },
  {
    stack: "prod-mail",
    region: "cn-beijing",
    folder: "cdktf.out/stacks/prod-mail",
    files: ["exposures/prod/mail.yaml"],
  },
];

describeIf(programsOnPath("jq", "bash", "cat"), "of the list of stacks, jq makes", () => {
  it("the matrix of GitHub Actions, on one line", () => {
    expect(matrix(stacks)).toEqual({
      status: 0,
      stdout:
        'matrix={"include":[{"stack":"web","folder":"cdktf.out/stacks/web"},' +
        '{"stack":"prod-mail","folder":"cdktf.out/stacks/prod-mail"}]}\n',
    });
    // As the conditions of the workflow compare it.
    expect(matrix([]).stdout).toBe('matrix={"include":[]}\n');
  });

  it("no matrix of more jobs than GitHub allows, but an error that says where to read on", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...stacks[0], stack: `s${index}` }) as StackEntry);
    expect(matrix(many(256)).status).toBe(0);
    expect(matrix(many(257))).toEqual({
      status: 1,
      stdout: expect.stringMatching(
        /^::error .*257 stacks.*256 jobs.*docs\/reference\/pipelines\.md\n$/,
      ) as string,
    });
  });

  it("a child pipeline for GitLab CI, in which no stack waits for another", () => {
    const pipeline = parse(documented("stacks.yml", stacks)) as Record<string, { needs?: unknown[] }>;
    expect(Object.keys(pipeline)).toEqual([
      ...["include", "stages", "plan web", "apply web", "plan prod-mail", "apply prod-mail"],
    ]);
    expect(pipeline["apply web"]).toEqual({
      extends: ".apply",
      variables: { STACK: "web", FOLDER: "cdktf.out/stacks/web" },
      needs: [{ pipeline: "$PARENT_PIPELINE_ID", job: "synth" }, "plan web"],
      resource_group: "web",
    });
    expect(pipeline["apply prod-mail"]?.needs).not.toContain("plan web");
  });

  it("a job at least for GitLab CI, where there is no stack", () => {
    expect(parse(documented("stacks.yml", []))).toHaveProperty(["no stack", "script"]);
  });

  it("a list of folders for Jenkins", () => {
    expect(documented("folders.txt", stacks)).toBe("cdktf.out/stacks/web\ncdktf.out/stacks/prod-mail\n");
  });

  it("a list of projects for Atlantis, each planned when one of its own files changes", () => {
    const { version, projects } = parse(documented("atlantis.yaml", stacks)) as {
      version: number;
      projects: { name: string; dir: string; autoplan: { when_modified: string[] } }[];
    };
    expect(version).toBe(3);
    expect(projects.map(({ name, dir }) => [name, dir])).toEqual([
      ["web", "cdktf.out/stacks/web"],
      ["prod-mail", "cdktf.out/stacks/prod-mail"],
    ]);
    for (const [index, { dir, autoplan }] of projects.entries())
      expect(autoplan.when_modified.map((file) => path.posix.join(dir, file))).toEqual(stacks[index]?.files);
  });
});

/** What the step of the workflow says of these stacks. */
function matrix(entries: readonly StackEntry[]) {
  const script = scriptsOf("synth").find((one) => one.includes("matrix=")) ?? "";
  return shell(
    script
      .replace(/npm run --silent stacks .* > stacks\.json\n/, "")
      .replaceAll("stacks.json", '<(cat <<<"$STACKS")')
      .replace('>> "$GITHUB_OUTPUT"', ""),
    entries,
  );
}

/** What the command in docs/reference/pipelines.md that writes this file writes. */
function documented(file: string, entries: readonly StackEntry[]): string {
  const page = readFileSync(path.resolve(__dirname, "../../docs/reference/pipelines.md"), "utf8");
  const command = [...page.matchAll(/```sh\n(npm run --silent stacks [\s\S]*?)\n```/g)]
    .map(([, text = ""]) => text)
    .find((text) => text.endsWith(`> ${file}`));
  if (command === undefined)
    throw new Error(`docs/reference/pipelines.md has no command that writes ${file}`);
  const filter = command.replace(/^npm [^|]*\|/, 'cat <<<"$STACKS" |').replace(/ > \S+$/, "");
  return shell(filter, entries).stdout;
}

function shell(script: string, entries: readonly StackEntry[]) {
  const { status, stdout, stderr } = spawnSync("bash", ["-eo", "pipefail"], {
    input: script,
    encoding: "utf8",
    env: { PATH: process.env.PATH, STACKS: JSON.stringify(entries) },
  });
  expect(stderr).toBe("");
  return { status, stdout };
}
