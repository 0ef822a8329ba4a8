import { cloudFor, fromNothing, knownThings } from "../../testing/cloud";
import { applyInCloud, type MockCloud } from "../../testing/mock-cloud";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { configurationOf, examples, runProgram, synthesize } from "./example";

// A file that is added to examples/ is covered without a change here.
describeWithTerraform("each example", () => {
  const terraform = useTerraform();

  it.each(examples(".yaml"))("%s is a configuration that Terraform accepts and applies", async (example) => {
    const configuration = await configurationOf(example);
    const synthesized = synthesize(configuration);
    const outputs = await expectApplied(synthesized, cloudFor(synthesized, knownThings(configuration)));
    expect(Object.keys(outputs.exposures as object).sort()).toEqual(
      Object.keys(configuration.exposures).sort(),
    );
  });

  it.each(examples(".ts"))("%s is a program whose stacks Terraform accepts and applies", async (example) => {
    const stacks = await runProgram(example);
    expect(stacks).not.toHaveLength(0);
    for (const synthesized of stacks) await expectApplied(synthesized, cloudFor(synthesized));
  });

  /** Returns the outputs. */
  async function expectApplied(synthesized: string, cloud: MockCloud) {
    const workspace = await terraform.workspace(synthesized);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    const run = await applyInCloud(await terraform.workspace(fromNothing(synthesized)), cloud);
    expect(run).toMatchObject({ status: "pass", diagnostics: [] });
    expect(Object.keys(run.resources)).toContainEqual(expect.stringMatching(/^alicloud_eip_association\./));
    return run.outputs;
  }
});
