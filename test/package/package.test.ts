import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import * as ts from "typescript";

import * as library from "../../lib";
import * as configuration from "../../lib/public/configuration";
import * as diff from "../../lib/public/diff";
import * as exporting from "../../lib/public/export";
import * as planning from "../../lib/public/planning";
import * as ramPolicy from "../../lib/public/ram-policy";
import { exports as entryPoints, name as packageName, version } from "../../package.json";
import { type Installation, npmRegistry, PackedPackage } from "../../testing/packed-package";
import { describeIf, programsOnPath, testIf } from "../../testing/requirements";
import { type CommandResult, runCommand } from "../../testing/run-command";
import {
  cleanEnvironment,
  describeWithTerraform,
  type TerraformForTests,
  useTerraform,
} from "../../testing/terraform";

const ROOT = path.resolve(__dirname, "../..");

/** Names of values that each entry point of the library has in this project. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  ".": Object.keys(library),
  "./configuration": Object.keys(configuration),
  "./diff": Object.keys(diff),
  "./export": Object.keys(exporting),
  "./planning": Object.keys(planning),
  "./ram-policy": Object.keys(ramPolicy),
};

// Compiler options of projects: those that TypeScript recommends, those for a bundler, and those that `cdktf init` writes.
const NODE16 = { noEmit: true };
const BUNDLER = { noEmit: true, module: "esnext", moduleResolution: "bundler" };
const NODE10 = { noEmit: true, module: "commonjs", moduleResolution: "node10" };

/** Declarations of all packages are checked, ours among them, where no package has types of Node.js. */
const THOROUGH = { ...NODE16, skipLibCheck: false, types: [] };

/** A line that the compiler has to refuse. */
const WRONG = `
// @ts-expect-error an exposure has no such part
export const wrong = (): unknown => new ExposedEip(stack, "wrong", { ip: "203.0.113.106" });
`;

/** The example of the library, as a user writes it. */
async function example(entry = packageName): Promise<string> {
  const text = await fs.readFile(path.join(ROOT, "examples/library.ts"), "utf8");
  return text
    .replace("@cdktf/provider-alicloud/lib/", `${entry}/provider-alicloud/`)
    .replace('"../lib"', `"${entry}"`);
}

function compiled(program: string): string {
  return ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText;
}

/** What the example has synthesized, with its state in this folder and not in that of the installation. */
async function synthesizedBy(installed: Installation): Promise<string> {
  const text = await installed.read("cdktf.out/stacks/library/cdk.tf.json");
  return text.replaceAll(await fs.realpath(installed.folder), ROOT);
}

/** A text without what names the framework and its version. */
function withoutMetadata(json: string): unknown {
  return JSON.parse(json, (key, value: unknown) => (key === "//" ? undefined : value));
}

/** A program that prints the names that each module has, by `import` and by `require`. */
const namesProgram = (modules: readonly string[]) => `
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const namesOf = (module) =>
  Object.getOwnPropertyNames(module).filter((name) => !["default", "module.exports", "__esModule"].includes(name)).sort();
const names = {};
for (const name of ${JSON.stringify(modules)})
  names[name] = { imported: namesOf(await import(name)), required: namesOf(require(name)) };
console.log(JSON.stringify(names));
`;

