import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { build } from "esbuild";

import { testIf } from "../../testing/requirements";
import { runCommand } from "../../testing/run-command";
import { cleanEnvironment, terraform, terraformBinary } from "../../testing/terraform";

const ROOT = path.resolve(__dirname, "../..");

/** Configurations that together use every construct of the library. For one with an import, both ask for Terraform's version. */
const CONFIGURATIONS = [
  { configuration: "exposure.yaml", requirements: [] },
  { configuration: "examples/every-setting.yaml", requirements: [terraform] },
  { configuration: "examples/from-nothing.yaml", requirements: [] },
];

describe("with CDK Terrain, cdktf's maintained fork, in the place of cdktf,", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), "cdktn-"));
    await Promise.all([bundle("cdktf"), bundle("cdktn")]);
  }, 120_000);

  afterAll(() => fs.rm(folder, { recursive: true }));

  test("the program is another one, so that the comparison means something", async () => {
    const [cdktf, cdktn] = await Promise.all(
      ["cdktf", "cdktn"].map((name) => fs.readFile(path.join(folder, `${name}.js`), "utf8")),
    );
    expect(cdktf).toContain("// node_modules/cdktf/lib/app.js");
    expect(cdktn).toContain("// node_modules/cdktn/lib/app.js");
    expect(cdktn).not.toContain("// node_modules/cdktf/lib/app.js");
  });

  for (const { configuration, requirements } of CONFIGURATIONS) {
    testIf(requirements, `${configuration} becomes the same Terraform`, async () => {
      expect(await synthesized("cdktn", configuration)).toEqual(await synthesized("cdktf", configuration));
    });
  }

  /** Bundles main.ts with one of the two. */
  async function bundle(framework: "cdktf" | "cdktn"): Promise<void> {
    await build({
      ...{ absWorkingDir: ROOT, entryPoints: ["main.ts"], outfile: path.join(folder, `${framework}.js`) },
      ...{ bundle: true, platform: "node", target: "node20", logLevel: "error" },
      alias: { cdktf: framework },
    });
  }

  /** What comes out for a configuration, without the version that the framework notes. */
  async function synthesized(framework: string, configuration: string): Promise<unknown> {
    const outdir = path.join(folder, framework, path.basename(configuration));
    const environment = cleanEnvironment({
      CDKTF_OUTDIR: outdir,
      // A copy, so that the lock file is written beside it and not in the repository.
      EXPOSURE_CONFIG: path.join(folder, framework, "configurations", path.basename(configuration)),
      ...(terraform.missing ? {} : { TERRAFORM_BINARY_NAME: terraformBinary().program }),
    });
    await fs.cp(path.join(ROOT, configuration), environment.EXPOSURE_CONFIG ?? "");
    const { exitCode, stderr } = await runCommand("node", [path.join(folder, `${framework}.js`)], {
      folder: ROOT,
      environment,
    });
    if (exitCode !== 0)
      throw new Error(`${configuration} with ${framework} exits with ${exitCode}:\n${stderr}`);
    const [stack = ""] = await fs.readdir(path.join(outdir, "stacks"));
    const text = await fs.readFile(path.join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
    return JSON.parse(text, (key, value: unknown) => (key === "version" ? undefined : value));
  }
});
