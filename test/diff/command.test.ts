import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { runCommand } from "../../testing/run-command";
import { fleet, versions } from "./versions";

const ROOT = path.resolve(__dirname, "../..");
const web = { instance: "i-web", eip: "203.0.113.106" };
const mail = { instance: "i-mail", eip: "198.51.100.7" };

describe("exposed-eip diff", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "diff-"));
    const [one, other] = versions(fleet({ web }), fleet({ web, mail }));
    write("one/stacks/exposed-eip/cdk.tf.json", one?.text);
    write("other/stacks/exposed-eip/cdk.tf.json", other?.text);
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it.each([
    ["two output folders", "one", "other"],
    ["two folders of stacks", "one/stacks/exposed-eip", "other/stacks/exposed-eip"],
    ["a file and an output folder", "one/stacks/exposed-eip/cdk.tf.json", "other"],
  ])("compares %s", async (_, before, after) => {
    const { exitCode, stdout, stderr } = await diff(before, after);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("  +   mail                   198.51.100.7 → i-mail");
  });

  it("shows stacks that come and go, and counts those without a difference", async () => {
    const [net] = versions(fleet({ mail }, { stack: "net" }));
    write("other/stacks/net/cdk.tf.json", net?.text);
    write("one/stacks/same/cdk.tf.json", net?.text.replaceAll('"net"', '"same"'));
    write("other/stacks/same/cdk.tf.json", net?.text.replaceAll('"net"', '"same"'));
    const { stdout } = await diff("one", "other");
    expect(stdout).toMatch(
      /^exposed-eip\n[\s\S]*\nnet\n {2}\+ {3}mail[\s\S]*\n1 stack without a difference\n$/,
    );
    expect((await diff("other", "one")).stdout).toContain(
      "\nnet (the stack is gone; destroy its resources first)\n",
    );
  });

  it("exits with 3 for a change or an interruption, only when it is asked to", async () => {
    const codes = async (...args: string[]) => (await diff(...args)).exitCode;
    expect(await codes("one", "other", "--fail-on-change")).toBe(3);
    expect(await codes("one", "one", "--fail-on-change")).toBe(0);
    expect(await codes("one", "other", "--fail-on-interruption")).toBe(0);
    expect(await codes("other", "one", "--fail-on-interruption")).toBe(3);
    expect(await codes("other", "one")).toBe(0);
  });

  it("compares the stack that is named, in whichever version it is, and says which there are where none is", async () => {
    const [net] = versions(fleet({ mail }, { stack: "net" }));
    write("other/stacks/net/cdk.tf.json", net?.text);
    expect((await diff("one", "other", "--stack", "net")).stdout).toMatch(/^net\n {2}\+ {3}mail/);
    expect((await diff("other", "one", "--stack", "net")).stdout).toMatch(/^net \(the stack is gone/);
    expect(await diff("one", "other", "--stack", "exposed_eip")).toMatchObject({
      exitCode: 1,
      stdout: "",
      stderr: [
        "other",
        "  found         exposed_eip",
        "  problem       no stack has this name in either version",
        "  allowed       exposed-eip, net",
        "  did you mean  exposed-eip",
        "",
        "help: docs/reference/troubleshooting.md#invalid-configuration",
        "1 error, nothing written",
        "",
      ].join("\n"),
    });
  });

  it("ends without a word, and with its exit code, where nobody reads on", async () => {
    const program = [path.join(ROOT, "scripts/app.js"), "bin/exposed-eip.ts", "diff", "other", "one"];
    const child = spawn(process.execPath, [...program, "--fail-on-interruption"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (data) => (stderr += String(data)));
    const ended: unknown[] = await once(child, "close");
    expect([...ended, stderr]).toEqual([3, null, ""]);
  });

  it("refuses what an earlier release synthesized, which has no table of exposures", async () => {
    const association = { "//": { metadata: { path: "exposed-eip/Exposures/web/Association/Resource" } } };
    write(
      "old/stacks/exposed-eip/cdk.tf.json",
      JSON.stringify({
        "//": { metadata: { stackName: "exposed-eip" } },
        resource: { alicloud_eip_association: { web: association } },
      }),
    );
    const { exitCode, stderr } = await diff("old", "other");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("synthesize both versions with the same release");
  });

  it.each([
    ["text.json", "no JSON", "not a synthesized stack: not JSON"],
    ["list.json", "[]", "not a synthesized stack: not a JSON object"],
    [
      "other.json",
      '{"resource": {}}',
      "not a synthesized stack: the stack name is missing, so cdktf did not write it",
    ],
  ])("says of %s what is wrong with it, without a stack trace", async (file, text, problem) => {
    write(file, text);
    const { exitCode, stderr } = await diff(file, "other");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${file}\n  problem  ${problem}`);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("says of what is not there that it is not, and how to call it when it is called wrongly", async () => {
    expect((await diff("none", "other")).stderr).toContain("no such file or folder");
    fs.mkdirSync(path.join(folder, "empty"));
    expect((await diff("empty", "other")).stderr).toContain("no stack in this folder");
    for (const args of [[], ["one"], ["one", "other", "third"], ["one", "other", "--no-such"]]) {
      const { exitCode, stdout, stderr } = await diff(...args);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toMatch(/^error: .+\nTry: exposed-eip diff --help\n$/);
    }
  });

  function write(file: string, text = ""): void {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }

  function diff(...args: string[]) {
    const program = [path.join(ROOT, "scripts/app.js"), "bin/exposed-eip.ts", "diff"];
    return runCommand(process.execPath, [...program, ...args], {
      folder,
      environment: { PATH: process.env.PATH },
    });
  }
});
