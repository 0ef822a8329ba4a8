import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { npmRegistry, PackedWorkspace } from "../../testing/packed-workspace";
import { describeIf } from "../../testing/requirements";
import { version } from "../package.json";

describeIf(npmRegistry, "the package terraform-hcl, installed in an empty folder", () => {
  let installed: PackedWorkspace;

  beforeAll(async () => {
    installed = await PackedWorkspace.create("terraform-hcl");
  }, 300_000);

  afterAll(() => installed.remove());

  test("has what is needed to run it, and is small", () => {
    const groups = new Set(installed.files.map((file) => file.split("/")[0]));
    expect([...groups]).toEqual(["README.md", "bin", "dist", "package.json"]);
    expect(installed.files).toEqual(
      expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/index.js.map"]),
    );
    expect(installed.size).toBeLessThan(100_000);
  });

  test("has the command that its README begins with", async () => {
    const readme = await readFile(path.join(__dirname, "../README.md"), "utf8");
    const [, json = ""] = /```json\n([^]*?)```/.exec(readme) ?? [];
    const [, hcl] = /```hcl\n([^]*?)```/.exec(readme) ?? [];
    await mkdir(path.join(installed.folder, "cdktf.out/stacks/web"), { recursive: true });
    await writeFile(path.join(installed.folder, "cdktf.out/stacks/web/cdk.tf.json"), json);
    const [, command = ""] = /```sh\n(.*)\n```/.exec(readme) ?? [];
    expect(await installed.run(command)).toMatchObject({ exitCode: 0, stdout: hcl });
    expect(await installed.run("npx terraform-hcl --version")).toMatchObject({ stdout: `${version}\n` });
  });

  test("has types, and runs as a library", async () => {
    const program = `import { renderHcl, type TerraformJson } from "terraform-hcl";
const configuration: TerraformJson = { locals: { a: "\${local.b}" } };
process.stdout.write(renderHcl(configuration));
`;
    expect(await installed.typeErrors(program)).toBe("");
    await writeFile(
      path.join(installed.folder, "program.mjs"),
      program.replace(/, type \w+|: TerraformJson/g, ""),
    );
    expect((await installed.run("node program.mjs")).stdout).toBe("locals {\n  a = local.b\n}\n");
  });
});
