import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { runCommand } from "../../testing/run-command";

const ROOT = path.resolve(__dirname, "../..");

describe("the app with a folder of configurations", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "app-folder-"));
    write("exposures/defaults.yaml", "region: cn-hangzhou\n");
    write("exposures/web.yaml", "exposures: {web: {instance: i-web, eip: 203.0.113.106}}\n");
    write("exposures/prod/mail.yaml", "exposures: {mail: {instance: i-mail, eip: 198.51.100.7}}\n");
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("writes a stack for each file, with a state and a plan of its own, and says how to deploy all", async () => {
    const { exitCode, stdout, stderr } = await run();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("written: cdktf.out/stacks/web/cdk.tf.json\n");
    expect(stdout).toContain("\nnext: EXPOSURE_CONFIG=exposures/ npx cdktf deploy '*'\n");
    const states = ["web", "prod-mail"].map((stack) => {
      const text = fs.readFileSync(path.join(folder, "cdktf.out/stacks", stack, "cdk.tf.json"), "utf8");
      return (JSON.parse(text) as { terraform: { backend: { local: { path: string } } } }).terraform.backend
        .local.path;
    });
    expect(states).toEqual(["../../../terraform.web.tfstate", "../../../terraform.prod-mail.tfstate"]);
    for (const lock of ["web.lock.json", "prod/mail.lock.json"])
      expect(fs.existsSync(path.join(folder, "exposures", lock))).toBe(true);
  });

  it("fails with the errors of all files, without a stack trace and before anything is written", async () => {
    write("exposures/web.yaml", "exposures: {web: {instance: x, eip: 203.0.113.106}}\n");
    write("exposures/prod/mail.yaml", "exposures: {mail: {instance: y, eip: 198.51.100.7}}\n");
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(1);
    expect(stderr).toContain("exposures/web.yaml:1:29  exposures.web.instance");
    expect(stderr).toContain("exposures/prod/mail.yaml:1:30  exposures.mail.instance");
    expect(stderr).toMatch(/\n2 errors, nothing written\n$/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(fs.existsSync(path.join(folder, "cdktf.out"))).toBe(false);
  });

  function write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }

  function run() {
    return runCommand(process.execPath, [path.join(ROOT, "scripts/app.js")], {
      folder,
      environment: { PATH: process.env.PATH, EXPOSURE_CONFIG: "exposures/" },
    });
  }
});
