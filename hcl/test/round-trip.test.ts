import fc from "fast-check";

import { normalFormOfHcl, normalFormOfJson } from "../../testing/normal-form";
import { describeWithTerraform } from "../../testing/terraform";
import { formattedByTerraform } from "../../testing/terraform/terraform-fmt";
import { renderHcl } from "../src";
import { configurations } from "./support/configurations";

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
  }, 300_000);
});

describeWithTerraform("generated configurations", () => {
  test("are laid out as terraform fmt does it", async () => {
    const sources = fc.sample(configurations, runs).map((configuration) => renderHcl(configuration));
    expect(await formattedByTerraform(sources)).toEqual(sources);
  });
});
