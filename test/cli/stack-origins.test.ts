import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { type CommandResult, runCommand } from "../../testing/run-command";

const ROOT = path.resolve(__dirname, "../..");
const CDKTF = path.join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf");
const RECORD = ".exposed-eip.stacks.json";

jest.setTimeout(120_000);

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "stack-origins-"));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Resources in a state as Terraform writes it; the lookups of a plan are in it as well. */
function state(count: number): string {
  const resource = (mode: string, name: string) => ({ mode, type: "t", name, instances: [{}] });
  const managed = Array.from({ length: count }, (_, i) => resource("managed", `r${i}`));
  return JSON.stringify({
    version: 4,
    outputs: { exposures: { value: {} } },
    resources: [resource("data", "lookup"), ...managed],
  });
}

function write(file: string, text = ""): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
}

function read(file: string): string {
  return fs.readFileSync(path.join(folder, file), "utf8");
}

/** Writes a configuration of one exposure. */
function configure(file: string, settings = ""): void {
  write(file, `region: cn-hangzhou\n${settings}exposures: {web: {instance: i-web, eip: 203.0.113.106}}\n`);
}

function exists(file: string): boolean {
  return fs.existsSync(path.join(folder, file));
}

function app(
  args: readonly string[],
  configuration: string | undefined,
  environment: NodeJS.ProcessEnv = {},
): Promise<CommandResult> {
  return runCommand(process.execPath, [path.join(ROOT, "scripts/app.js"), ...args], {
    folder,
    environment: {
      PATH: process.env.PATH,
      ...(configuration !== undefined && { EXPOSURE_CONFIG: configuration }),
      ...environment,
    },
  });
}

const synth = (configuration?: string, environment?: NodeJS.ProcessEnv) =>
  app([], configuration, environment);

const stacks = (configuration: string, ...args: readonly string[]) =>
  app(["bin/exposed-eip.ts", "stacks", ...args], configuration);

async function synthesized(configuration?: string, environment?: NodeJS.ProcessEnv): Promise<string> {
  const { exitCode, stdout, stderr } = await synth(configuration, environment);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout;
}

/** All files below the folder with their contents. */
function snapshot(): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => fs.statSync(path.join(folder, name)).isFile()).sort();
  return Object.fromEntries(files.map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]));
}

describe("two files without a stack name", () => {
  it("have two stacks with two states", async () => {
    configure("web.yaml");
    configure("mail.yaml");
    await synthesized("web.yaml");
    await synthesized("mail.yaml");
    const backends = ["web", "mail"].map((stack) => {
      const text = fs.readFileSync(path.join(folder, "cdktf.out/stacks", stack, "cdk.tf.json"), "utf8");
      return (JSON.parse(text) as { terraform: { backend: object } }).terraform.backend;
    });
    expect(backends).toEqual([
      { local: { path: "../../../terraform.web.tfstate" } },
      { local: { path: "../../../terraform.mail.tfstate" } },
    ]);
  });
});

