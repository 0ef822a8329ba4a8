import { CHECK_NAMES } from "../../lib/exposure-table/checks";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { moduleFile, moduleFiles, OWN_TEST } from "./module-files";

/** The number of the module's runs; a run that Terraform does not report is not one that passed. */
const RUNS = moduleFile(OWN_TEST).match(/^run "/gm)?.length;

describeWithTerraform("the module", () => {
  const terraform = useTerraform();

  test("is valid, without warnings, and so are its examples", async () => {
    const workspace = await terraform.workspace({}, moduleFiles());
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    for (const example of ["minimal", "complete"]) {
      const there = [`-chdir=examples/${example}`];
      await workspace.run([...there, "init", "-backend=false", "-no-color"]);
      const { stdout } = await workspace.run([...there, "validate", "-json"]);
      expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
    }
  });

  test("is laid out as terraform fmt does it", async () => {
    const workspace = await terraform.workspace({}, moduleFiles());
    expect((await workspace.run(["fmt", "-check", "-recursive"])).stdout).toBe("");
  });

  test("passes its own test", async () => {
    const workspace = await terraform.workspace({}, moduleFiles());
    const report = await workspace.test({ [OWN_TEST]: moduleFile(OWN_TEST) });
    const runs = Object.entries(report[OWN_TEST] ?? {});
    expect(runs).toHaveLength(RUNS ?? 0);
    expect(runs.filter(([, { status }]) => status !== "pass")).toEqual([]);
  });

  test("fails a plan by each check but those of the guest script", () => {
    const checks = refusals(moduleFile(OWN_TEST)).map(({ check }) => check);
    expect([...new Set(checks)].sort()).toEqual(
      CHECK_NAMES.filter((name) => !name.startsWith("guest-")).toSorted(),
    );
  });

  test("fails no plan by a check that is skipped", async () => {
    const text = moduleFile(OWN_TEST);
    const cloud = text.slice(text.indexOf("# Lookups. "));
    const files = refusals(text).map(({ name, variables, check }) => [
      `tests/${name}.tftest.hcl`,
      `${cloud}\nrun "skipped" {\n  command = plan\n\n  variables {\n    skip_checks = ["${check}"]\n${variables}  }\n}\n`,
    ]);
    const workspace = await terraform.workspace({}, moduleFiles());
    const report = await workspace.test(Object.fromEntries(files) as Record<string, string>);
    expect(Object.keys(report)).toHaveLength(files.length);
    const failed = Object.entries(report).filter(([, { skipped }]) => skipped?.status !== "pass");
    expect(failed).toEqual([]);
  });

  test("has no line of more than 140 characters, but for messages", () => {
    const long = Object.entries(moduleFiles()).flatMap(([name, text]) =>
      text
        .split("\n")
        .filter((line) => line.length > 140 && !/^\s*(?:error_message|problem) += /.test(line))
        .map((line) => `${name}: ${line}`),
    );
    expect(long.filter((line) => !line.startsWith("README.md"))).toEqual([]);
  });
});

/** The runs in which a check refuses something, with the name of the check. */
function refusals(text: string) {
  return [...text.matchAll(/^run "((\w+)_refuses_\w+)" \{\n.*?^ {2}variables \{\n(.*?)^ {2}\}/gms)].map(
    ([, name = "", check = "", variables = ""]) => ({
      name,
      check: check.replaceAll("_", "-"),
      variables,
    }),
  );
}
