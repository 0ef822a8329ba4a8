import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { type CommandResult, runCommand } from "../../testing/run-command";
import { describeWithTerraform } from "../../testing/terraform";

const ROOT = path.resolve(__dirname, "../..");
const APP = path.join(ROOT, "scripts", "app.js");
const CDKTF = path.join(ROOT, "node_modules", ".bin", "cdktf");

const GOOD =
  "region: cn-hangzhou\nbackend: none\nexposures:\n  web:\n    instance: i-bp1a\n    eip: 203.0.113.106\n";
const BAD = `${GOOD}  mail:
    instnce: i-bp1b
    eip: 203.0.113.010
provider:
  secret_key: never-show-this
tags: {cost: {centre: 5}}
`;
const MESSAGE = `exposure.yaml:8:5  exposures.mail.instnce
  problem       unknown key
  allowed       instance, eip, nicOf, vpc, zone, securityGroups, block, vswitch, guest, verify, networkInterface, import, renamedFrom, preventDestroy
  did you mean  instance

exposure.yaml:9:10  exposures.mail.eip
  found    203.0.113.010
  problem  an octet has a leading zero (some programs read 010 as 8)
  allowed  an address such as 203.0.113.10, an allocation ID such as eip-bp1example, or {create: {bandwidth: 5}}
  write    203.0.113.10

exposure.yaml:11:3  provider.secret_key
  problem  credentials do not belong in this file
  do       set ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment of Terraform, or use a profile or a role

exposure.yaml:12:14  tags.cost
  found    a mapping
  problem  must be a string, not a mapping
  allowed  0 to 128 characters that do not begin with acs:, without http:// and https://
  do       write a string such as network

help: docs/reference/troubleshooting.md#invalid-configuration
4 errors, nothing written
`;

/** A line of a stack trace. */
const STACK_TRACE = /^\s+at .+(?::\d+:\d+\)?|<anonymous>\)?)$/m;

// Processes on a busy machine take longer than the five seconds that Jest allows.
jest.setTimeout(60_000);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "exposure-process-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function configure(text: string): void {
  writeFileSync(path.join(folder, "exposure.yaml"), text);
}

/** Everything in the output folder, by name. */
function output(): Record<string, string> {
  const names = readdirSync(path.join(folder, "cdktf.out"), { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [
        path.join(parentPath, name),
        readFileSync(path.join(parentPath, name), "utf8"),
      ]),
  );
}

async function run(program: string, ...args: string[]): Promise<CommandResult> {
  return runCommand(program, args, { folder, environment: { ...process.env, CI: "1", FORCE_COLOR: "0" } });
}

describe("the app as a process", () => {
  const synth = async () => run(process.execPath, APP);

  test("ends with exit code 1 and one message on standard error for all errors, and writes nothing", async () => {
    configure(BAD);
    expect(await synth()).toMatchObject({ exitCode: 1, stdout: "", stderr: MESSAGE });
    expect(existsSync(path.join(folder, "cdktf.out"))).toBe(false);
  });

  test("leaves an earlier output as it was", async () => {
    configure(GOOD);
    expect(await synth()).toMatchObject({ exitCode: 0, stderr: "" });
    const before = output();
    expect(Object.keys(before).some((file) => file.endsWith("cdk.tf.json"))).toBe(true);

    configure(BAD);
    expect(await synth()).toMatchObject({ exitCode: 1 });
    expect(output()).toEqual(before);
  });

  test("says 1 error where there is one", async () => {
    configure(GOOD.replace("region", "regoin"));
    expect((await synth()).stderr).toMatch(/\n\nhelp: .*#invalid-configuration\n1 error, nothing written\n$/);
  });

  test("shows no stack trace for a missing file", async () => {
    const { exitCode, stdout, stderr } = await synth();
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^exposure\.yaml\n {2}problem {2}file not found\n/);
    expect(stderr).not.toMatch(STACK_TRACE);
  });
});

// cdktf asks Terraform for its version before it does anything.
describeWithTerraform("cdktf synth", () => {
  test("shows the message in its frame, once more indented, and ends with exit code 1, without a stack trace", async () => {
    configure(BAD);
    const app = `${JSON.stringify(process.execPath)} ${JSON.stringify(APP)}`;
    writeFileSync(
      path.join(folder, "cdktf.json"),
      JSON.stringify({ language: "typescript", app, projectId: "test", sendCrashReports: "false" }),
    );
    const { exitCode, stdout, stderr } = await run(process.execPath, CDKTF, "synth");

    expect(exitCode).toBe(1);
    const lines = MESSAGE.trimEnd().split("\n");
    expect(stderr).toContain(lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n"));
    expect(`${stdout}${stderr}`).not.toMatch(STACK_TRACE);
    expect(`${stdout}${stderr}`).not.toContain("never-show-this");
    expect(existsSync(path.join(folder, "cdktf.out", "stacks", "exposed-eip"))).toBe(false);
  });
});
