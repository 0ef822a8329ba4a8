// Runs main.ts, or another program: node scripts/app.js [file]. The program is bundled into one file the first time and
// after each change of a source, so that a run costs no type check, no package runner and no walk through node_modules: it
// starts faster than an unbundled cdktf program.
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const entry = process.argv[2] ?? "main.ts";
const bundle = path.join(root, "dist", `${path.basename(entry, ".ts")}.js`);
const stampFile = bundle.replace(/js$/, "inputs.json");

/** What decides whether a source is the one that was bundled. */
function stampOf(file) {
  const { mtimeMs, size } = fs.statSync(path.join(root, file));
  return `${mtimeMs}:${size}`;
}

function isCurrent() {
  try {
    const stamps = JSON.parse(fs.readFileSync(stampFile, "utf8"));
    return fs.existsSync(bundle) && Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp);
  } catch {
    return false;
  }
}

function build() {
  const { metafile } = require("esbuild").buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    target: "node20",
    outfile: `${bundle}.${process.pid}`,
    metafile: true,
    logLevel: "error",
  });
  const stamps = Object.fromEntries(Object.keys(metafile.inputs).map((file) => [file, stampOf(file)]));
  // By renames, and the stamp last, so that a run beside this one never sees half a bundle, or a stamp without its bundle.
  fs.renameSync(`${bundle}.${process.pid}`, bundle);
  fs.writeFileSync(`${stampFile}.${process.pid}`, JSON.stringify(stamps));
  fs.renameSync(`${stampFile}.${process.pid}`, stampFile);
}

if (!isCurrent()) build();
require(bundle);
