import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { runCommand } from "../../testing/run-command";

const ROOT = path.resolve(__dirname, "../..");

jest.setTimeout(120_000);

describe("a gate for a stack that does not exist", () => {
  let folder: string;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "stack-gates-"));
    configure("web");
    expect((await app("main.ts")).exitCode).toBe(0);
    fs.cpSync(path.join(folder, "cdktf.out"), path.join(folder, "cdktf.base"), { recursive: true });
    fs.mkdirSync(path.join(folder, "none/stacks"), { recursive: true });
    // Since then, a file was added.
    configure("mail");
  });

  afterAll(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it.each<[string, readonly string[], string]>([
    [
      "stacks, of which one is not synthesized",
      ["stacks", "--changed-from", "cdktf.base"],
      "exposures/mail.yaml  stack\n  found    mail\n  problem  the stack is not synthesized: cdktf.out/stacks/mail/cdk.tf.json does not exist\n",
    ],
    [
      "stacks since a folder without any",
      ["stacks", "--changed-from", "exposures"],
      "problem  no stack in this folder\n",
    ],
    ["stacks since no folder", ["stacks", "--changed-from", "base"], "problem  no such file or folder\n"],
    ["a diff of nothing", ["diff", "none", "none"], "problem  no stack in this folder, nor in the earlier"],
    ["a diff of a stack", ["diff", "cdktf.base", "cdktf.out", "--stack", "wep"], "did you mean  web\n"],
    ["a diff of what is no output", ["diff", "exposures", "cdktf.out"], "problem  no stack in this folder\n"],
    ["a stack to move", ["stacks", "--move", "wep"], "did you mean  web\n"],
    ["a stack to forget", ["stacks", "--forget", "wep"], "did you mean  web\n"],
  ])("fails: %s", async (_, args, message) => {
    const { exitCode, stdout, stderr } = await app("bin/exposed-eip.ts", ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("passes where there was no stack yet, with all stacks of now", async () => {
    await app("main.ts");
    const { exitCode, stdout } = await app("bin/exposed-eip.ts", "stacks", "--changed-from", "none");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^mail .*\nweb .*\n$/);
  });

  function configure(name: string): void {
    const eip = name === "web" ? "203.0.113.106" : "198.51.100.7";
    fs.mkdirSync(path.join(folder, "exposures"), { recursive: true });
    fs.writeFileSync(
      path.join(folder, `exposures/${name}.yaml`),
      `region: cn-hangzhou\nexposures: {${name}: {instance: i-${name}, eip: ${eip}}}\n`,
    );
  }

  function app(...args: readonly string[]) {
    return runCommand(process.execPath, [path.join(ROOT, "scripts/app.js"), ...args], {
      folder,
      environment: { PATH: process.env.PATH, EXPOSURE_CONFIG: "exposures" },
    });
  }
});
