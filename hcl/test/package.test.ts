import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { type Installation, npmRegistry, PackedPackage } from "../../testing/packed-package";
import { describeIf } from "../../testing/requirements";
import { version } from "../package.json";

describeIf(npmRegistry, "the package terraform-hcl, installed in an empty folder", () => {
  let packed: PackedPackage;
  let installed: Installation;

  beforeAll(async () => {
    packed = await PackedPackage.create("terraform-hcl");
    installed = await packed.install();
  }, 300_000);

  afterAll(() => packed.remove());

  test("has no fault that publint or attw knows", async () => {
    expect(await packed.faults()).toBe("");
  });

  test("has what is needed to run it, and is small", () => {
    const groups = new Set(packed.files.map((file) => file.split("/")[0]));
    expect([...groups]).toEqual(["LICENSE", "README.md", "bin", "dist", "package.json"]);
    expect(packed.files).toEqual(
      expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/index.js.map"]),
    );
    expect(packed.size).toBeLessThan(100_000);
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
    expect(await installed.typeErrors("program.mts", program)).toBe("");
    expect((await installed.run("node compiled/program.mjs")).stdout).toBe("locals {\n  a = local.b\n}\n");
  });
});
