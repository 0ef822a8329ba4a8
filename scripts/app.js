// Runs main.ts, or another program: node scripts/app.js [file [argument...]]. It is bundled into one file the first time and after each change
// of a source, so that a run costs no type check, no package runner and no walk through node_modules.
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");

const { compiledScript, replaceFile } = require("./package/compiled-script");

const root = path.resolve(__dirname, "..");
// The program finds its arguments where any program does.
const [entry = "main.ts"] = process.argv.splice(2, 1);
const bundle = path.join(root, "dist", `${path.basename(entry, ".ts")}.js`);

// Stands for everything in node_modules: npm writes it whenever it changes something there.
const INSTALLED = "node_modules/.package-lock.json";

if (!isCurrent()) build();
run();

/** Whether no source of the bundle has changed since its build began: its last line has the sources and the time. */
function isCurrent() {
  try {
    const { began, sources } = JSON.parse(lastLine(bundle).slice("// ".length));
    return sources.every((file) => fs.statSync(path.join(root, file)).ctimeMs < began);
  } catch {
    // There is no bundle yet, or a source is gone.
    return false;
  }
}

/** The last line of a file, without reading the megabytes before it. */
function lastLine(file) {
  const descriptor = fs.openSync(file, "r");
  try {
    const end = Buffer.alloc(64 * 1024);
    const { size } = fs.fstatSync(descriptor);
    const length = fs.readSync(descriptor, end, 0, end.length, Math.max(0, size - end.length));
    const text = end.toString("utf8", 0, length);
    return text.slice(text.lastIndexOf("\n") + 1);
  } finally {
    fs.closeSync(descriptor);
  }
}

function build() {
  const began = Date.now();
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
    // Only some commands call the cloud: they load it when they do.
    external: ["@alicloud/*"],
    // A script that runs by node:vm has require, and no import.
    supported: { "dynamic-import": false },
    // Half a megabyte of comments and white space less to compile at each start. Names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
  });
  const own = Object.keys(metafile.inputs).filter((file) => !file.startsWith("node_modules/"));
  const stamp = `\n// ${JSON.stringify({ began, sources: [INSTALLED, ...own] })}`;
  fs.mkdirSync(path.dirname(bundle), { recursive: true });
  replaceFile(bundle, outputFiles[0].text + stamp);
}

/** Runs the bundle. */
function run() {
  const main = compiledScript({
    file: bundle,
    text: fs.readFileSync(bundle, "utf8"),
    parameters: ["require", "module", "exports", "__filename", "__dirname"],
    folders: [path.dirname(bundle)],
    name: `${path.basename(bundle, ".js")}.compiled.`,
    key: fs.statSync(bundle).mtimeMs,
  });
  const program = { exports: {} };
  main(createRequire(bundle), program, program.exports, bundle, path.dirname(bundle));
}
