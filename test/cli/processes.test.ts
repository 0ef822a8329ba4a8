import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { endQuietlyWithoutReader } from "../../lib/cli/terminal";
import { describeIf, programsOnPath, testIf } from "../../testing/requirements";
import { type CommandOptions, type CommandResult, runCommand } from "../../testing/run-command";
import { TemporaryFolder } from "./in-process";

const ROOT = path.resolve(__dirname, "../..");
const PROGRAM = [path.join(ROOT, "scripts/app.js"), path.join(ROOT, "bin/exposed-eip.ts")];
const WEB = "region: cn-hangzhou\nexposures: {web: {instance: i-web, eip: 203.0.113.106}}\n";

jest.setTimeout(120_000);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

function run(args: readonly string[], options: Partial<CommandOptions> = {}): Promise<CommandResult> {
  return runCommand(process.execPath, [...PROGRAM, ...args], {
    folder: folder.path,
    environment: { PATH: process.env.PATH, ...options.environment },
    ...(options.signal && { signal: options.signal, abortWith: "SIGINT" }),
  });
}

/** Configuration whose synthesis takes so long that it can be interrupted. */
function large(): string {
  const exposures = Array.from({ length: 400 }, (_, i) => `  w${i}: {instance: i-w${i}, eip: eip-w${i}}`);
  return `region: cn-hangzhou\nexposures:\n${exposures.join("\n")}\n`;
}

/** Names of files and folders below a folder. */
function names(of: string): string[] {
  return fs.readdirSync(path.join(folder.path, of), { recursive: true, encoding: "utf8" }).sort();
}

/** Aborts as soon as the synthesis has its staging folder. */
function whenSynthesisRuns(outdir: string): AbortSignal {
  const controller = new AbortController();
  const timer = setInterval(() => {
    const target = path.join(folder.path, outdir);
    if (!fs.existsSync(target)) return;
    if (!fs.readdirSync(target).some((name) => name.startsWith(".synthesis-"))) return;
    clearInterval(timer);
    controller.abort(new Error("interrupted"));
  }, 2);
  return controller.signal;
}

describe("Ctrl-C during a synthesis", () => {
  it("ends with 130 and leaves no output folder where there was none", async () => {
    folder.write("exposure.yaml", large());
    const { exitCode, stdout, stderr } = await run(["synth"], { signal: whenSynthesisRuns("cdktf.out") });
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 130, stdout: "", stderr: "" });
    expect(names("")).toEqual(["exposure.yaml"]);
  });

  it("leaves an earlier output and the lock file as they were", async () => {
    folder.write("exposure.yaml", WEB);
    await run(["synth"]);
    const before = folder.files();
    folder.write("exposure.yaml", large());
    const { exitCode } = await run(["synth"], { signal: whenSynthesisRuns("cdktf.out") });
    expect(exitCode).toBe(130);
    expect(folder.files()).toEqual({ ...before, "exposure.yaml": large() });
    expect(names("cdktf.out").filter((name) => name.startsWith("."))).toEqual([]);
  });
});

describe("a synthesis after one that was killed", () => {
  it("removes the staging folder that is left, and none of a process that runs", async () => {
    folder.write("exposure.yaml", large());
    const child = spawn(process.execPath, [...PROGRAM, "synth"], { cwd: folder.path, stdio: "ignore" });
    await new Promise((resolve) => {
      whenSynthesisRuns("cdktf.out").addEventListener("abort", resolve);
    });
    const ended = new Promise((resolve) => {
      child.once("close", resolve);
    });
    child.kill("SIGKILL");
    await ended;
    expect(names("cdktf.out")).toContain(`.synthesis-${child.pid ?? 0}`);
    const ofRunning = `.synthesis-${process.pid}`;
    fs.mkdirSync(path.join(folder.path, "cdktf.out", ofRunning));
    folder.write("exposure.yaml", WEB);
    expect((await run(["synth"])).exitCode).toBe(0);
    expect(names("cdktf.out").filter((name) => name.startsWith("."))).toEqual([ofRunning]);
  });
});

