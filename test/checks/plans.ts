import { type MockCloud, runInClouds } from "../support/mock-cloud";
import type { Template } from "../support/template";
import type { TerraformForTests, TestRun } from "../support/terraform";

/** What is expected of a plan in one cloud. */
export interface PlanCase {
  readonly cloud: MockCloud;
  /**
   * The address and the message of each precondition that does not hold.
   * @default - none: the plan succeeds
   */
  readonly complaints?: readonly (readonly [address: string, message: string])[];
}

/** Plans a template in several clouds, and compares all that Terraform says with what is expected. */
export function plans(
  terraform: TerraformForTests,
  makeTemplate: () => Template,
  cases: Readonly<Record<string, PlanCase>>,
): void {
  let runs: Record<string, TestRun>;

  beforeAll(async () => {
    const clouds = Object.fromEntries(Object.entries(cases).map(([name, { cloud }]) => [name, cloud]));
    runs = await runInClouds(await terraform.workspace(makeTemplate().text), "plan", clouds);
  });

  it.each(Object.entries(cases))("%s", (name, { complaints = [] }) => {
    const { status, diagnostics = [] } = runs[name] ?? {};
    const said = diagnostics.map(({ summary, address, detail }) => [summary, address, detail]);
    const expected = complaints.map(([address, message]) => [
      "Resource precondition failed",
      address,
      message,
    ]);
    expect(said.sort()).toEqual(expected.sort());
    expect(status).toBe(complaints.length === 0 ? "pass" : "error");
  });
}