describe("a local state", () => {
  const cdktfSynth = async (outdir: string): Promise<string> => {
    const { exitCode, stdout } = await runCommand(process.execPath, [CDKTF, "synth", "--output", outdir], {
      folder,
      environment: {
        ...{ PATH: process.env.PATH, HOME: folder, EXPOSURE_CONFIG: "web.yaml" },
        ...{ CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", CI: "1" },
      },
    });
    expect(exitCode).toBe(0);
    return stdout;
  };
  /** Path of the state, as Terraform finds it from the folder of the stack. */
  const stateOf = (outdir: string): string => {
    const stack = path.resolve(folder, outdir, "stacks/web");
    const json = JSON.parse(fs.readFileSync(path.join(stack, "cdk.tf.json"), "utf8")) as {
      terraform: { backend: { local: { path: string } } };
    };
    return path.relative(folder, path.resolve(stack, json.terraform.backend.local.path));
  };

  it("is beside cdktf.json, or cdktf synth --output names the path where it is", async () => {
    configure("web.yaml");
    write("cdktf.json", JSON.stringify({ language: "typescript", app: `node ${ROOT}/scripts/app.js` }));
    expect(await cdktfSynth("other")).not.toContain("local states");
    expect(stateOf("other")).toBe("terraform.web.tfstate");
    expect(await cdktfSynth("out/of/sight")).toContain(
      "\nwarning: local states of out/of/sight are not beside cdktf.json: out/of/terraform.web.tfstate; " +
        "choose an output folder beside cdktf.json, or set backend in the configuration\n",
    );
    expect(stateOf("out/of/sight")).toBe("out/of/terraform.web.tfstate");
    write("terraform.web.tfstate", state(5));
    expect(await cdktfSynth("out/of/sight")).toContain(
      "out/of/terraform.web.tfstate; terraform.web.tfstate has 5 resources, " +
        "which an apply from out/of/sight would create again; use the output folder of before\n",
    );
  });

  it("is named with its absolute path outside of the working directory", async () => {
    configure("web.yaml");
    const outside = fs.mkdtempSync(path.join(os.tmpdir(), "outside-"));
    try {
      const stdout = await synthesized("web.yaml", { CDKTF_OUTDIR: path.join(outside, "out") });
      expect(stdout).toContain(` are not in the working directory: ${outside}/terraform.web.tfstate; `);
    } finally {
      fs.rmSync(outside, { recursive: true });
    }
  });

  it.each(["none", "{oss: {bucket: b}}", "{local: {path: /state/web.tfstate}}"])(
    "is not spoken of with the backend %s, whose place is the same from everywhere",
    async (backend) => {
      configure("web.yaml", `backend: ${backend}\n`);
      expect(await synthesized("web.yaml", { CDKTF_OUTDIR: "out/of/sight" })).not.toContain("local states");
    },
  );
});

describe("the configuration file where none is named", () => {
  it.each(["exposure.yaml", "exposure.yml", "exposure.json"])("is %s", async (file) => {
    write(
      file,
      '{"region": "cn-hangzhou", "exposures": {"web": {"instance": "i-web", "eip": "203.0.113.106"}}}',
    );
    expect(await synthesized()).toMatch(
      /^exposed-eip {2}\(region cn-hangzhou\)\n[^]* next: npx cdktf deploy\n/,
    );
  });

  it("is unclear, and nothing is written, if two are there", async () => {
    configure("exposure.yml");
    write("exposure.json", "{}");
    const { exitCode, stderr } = await synth();
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      [
        "exposure.yml",
        "  problem  exposure.json is beside it, and each would be the configuration",
        "  allowed  one of exposure.yaml, exposure.yml, exposure.json",
        "  do       remove the others, or name the file that is meant",
        "",
        "help: docs/reference/troubleshooting.md#invalid-configuration",
        "1 error, nothing written",
        "",
      ].join("\n"),
    );
    expect(exists("cdktf.out")).toBe(false);
  });
});

