import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { runCommand } from "../../testing/run-command";

const ROOT = path.resolve(__dirname, "../..");

describe("the lock file beside a configuration", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "plan-lock-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  const run = (program: string, ...args: string[]) =>
    runCommand(process.execPath, [path.join(ROOT, "scripts/app.js"), program, ...args], {
      folder,
      environment: { PATH: process.env.PATH, EXPOSURE_CONFIG: "fleet.yaml" },
    });

  const configure = (eips: Readonly<Record<string, string>>): void => {
    const exposures = Object.entries(eips).map(([key, eip]) => `  ${key}: {instance: i-${key}, eip: ${eip}}`);
    fs.writeFileSync(
      path.join(folder, "fleet.yaml"),
      ["region: cn-hangzhou", "blocksPerVpc: 1", "exposures:", ...exposures, ""].join("\n"),
    );
  };

  it("keeps the plan, shows what a new one would save and replace, and takes the new one only when told to", async () => {
    configure({ web: "203.0.113.106", mail: "203.0.113.1" });
    expect((await run("main.ts")).stdout).toContain("plan locked in fleet.lock.json");
    configure({ web: "203.0.113.106" });
    expect((await run("main.ts")).stdout).toContain("web  203.0.113.106 → i-web   block 203.0.113.0/25");

    const shown = (await run("bin/exposed-eip.ts", "replan")).stdout;
    expect(shown).toContain("current plan: 203.0.113.0/25 (shadows 127 addresses of others)");
    expect(shown).toContain("new plan:     203.0.113.96/28 (shadows 15 addresses of others)");
    expect(shown).toContain("saves         112 shadowed addresses");
    expect(shown).toContain("replaces      web:");
    expect((await run("main.ts")).stdout).toContain("block 203.0.113.0/25");

    expect((await run("bin/exposed-eip.ts", "replan", "--write")).stdout).toContain(
      "plan locked in fleet.lock.json",
    );
    expect((await run("main.ts")).stdout).toContain("block 203.0.113.96/28");
  });

  it("is not written for a plan that it holds already", async () => {
    configure({ web: "203.0.113.106" });
    await run("main.ts");
    const before = fs.statSync(path.join(folder, "fleet.lock.json")).mtimeMs;
    expect((await run("main.ts")).stdout).not.toContain("plan locked");
    expect(fs.statSync(path.join(folder, "fleet.lock.json")).mtimeMs).toBe(before);
  });

  it.each([
    [
      "has conflict markers",
      '{\n<<<<<<< HEAD\n  "version": 1,\n=======\n  "version": 1,\n>>>>>>> other\n  "blocks": []\n}\n',
      "conflict marker of version control in line 2",
      "resolve the conflict: keep one version of the file, synthesize, and review what the plan changes",
    ],
    [
      "was written by a later release",
      '{"//": "", "version": 2, "ranges": []}',
      "version 2, but this release reads version 1",
      "update this package to the release that wrote the file, or a later one",
    ],
  ])("fails when it %s, saying so", async (_, text, problem, remedy) => {
    configure({ web: "203.0.113.106" });
    fs.writeFileSync(path.join(folder, "fleet.lock.json"), text);
    const { exitCode, stderr } = await run("main.ts");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`fleet.lock.json\n  problem  invalid plan lock file: ${problem}\n`);
    expect(stderr).toContain(`\n  do       ${remedy}\n`);
    expect(fs.readFileSync(path.join(folder, "fleet.lock.json"), "utf8")).toBe(text);
  });

  it("fails when it is a folder, naming it", async () => {
    configure({ web: "203.0.113.106" });
    fs.mkdirSync(path.join(folder, "fleet.lock.json"));
    const { exitCode, stderr } = await run("main.ts");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("fleet.lock.json\n  problem  folder, not a file\n");
  });

  it("fails when it is broken, without a stack trace and before anything is written", async () => {
    configure({ web: "203.0.113.106" });
    fs.writeFileSync(path.join(folder, "fleet.lock.json"), "{");
    const { exitCode, stderr } = await run("main.ts");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("fleet.lock.json\n  problem  invalid plan lock file: not JSON");
    expect(stderr).toContain("restore it from version control");
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(fs.existsSync(path.join(folder, "cdktf.out"))).toBe(false);
  });
});
