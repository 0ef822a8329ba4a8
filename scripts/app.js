// Runs main.ts, or another program: node scripts/app.js [file]. The program is bundled into one file the first time and
// after each change of a source, and V8 keeps what it compiled of it, so that a run costs no type check, no package runner, no
// walk through node_modules and little compilation: it starts faster than an unbundled cdktf program.
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const vm = require("node:vm");

const root = path.resolve(__dirname, "..");
const entry = process.argv[2] ?? "main.ts";
const bundle = path.join(root, "dist", `${path.basename(entry, ".ts")}.js`);
const stampFile = bundle.replace(/js$/, "inputs.json");

// Stands for everything in node_modules: npm writes it whenever it changes something there.
const INSTALLED = "node_modules/.package-lock.json";

if (!isCurrent()) build();
run();

function isCurrent() {
  try {
    const stamps = JSON.parse(fs.readFileSync(stampFile, "utf8"));
    return fs.existsSync(bundle) && Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp);
  } catch {
    return false;
  }
}

/** Returns a stamp by which a bundled source is recognised as unchanged. */
function stampOf(file) {
  const stats = fs.statSync(path.join(root, file), { throwIfNoEntry: false });
  return stats === undefined ? "absent" : `${stats.mtimeMs}:${stats.size}`;
}

function build() {
  const { metafile, outputFiles } = require("esbuild").buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    target: "node20",
    outfile: bundle,
    metafile: true,
    write: false,
    logLevel: "error",
  });
  const sources = Object.keys(metafile.inputs).filter((file) => !file.startsWith("node_modules/"));
  const stamps = Object.fromEntries([INSTALLED, ...sources].map((file) => [file, stampOf(file)]));
  fs.mkdirSync(path.dirname(bundle), { recursive: true });
  for (const file of fs.readdirSync(path.dirname(bundle))) {
    if (file.endsWith(".compiled")) fs.rmSync(path.join(path.dirname(bundle), file), { force: true });
  }
  // The stamp last, so that it never vouches for a bundle that is not there yet.
  replaceFile(bundle, outputFiles[0].contents);
  replaceFile(stampFile, JSON.stringify(stamps));
}

/** By a rename, so that a run beside this one never sees half a file. */
function replaceFile(file, content) {
  fs.writeFileSync(`${file}.${process.pid}`, content);
  fs.renameSync(`${file}.${process.pid}`, file);
}

function run() {
  const source = fs.readFileSync(bundle, "utf8");
  // Named by the bundle it was compiled from: V8 itself compares no more than the length of the source.
  const compiledFile = bundle.replace(/js$/, `${fs.statSync(bundle).mtimeMs}.compiled`);
  const cachedData = fs.existsSync(compiledFile) ? fs.readFileSync(compiledFile) : undefined;
  const wrapper = `(function (require, module, exports, __filename, __dirname) {${source}\n})`;
  const script = new vm.Script(wrapper, { filename: bundle, cachedData });
  if (cachedData === undefined || script.cachedDataRejected === true) {
    process.on("exit", () => {
      try {
        replaceFile(compiledFile, script.createCachedData());
      } catch {
        // Without it, the next run only starts later.
      }
    });
  }
  const program = { exports: {} };
  script.runInThisContext()(createRequire(bundle), program, program.exports, bundle, path.dirname(bundle));
}
