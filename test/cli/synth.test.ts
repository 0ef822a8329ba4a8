import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { runCommand } from "../../testing/run-command";

const ROOT = path.resolve(__dirname, "../..");

// Each test starts programs, which take their time on a busy machine.
jest.setTimeout(120_000);

describe("the app as a process", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "synth-"));
    file = path.join(folder, "exposure.yaml");
    // The repository's own configuration, in a place where the plan of its blocks may be kept beside it.
    fs.copyFileSync(path.join(ROOT, "exposure.yaml"), file);
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("writes the same bytes in two folders and two runs, without a path or a time of the machine", async () => {
    const [first, second] = [path.join(folder, "one"), path.join(folder, "another", "deeper")];
    const results = [await app(first), await app(second)];
    expect(results.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
      [0, ""],
      [0, ""],
    ]);
    const [one, another] = [first, second].map((outdir) => fs.readFileSync(stackFile(outdir), "utf8"));
    expect(another).toBe(one);
    expect(one).not.toContain(ROOT);
    expect(one).not.toContain(os.tmpdir());
    expect(one).not.toContain(os.hostname());
    expect(one).not.toMatch(/\b20\d\d-\d\d-\d\d\b/);
  });

  it("says what each exposure gets, what it costs, where the output is and what comes next", async () => {
    const outdir = path.join(folder, "out");
    fs.writeFileSync(
      file,
      "{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: 203.0.113.106}, a: {instance: i-bp1a, eip: eip-bp1a}}}",
    );
    const { stdout } = await app(outdir);
    expect(stdout.split("\n")).toEqual([
      "exposed-eip  (region cn-hangzhou)",
      "  web  203.0.113.106 → i-bp1web   block 203.0.113.96/28, vSwitch 203.0.113.104/29",
      "  a    eip-bp1a → i-bp1a          block and vSwitch computed by Terraform",
      "warning: 1 block shadows 15 public addresses of others in this VPC; hosts there are unreachable from the VPC while the blocks exist",
      "  203.0.113.96/28  shadows 15 (203.0.113.96 to 203.0.113.111)",
      "  block of a  range known when Terraform has looked up eip-bp1a: for most addresses a /28, which shadows 15",
      `written: ${stackFile(outdir)}      next: EXPOSURE_CONFIG=${file} npx cdktf deploy`,
      `plan locked in ${path.join(folder, "exposure.lock.json")}; commit it with the configuration`,
      stateElsewhere(outdir),
      "",
    ]);
  });

  it("writes a script for whoever configures an instance by hand, and says what is to be done about guests", async () => {
    const outdir = path.join(folder, "out");
    const guests = path.join(outdir, "stacks", "exposed-eip", "guest");
    const exposures = (guest: string) =>
      `{region: cn-hangzhou, guest: ${guest}, exposures: {web: {instance: i-bp1web, eip: 203.0.113.106}, a: {instance: i-bp1a, eip: eip-bp1a}}}`;
    fs.writeFileSync(file, exposures("file"));
    const { stdout } = await app(outdir);
    expect(stdout).toContain(
      `written: ${guests}/web.sh      next: in the instance of web, as root, sh web.sh up\n` +
        `written: ${guests}/a.sh      next: in the instance of a, as root, sh a.sh up --eip <address of the EIP>\n`,
    );
    expect(fs.readdirSync(guests)).toEqual(["a.sh", "web.sh"]);
    expect(fs.statSync(path.join(guests, "web.sh")).mode & 0o777).toBe(0o755);
    expect(fs.readFileSync(path.join(guests, "web.sh"), "utf8")).toContain("\nEIP='203.0.113.106'\n");
    expect(fs.readFileSync(path.join(guests, "a.sh"), "utf8")).toContain("\nEIP=''\n");

    fs.writeFileSync(file, exposures("{delivery: cloud-assistant, action: down}"));
    expect((await app(outdir)).stdout).toContain(
      "\nweb is being taken down in its instance; apply, remove the exposure, and apply again\n",
    );
    expect(fs.existsSync(guests)).toBe(false);
  });

  it("runs through cdktf synth on the repository's own configuration, quietly and without Terraform", async () => {
    const output = path.join(folder, "out");
    const cli = path.join(ROOT, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
    const { exitCode, stdout, stderr } = await runCommand(
      process.execPath,
      [cli, "synth", "--output", output],
      { folder: ROOT, environment: { ...environment(), HOME: folder, CI: "1" } },
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    // cdktf itself notes at the level of information that there is no Terraform.
    const lines = stdout
      .split("\n")
      .filter((line) => line !== "" && !/\[INFO\].*Terraform version/.test(line));
    const warnings = lines.filter((line) => line.includes("shadows 15 public addresses of others"));
    expect(warnings).toEqual([expect.stringMatching(/^WARN /)]);
    expect(lines.filter((line) => !warnings.includes(line))).toEqual([
      "exposed-eip  (region cn-hangzhou)",
      "  web  203.0.113.106 → i-bp1example   block 203.0.113.96/28, vSwitch 203.0.113.104/29",
      `plan locked in ${path.join(folder, "exposure.lock.json")}; commit it with the configuration`,
      stateElsewhere(output),
      "Generated Terraform code for the stacks: exposed-eip",
    ]);
    expect(fs.existsSync(stackFile(output))).toBe(true);
  });

  /** An environment in which no program is found but Node. */
  function environment(): NodeJS.ProcessEnv {
    const programs = path.join(folder, "bin");
    const node = path.join(programs, "node");
    fs.mkdirSync(programs, { recursive: true });
    if (!fs.existsSync(node)) fs.symlinkSync(process.execPath, node);
    return { PATH: programs, CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", EXPOSURE_CONFIG: file };
  }

  function app(outdir: string) {
    return runCommand(process.execPath, [path.join(ROOT, "scripts", "app.js")], {
      folder: ROOT,
      environment: { ...environment(), CDKTF_OUTDIR: outdir },
    });
  }
});

/** The warning of an output folder that is not in the project. */
function stateElsewhere(outdir: string): string {
  const state = path.resolve(outdir, "..", "terraform.exposed-eip.tfstate");
  return (
    `warning: local states of ${outdir} are not beside cdktf.json: ${state}; ` +
    "choose an output folder beside cdktf.json, or set backend in the configuration"
  );
}

function stackFile(outdir: string): string {
  return path.join(outdir, "stacks", "exposed-eip", "cdk.tf.json");
}
