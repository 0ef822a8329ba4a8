import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { App, TerraformStack } from "cdktf";

import { GuestScriptError } from "../../guest/render";
import { ProviderLockError } from "../../lib/cli/provider-lock";
import { reportUserErrors } from "../../lib/cli/run";
import { ConfigurationError, ConfigurationsError } from "../../lib/configuration/configuration-errors";
import { StackFileError } from "../../lib/diff/synthesized-stack";
import * as errors from "../../lib/errors";
import { PlanLockError } from "../../lib/planning/plan-lock";
import { describeIf, programsOnPath, requirement } from "../../testing/requirements";
import { runCommand } from "../../testing/run-command";

const ROOT = path.resolve(__dirname, "../..");

jest.setTimeout(120_000);

const issue = { path: "", problem: "the problem" };

/** One of each kind of error that a user can cause. */
function kinds(): errors.UserError[] {
  const stack = new TerraformStack(new App({ outdir: os.tmpdir() }), "stack");
  return [
    new errors.AddressError({ found: "x", problem: "the problem", allowed: "y" }),
    new errors.ExposureError(stack, "the problem"),
    new errors.CloudError("the problem"),
    new errors.DiagramError("the problem"),
    new errors.ExportError("the problem"),
    new errors.FileSystemError("the problem"),
    new errors.PlanError([{ keys: ["web"], problem: "the problem", remedy: "mend it" }]),
    new errors.RamPolicyError("resource x", "the problem"),
    new errors.RecoveryError("the problem"),
    new errors.SynthesisError("the problem"),
    new ConfigurationError("exposure.yaml", [issue]),
    new ConfigurationsError("exposures", [new ConfigurationError("exposure.yaml", [issue])]),
    new GuestScriptError("the problem"),
    new PlanLockError("the problem"),
    new ProviderLockError("the problem"),
    new StackFileError("the problem"),
  ];
}

/** What a program that throws ends with. */
function reported(thrown: unknown): { readonly stderr: string; readonly exitCode: unknown } {
  const { exitCode } = process;
  const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    reportUserErrors(() => {
      throw thrown;
    });
    return { stderr: write.mock.calls.join(""), exitCode: process.exitCode };
  } finally {
    write.mockRestore();
    process.exitCode = exitCode;
  }
}

describe("an error that a user can cause", () => {
  it.each(kinds().map((error) => [error.constructor.name, error] as const))(
    "%s ends in its message",
    (_, error) => {
      const { stderr, exitCode } = reported(error);
      expect(stderr).toContain("the problem");
      expect(stderr).toMatch(new RegExp(`\n\nhelp: docs/reference/.*#${error.code}\n.*nothing written\n$`));
      expect(stderr).not.toMatch(/^ {4}at /m);
      expect(exitCode).toBe(1);
      expect(error.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    },
  );

  it("covers every class of lib/errors.ts", () => {
    const classes = Object.entries(errors).filter(
      ([name, value]) =>
        typeof value === "function" && value.prototype instanceof errors.UserError && name !== "UserError",
    );
    const tested = new Set(kinds().map(({ constructor }) => constructor.name));
    expect(classes.map(([name]) => name).filter((name) => !tested.has(name))).toEqual([]);
  });

  it("has a code of its own for each kind", () => {
    const codes = kinds().map(({ code }) => code);
    // A ConfigurationsError is a ConfigurationError.
    expect(new Set(codes).size).toBe(codes.length - 1);
  });

  it("is told apart from a defect, which keeps its stack trace", () => {
    expect(() => reported(new RangeError("a defect"))).toThrow("a defect");
  });
});

describe("a file that cannot be read or written", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "errors-"));
    fs.copyFileSync(path.join(ROOT, "exposure.yaml"), path.join(folder, "exposure.yaml"));
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  const environment = (outdir: string) => ({
    PATH: process.env.PATH,
    EXPOSURE_CONFIG: path.join(folder, "exposure.yaml"),
    CDKTF_OUTDIR: outdir,
  });

  const app = [process.execPath, path.join(ROOT, "scripts/app.js")];

  const synth = (outdir: string) =>
    runCommand(app[0] ?? "", app.slice(1), { folder: ROOT, environment: environment(outdir) });

  it("is named in one sentence if a file is in the way of the output folder", async () => {
    const outdir = path.join(folder, "out");
    fs.writeFileSync(outdir, "mine");
    const { exitCode, stdout, stderr } = await synth(path.join(outdir, "deeper"));
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 1,
      stdout: "",
      stderr:
        `${outdir}/deeper cannot be written: not a directory (ENOTDIR); remove the file that is in the way of a folder, ` +
        "or choose another path\n\nhelp: docs/reference/troubleshooting.md#file-system\nnothing written\n",
    });
    expect(fs.readFileSync(outdir, "utf8")).toBe("mine");
  });

  it("is named in one sentence if a folder has the name of a file", async () => {
    const outdir = path.join(folder, "out");
    const file = path.join(outdir, "stacks/exposed-eip/cdk.tf.json");
    fs.mkdirSync(path.join(file, "mine"), { recursive: true });
    const { exitCode, stderr } = await synth(outdir);
    expect(stderr).toBe(
      `${file} cannot be written: it is a folder; remove it, or choose another output folder\n\nhelp: docs/reference/troubleshooting.md#file-system\nnothing written\n`,
    );
    expect(exitCode).toBe(1);
    expect(fs.readdirSync(outdir)).toEqual(["stacks"]);
  });

  it("does not matter to a reader that closes the pipe", async () => {
    const { exitCode, stderr } = await runCommand("sh", ["-c", `"$@" | true`, "sh", ...app], {
      folder: ROOT,
      environment: environment(path.join(folder, "out")),
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  const isRoot = requirement("root", () =>
    process.getuid?.() === 0 ? undefined : "the user is another one",
  );

  describeIf([isRoot, programsOnPath("unshare", "mount")], "a full disk", () => {
    it("leaves the earlier output as it was", async () => {
      const disk = path.join(folder, "disk");
      fs.mkdirSync(disk);
      // The second configuration is too large for what is left.
      const exposures = Array.from(
        { length: 200 },
        (_, i) => `  w${i}: {instance: i-bp1w${i}, eip: eip-bp1w${i}}`,
      );
      fs.writeFileSync(
        path.join(folder, "large.yaml"),
        `region: cn-hangzhou\nexposures:\n${exposures.join("\n")}\n`,
      );
      const script = `
        mount -t tmpfs -o size=256k none ${disk} || exit 9
        "$@" >${folder}/first.txt || exit 8
        before=$(cd ${disk} && find . -type f -exec cksum {} + | sort)
        EXPOSURE_CONFIG=${folder}/large.yaml "$@"
        echo "exit code $?"
        after=$(cd ${disk} && find . -type f -exec cksum {} + | sort)
        [ "$before" = "$after" ] && echo unchanged`;
      const { stdout, stderr } = await runCommand("unshare", ["-m", "sh", "-c", script, "sh", ...app], {
        folder: ROOT,
        environment: environment(disk),
      });
      expect(stderr).toMatch(
        / cannot be written: no space left on device \(ENOSPC\); free space on the disk\n\nhelp: .*#file-system\nnothing written\n$/,
      );
      expect(stderr.split("\n")).toHaveLength(5);
      expect(stdout).toBe("exit code 1\nunchanged\n");
    });
  });
});
