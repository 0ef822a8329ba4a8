import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { explain, main } from "../src/cli";
import { programs, root } from "../../test/guest/lab/namespaces";
import { testIf } from "../../testing/requirements";
import { runProcess } from "../src/namespaces/process";
import { buildCommand } from "./support/build-command";
import { preparations } from "./support/seeds";

const folder = mkdtempSync(path.join(tmpdir(), "alicloud-emulator-test-"));
const file = (name: string, content: string) => {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
};
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a user is told of a command line that is wrong. */
async function complaint(...args: string[]): Promise<{ text: string; exitCode: number }> {
  try {
    await main(args);
  } catch (error) {
    return explain(error);
  }
  throw new Error("nothing was wrong");
}

describe("the command line", () => {
  it.each<[string, string[], string]>([
    ["an option does not exist", ["--prot", "1"], "--prot"],
    ["a port is none", ["--port", "http"], '--port "http": a whole number from 0 to 65535 is needed'],
    ["a port is too large", ["--port", "70000"], "65535"],
    ["a latency is negative", ["--latency=-1"], "--latency"],
    ["a duration is of nothing", ["--duration", "tea=5"], "attachInterface"],
    ["a duration is no time", ["--duration", "attachInterface=long"], "whole number"],
    ["a key has no secret", ["--key", "id"], "<id>:<secret>"],
    ["a seed does not exist", ["--seed", path.join(folder, "none.json")], "ENOENT"],
    ["a seed is not JSON", ["--seed", file("text.json", "seed")], "not valid JSON"],
    ["a seed is wrong", ["--seed", file("wrong.json", '{"vpc":[]}')], 'seed: Unrecognized key: "vpc"'],
    [
      "the address of the Internet's host is none",
      ["--data-plane", "--internet-host", "here"],
      "IPv4 address",
    ],
    ["there is no Internet for a host", ["--internet-host", "192.0.2.10"], "only with --data-plane"],
    ["faults are wrong", ["--faults", file("faults.json", '[{"fault":"rain"}]')], "faults[0]"],
    ["a log cannot be written", ["--log", path.join(folder, "none", "log")], "--log"],
  ])("is refused with one clear message when %s", async (_case, args, text) => {
    const told = await complaint("--port", "0", ...args);
    expect(told.text).toContain(text);
    expect(told.text).not.toMatch(/^\s+at /m);
    expect(told.exitCode).toBe(2);
  });

  it("explains a port that is taken", () => {
    const error = Object.assign(new Error("listen EADDRINUSE"), { code: "EADDRINUSE" });
    expect(explain(error)).toEqual({
      text: "The port is in use. Take another one with --port.\n",
      exitCode: 1,
    });
  });

  it("does not hide a mistake of its own", () => {
    expect(explain(new TypeError("oops")).text).toContain("oops\n    at ");
  });
});

describe("the command", () => {
  let bundle: string;
  const log = path.join(folder, "log.jsonl");
  let child: ChildProcess | undefined;

  beforeAll(() => {
    bundle = buildCommand(folder);
  });
  afterEach(() => {
    child?.kill("SIGKILL");
  });

  /** Starts the command, and gives its first line. */
  function startCommand(...args: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const started = (child = spawn(process.execPath, [bundle, ...args], {
        stdio: ["ignore", "pipe", "pipe"],
      }));
      let output = "";
      started.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes("\n")) resolve(output);
      });
      started.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
      started.on("exit", () => {
        reject(new Error(output));
      });
    });
  }

  it("tells how to use it", async () => {
    expect(await startCommand("--help")).toContain("Usage: alicloud-emulator [options]");
  });

  testIf(
    [root, programs("util-linux", "/usr/bin/setpriv")],
    "says why there can be no data plane, and what to do",
    async () => {
      const words = ["--bounding-set=-sys_admin", process.execPath, bundle, "--data-plane"];
      expect(await runProcess(["setpriv", ...words])).toMatchObject({
        stderr: expect.stringMatching(
          /^--data-plane: There can be no data plane here: no network namespaces: .*; run as root, or allow user namespaces\.\n$/,
        ) as string,
        exitCode: 1,
      });
    },
  );

  it("starts with everything that it was given, and ends when it is told to", async () => {
    const seed = file("seed.json", JSON.stringify(preparations));
    const faults = file("throttle.json", '[{"fault":"throttle","after":1}]');
    const ca = path.join(folder, "ca.pem");
    const options = [
      "--port",
      "0",
      "--seed",
      seed,
      "--faults",
      faults,
      "--log",
      log,
      "--ca",
      ca,
      "--duration",
      "createVpc=5",
    ];
    const [, endpoint = ""] = /listens on (\S+)/.exec(await startCommand(...options)) ?? [];
    const url = `http://${endpoint}/?Action=DescribeVpcs&Version=2016-04-28`;
    const answers = [await fetch(url), await fetch(url)];
    expect(answers.map(({ status }) => status)).toEqual([200, 400]);
    expect(readFileSync(ca, "utf8")).toContain("BEGIN CERTIFICATE");
    const lines = readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ action, result }) => [action, result])).toEqual([
      ["DescribeVpcs", "done"],
      ["DescribeVpcs", "Throttling.User"],
    ]);
    const ended = new Promise((resolve) => child?.on("exit", resolve));
    child?.kill("SIGTERM");
    expect(await ended).toBe(0);
  });
});
