import path from "node:path";
import { buildSync } from "esbuild";

/** Bundles the command of the emulator into a folder, as the package does. @returns the program for Node.js */
export function buildCommand(folder: string): string {
  const outfile = path.join(folder, "cli.js");
  buildSync({
    entryPoints: [path.join(__dirname, "../../src/cli.ts")],
    bundle: true,
    platform: "node",
    target: "node20",
    outfile,
    logLevel: "error",
    footer: {
      js: `module.exports.main(process.argv.slice(2)).catch((error) => {
  const { text, exitCode } = module.exports.explain(error);
  process.stderr.write(text);
  process.exitCode = exitCode;
});`,
    },
  });
  return outfile;
}
