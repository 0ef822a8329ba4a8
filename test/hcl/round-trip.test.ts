import fc from "fast-check";

import { renderHcl } from "../../lib/hcl";
import { describeWithTerraform, TerraformWorkspace } from "../support/terraform";
import { configurations } from "./support/configurations";
import { normalFormOfHcl, normalFormOfJson } from "./support/normal-form";

/** Fixed, so that both properties see the same configurations and a failure can be repeated. */
const runs = { numRuns: 1000, seed: 7 };

describe("a generated configuration", () => {
  test("is the same after it was rendered as HCL and read back", async () => {
    await fc.assert(
      fc.asyncProperty(configurations, async (configuration) => {
        expect(await normalFormOfHcl(renderHcl(configuration))).toEqual(
          await normalFormOfJson(configuration),
        );
      }),
      runs,
    );
  }, 120_000);
});

describeWithTerraform("generated configurations", () => {
  test("are laid out as terraform fmt does it", async () => {
    const samples = fc.sample(configurations, runs);
    const files = samples.map((configuration, index) => [`${index}.tf`, renderHcl(configuration)] as const);
    const workspace = await TerraformWorkspace.create(Object.fromEntries<string>(files));
    try {
      const result = await workspace.run(["fmt", "-check", "-diff", "-no-color"], { exitCodes: [0, 2, 3] });
      expect(result.stdout + result.stderr).toBe("");
    } finally {
      await workspace.remove();
    }
  });
});
