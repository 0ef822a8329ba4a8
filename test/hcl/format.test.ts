import * as fs from "node:fs/promises";
import * as path from "node:path";

import fc from "fast-check";

import { formatHcl, renderHcl } from "../../lib/hcl";
import { describeWithTerraform, TerraformWorkspace } from "../support/terraform";
import { configurations } from "./support/configurations";
import { expressions } from "./support/expressions";

const sampling = { numRuns: 500, seed: 11 };

describeWithTerraform("the layout is that of terraform fmt", () => {
  test("for expressions with any white space", async () => {
    const sources = fc
      .sample(expressions(), sampling)
      .map((source, index) => `short=1 # one\nvalue${index}=(\n${source}) # two\nnegative = - 1\n`);
    expect(sources.map(formatHcl)).toEqual(await formattedByTerraform(sources));
  });

  test("for configurations without indentation and alignment, with comments behind numbers", async () => {
    const sources = fc.sample(configurations, sampling).map((configuration) =>
      renderHcl(configuration)
        .replace(/^ +/gm, "")
        .replace(/ += /g, "=")
        .replace(/(=[\d.]+)$/gm, "$1 # a number"),
    );
    expect(sources.map(formatHcl)).toEqual(await formattedByTerraform(sources));
  });
});

async function formattedByTerraform(sources: readonly string[]): Promise<string[]> {
  const files = sources.map((source, index) => [`${index}.tf`, source] as const);
  const workspace = await TerraformWorkspace.create(Object.fromEntries<string>(files));
  try {
    await workspace.run(["fmt", "-no-color"]);
    return await Promise.all(files.map(([name]) => fs.readFile(path.join(workspace.folder, name), "utf8")));
  } finally {
    await workspace.remove();
  }
}
