import { type Installation, npmRegistry, PackedPackage } from "../../testing/packed-package";
import { describeIf } from "../../testing/requirements";

describeIf(npmRegistry, "the package alicloud-emulator, installed in an empty folder", () => {
  let packed: PackedPackage;
  let installed: Installation;

  beforeAll(async () => {
    packed = await PackedPackage.create("alicloud-emulator");
    installed = await packed.install();
  }, 300_000);

  afterAll(() => packed.remove());

  it("has no fault that publint or attw knows", async () => {
    expect(await packed.faults()).toBe("");
  });

  it("has what is needed to run it, and is small", () => {
    const groups = new Set(packed.files.map((file) => file.split("/")[0]));
    expect([...groups]).toEqual(["LICENSE", "README.md", "bin", "dist", "package.json"]);
    expect(packed.files).toEqual(
      expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/index.js.map"]),
    );
    expect(packed.size).toBeLessThan(350_000);
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
    expect(await installed.typeErrors("program.mts", program)).toBe("");
    expect((await installed.run("node compiled/program.mjs")).stdout).toBe("vpc-main");
  });
});
