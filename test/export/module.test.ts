import { describeWithTerraform, useTerraform } from "../support/terraform";
import { exported, FORMATS } from "./exported";

const CONFIGURATION = `
  region: cn-hangzhou
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106}
    ftp: {instance: i-bp1ftp, eip: 203.0.113.107}
    mail: {instance: i-bp1mail, eip: eip-bp1mail}
`;

describeWithTerraform("the exported module", () => {
  const terraform = useTerraform();

  test.each(FORMATS)("in %s is valid, without warnings, and so is the example", async (format) => {
    const files = Object.fromEntries(exported(CONFIGURATION, "module", format));
    const workspace = await terraform.workspace({}, files);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    const inExample = ["-chdir=examples/exposed-eip"];
    await workspace.run([...inExample, "init", "-backend=false", "-no-color"]);
    const { stdout } = await workspace.run([...inExample, "validate", "-json"]);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
  });

  test.each(FORMATS)("in %s passes its own test", async (format) => {
    const files = Object.fromEntries(exported(CONFIGURATION, "module", format));
    const workspace = await terraform.workspace({}, files);
    const name = `tests/exposures.tftest.${format}`;
    const report = await workspace.test({ [name]: files[name] });
    const runs = Object.entries(report[name] ?? {}).map(([run, { status, diagnostics }]) => ({
      run,
      status,
      diagnostics: diagnostics.map(({ summary, detail, address }) => [summary, detail, address]),
    }));
    expect(runs.length).toBeGreaterThan(5);
    expect(runs.filter(({ status }) => status !== "pass")).toEqual([]);
  });
});
