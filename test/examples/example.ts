import { readdirSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { build } from "esbuild";

import { ExposureStack } from "../../lib";
import { parseConfiguration } from "../../lib/configuration/load";
import type { Configuration } from "../../lib/configuration/schema/configuration-schema";
import { runCommand } from "../../testing/run-command";
import { Template } from "../../testing/template";
import { cleanEnvironment } from "../../testing/terraform";

const ROOT = path.resolve(__dirname, "../..");
const FOLDER = path.join(ROOT, "examples");

/** The examples with this extension, by the names of their files. */
export function examples(extension: ".yaml" | ".ts"): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(extension))
    .sort();
}

/** The configuration that an example is. */
export async function configurationOf(example: string): Promise<Configuration> {
  return parseConfiguration(await fs.readFile(path.join(FOLDER, example), "utf8"), example);
}

/** What comes out of a configuration: the content of its `cdk.tf.json`. */
export function synthesize(configuration: Configuration): string {
  return Template.of((app) => new ExposureStack(app, configuration)).text;
}

/** Runs an example in TypeScript as a program. Returns what comes out: the content of each stack's `cdk.tf.json`. */
export async function runProgram(example: string): Promise<string[]> {
  return inTemporaryFolder(async (folder) => {
    const program = path.join(folder, "program.js");
    const entryPoints = [path.join(FOLDER, example)];
    await build({ entryPoints, outfile: program, bundle: true, platform: "node", logLevel: "silent" });
    const outdir = path.join(folder, "cdktf.out");
    await fs.mkdir(outdir);
    const environment = cleanEnvironment({ CDKTF_OUTDIR: outdir });
    const { exitCode, stderr } = await runCommand("node", [program], { folder, environment });
    if (exitCode !== 0) throw new Error(`examples/${example} exits with ${exitCode}:\n${stderr}`);
    return stacksIn(outdir);
  });
}

async function stacksIn(outdir: string): Promise<string[]> {
  const folders = await fs.readdir(path.join(outdir, "stacks"));
  return Promise.all(
    folders.sort().map((stack) => fs.readFile(path.join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")),
  );
}

async function inTemporaryFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "example-"));
  try {
    return await use(folder);
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}
