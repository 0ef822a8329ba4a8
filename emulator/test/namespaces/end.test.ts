import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describeIf } from "../../../testing/requirements";
import { eventually } from "../../src/namespaces/world";
import { buildCommand } from "../support/build-command";
import { exposed } from "../support/seeds";
import { dataPlaneRequirements, SmallWorld } from "../support/small-world";

jest.setTimeout(120_000);

/** A process, with the namespaces that it is in. */
type Traces = ReadonlyMap<number, string>;

/** What somebody could find of a process and those that it started, whatever became of their parents. */
function tracesOf(pid: number): Traces {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter(Boolean);
  return new Map([[pid, namespacesOf(pid)], ...children.flatMap((child) => [...tracesOf(Number(child))])]);
}

/** The namespaces of a process; empty where there is no such process. */
function namespacesOf(pid: number): string {
  try {
    return ["net", "mnt", "pid"].map((kind) => readlinkSync(`/proc/${pid}/ns/${kind}`)).join(" ");
  } catch {
    return "";
  }
}

/** Which namespaces there are on the machine, by the processes in them. */
function allNamespaces(): Set<string> {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return new Set(processes.map((pid) => namespacesOf(Number(pid))));
}

/** The namespaces of some traces in which this process is not. */
function foreign(traces: Traces): string[] {
  const own = namespacesOf(process.pid);
  return [...new Set(traces.values())].filter((namespaces) => namespaces !== own);
}

/** What a machine shows of its network and its mounts. */
const machine = () => [
  readFileSync("/proc/net/dev", "utf8").match(/^ *[^ :]+:/gm),
  readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .filter((line) => /netns|\/mnt\/i-|^world /.test(line)),
];

describeIf(dataPlaneRequirements, "an emulator with a data plane leaves nothing behind", () => {
  let folder: string;
  let command: ChildProcess | undefined;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "alicloud-emulator-test-"));
  });
  afterEach(() => {
    command?.kill("SIGKILL");
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("when it is closed", async () => {
    const before = { machine: machine(), children: tracesOf(process.pid).size };
    const world = await SmallWorld.start(exposed);
    await world.sh("i-app1", "(sleep 4324 >/dev/null 2>&1 &)");
    const traces = tracesOf(process.pid);
    expect(foreign(traces).length).toBeGreaterThan(2);
    expect(machine()).toEqual(before.machine);
    await world.close();
    expect(tracesOf(process.pid).size).toBe(before.children);
    const left = allNamespaces();
    expect(foreign(traces).filter((namespaces) => left.has(namespaces))).toEqual([]);
  });

  test.each(["SIGTERM", "SIGINT", "SIGKILL"] as const)("when it is ended by %s", async (signal) => {
    const started = (command = startCommand());
    await ready(started);
    const traces = tracesOf(started.pid ?? 0);
    expect(foreign(traces).length).toBeGreaterThan(2);

    started.kill(signal);
    const isGone = () => {
      const left = allNamespaces();
      return (
        foreign(traces).every((namespaces) => !left.has(namespaces)) &&
        [...traces].every(([pid, namespaces]) => namespacesOf(pid) !== namespaces)
      );
    };
    await eventually("all of it has ended", isGone);
  });

  function startCommand(): ChildProcess {
    const seed = path.join(folder, "seed.json");
    writeFileSync(seed, JSON.stringify(exposed));
    const bundle = buildCommand(folder);
    return spawn(process.execPath, [bundle, "--port", "0", "--data-plane", "--seed", seed], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  /** Waits until the command listens. It has told of each instance by then. */
  async function ready(started: ChildProcess): Promise<void> {
    let output = "";
    started.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
    await eventually("the emulator listens", () => {
      if (started.exitCode !== null) throw new Error(`it has ended: ${output}`);
      return output.includes("listens on");
    });
    for (const id of ["i-app1", "i-app2"])
      expect(output).toMatch(new RegExp(`^${id} runs; .*: nsenter `, "m"));
  }
});
