import { userInfo } from "node:os";
import { describeIf, testIf } from "../../../testing/requirements";
import { root } from "../../../test/guest/lab/namespaces";
import { eventually } from "../../src/namespaces/world";
import { call } from "../support/client";
import { preparations } from "../support/seeds";
import { dataPlaneRequirements, SmallWorld } from "../support/small-world";

jest.setTimeout(120_000);

describeIf(dataPlaneRequirements, "Cloud Assistant in an emulated cloud", () => {
  let world: SmallWorld;

  beforeAll(async () => {
    world = await SmallWorld.start(preparations);
  });
  afterAll(async () => {
    await world.close();
  });

  test("runs a script as root in root's home, and tells its exit code and its output in order", async () => {
    const script = "whoami; pwd; echo $HOME; echo trouble >&2; echo after; exit 3";
    expect(await world.run("i-app1", script)).toEqual({
      ...{ status: "Failed", exitCode: 3, errorCode: "ExitCodeNonzero" },
      output: "root\n/root\n/root\ntrouble\nafter\n",
    });
  });

  test("heeds the first line of a script", async () => {
    expect(await world.run("i-app1", "#!/usr/bin/env -S sed -n 2p\nthis line\n")).toMatchObject({
      ...{ status: "Success", exitCode: 0, output: "this line\n" },
    });
  });

  test("gives a script no standard input, and cuts a long output", async () => {
    expect(await world.run("i-app1", "wc -c")).toMatchObject({ status: "Success", output: "0\n" });
    const { status, output } = await world.run("i-app1", "yes | head -c 3000000");
    expect({ status, length: output.length }).toEqual({ status: "Success", length: 24 * 1024 });
  });

  test("runs it in a directory that is named, if it is there", async () => {
    expect(await world.run("i-app1", "pwd", { WorkingDir: "/var/lib" })).toMatchObject({
      output: "/var/lib\n",
    });
    expect(await world.run("i-app1", "pwd", { WorkingDir: "/no/such" })).toMatchObject({
      ...{ status: "Failed", errorCode: "DirectoryNotExists", output: "" },
    });
  });

  testIf(root, "runs it as a user that is named, in the user's home", async () => {
    const { output, status } = await world.run("i-app1", "whoami; id -Gn; touch /etc/mine", {
      Username: "nobody",
      WorkingDir: "/tmp",
    });
    expect({ output, status }).toEqual({
      ...{
        status: "Failed",
        output: expect.stringMatching(/^nobody\nnogroup\n.*Permission denied/) as string,
      },
    });
  });

  test.each([
    ["a user that does not exist", { Username: "nobody-at-all" }, "AccountNotExists"],
    ["a user's number", { Username: String(userInfo().uid) }, "AccountNotExists"],
    ["Windows", { Type: "RunBatScript" }, "CommandNotApplicable"],
  ])("does not run a script for %s", async (_what, parameters, errorCode) => {
    expect(await world.run("i-app1", "echo run", parameters)).toMatchObject({
      ...{ status: "Failed", errorCode, output: "" },
    });
  });

  test("ends a script whose time is over, with what it has started, and keeps its output", async () => {
    const script = "echo begun; sleep 4321 & sleep 4322";
    expect(await world.run("i-app1", script, { Timeout: "10" })).toMatchObject({
      ...{ status: "Timeout", errorCode: "ExecutionTimeout", output: "begun\n" },
    });
    expect(await running("432[12]")).toBe(false);
  });

  test("ends a script that is stopped", async () => {
    const InvokeId = await world.invoke("i-app1", "sleep 4323");
    await eventually("the script runs", () => running("432[3]"));
    await call(world.emulator, "StopInvocation", { InvokeId });
    expect(await world.outcomeOf(InvokeId)).toMatchObject({ status: "Stopped" });
    await eventually("the script has ended", async () => !(await running("432[3]")));
  });

  test("runs scripts in several instances, and several in one, at the same time", async () => {
    const meet = (other: string) =>
      `touch /tmp/${other}-waits; until [ -e /tmp/$1-waits ]; do sleep 0.1; done`;
    const both = ["one", "two"].map((name, index, names) =>
      world.run("i-app1", `set -- ${names[1 - index] ?? ""}; ${meet(name)}; echo met`, { Timeout: "60" }),
    );
    expect((await Promise.all(both)).map(({ output }) => output)).toEqual(["met\n", "met\n"]);
  });

  /** Whether a process runs in the instance whose words match. */
  async function running(pattern: string): Promise<boolean> {
    const { exitCode } = await world.plane.runInInstance("i-app1", [
      ...["sh", "-c", `cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -q 'sleep ${pattern}'`],
    ]);
    return exitCode === 0;
  }
});
