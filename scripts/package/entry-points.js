// Entry points of the package: what package.json exports, and the sources of each.
const fs = require("node:fs");
const path = require("node:path");

const ROOT = path.resolve(__dirname, "../..");

/** Folder that the package is built in. */
const OUT = path.join(ROOT, "dist", "package");

/** Name by which sources import the bindings of the provider. */
const BINDINGS = "@cdktf/provider-alicloud";

/** Entry points of the library by their names in `exports`, without `./`; `index` is the package itself. */
const LIBRARY = {
  index: "lib/index.ts",
  ...Object.fromEntries(
    fs
      .readdirSync(path.join(ROOT, "lib", "public"))
      .sort()
      .map((file) => [path.basename(file, ".ts"), `lib/public/${file}`]),
  ),
};

/** Folder of the compiled bindings. */
const bindingsFolder = path.join(path.dirname(require.resolve(`${BINDINGS}/package.json`)), "lib");

/** Names of the bindings: one for the provider, each resource and each data source; `index` has them all. */
function bindings() {
  if (!fs.existsSync(bindingsFolder)) throw new Error(`${bindingsFolder} does not exist; run  npm ci  first`);
  const folders = fs.readdirSync(bindingsFolder, { withFileTypes: true }).filter((one) => one.isDirectory());
  return ["index", ...folders.map(({ name }) => name).sort()];
}

/** Returns how sources import a binding. */
const bindingImport = (name) => (name === "index" ? BINDINGS : `${BINDINGS}/lib/${name}`);

module.exports = { BINDINGS, bindingImport, bindings, bindingsFolder, LIBRARY, OUT, ROOT };
