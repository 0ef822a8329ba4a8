// What npm run coverage loads into each process that a test starts: the program runs from the sources, which count what is run as Jest's
// own do, and writes the counts when it ends. They go by the same transformation, so that they can be added to those of Jest.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const { COUNTED, FOLDER, ROOT } = require("./places");

const APP = path.join(ROOT, "scripts/app.js");
const CACHE = path.join(FOLDER, "sources");

/** Where a test has bundled a command of a workspace, esbuild says so. */
const BUNDLED = /^\/\/ ((?:hcl|emulator)\/src\/cli\.ts)$/m;
/** What calls the command, after its code. */
const FOOTER = /^module\.exports\.main\([^]*/m;

const loadScript = Module._extensions[".js"];
Module._extensions[".js"] = (module, file) => {
  if (file === APP) {
    const [entry = "main.ts"] = process.argv.splice(2, 1);
    module.require(path.resolve(ROOT, entry));
    return;
  }
  const text = path.basename(file) === "cli.js" ? fs.readFileSync(file, "utf8") : "";
  const source = BUNDLED.exec(text)?.[1];
  if (source === undefined) {
    loadScript(module, file);
    return;
  }
  const program = JSON.stringify(path.join(ROOT, source));
  module._compile(`module.exports = require(${program});\n${FOOTER.exec(text)?.[0] ?? ""}`, file);
};

Module._extensions[".ts"] = (module, file) => {
  const text = fs.readFileSync(file, "utf8");
  const cached = path.join(CACHE, createHash("sha256").update(`${file}\0${text}`).digest("hex"));
  if (!fs.existsSync(cached)) replace(cached, transformed(text, file));
  module._compile(fs.readFileSync(cached, "utf8"), file);
};

/** JavaScript, as Jest's own transformer makes it. */
function transformed(text, file) {
  const [, options] = require("../../jest.config").transform["^.+\\.ts$"];
  const { code } = require("@swc/jest").createTransformer(options).process(text, file, {});
  if (!COUNTED.some((folder) => file.startsWith(folder + path.sep))) return code;
  const [, inputSourceMap] = /^\/\/# sourceMappingURL=data:application\/json;.*base64,(.*)$/m.exec(code);
  return require("@babel/core").transformSync(code, {
    babelrc: false,
    configFile: false,
    filename: file,
    plugins: [
      [
        require("babel-plugin-istanbul").default,
        {
          compact: false,
          cwd: ROOT,
          exclude: [],
          extension: false,
          inputSourceMap: JSON.parse(Buffer.from(inputSourceMap, "base64").toString()),
          useInlineSourceMaps: false,
        },
      ],
    ],
    auxiliaryCommentBefore: " istanbul ignore next ",
    sourceMaps: false,
  }).code;
}

/** Writes a file as a whole: others read it at the same time. */
function replace(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, text);
  fs.renameSync(own, file);
}

process.on("exit", () => {
  const counts = globalThis.__coverage__;
  if (counts === undefined) return;
  replace(
    path.join(FOLDER, "counts", `${process.pid}-${process.hrtime.bigint()}.json`),
    JSON.stringify(counts),
  );
});
