import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { type StackEntry, stackLines } from "../../lib/cli/stacks";
import { type CommandResult, runCommand } from "../../testing/run-command";

const ROOT = path.resolve(__dirname, "../..");

describe("exposed-eip stacks", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "stacks-"));
    write("exposures/defaults.yaml", "region: cn-hangzhou\n");
    write("exposures/web.yaml", "exposures: {web: {instance: i-web, eip: 203.0.113.106}}\n");
    write("exposures/prod/mail.yaml", "exposures: {mail: {instance: i-mail, eip: 198.51.100.7}}\n");
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("writes a line for each stack", async () => {
    expect((await run("stacks")).stdout.split("\n")).toEqual([
      "web        cn-hangzhou  cdktf.out/stacks/web",
      "prod-mail  cn-hangzhou  cdktf.out/stacks/prod-mail",
      "",
    ]);
    expect(stackLines([])).toBe("");
  });

  it("lists the stacks of a folder with all files that each is made from", async () => {
    expect(await listed()).toEqual([
      entry("web", "web.yaml", "web.lock.json"),
      entry("prod-mail", "prod/mail.yaml", "prod/mail.lock.json"),
    ]);
    function entry(stack: string, ...own: string[]): StackEntry {
      const files = [...own, ".terraform.lock.hcl", "defaults.yaml"].map((file) => `exposures/${file}`);
      return { stack, region: "cn-hangzhou", folder: `cdktf.out/stacks/${stack}`, files };
    }
  });

  it("leaves out the stacks that are the same in an earlier output folder", async () => {
    await run("main");
    fs.cpSync(path.join(folder, "cdktf.out"), path.join(folder, "cdktf.base"), { recursive: true });
    const changed = async () => (await listed("--changed-from", "cdktf.base")).map(({ stack }) => stack);
    expect(await changed()).toEqual([]);
    write("exposures/web.yaml", "exposures: {web: {instance: i-new, eip: 203.0.113.106}}\n");
    await run("main");
    expect(await changed()).toEqual(["web"]);
    write("cdktf.out/stacks/prod-mail/.terraform.lock.hcl", "# another provider\n");
    expect(await changed()).toEqual(["web", "prod-mail"]);
  });

  it("lists the only stack of a single file", async () => {
    write("exposure.yaml", "region: cn-hangzhou\nexposures: {}\n");
    const { stdout } = await run("stacks", ["--json"], { EXPOSURE_CONFIG: "exposure.yaml" });
    expect(JSON.parse(stdout)).toMatchObject([{ stack: "exposed-eip" }]);
  });

  it("says how to call it when it is called wrongly", async () => {
    const { exitCode, stderr } = await run("stacks", ["--no-such"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: unknown option '--no-such'\nTry: exposed-eip stacks --help\n$/);
  });

  function write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }

  async function listed(...args: readonly string[]): Promise<StackEntry[]> {
    return JSON.parse((await run("stacks", ["--json", ...args])).stdout) as StackEntry[];
  }

  function run(program: string, args: readonly string[] = [], environment = {}): Promise<CommandResult> {
    const line = program === "main" ? ["main.ts"] : ["bin/exposed-eip.ts", program];
    return runCommand(process.execPath, [path.join(ROOT, "scripts/app.js"), ...line, ...args], {
      folder,
      environment: { PATH: process.env.PATH, EXPOSURE_CONFIG: "exposures", ...environment },
    });
  }
});
