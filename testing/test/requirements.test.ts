import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { runCommand } from "../run-command";

const SUPPORT = path.resolve(__dirname, "..");

// Each test starts Jest, which takes its time on a busy machine.
jest.setTimeout(120_000);

describe("a run of Jest", () => {
  const preamble = `
    const { requirement, describeIf, testIf } = require(${JSON.stringify(path.join(SUPPORT, "requirements.ts"))});
    const there = requirement("air", () => undefined, { mandatoryInCi: true });
    const absent = requirement("a tool", () => "tool is not on the PATH; install 2.0 [or later]");
    const mandatory = requirement("Terraform", () => "terraform is not on the PATH", { mandatoryInCi: true });
  `;

  it("runs what has all it needs", async () => {
    const run = await jestOn({
      a: `describeIf(there, "group", () => { test("one", () => {}); }); testIf([there], "two", () => {});`,
    });
    expect(run).toMatchObject({ exitCode: 0, said: ["2 passed, 0 failed, 0 skipped"] });
  });

  it("reports each reason for skipped tests once, with their number, from whichever worker and depth they come", async () => {
    const run = await jestOn({
      a: `describeIf(absent, "group", () => {
            beforeAll(() => { throw new Error("nothing runs here"); });
            test("one", () => {}); describe("inner", () => { test("two", () => { throw new Error("nor here"); }); });
          });
          test("three", () => {});`,
      b: `testIf([there, absent], "four", () => {}); testIf([absent, mandatory], "five", () => {}); test.skip("six", () => {});`,
    });
    expect(run.exitCode).toBe(0);
    expect(run.said.slice(0, -1).sort()).toEqual([
      "skipped: 1 test needs a tool (tool is not on the PATH; install 2.0 [or later]) and Terraform (terraform is not on the PATH)",
      "skipped: 1 test without a stated reason",
      "skipped: 3 tests need a tool (tool is not on the PATH; install 2.0 [or later])",
    ]);
    expect(run.said.at(-1)).toBe("1 passed, 0 failed, 5 skipped");
  });

  it("fails in CI for what is mandatory there, with the reason, and skips the rest", async () => {
    const run = await jestOn(
      {
        a: `describeIf(mandatory, "group", () => { test("one", () => {}); test("two", () => {}); });
            testIf(mandatory, "three", () => {});
            testIf(absent, "four", () => {});`,
      },
      { CI: "true" },
    );
    expect(run.exitCode).toBe(1);
    expect(run.output).toContain("this test needs Terraform (terraform is not on the PATH), and CI is set");
    expect(run.said.at(-1)).toBe("0 passed, 2 failed, 1 skipped");
  });

  it("counts a test file that cannot be run as a failure", async () => {
    const run = await jestOn({ a: `test("one", () => {});`, b: `throw new Error("broken");` });
    expect(run).toMatchObject({ exitCode: 1, said: ["1 passed, 1 failed, 0 skipped"] });
  });

  it("gives no reason for tests that are left out by their name", async () => {
    const run = await jestOn({ a: `test("one", () => {}); test("two", () => {});` }, {}, ["-t", "one"]);
    expect(run).toMatchObject({ exitCode: 0, said: ["1 passed, 0 failed, 1 skipped"] });
  });

  /** Runs Jest on test files with the given bodies; `said` is what the reporter adds to Jest's own output. */
  async function jestOn(
    bodies: Record<string, string>,
    environment: Record<string, string> = {},
    args: string[] = [],
  ) {
    const folder = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "requirements-")));
    try {
      for (const [name, body] of Object.entries(bodies)) {
        await fs.writeFile(path.join(folder, `${name}.test.js`), preamble + body);
      }
      const config = {
        rootDir: folder,
        transform: {
          "\\.ts$": [require.resolve("@swc/jest"), { jsc: { parser: { syntax: "typescript" } } }],
        },
        reporters: ["default", path.join(SUPPORT, "skipped-reporter.js")],
      };
      const { exitCode, stderr } = await runCommand(
        process.execPath,
        [require.resolve("jest/bin/jest"), "--config", JSON.stringify(config), "--maxWorkers=2", ...args],
        { folder, environment: { PATH: process.env.PATH, ...environment } },
      );
      const said = stderr
        .split("\n")
        .filter((line) => /^skipped: |^\d+ passed, \d+ failed, \d+ skipped$/.test(line));
      return { exitCode, output: stderr, said };
    } finally {
      await fs.rm(folder, { recursive: true });
    }
  }
});
