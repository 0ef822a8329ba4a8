import * as fs from "node:fs";
import * as path from "node:path";

import { SCHEMA_FILE } from "./package-paths";
import { runScript, type ScriptResult } from "./run-script";
import { useTemporaryFolder } from "./temporary-folder";

const temporaryFolder = useTemporaryFolder();
const presentText = fs.readFileSync(SCHEMA_FILE, "utf8");

/** The folder that a test's cut goes to; holds the checked-in one. */
let folder: string;

beforeEach(() => {
  folder = path.join(temporaryFolder(), "schema");
  fs.mkdirSync(folder);
  fs.copyFileSync(SCHEMA_FILE, path.join(folder, path.basename(SCHEMA_FILE)));
});

/** Writes a file of the user's, beside the folder. */
function write(name: string, content: string): string {
  const file = path.join(temporaryFolder(), name);
  fs.writeFileSync(file, content);
  return file;
}

function cut(...scriptArguments: string[]): Promise<ScriptResult> {
  return runScript("cut-schema.js", [...scriptArguments, "--folder", folder]);
}

function expectUnchangedFolder(): void {
  expect(fs.readdirSync(folder)).toEqual([path.basename(SCHEMA_FILE)]);
  expect(fs.readFileSync(path.join(folder, path.basename(SCHEMA_FILE)), "utf8")).toBe(presentText);
}

test("gives the same file when the present cut is cut again, and says what to do next", async () => {
  expect(await cut(SCHEMA_FILE)).toEqual({
    exitCode: 0,
    output:
      "alicloud-1.289.0.json: 23 resources, 19 data sources\nnext: npm run generate -w @cdktf/provider-alicloud\n",
    errors: "",
  });
  expectUnchangedFolder();
});

test("takes a relative path from where the user called npm, not from the workspace", async () => {
  write("alicloud-1.289.0.json", presentText);
  const result = await runScript("cut-schema.js", ["alicloud-1.289.0.json", "--folder", "schema"], {
    INIT_CWD: temporaryFolder(),
  });
  expect(result).toMatchObject({ exitCode: 0, errors: "" });
});

describe("names the file after the provider's version, and removes the one before,", () => {
  const LOCK_FILE = [
    'provider "registry.terraform.io/hashicorp/random" {',
    '  version = "3.0.0"',
    "}",
    "",
    'provider "registry.terraform.io/aliyun/alicloud" {',
    '  version     = "1.293.0"',
    "}",
  ].join("\n");

  test("when it is given", async () => {
    expect(
      (await cut(write("alicloud-1.290.0.json", presentText), "--provider-version", "1.291.0")).errors,
    ).toBe("");
    expect(fs.readdirSync(folder)).toEqual(["alicloud-1.291.0.json"]);
  });

  test("when the schema has it", async () => {
    const versions = { provider_versions: { "registry.terraform.io/aliyun/alicloud": "1.292.0" } };
    const full = JSON.stringify({ ...(JSON.parse(presentText) as object), ...versions });
    expect((await cut(write("full.json", full))).errors).toBe("");
    expect(fs.readdirSync(folder)).toEqual(["alicloud-1.292.0.json"]);
    expect(fs.readFileSync(path.join(folder, "alicloud-1.292.0.json"), "utf8")).toBe(presentText);
  });

  test("when the name of the schema's file has it", async () => {
    expect((await cut(write("alicloud-2.0.0-beta1.json", presentText))).errors).toBe("");
    expect(fs.readdirSync(folder)).toEqual(["alicloud-2.0.0-beta1.json"]);
  });

  test("when Terraform's lock file beside the schema has it", async () => {
    write(".terraform.lock.hcl", LOCK_FILE);
    expect((await cut(write("full.json", presentText))).errors).toBe("");
    expect(fs.readdirSync(folder)).toEqual(["alicloud-1.293.0.json"]);
  });
});

describe("says the mistake without a stack trace, and changes nothing,", () => {
  function expectMistake(result: ScriptResult, message: string | RegExp): void {
    expect(result.exitCode).toBe(1);
    expect(result.output).toBe("");
    expect(result.errors).toMatch(message);
    expect(result.errors).not.toMatch(/^\s+at /m);
    expectUnchangedFolder();
  }

  test("fails when no schema is given, showing the usage", async () => {
    expectMistake(await cut(), /^the full schema is missing\n\nusage: /);
  });

  test("fails when an option is unknown, naming it", async () => {
    expectMistake(await cut(SCHEMA_FILE, "--dorp", "x"), "'--dorp'");
  });

  test("fails when the schema's file is not there, naming it", async () => {
    const file = path.join(temporaryFolder(), "nowhere.json");
    expectMistake(await cut(file), `${file}: cannot be read as JSON: ENOENT`);
  });

  test("fails when the schema's file is not JSON, naming it", async () => {
    const file = write("full.json", "Error: no provider");
    expectMistake(await cut(file), `${file}: cannot be read as JSON: Unexpected token`);
  });

  test.each(["null", "[]", "{}"])("fails when the schema's file holds only %s", async (content) => {
    expectMistake(
      await cut(write("full.json", content)),
      "the schema given is not the output of `terraform providers schema -json`",
    );
  });

  test("fails when a type is unknown, naming the nearest", async () => {
    expectMistake(
      await cut(SCHEMA_FILE, "alicloud_vswich"),
      "alicloud_vswich: the provider has no such type; did you mean alicloud_vswitch?",
    );
  });

  test("fails when nothing tells the provider's version, naming the option that does", async () => {
    const file = write("full.json", presentText);
    expectMistake(
      await cut(file),
      `${file}: of which version of aliyun/alicloud? Say it with --provider-version <x.y.z>`,
    );
  });

  test.each(["1.289", "latest", "../1.289.0"])("fails when the version is given as %s", async (version) => {
    expectMistake(
      await cut(SCHEMA_FILE, "--provider-version", version),
      `"${version}" is not a version of the provider`,
    );
  });
});

test("fails when the folder holds two cuts, naming both", async () => {
  fs.copyFileSync(SCHEMA_FILE, path.join(folder, "alicloud-1.290.0.json"));
  expect(await cut(SCHEMA_FILE)).toMatchObject({
    exitCode: 1,
    errors:
      "schema: expected exactly one file alicloud-<version>.json, found alicloud-1.289.0.json, alicloud-1.290.0.json\n",
  });
});
