import { ACCEPTED, type LinterFinding, reportOf } from "../../scripts/linters/findings";

const run = { targets: ["one", "two"], linters: ["tflint"], missing: ["conftest"] };
const accepted: LinterFinding = {
  linter: "tflint",
  target: "one",
  rule: "terraform_naming_convention",
  message: "resource name `cidr-203-0-113-96-28` must match the following format: snake_case",
};

describe("the report of linters of others", () => {
  it("is clean with accepted findings, which it counts and explains", () => {
    const { text, isClean } = reportOf([accepted, { ...accepted, target: "two" }], run);
    expect(isClean).toBe(true);
    expect(text.split("\n")).toEqual([
      "2 folders, by tflint",
      "not run: conftest, which is not on the PATH",
      expect.stringMatching(/^accepted: tflint terraform_naming_convention, 2 times: names are keys/),
      "nothing to fix",
      "",
    ]);
  });

  it.each<[string, Partial<LinterFinding>]>([
    ["of another linter", { linter: "conftest" }],
    ["of another rule", { rule: "terraform_unused_declarations" }],
    ["with another message", { message: "local name `a-b` must match the following format: snake_case" }],
  ])("has a finding to fix %s", (_, change) => {
    const { text, isClean } = reportOf([{ ...accepted, ...change }], run);
    expect(isClean).toBe(false);
    expect(text).toContain(`one: ${change.linter ?? "tflint"} `);
    expect(text).toMatch(/^1 to fix$/m);
  });

  it("accepts nothing without a reason, nor a whole rule", () => {
    for (const { message, reason } of ACCEPTED) {
      expect(reason).toMatch(/\S \S/);
      expect("").not.toMatch(message);
    }
  });
});
