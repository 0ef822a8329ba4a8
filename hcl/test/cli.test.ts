import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { programsOnPath, testIf } from "../../testing/requirements";
import { version } from "../package.json";
import { renderHclFiles, type TerraformJson } from "../src";
import { InstalledCommand } from "./support/command";
import { providerSchemas } from "./support/provider-schemas";

const bash = programsOnPath("bash");

const configuration: TerraformJson = {
  resource: {
    alicloud_instance: {
      web: {
        instance_type: "ecs.g7.large",
        data_disks: [{ size: 20 }],
        maintenance_time: { start_time: "1" },
      },
    },
  },
  output: { id: { value: "${alicloud_instance.web.id}" } },
};

const guessed = `resource "alicloud_instance" "web" {
  instance_type = "ecs.g7.large"
  maintenance_time = {
    start_time = "1"
  }

  data_disks {
    size = 20
  }
}

output "id" {
  value = alicloud_instance.web.id
}
`;

let command: InstalledCommand;
const inFolder = (name: string): string => path.join(command.folder, name);

beforeAll(() => {
  command = new InstalledCommand();
  mkdirSync(inFolder("full"));
  for (const [name, content] of Object.entries({
    "cdk.tf.json": JSON.stringify(configuration),
    "with-mark.tf.json": `\ufeff${JSON.stringify(configuration)}`,
    "broken.tf.json": '{"locals": {"a": "${b"}}',
    "no-json.tf.json": '{\n"locals": {\n"a": 1\n"b": 2}}',
    "list.tf.json": "[]",
    "deep.tf.json": `{"locals":{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}}`,
    "block.tf.json": '{"resource": {"a": {"b": 1}}}',
    "schema.json": JSON.stringify(providerSchemas),
    "other.json": '{"a": 1}',
    "wrong.json": '{"provider_schemas": {"a/b": {"resource_schemas": {"b_c": {"block": []}}}}}',
    "basic.tftest.json": JSON.stringify({ run: { all: { command: "plan" } } }),
    "file.txt": "",
    "full/main.tf": "# by hand\n",
  })) {
    writeFileSync(inFolder(name), content);
  }
  writeFileSync(inFolder("utf-16.tf.json"), Buffer.from(`\ufeff${JSON.stringify(configuration)}`, "utf16le"));
  writeFileSync(inFolder("latin-1.tf.json"), Buffer.from('{"locals": {"a": "é"}}', "latin1"));
});

afterAll(() => {
  command.remove();
});

describe("the command prints HCL", () => {
  test.each(["cdk.tf.json", "with-mark.tf.json", "utf-16.tf.json"])(
    "of %s, naming each guess",
    async (file) => {
      expect(await command.run([file])).toMatchObject({
        exitCode: 0,
        stdout: guessed,
        stderr:
          "terraform-hcl: without --schema, these are guesses; check them with terraform validate\n" +
          "  written as arguments: alicloud_instance.maintenance_time\n" +
          "  written as nested blocks: alicloud_instance.data_disks\n",
      });
    },
  );

  test("of standard input", async () => {
    const { exitCode, stdout } = await command.run(["-"], JSON.stringify(configuration));
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: guessed });
  });

  test("of a test file", async () => {
    const { exitCode, stdout } = await command.run(["basic.tftest.json"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'run "all" {\n  command = plan\n}\n' });
  });

  test("by a schema, which knows what a person would have to guess", async () => {
    expect(await command.run(["--schema", "schema.json", "cdk.tf.json"])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("  maintenance_time {\n    start_time") as string,
      stderr: "",
    });
  });

  test("into files of a folder that it makes", async () => {
    const { exitCode, stdout } = await command.run(["cdk.tf.json", "--out", "new/folder"]);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: "new/folder/main.tf\nnew/folder/outputs.tf\n",
    });
    expect(readdirSync(inFolder("new/folder")).sort()).toEqual(["main.tf", "outputs.tf"]);
    for (const [name, text] of renderHclFiles(configuration)) {
      expect(readFileSync(inFolder(path.join("new/folder", name)), "utf8")).toBe(text);
    }
  });

  test("into a folder that has other files", async () => {
    mkdirSync(inFolder("kept"));
    writeFileSync(inFolder("kept/.terraform.lock.hcl"), "");
    expect((await command.run(["cdk.tf.json", "--out=kept"])).exitCode).toBe(0);
    expect(readdirSync(inFolder("kept")).sort()).toEqual([".terraform.lock.hcl", "main.tf", "outputs.tf"]);
  });
});