describe("a stack of another file", () => {
  it("is refused because of its output, and nothing is written", async () => {
    configure("a.yaml", "stack: shop\n");
    configure("b.yaml", "stack: shop\n");
    await synthesized("a.yaml");
    const before = snapshot();
    const { exitCode, stdout, stderr } = await synth("b.yaml");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toBe(
      [
        "b.yaml  stack",
        "  found    shop",
        "  problem  the stack is that of a.yaml: cdktf.out/stacks/shop is its output",
        "  allowed  one configuration file for each stack",
        "  do       write another name as stack in b.yaml; or, if b.yaml replaces a.yaml, run  " +
          "EXPOSURE_CONFIG=b.yaml npx exposed-eip stacks --move shop",
        "",
        "help: docs/reference/troubleshooting.md#invalid-configuration",
        "1 error, nothing written",
        "",
      ].join("\n"),
    );
    expect(snapshot()).toEqual(before);
    await synthesized("a.yaml");
  });

  it("is refused because of its state, also without the output folder", async () => {
    configure("one/exposure.yaml");
    configure("two/exposure.yaml");
    await synthesized("one/exposure.yaml");
    write("terraform.exposed-eip.tfstate", state(2));
    fs.rmSync(path.join(folder, "cdktf.out"), { recursive: true });
    const { exitCode, stderr } = await synth("two/exposure.yaml");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "the stack is that of one/exposure.yaml: terraform.exposed-eip.tfstate has 2 resources\n",
    );
    expect(exists("cdktf.out")).toBe(false);
    expect(exists("two/exposure.lock.json")).toBe(false);
  });

  it("is refused if its state is elsewhere, and may be known by nobody here", async () => {
    const backend = "backend: {oss: {bucket: b, key: k}}\n";
    configure("a.yaml", `stack: shop\n${backend}`);
    configure("b.yaml", `stack: shop\n${backend}`);
    await synthesized("a.yaml");
    fs.rmSync(path.join(folder, "cdktf.out"), { recursive: true });
    expect((await synth("b.yaml")).stderr).toContain(
      "the stack is that of a.yaml: its state (backend oss) may have resources\n",
    );
  });

  it("is refused for each file of a folder, all at once", async () => {
    configure("a.yaml", "stack: a\n");
    configure("b.yaml", "stack: b\n");
    await synthesized("a.yaml");
    await synthesized("b.yaml");
    configure("folder/a.yaml");
    write("folder/b.yaml", "{region: cn-hangzhou, exposures: {}}");
    const { stderr } = await synth("folder");
    expect(stderr).toContain("folder/a.yaml  stack\n");
    expect(stderr).toContain("folder/b.yaml  stack\n");
    expect(stderr).toMatch(/\n2 errors, nothing written\n$/);
  });

  it("is taken if nothing is left of it", async () => {
    configure("a.yaml", "stack: shop\n");
    configure("b.yaml", "stack: shop\n");
    await synthesized("a.yaml");
    fs.rmSync(path.join(folder, "cdktf.out"), { recursive: true });
    write("terraform.shop.tfstate", state(0));
    expect(await synthesized("b.yaml")).not.toContain("warning: the stack");
    expect((await synth("a.yaml")).stderr).toContain("the stack is that of b.yaml");
  });

  it("is not refused in a project without a record, as after an upgrade", async () => {
    configure("a.yaml", "stack: shop\n");
    await synthesized("a.yaml");
    write("terraform.shop.tfstate", state(2));
    fs.rmSync(path.join(folder, RECORD));
    configure("b.yaml", "stack: shop\n");
    await synthesized("b.yaml");
    expect((await synth("a.yaml")).exitCode).toBe(1);
  });

  it("is refused if only the path of its state is the same", async () => {
    configure("a.yaml", "stack: a\nbackend: {local: {path: ../../../mine.tfstate}}\n");
    configure("b.yaml", "stack: b\nbackend: {local: {path: ../../../mine.tfstate}}\n");
    await synthesized("a.yaml");
    await synthesized("b.yaml");
    write("mine.tfstate", state(1));
    expect((await synth("b.yaml")).stderr).toContain(
      "  problem  the state is that of the stack a in a.yaml: mine.tfstate has 1 resource\n",
    );
  });
});