describeIf([programsOnPath("script")], "exposed-eip init on a terminal", () => {
  /** Runs init on a terminal, and types each answer when it asks. */
  async function initWith(
    answers: readonly string[],
    args = "",
  ): Promise<{ exitCode: unknown; text: string }> {
    const line = [process.execPath, ...PROGRAM, "init", args].join(" ");
    const child = spawn("script", ["-qec", line, "/dev/null"], {
      cwd: folder.path,
      env: { PATH: process.env.PATH, TERM: "xterm" },
      stdio: ["pipe", "pipe", "ignore"],
    });
    let text = "";
    let asked = 0;
    child.stdout.setEncoding("utf8").on("data", (data: string) => {
      text += data;
      while (asked < answers.length && questions(text) > asked) child.stdin.write(answers[asked++]);
    });
    const exitCode = await new Promise((resolve) => {
      child.once("close", resolve);
    });
    return { exitCode, text };
  }

  /** Number of questions, each with its colon before the cursor. */
  function questions(text: string): number {
    return [
      ...text.matchAll(
        /(?:ID of the ECS instance|EIP: its address|Region of both|Name of the exposure).*?: (?=\u001b)/g,
      ),
    ].length;
  }

  it("asks for what is missing until each answer is valid, and writes the file", async () => {
    const { exitCode, text } = await initWith(["web\r", "i-bp1a\r", "203.0.113.106\r", "\r", "mail\r"]);
    expect(text).toContain("not the ID of an ECS instance; allowed: i- followed by");
    expect(exitCode).toBe(0);
    expect(folder.read("exposure.yaml")).toMatch(
      /^region: cn-hangzhou[^]*\n {2}mail:[^]* i-bp1a [^]* 203\.0\.113\.106 /m,
    );
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["the end of the input", "\u0004"],
  ])("ends with 130 after %s, and writes nothing", async (_, key) => {
    const { exitCode, text } = await initWith(["i-bp1a\r", key], "exposures/new.yaml");
    expect(exitCode).toBe(130);
    expect(text).toContain("nothing written");
    expect(names("")).toEqual([]);
  });

  it("does not ask when the options say everything", async () => {
    const { exitCode, text } = await initWith([], "--instance i-bp1a --eip 203.0.113.106");
    expect(exitCode).toBe(0);
    expect(text).not.toContain("Name of the exposure");
  });
});

describe("the output", () => {
  it("may lose its reader, whatever the command prints", async () => {
    folder.write("exposure.yaml", WEB);
    for (const args of ["--help", "synth --help", "blocks", "schema", "guest-script", "nosuch"]) {
      const line = [process.execPath, ...PROGRAM, args].join(" ");
      const { stderr } = await runCommand("sh", ["-c", `{ ${line}; echo "exit code $?" >&2; } | true`], {
        folder: folder.path,
        environment: { PATH: process.env.PATH },
      });
      expect(stderr.replaceAll(/^(?:error|Try|\(Did).*\n/gm, "")).toBe(
        `exit code ${args === "nosuch" ? 2 : 0}\n`,
      );
    }
  });

  it("may lose its reader after a listener of somebody else, such as esbuild's, has come and gone", () => {
    const other = (): void => undefined;
    for (const stream of [process.stdout, process.stderr]) stream.on("error", other);
    endQuietlyWithoutReader();
    for (const stream of [process.stdout, process.stderr]) {
      stream.off("error", other);
      expect(() => stream.emit("error", Object.assign(new Error("write"), { code: "EPIPE" }))).not.toThrow();
      expect(() => stream.emit("error", Object.assign(new Error("full"), { code: "ENOSPC" }))).toThrow(
        "full",
      );
    }
  });

  it("has colors where FORCE_COLOR demands them, and not for a file or a pipe", async () => {
    folder.write("exposure.yaml", WEB.replace("i-web", "web"));
    const plain = await run(["check"]);
    expect(plain.stderr).not.toContain("\u001b");
    const forced = await run(["check"], { environment: { FORCE_COLOR: "1" } });
    expect(forced.stderr).toContain("\u001b[31m  problem\u001b[39m  not the ID");
    expect(forced.stderr.replaceAll(/\u001b\[\d+m/g, "")).toBe(plain.stderr);
    const help = await run(["--help"], { environment: { FORCE_COLOR: "1" } });
    expect(help.stdout).toContain("\u001b[1mOptions:\u001b[22m");
  });

  testIf([programsOnPath("script")], "has colors on a terminal, unless NO_COLOR forbids them", async () => {
    folder.write("exposure.yaml", WEB);
    const onTerminal = (environment: NodeJS.ProcessEnv) =>
      runCommand("script", ["-qec", [process.execPath, ...PROGRAM, "check"].join(" "), "/dev/null"], {
        folder: folder.path,
        environment: { PATH: process.env.PATH, TERM: "xterm-256color", ...environment },
      });
    expect((await onTerminal({})).stdout).toContain("\u001b[33mwarning:\u001b[39m 203");
    expect((await onTerminal({ NO_COLOR: "1" })).stdout).not.toContain("\u001b");
  });
});

describe("the npm scripts", () => {
  it("take arguments and options as the command does", async () => {
    const file = path.join(folder.path, "web.yaml");
    folder.write("web.yaml", WEB);
    const npm = (line: string) =>
      runCommand("npm", ["run", "--silent", ...line.split(" ")], {
        folder: ROOT,
        environment: { ...process.env },
      });
    const out = path.join(folder.path, "out");
    const { exitCode, stdout } = await npm(`synth -- ${file} --output ${out}`);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      `written: ${out}/stacks/web/cdk.tf.json      next: EXPOSURE_CONFIG=${file} npx cdktf deploy`,
    );
    for (const script of ["synth", "replan", "export", "diff", "stacks", "lock"])
      expect((await npm(`${script} -- --help`)).stdout).toMatch(new RegExp(`^Usage: exposed-eip ${script} `));
    expect((await npm("synth -- no-such.yaml")).stderr).toMatch(
      /^no-such\.yaml\n {2}problem {2}file not found\n/,
    );
  });
});
