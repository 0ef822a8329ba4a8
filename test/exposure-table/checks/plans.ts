import { CHECK_NAMES } from "../../../lib/exposure-table/checks";
import { type MockCloud, runInClouds } from "../../../testing/mock-cloud";
import type { Template } from "../../../testing/template";
import type { TerraformForTests, TestRun } from "../../../testing/terraform";

/** The address of a resource, and the lines of the message of one of its preconditions that does not hold. */
export type Complaint = readonly [address: string, ...problems: readonly string[]];

/** What is expected of a plan in one cloud. */
export interface PlanCase {
  readonly cloud: MockCloud;
  /**
   * What the plan complains of. Addresses are without the hash that cdktf's own stacks put at their end.
   * @default - nothing: the plan succeeds
   */
  readonly complaints?: readonly Complaint[];
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
    const { status } = runs[name] ?? {};
    expect(complaintsOf(runs[name])).toEqual([...complaints].sort(byAddress));
    expect(status).toBe(complaints.length === 0 ? "pass" : "error");
  });
}

/**
 * What a plan or apply complains of, sorted by address, without the names of the checks, with which each line ends. Whatever is no
 * failed precondition stands there with its headline.
 */
export function complaintsOf(run: TestRun | undefined): Complaint[] {
  return (run?.diagnostics ?? [])
    .map(({ severity, summary, address = "", detail }): Complaint => {
      const headline = `${severity}: ${summary}`;
      const isComplaint = headline === "error: Resource precondition failed";
      return [
        address.replace(/_[0-9A-F]{8}$/, ""),
        ...(isComplaint ? [] : [headline]),
        ...detail.split("\n").map(withoutCheckName),
      ];
    })
    .sort(byAddress);
}

const CHECK_NAME = new RegExp(` \\((?:${CHECK_NAMES.join("|")})\\)$`);

/** test/troubleshooting has a test that each message of a check ends with the name by which it is turned off. */
function withoutCheckName(line: string): string {
  return line.replace(CHECK_NAME, "");
}

/** Several complaints of one resource stay in their order. */
function byAddress([one]: Complaint, [other]: Complaint): number {
  return one < other ? -1 : Number(one > other);
}