describe("a file under another path", () => {
  beforeEach(async () => {
    configure("a.yaml", "stack: shop\n");
    await synthesized("a.yaml");
    write("terraform.shop.tfstate", state(1));
  });

  it("is refused after it was renamed, and has its stack after the command that the message names", async () => {
    fs.renameSync(path.join(folder, "a.yaml"), path.join(folder, "b.yaml"));
    const { stderr } = await synth("b.yaml");
    expect(stderr).toContain(
      "the stack is that of a.yaml, which is gone: cdktf.out/stacks/shop is its output, and terraform.shop.tfstate has 1 resource\n",
    );
    const [, configuration = "", args = ""] =
      /EXPOSURE_CONFIG=(\S+) npx exposed-eip stacks (.*)$/m.exec(stderr) ?? [];
    // A plan that a new one would not be.
    const plan = read("a.lock.json").replaceAll("203.0.113.96/28", "203.0.113.0/24");
    write("a.lock.json", plan);
    const { exitCode, stdout } = await stacks(configuration, ...args.split(" "));
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout:
        `the stack shop is that of b.yaml (before: a.yaml); recorded in ${RECORD}\n` +
        "plan lock a.lock.json renamed to b.lock.json; commit it with the configuration\n",
    });
    const output = await synthesized("b.yaml");
    expect(output).not.toContain("warning: the stack");
    expect(output).toContain("block 203.0.113.0/24");
    expect({ before: exists("a.lock.json"), now: read("b.lock.json") }).toEqual({ before: false, now: plan });
  });

  it("keeps a plan lock that it has, and leaves that of a file that is still there", async () => {
    configure("b.yaml", "stack: shop\n");
    const copied = await stacks("b.yaml", "--move", "shop");
    expect(copied.stdout).toContain("\nplan lock a.lock.json copied to b.lock.json; commit it");
    expect(read("b.lock.json")).toBe(read("a.lock.json"));
    const kept = await stacks("a.yaml", "--move", "shop");
    expect(kept.stdout).toContain(
      "\nwarning: a.yaml keeps its plan lock a.lock.json; b.lock.json, that of b.yaml, is not used\n",
    );
  });

  it("is the same by an absolute path, by a link, and in the other format", async () => {
    await synthesized(path.join(folder, "a.yaml"));
    fs.symlinkSync("a.yaml", path.join(folder, "link.yaml"));
    await synthesized("link.yaml");
    fs.rmSync(path.join(folder, "link.yaml"));
    fs.renameSync(path.join(folder, "a.yaml"), path.join(folder, "a.json"));
    await synthesized("a.json");
    expect((await synth("./cdktf.out/../a.json")).exitCode).toBe(0);
  });

  it("may be an earlier version with an output folder of its own, for diff, which takes nothing", async () => {
    configure("base/a.yaml", "stack: shop\n");
    expect(await synthesized("base/a.yaml", { CDKTF_OUTDIR: "cdktf.base" })).toContain(
      "\nwarning: cdktf.base has other versions of stacks, for a comparison: do not apply them (base/a.yaml)\n",
    );
    await synthesized("a.yaml");
    expect((await synth("base/a.yaml")).exitCode).toBe(1);
    configure("c.yaml", "stack: shop\n");
    expect((await synth("c.yaml", { CDKTF_OUTDIR: "cdktf.base" })).exitCode).toBe(1);
  });

  it("cannot be given a stack that it does not have", async () => {
    const { exitCode, stderr } = await stacks("a.yaml", "--move", "shopp");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("  found         shopp\n");
    expect(stderr).toContain("  did you mean  shop\n");
  });
});

