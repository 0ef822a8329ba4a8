import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { runCommand } from "../../testing/run-command";
import { cleanEnvironment } from "../../testing/terraform";

const ROOT = path.resolve(__dirname, "../..");

describe("exposed-eip export", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "export-process-"));
    file = path.join(folder, "exposure.yaml");
    fs.copyFileSync(path.join(ROOT, "exposure.yaml"), file);
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("says what each exposure gets, what it costs, and what is written, and keeps the plan", async () => {
    const to = path.join(folder, "out");
    const { exitCode, stdout, stderr } = await run(["--to", to]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      "exposed-eip  (region cn-hangzhou)",
      "  web  203.0.113.106 → i-bp1example   block 203.0.113.96/28, vSwitch 203.0.113.104/29",
      expect.stringMatching(/^warning: 203\.0\.113\.96\/28 shadows 15 public addresses of others/),
      expect.stringMatching(/^written: .*out \(exposures\.tf, main\.tf, .*ram-policy\.json\)/),
      `plan locked in ${path.join(folder, "exposure.lock.json")}; commit it with the configuration`,
      "",
    ]);
    expect(fs.existsSync(path.join(to, "main.tf"))).toBe(true);
  });

  it("changes the style of a folder and back, moving the resources, and warns of what for_each loses", async () => {
    const to = path.join(folder, "out");
    fs.writeFileSync(path.join(folder, ".terraform.lock.hcl"), "# locked\n");
    await run(["--to", to]);
    expect(fs.existsSync(path.join(to, "moved.tf"))).toBe(false);
    const { stdout } = await run(["--to", to, "--style", "for-each"]);
    expect(stdout).toMatch(/^warning: .*one EIP that Alibaba Cloud refuses leaves all others unattached/m);
    const moves = () => fs.readFileSync(path.join(to, "moved.tf"), "utf8");
    expect(moves()).toContain("from = alicloud_eip_association.web\n");
    await run(["--to", to]);
    expect(moves()).toContain("to   = alicloud_eip_association.web\n");
    await run(["--to", to]);
    expect(moves()).toContain("to   = alicloud_eip_association.web\n");
    expect(fs.readFileSync(path.join(to, ".terraform.lock.hcl"), "utf8")).toBe("# locked\n");
  });

  it("refuses the folder of another stack", async () => {
    const to = path.join(folder, "out");
    await run(["--to", to]);
    fs.appendFileSync(file, "stack: edge\n");
    const { exitCode, stderr } = await run(["--to", to]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `${to} contains an export of the stack exposed-eip, whose state the stack edge would take over; ` +
        "use a separate folder for each stack\n\nhelp: docs/reference/troubleshooting.md#export-refused\nnothing written\n",
    );
  });

  it("says what is wrong without a stack trace, and writes nothing", async () => {
    fs.writeFileSync(
      file,
      "region: cn-hangzhou\nexposures: {web: {instance: i-bp1web, eip: 203.0.113.010}}\n",
    );
    const to = path.join(folder, "out");
    const { exitCode, stderr } = await run(["--to", to]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/exposures\.web\.eip[\s\S]*1 error, nothing written\n$/);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(fs.readdirSync(folder)).toEqual(["exposure.yaml"]);
  });

  it("says which policy forbids it, without a stack trace, and writes nothing", async () => {
    fs.appendFileSync(file, "policy: {requiredTags: [team]}\n");
    const { exitCode, stderr } = await run(["--to", path.join(folder, "out")]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/lacks required tags: .*team/);
    expect(stderr).toMatch(/\n\nhelp: .*#synthesis-refused\nnothing written\n$/);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(fs.readdirSync(folder)).toEqual(["exposure.yaml"]);
  });

  it("says of a setting that a style has not what to do", async () => {
    fs.writeFileSync(
      file,
      "region: cn-hangzhou\nexposures: {web: {instance: i-bp1web, eip: {create: {bandwidth: 5}}}}\n",
    );
    const { exitCode, stderr } = await run(["--to", path.join(folder, "out"), "--style", "for-each"]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      "--style for-each writes one block for all exposures and cannot express exposures.web.eip.create; " +
        "use --style single, or remove it from the configuration\n\nhelp: docs/reference/troubleshooting.md#export-refused\nnothing written\n",
    );
    expect(fs.readdirSync(folder)).toEqual(["exposure.yaml"]);
  });

  it("is what cdktf synth --hcl is told to use instead", async () => {
    const { exitCode, stderr } = await runProgram("main.ts", [], {
      SYNTH_HCL_OUTPUT: "true",
      CDKTF_OUTDIR: path.join(folder, "cdktf.out"),
    });
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      "cdktf synth --hcl loses parts of the configuration, such as preconditions; " +
        "write HCL with  exposed-eip export --to <folder>\n\nhelp: docs/reference/troubleshooting.md#export-refused\nnothing written\n",
    );
  });

  test.each<[string[], string]>([
    [[], "required option '--to <folder>' not specified"],
    [["--to"], "option '--to <folder>' argument missing"],
    [["--to", ""], "option '--to <folder>' argument '' is invalid. It is empty."],
    [["--to", "out", "--force"], "unknown option '--force'\n(Did you mean --format?)"],
    [
      ["one.yaml", "other.yaml", "--to", "out"],
      "too many arguments for 'export'. Expected 1 argument but got 2.",
    ],
    [
      ["--to", "out", "--as", "stack"],
      "option '--as <form>' argument 'stack' is invalid. Allowed choices are root, module.",
    ],
    [
      ["--to", "out", "--format", "yaml"],
      "option '--format <format>' argument 'yaml' is invalid. Allowed choices are hcl, json.",
    ],
    [
      ["--to", "out", "--style", "count"],
      "option '--style <style>' argument 'count' is invalid. Allowed choices are single, for-each.",
    ],
  ])("%j is refused, and nothing is written", async (args, message) => {
    expect(await run(args)).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: `error: ${message}\nTry: exposed-eip export --help\n`,
    });
    expect(fs.readdirSync(folder)).toEqual(["exposure.yaml"]);
  });

  const run = (args: readonly string[]) => runProgram("bin/exposed-eip.ts", ["export", ...args]);

  function runProgram(program: string, args: readonly string[], environment: Record<string, string> = {}) {
    return runCommand(process.execPath, [path.join(ROOT, "scripts", "app.js"), program, ...args], {
      folder: ROOT,
      environment: cleanEnvironment({ ...environment, EXPOSURE_CONFIG: file }),
    });
  }
});