describeIf(npmRegistry, "the package, packed", () => {
  let packed: PackedPackage;
  /** What this project synthesizes for its example of the library. */
  let expected: string;

  beforeAll(async () => {
    packed = await PackedPackage.create();
    expected = await synthesizedHere("examples/library.ts");
  }, 300_000);

  afterAll(() => packed.remove());

  it("has what is needed to use it, and is small", () => {
    const outside = packed.files.filter((file) => !file.startsWith("dist/package/"));
    expect(outside).toEqual([
      ...["CHANGELOG.md", "LICENSE", "README.md", "README.zh-CN.md"],
      ...["docs/reference/troubleshooting.md", "package.json"],
    ]);
    const unwanted = packed.files.filter((file) => /\btests?\b|\.test\.|schema.*\.json$|emulator/.test(file));
    expect(unwanted).toEqual([]);
    expect(packed.files).toEqual(
      expect.arrayContaining(["dist/package/library.js.map", "dist/package/types/lib/index.d.ts"]),
    );
    expect(packed.unpackedSize).toBeLessThan(3_000_000);
  });

  it("has the library's example as docs/reference/library.md has it", async () => {
    const page = await fs.readFile(path.join(ROOT, "docs/reference/library.md"), "utf8");
    expect(page).toContain(`\`\`\`ts\n${await example()}\`\`\``);
  });

  testIf(programsOnPath("tar"), "names the licences of all packages that are bundled", async () => {
    const { stdout } = await runCommand(
      "tar",
      ["-xzOf", packed.tarball, "package/dist/package/THIRD-PARTY-NOTICES.txt"],
      { folder: ROOT, environment: cleanEnvironment() },
    );
    for (const name of ["cdktf 0.21.0 (MPL-2.0)", "constructs", "zod", "yaml", "commander"])
      expect(stdout).toContain(`\n${name}`);
    expect(stdout.match(/^Mozilla Public License Version 2.0$/gm)).toHaveLength(1);
  });

  it("has no fault that publint or attw knows", async () => {
    expect(await packed.faults()).toBe("");
  });

  describe("installed beside cdktf", () => {
    let installed: Installation;

    beforeAll(async () => {
      installed = await packed.install("cdktf@0.21.0");
    }, 120_000);

    it.each([
      ["node16, and declarations without a fault", THOROUGH],
      ["bundler", BUNDLER],
      ["node10", NODE10],
    ])("has types for %s", async (_, options) => {
      expect(await installed.typeErrors("typed.ts", (await example()) + WRONG, options)).toBe("");
    });

    it("runs the example by node, ts-node, tsx and after esbuild, to the same bytes as this project", async () => {
      await installed.write("library.ts", await example());
      await installed.write("library.js", compiled(await example()));
      const runs: Readonly<Record<string, () => Promise<CommandResult>>> = {
        node: () => installed.run("node library.js"),
        "ts-node": () => installed.runTool("ts-node", "library.ts"),
        tsx: () => installed.runTool("tsx", "library.ts"),
        esbuild: async () => {
          const options = ["--bundle", "--platform=node", "--log-level=error"];
          const build = await installed.runTool("esbuild", "library.ts", ...options, "--outfile=bundle.js");
          expect(build).toMatchObject({ exitCode: 0, stderr: "" });
          return installed.run("node bundle.js");
        },
      };
      for (const [name, run] of Object.entries(runs)) {
        await fs.rm(path.join(installed.folder, "cdktf.out"), { recursive: true, force: true });
        expect({ name, ...(await run()) }).toMatchObject({ name, exitCode: 0, stderr: "" });
        expect({ name, text: await synthesizedBy(installed) }).toEqual({ name, text: expected });
      }
    });

    it("gives all names of each entry point to import and to require", async () => {
      const names = await namesOfEntryPoints(installed, "./");
      for (const [entry, own] of Object.entries(NAMES))
        expect([entry, names[entry]?.imported]).toEqual([entry, [...own].sort()]);
      expect(names["./provider-alicloud/vswitch"]?.imported).toContain("Vswitch");
      expect(names["./provider-alicloud"]?.imported).toContain("vswitch");
    });

    it("has maps that lead to the sources, and prints an error without a page of code", async () => {
      const program = `require("${packageName}/planning").Ipv4Address.parse("x")`;
      const { stderr } = await installed.run(`node --enable-source-maps -e '${program}'`);
      const [, line = ""] = /\blib\/ipv4\.ts:(\d+):/.exec(stderr) ?? [];
      const source = (await fs.readFile(path.join(ROOT, "lib/ipv4.ts"), "utf8")).split("\n");
      expect(source[Number(line) - 1]).toContain("throw new AddressError");
      expect(stderr.length).toBeLessThan(2500);
    });

    it("loads cdktf for no entry point that does without", async () => {
      const program = ["configuration", "diff", "planning"]
        .map((name) => `require("${packageName}/${name}");`)
        .join("");
      const loaded = "Object.keys(require.cache).filter((file) => /node_modules.cdkt[fn].lib/.test(file))";
      expect(await installed.run(`node -p '${program}${loaded}'`)).toMatchObject({ stdout: "[]\n" });
    });
  });

  describe("installed beside cdktn", () => {
    let installed: Installation;

    beforeAll(async () => {
      installed = await packed.install("cdktn@0.24.0");
    }, 120_000);

    it("has types and runs by the entry point cdktn", async () => {
      const program = (await example(`${packageName}/cdktn`)).replace('"cdktf"', '"cdktn"');
      for (const options of [THOROUGH, BUNDLER])
        expect(await installed.typeErrors("typed.ts", program + WRONG, options)).toBe("");
      await installed.write("library.js", compiled(program));
      expect(await installed.run("node library.js")).toMatchObject({ exitCode: 0, stderr: "" });
      expect(withoutMetadata(await synthesizedBy(installed))).toEqual(withoutMetadata(expected));
    });

    it("gives all names of each entry point to import and to require", async () => {
      const names = await namesOfEntryPoints(installed, "./cdktn");
      for (const [entry, own] of Object.entries(NAMES))
        expect(names[`./cdktn${entry.slice(1)}`]?.imported).toEqual([...own].sort());
    });
  });

  it("has types and runs beside cdktn by the alias cdktf", async () => {
    const installed = await packed.install("cdktf@npm:cdktn@0.24.0");
    for (const options of [NODE16, BUNDLER])
      expect(await installed.typeErrors("typed.ts", (await example()) + WRONG, options)).toBe("");
    await installed.write("library.js", compiled(await example()));
    expect(await installed.run("node library.js")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(withoutMetadata(await synthesizedBy(installed))).toEqual(withoutMetadata(expected));
  }, 240_000);

  describe("installed alone", () => {
    let installed: Installation;

    beforeAll(async () => {
      installed = await packed.install();
      await installed.write("exposure.yaml", await fs.readFile(path.join(ROOT, "exposure.yaml"), "utf8"));
    }, 120_000);

    it("has the command, and no cdktf", async () => {
      expect(await installed.run("npx exposed-eip --version")).toMatchObject({
        ...{ exitCode: 0, stdout: `${version}\n`, stderr: "" },
      });
      expect(await fs.readdir(path.join(installed.folder, "node_modules"))).not.toContain("cdktf");
    });

    it("says that the demonstration needs the repository", async () => {
      const { exitCode, stderr } = await installed.run("npx exposed-eip demo");
      expect({ exitCode, stderr }).toEqual({
        exitCode: 1,
        stderr: expect.stringMatching(/^The demonstration needs the repository/) as string,
      });
    });

    it("knows the characters of input methods, as this project does", async () => {
      const file = "typographic.yaml";
      await installed.write(file, "region: \u201ccn-hangzhou\u201d\nexposures: {}\n");
      const { stderr } = await installed.run(`npx exposed-eip check ${file}`);
      expect(stderr).toMatch(
        /^typographic\.yaml:1:9 {2}region\n.*\n {2}problem {2}typographic quotes.*\n.*\n {2}write {4}cn-hangzhou\n/,
      );
    });

    it("writes a first configuration and synthesizes it where nothing is installed, by npx", async () => {
      const init = "exposed-eip init --instance i-bp1example --eip 203.0.113.106";
      const run = await packed.runByNpx(`-c '${init} && exposed-eip synth && ls cdktf.out/stacks/*'`);
      expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^cdk\.tf\.json$/m) as string });
    });

    it("synthesizes the same bytes as this project, wherever what V8 compiled is kept", async () => {
      const cache = path.join(installed.folder, `node_modules/${packageName}/dist/package/.cache`);
      const home = path.join(installed.folder, "home");
      const synthesize = async (xdgCacheHome: string) => {
        await fs.rm(path.join(installed.folder, "cdktf.out"), { recursive: true, force: true });
        const run = await installed.run(`XDG_CACHE_HOME='${xdgCacheHome}' npx exposed-eip synth`);
        expect(run).toMatchObject({ exitCode: 0, stderr: "" });
        return installed.read("cdktf.out/stacks/exposed-eip/cdk.tf.json");
      };
      const here = await synthesizedHere("main.ts");
      const [cold, warm] = [await synthesize(home), await synthesize(home)];
      expect([cold, warm]).toEqual([here, here]);
      expect(await fs.readdir(cache)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^library\.js\.synth\./) as string]),
      );
      expect(await fs.readdir(installed.folder)).not.toContain("home");
      // A file where the folder should be: nothing can be kept in the package.
      await fs.rm(cache, { recursive: true });
      await fs.writeFile(cache, "");
      expect(await synthesize(home)).toBe(here);
      expect(await fs.readdir(path.join(home, packageName))).toHaveLength(3);
      expect(await synthesize(cache)).toBe(here);
    });
  });

  describeWithTerraform("what it synthesizes", () => {
    const terraform: TerraformForTests = useTerraform();

    it("is valid", async () => {
      const workspace = await terraform.workspace(expected);
      expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    });
  });

  /** Names that the entry points for a framework have, which are the same for `import` and `require`. */
  async function namesOfEntryPoints(
    installed: Installation,
    prefix: "./" | "./cdktn",
  ): Promise<Readonly<Record<string, Names>>> {
    const modules = Object.entries(entryPoints).flatMap(([entry, target]) => {
      if (typeof target === "string" || entry.startsWith("./cdktn") !== (prefix === "./cdktn")) return [];
      if (!entry.includes("*")) return [entry];
      const [start = "", end = ""] = target.default.replace("./", "").split("*");
      return packed.files
        .filter((file) => file.startsWith(start) && file.endsWith(end) && !file.endsWith("index.js"))
        .map((file) => entry.replace("*", file.slice(start.length, -end.length)));
    });
    expect(modules.length).toBeGreaterThan(40);
    const module = (entry: string) => `${packageName}${entry.slice(1)}`;
    await installed.write("names.mjs", namesProgram(modules.map(module)));
    const { stdout, stderr } = await installed.run("node names.mjs");
    expect(stderr).toBe("");
    const names = JSON.parse(stdout) as Record<string, Names>;
    for (const { imported, required } of Object.values(names)) expect(imported).toEqual(required);
    return Object.fromEntries(modules.map((entry) => [entry, names[module(entry)] ?? NONE]));
  }
});

interface Names {
  readonly imported: readonly string[];
  readonly required: readonly string[];
}

const NONE: Names = { imported: [], required: [] };

/** The only stack that a program of this project synthesizes. */
async function synthesizedHere(program: string): Promise<string> {
  const outdir = await fs.mkdtemp(path.join(os.tmpdir(), "package-"));
  try {
    const environment = cleanEnvironment({ CDKTF_OUTDIR: outdir });
    const run = await runCommand("node", ["scripts/app.js", program], { folder: ROOT, environment });
    expect(run).toMatchObject({ exitCode: 0 });
    const [stack = ""] = await fs.readdir(path.join(outdir, "stacks"));
    return await fs.readFile(path.join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
  } finally {
    await fs.rm(outdir, { recursive: true });
  }
}