describe("a stack whose file is gone", () => {
  beforeEach(async () => {
    configure("a.yaml");
    configure("b.yaml");
    await synthesized("a.yaml");
    await synthesized("b.yaml");
  });

  const destroyed =
    "warning: the stack a has no configuration file: a.yaml is gone; its state is empty; remove cdktf.out/stacks/a\n";

  it("is named with its state and what to do, by synth and by stacks, and kept", async () => {
    write("terraform.a.tfstate", state(3));
    fs.rmSync(path.join(folder, "a.yaml"));
    const warning =
      "warning: the stack a has no configuration file: a.yaml is gone; terraform.a.tfstate has 3 resources; " +
      "to destroy the stack, run  terraform -chdir=cdktf.out/stacks/a destroy  and remove cdktf.out/stacks/a; " +
      "to keep it under another file, write stack: a there and run  npx exposed-eip stacks --move a\n";
    expect(await synthesized("b.yaml")).toContain(warning);
    const { exitCode, stdout, stderr } = await stacks("b.yaml", "--json");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: warning });
    expect(JSON.parse(stdout)).toMatchObject([{ stack: "b" }]);
    expect(exists("cdktf.out/stacks/a/cdk.tf.json")).toBe(true);

    write("terraform.a.tfstate", state(0));
    expect(await synthesized("b.yaml")).toContain(destroyed);
    fs.rmSync(path.join(folder, "cdktf.out/stacks/a"), { recursive: true });
    expect(await synthesized("b.yaml")).not.toContain("the stack a");
    expect(fs.readFileSync(path.join(folder, RECORD), "utf8")).not.toContain("a.yaml");
  });

  it("is named if its file has another stack now", async () => {
    configure("a.yaml", "stack: shop\n");
    expect(await synthesized("a.yaml")).toContain(
      "the stack a has no configuration file: a.yaml has another stack now; its state is empty",
    );
    expect(await synthesized("b.yaml")).not.toContain("the stack a");
  });

  it("is named if nobody knows its file, but not the stacks of other programs and empty states", async () => {
    write("terraform.a.tfstate", state(1));
    write("terraform.c.tfstate", state(0));
    write("terraform.other.tfstate", JSON.stringify({ resources: [{ mode: "managed", instances: [{}] }] }));
    write("cdktf.out/stacks/library/cdk.tf.json", "{}");
    fs.rmSync(path.join(folder, RECORD));
    const warnings = (await synthesized("b.yaml")).split("\n").filter((line) => line.includes("the stack "));
    expect(warnings).toEqual([
      expect.stringMatching(
        /^warning: no configuration file is known for the stack a; terraform\.a\.tfstate has 1 resource; /,
      ),
    ]);
  });

  it("is remembered while its state is elsewhere, until it is said to be destroyed", async () => {
    configure("c.yaml", "backend: {oss: {bucket: b, key: k}}\n");
    await synthesized("c.yaml");
    fs.rmSync(path.join(folder, "c.yaml"));
    fs.rmSync(path.join(folder, "cdktf.out"), { recursive: true });
    expect(await synthesized("b.yaml")).toContain(
      "c.yaml is gone; its state (backend oss) may have resources; to destroy the stack, synthesize c.yaml again and run  " +
        "terraform destroy  in its folder, then  npx exposed-eip stacks --forget c; ",
    );
    expect((await stacks("b.yaml", "--forget", "c")).stdout).toBe(`the stack c is removed from ${RECORD}\n`);
    expect(await synthesized("b.yaml")).not.toContain("the stack c");
    expect((await stacks("b.yaml", "--forget", "c")).exitCode).toBe(1);
    write("terraform.b.tfstate", state(1));
    expect((await stacks("b.yaml", "--forget", "b")).stderr).toContain("the stack is not destroyed");
  });

  it("is refused to cdktf, which would remove a state in its folder", async () => {
    const cdktf = () =>
      runCommand(process.execPath, [CDKTF, "synth"], {
        folder,
        environment: {
          ...{ PATH: process.env.PATH, HOME: folder, EXPOSURE_CONFIG: "b.yaml" },
          ...{ CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", CI: "1" },
        },
      });
    write("cdktf.json", JSON.stringify({ language: "typescript", app: `node ${ROOT}/scripts/app.js` }));
    write("cdktf.out/stacks/a/terraform.tfstate", state(1));
    const refused = await cdktf();
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout + refused.stderr).toContain(
      "cdktf removes the folders of other stacks here, and cdktf.out/stacks/a/terraform.tfstate has 1 resource",
    );
    expect(exists("cdktf.out/stacks/a/terraform.tfstate")).toBe(true);
    write("cdktf.out/stacks/a/terraform.tfstate", state(0));
    expect((await cdktf()).exitCode).toBe(0);
  });
});

describe("the record of stacks", () => {
  it("is the same whoever writes it, and leaves no other file", async () => {
    configure("b.yaml");
    configure("a.yaml");
    await synthesized("b.yaml");
    await synthesized(path.join(folder, "a.yaml"));
    const { stacks: recorded } = JSON.parse(fs.readFileSync(path.join(folder, RECORD), "utf8")) as {
      stacks: object;
    };
    expect(Object.entries(recorded)).toEqual(
      ["a", "b"].map((stack) => [
        stack,
        { file: `${stack}.yaml`, output: "cdktf.out", backend: "local", state: `terraform.${stack}.tfstate` },
      ]),
    );
    expect(fs.readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([RECORD]);
  });

  it.each([
    ["<<<<<<< HEAD\n", "conflict marker of version control in line 1"],
    ["{}", "version is missing or damaged"],
    ['{"//": "", "version": 2, "stacks": {}}', "version 2, but this release reads version 1"],
  ])("is refused if it is broken: %j", async (text, problem) => {
    configure("a.yaml");
    write(RECORD, text);
    const { exitCode, stderr } = await synth("a.yaml");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^\.exposed-eip\.stacks\.json\n {2}problem {2}not a record of stacks: .*\n(?: .*\n)+\nhelp: .*\n1 error, nothing written\n$/,
    );
    expect(stderr).toContain(`stacks: ${problem}\n`);
    expect(exists("cdktf.out")).toBe(false);
  });
});
