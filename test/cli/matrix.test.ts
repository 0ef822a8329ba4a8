import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parse } from "yaml";

import {
  atlantisProjects,
  githubMatrix,
  gitlabPipeline,
  MatrixError,
  type StackEntry,
} from "../../lib/cli/matrix";
import { runCommand } from "../../testing/run-command";

const ROOT = path.resolve(__dirname, "../..");

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

describe("the list of stacks", () => {
  it("is a matrix on one line for GitHub Actions", () => {
    const text = githubMatrix(stacks);
    expect(text).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(text)).toEqual({
      include: [
        { stack: "web", region: "cn-hangzhou", folder: "cdktf.out/stacks/web" },
        { stack: "prod-mail", region: "cn-beijing", folder: "cdktf.out/stacks/prod-mail" },
      ],
    });
    expect(githubMatrix([])).toBe('{"include":[]}\n');
  });

  it("fails for more stacks than GitHub makes jobs, saying what to do", () => {
    const [first] = stacks;
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...first, stack: `s${index}` }) as StackEntry);
    expect(() => githubMatrix(many(256))).not.toThrow();
    expect(() => githubMatrix(many(257))).toThrow(MatrixError);
    expect(() => githubMatrix(many(257))).toThrow(/matrix: 257, maximum 256; .*--changed-from/);
  });

  it("is a child pipeline for GitLab CI, in which no stack waits for another", () => {
    const pipeline = parse(gitlabPipeline(stacks)) as Record<
      string,
      { needs?: unknown[]; variables?: object }
    >;
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
    expect(gitlabPipeline(stacks)).not.toContain("&");
  });

  it("is a list of projects for Atlantis, each planned when one of its own files changes", () => {
    const { version, projects } = parse(atlantisProjects(stacks)) as {
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

  it("has a job at least for GitLab CI, where there is no stack", () => {
    expect(parse(gitlabPipeline([]))).toHaveProperty(["no stack", "script"]);
  });
});

describe("npm run matrix", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "matrix-"));
    write("exposures/defaults.yaml", "region: cn-hangzhou\n");
    write("exposures/web.yaml", "exposures: {web: {instance: i-web, eip: 203.0.113.106}}\n");
    write("exposures/prod/mail.yaml", "exposures: {mail: {instance: i-mail, eip: 198.51.100.7}}\n");
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("lists the stacks of a folder with all files that each is made from", async () => {
    const { projects } = parse((await run("matrix", "--for", "atlantis")).stdout) as {
      projects: { name: string; autoplan: { when_modified: string[] } }[];
    };
    expect(projects.map(({ name, autoplan }) => [name, autoplan.when_modified])).toEqual([
      ["web", filesOf("web.yaml", "web.lock.json")],
      ["prod-mail", filesOf("prod/mail.yaml", "prod/mail.lock.json")],
    ]);
    function filesOf(...own: string[]) {
      return [...own, ".terraform.lock.hcl", "defaults.yaml"].map((file) => `../../../exposures/${file}`);
    }
  });

  it("leaves out the stacks that are the same in an earlier output folder", async () => {
    await run("main");
    fs.cpSync(path.join(folder, "cdktf.out"), path.join(folder, "cdktf.base"), { recursive: true });
    const changed = async () =>
      (
        JSON.parse((await run("matrix", "--for", "github", "--changed-from", "cdktf.base")).stdout) as {
          include: { stack: string }[];
        }
      ).include.map(({ stack }) => stack);
    expect(await changed()).toEqual([]);
    write("exposures/web.yaml", "exposures: {web: {instance: i-new, eip: 203.0.113.106}}\n");
    await run("main");
    expect(await changed()).toEqual(["web"]);
    write("cdktf.out/stacks/prod-mail/.terraform.lock.hcl", "# another provider\n");
    expect(await changed()).toEqual(["web", "prod-mail"]);
  });

  it("lists the only stack of a single file", async () => {
    write("exposure.yaml", "region: cn-hangzhou\nexposures: {}\n");
    const { stdout } = await run("matrix", { EXPOSURE_CONFIG: "exposure.yaml" }, "--for", "github");
    expect(JSON.parse(stdout)).toMatchObject({ include: [{ stack: "exposed-eip" }] });
  });

  it("says how to call it when it is called wrongly", async () => {
    for (const args of [[], ["--for", "nobody"], ["--no-such"]]) {
      const { exitCode, stderr } = await run("matrix", ...args);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^npm run matrix -- --for github\|gitlab\|atlantis/);
    }
  });

  function write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }

  function run(program: string, ...args: readonly (string | Record<string, string>)[]) {
    const texts = args.filter((one) => typeof one === "string");
    const [environment = {}] = args.filter((one) => typeof one === "object");
    const file = program === "main" ? "main.ts" : `scripts/${program}.ts`;
    return runCommand(process.execPath, [path.join(ROOT, "scripts/app.js"), file, ...texts], {
      folder,
      environment: { PATH: process.env.PATH, EXPOSURE_CONFIG: "exposures", ...environment },
    });
  }
});
