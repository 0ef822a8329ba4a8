// Runs the demonstration, scripts/demo/main.ts, bundled into dist/. It uses parts of the tests that look for files beside
// themselves, so each source is told its own folder, which a bundle would forget.
const { readFileSync } = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const outfile = path.join(root, "dist", "demo.js");

const ownFolders = {
  name: "own-folders",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
      contents: `const __dirname = ${JSON.stringify(path.dirname(file))};\n${readFileSync(file, "utf8")}`,
      loader: "ts",
    }));
  },
};

require("esbuild")
  .build({
    absWorkingDir: root,
    entryPoints: ["scripts/demo/main.ts"],
    bundle: true,
    platform: "node",
    target: "node20",
    outfile,
    logLevel: "error",
    plugins: [ownFolders],
  })
  .then(() => require(outfile));
