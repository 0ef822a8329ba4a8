import * as fs from "node:fs";
import * as path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

import { build } from "esbuild";

import { GUEST_SCRIPT } from "../../guest/render";
import { runNode, type ScriptResult } from "../provider/run-script";
import { useTemporaryFolder } from "../provider/temporary-folder";

const ROOT = path.resolve(__dirname, "../..");
const SCRIPT = "guest/exposed-eip.sh";
const name = path.basename(SCRIPT);
const SILENCE = { exitCode: 0, output: "", errors: "" };

const temporaryFolder = useTemporaryFolder();

describe("the text of the guest script", () => {
  test("is that of the script", async () => {
    expect(await embed("--check")).toEqual(SILENCE);
    expect(GUEST_SCRIPT).toBe(fs.readFileSync(path.join(ROOT, SCRIPT), "utf8"));
  });

  test("is refused by the check when the script was changed, until it is made again", async () => {
    const folder = temporaryFolder();
    for (const embedded of ["guest", "terraform"])
      fs.cpSync(path.join(ROOT, embedded), path.join(folder, embedded), { recursive: true });
    fs.appendFileSync(path.join(folder, SCRIPT), "# changed\n");

    expect(await embed("--check", folder)).toEqual({
      exitCode: 1,
      output: "",
      errors:
        "embedded texts differ from their files:\n" +
        `  ${SCRIPT}.json  from ${SCRIPT}\nRun: npm run embed\n`,
    });
    expect(await embed(folder)).toEqual(SILENCE);
    expect(await embed("--check", folder)).toEqual(SILENCE);
  });

  test("keeps its compressed form where another compression gave other bytes for the same text", async () => {
    const folder = temporaryFolder();
    for (const embedded of ["guest", "terraform"])
      fs.cpSync(path.join(ROOT, embedded), path.join(folder, embedded), { recursive: true });
    const module = path.join(folder, `${SCRIPT}.json`);
    const texts = JSON.parse(fs.readFileSync(module, "utf8")) as Record<string, string>;
    const { [`${name}.gz`]: compressed = "" } = texts;
    const program = gunzipSync(Buffer.from(compressed, "base64"));
    const recompressed = gzipSync(program, { level: 1 }).toString("base64");
    expect(recompressed).not.toBe(compressed);
    const written = `${JSON.stringify({ ...texts, [`${name}.gz`]: recompressed }, null, 2)}\n`;
    fs.writeFileSync(module, written);

    expect(await embed("--check", folder)).toEqual(SILENCE);
    fs.writeFileSync(module, written.replace(recompressed, recompressed.slice(0, 400)));
    expect(await embed("--check", folder)).toMatchObject({ exitCode: 1 });
    expect(await embed(folder)).toEqual(SILENCE);
    expect(JSON.parse(fs.readFileSync(module, "utf8"))).toEqual(texts);
  });

  test.each([
    ["bundled by esbuild", bundle],
    ["compiled by tsc", compile],
  ])("is in the program when it is %s, wherever that is", async (_, make) => {
    const program = await make(temporaryFolder());
    const line = `process.stdout.write(require(${JSON.stringify(program)}).renderGuestFile({}))`;
    expect(await runNode(["-e", line], temporaryFolder())).toEqual({ ...SILENCE, output: GUEST_SCRIPT });
  });
});

function embed(...args: readonly string[]): Promise<ScriptResult> {
  return runNode([path.join(ROOT, "scripts/embed.js"), ...args], ROOT);
}

async function bundle(folder: string): Promise<string> {
  const outfile = path.join(folder, "bundle", "render.js");
  await build({
    ...{ absWorkingDir: ROOT, entryPoints: ["guest/render.ts"], outfile },
    ...{ bundle: true, platform: "node", target: "node20", logLevel: "error" },
  });
  return outfile;
}

async function compile(folder: string): Promise<string> {
  const configuration = path.join(folder, "tsconfig.json");
  const outDir = path.join(folder, "compiled");
  const compilerOptions = {
    noEmit: false,
    rootDir: ROOT,
    outDir,
    typeRoots: [path.join(ROOT, "node_modules/@types")],
    types: ["node"],
  };
  fs.writeFileSync(
    configuration,
    JSON.stringify({
      ...{ extends: path.join(ROOT, "tsconfig.json"), compilerOptions, include: [] },
      files: [path.join(ROOT, "guest/render.ts")],
    }),
  );
  const result = await runNode([require.resolve("typescript/bin/tsc"), "--project", configuration], ROOT);
  expect(result).toEqual(SILENCE);
  return path.join(outDir, "guest", "render.js");
}
