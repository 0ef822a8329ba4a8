import * as fs from "node:fs/promises";
import * as path from "node:path";

import { describeWithTerraform, TerraformWorkspace, type WorkspaceFiles } from "../../testing/terraform";
import { renderHcl, type TerraformJson } from "../src";

/** In the JSON of a backend, a text is a text, whatever is in it. */
const paths = ["${x}.tfstate", "a-$${x}", "$$${x}", "%{if}$", "%%{x", "${", "a\"b\\n'c", "a\nb\n"];

const withPath = (file: string): TerraformJson => ({ terraform: { backend: { local: { path: file } } } });

describeWithTerraform("the arguments of a backend", () => {
  test.each(paths)("are the same in HCL as in JSON: %j", async (file) => {
    const [json, hcl] = await Promise.all([
      backendOf({ "main.tf.json": withPath(file) }),
      backendOf({ "main.tf": renderHcl(withPath(file)) }),
    ]);
    expect(json).toEqual({ type: "local", config: { path: file, workspace_dir: null } });
    expect(hcl).toEqual(json);
  });
});

/** What Terraform takes the backend of a configuration for. */
async function backendOf(files: WorkspaceFiles): Promise<unknown> {
  const workspace = await TerraformWorkspace.create(files);
  try {
    await workspace.init({ backend: true });
    const text = await fs.readFile(path.join(workspace.folder, ".terraform/terraform.tfstate"), "utf8");
    const { backend } = JSON.parse(text) as { backend: { type: string; config: unknown } };
    return { type: backend.type, config: backend.config };
  } finally {
    await workspace.remove();
  }
}
