import * as fs from "node:fs/promises";
import * as path from "node:path";

import { TerraformWorkspace } from "./index";

/**
 * What `terraform fmt` makes of each text, in one process.
 * @throws CommandError when a text is not HCL
 */
export async function formattedByTerraform(sources: readonly string[]): Promise<string[]> {
  const files = sources.map((source, index) => [`${index}.tf`, source] as const);
  const workspace = await TerraformWorkspace.create(Object.fromEntries<string>(files));
  try {
    await workspace.run(["fmt", "-no-color"]);
    return await Promise.all(files.map(([name]) => fs.readFile(path.join(workspace.folder, name), "utf8")));
  } finally {
    await workspace.remove();
  }
}