describe("the command explains itself", () => {
  test.each(["--help", "-h"])("with %s", async (option) => {
    const { exitCode, stdout, stderr } = await command.run([option]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("Usage: terraform-hcl [options] <file>");
    expect(stdout).toContain("  terraform-hcl cdktf.out/stacks/my-stack/cdk.tf.json | less\n");
  });

  test("with --version", async () => {
    expect(await command.run(["--version"])).toMatchObject({
      exitCode: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
  });
});

describe("the command refuses", () => {
  test.each<[string, string[], string]>([
    ["no file", [], "missing required argument 'file'"],
    ["two files", ["cdk.tf.json", "cdk.tf.json"], "too many arguments"],
    [
      "an unknown option, suggesting one",
      ["--shema", "s", "f"],
      "unknown option '--shema'\n(Did you mean --schema?)",
    ],
    ["an option without its value", ["cdk.tf.json", "--out"], "option '--out <folder>' argument missing"],
  ])("%s, with exit code 2", async (_case, args, message) => {
    const { exitCode, stdout, stderr } = await command.run(args);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringMatching(
        /^terraform-hcl: (?!error).*\n(?:\(.*\n)?Try: terraform-hcl --help\n$/,
      ) as string,
    });
    expect(stderr).toContain(message);
  });

  test.each<[string, string[], string]>([
    ["a file that is not there", ["none.tf.json"], "none.tf.json: no such file or directory"],
    ["a folder", ["full"], "full: is a folder, not a file"],
    ["text that is not JSON", ["no-json.tf.json"], "no-json.tf.json: not JSON: Expected ',' or '}'"],
    ["text that is not UTF-8", ["latin-1.tf.json"], "latin-1.tf.json: the text is not UTF-8"],
    ["a list", ["list.tf.json"], "list.tf.json: a configuration is an object"],
    ["endless brackets", ["deep.tf.json"], "deep.tf.json: nested too deeply"],
    [
      "a broken template, by its path",
      ["broken.tf.json"],
      "broken.tf.json: locals.a: a template sequence is never",
    ],
    ["a block that is none", ["block.tf.json"], "block.tf.json: resource.a.b: a block is an object"],
    ["empty input", ["-"], "standard input: not JSON: Unexpected end of JSON input"],
    ["a schema that is not there", ["cdk.tf.json", "--schema", "none"], "none: no such file or directory"],
    [
      "a schema that is none",
      ["cdk.tf.json", "--schema", "other.json"],
      "other.json: not the output of terraform",
    ],
    [
      "a schema of another form",
      ["cdk.tf.json", "--schema", "wrong.json"],
      'wrong.json: provider_schemas["a/b"].resource_schemas.b_c.block: an object is expected, not a list',
    ],
    [
      "a folder with Terraform files",
      ["cdk.tf.json", "--out", "full"],
      "full: already contains main.tf; name a folder",
    ],
    ["a file as a folder", ["cdk.tf.json", "--out", "file.txt"], "file.txt: not a directory"],
    ["a folder inside of a file", ["cdk.tf.json", "--out", "file.txt/a"], "file.txt/a: not a directory"],
  ])("%s in one sentence, with exit code 1", async (_case, args, message) => {
    const { exitCode, stdout, stderr } = await command.run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr.startsWith(`terraform-hcl: ${message}`)).toBe(true);
    expect(stderr.split("\n")).toHaveLength(2);
  });

  test("a broken configuration before it makes the folder", async () => {
    expect((await command.run(["broken.tf.json", "--out", "never"])).exitCode).toBe(1);
    expect(existsSync(inFolder("never"))).toBe(false);
    expect(readFileSync(inFolder("full/main.tf"), "utf8")).toBe("# by hand\n");
  });
});

describe("the output of the command", () => {
  testIf(bash, "may be closed before its end", async () => {
    const locals = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`key_${index}`, "value"]),
    );
    writeFileSync(inFolder("long.tf.json"), JSON.stringify({ locals }));
    const { stdout, stderr, exitCode } = await command.shell(
      "set -o pipefail; terraform-hcl long.tf.json | head -n 1; exit $?",
    );
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: "locals {\n", stderr: "", exitCode: 0 });
  });

  testIf(bash, "may have no room, which is one sentence", async () => {
    if (!existsSync("/dev/full")) return;
    for (const line of ["terraform-hcl basic.tftest.json > /dev/full", "terraform-hcl --help > /dev/full"]) {
      const { stderr, exitCode } = await command.shell(line);
      expect({ stderr, exitCode }).toEqual({
        stderr: "terraform-hcl: standard output: no space left on device\n",
        exitCode: 1,
      });
    }
  });
});
