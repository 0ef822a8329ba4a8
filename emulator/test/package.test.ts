import { writeFile } from "node:fs/promises";
import path from "node:path";

import { npmRegistry, PackedWorkspace } from "../../testing/packed-workspace";
import { describeIf } from "../../testing/requirements";

describeIf(npmRegistry, "the package alicloud-emulator, installed in an empty folder", () => {
  let installed: PackedWorkspace;

  beforeAll(async () => {
    installed = await PackedWorkspace.create("alicloud-emulator");
  }, 300_000);

  afterAll(() => installed.remove());

  it("has what is needed to run it, and is small", () => {
    const groups = new Set(installed.files.map((file) => file.split("/")[0]));
    expect([...groups]).toEqual(["README.md", "bin", "dist", "package.json"]);
    expect(installed.files).toEqual(
      expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/index.js.map"]),
    );
    expect(installed.size).toBeLessThan(300_000);
  });

  it("has a command", async () => {
    expect(await installed.run("npx alicloud-emulator --help")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("Usage: alicloud-emulator [options]") as string,
    });
  });

  it("has types, and runs as a library", async () => {
    const program = `import { ManualClock, startEmulator, type Seed } from "alicloud-emulator";
const seed: Seed = { vpcs: [{ id: "vpc-main", cidrBlock: "10.0.0.0/8" }] };
const emulator = await startEmulator({ seed, clock: new ManualClock() });
process.stdout.write([...emulator.cloud.vpcs.keys()].join());
await emulator.close();
`;
    expect(await installed.typeErrors(program)).toBe("");
    await writeFile(path.join(installed.folder, "program.mjs"), program.replace(/, type \w+|: Seed/g, ""));
    expect((await installed.run("node program.mjs")).stdout).toBe("vpc-main");
  });
});
