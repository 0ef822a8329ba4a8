import fc from "fast-check";

import { describeWithTerraform } from "../../testing/terraform";
import { formattedByTerraform } from "../../testing/terraform/terraform-fmt";
import { formatHcl, renderHcl } from "../src";
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
