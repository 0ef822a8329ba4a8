// Builds what `npm pack` packs, in dist/package. npm runs it by itself: `prepack` in package.json.
const fs = require("node:fs");
const path = require("node:path");

const { buildBundles } = require("./package/bundles");
const { buildDeclarations } = require("./package/declarations");
const { BINDINGS, bindings, LIBRARY, OUT } = require("./package/entry-points");
const { notices } = require("./package/notices");

/** Files that are in the package as they are here. */
const AS_THEY_ARE = ["compiled-script.js", "exposed-eip.js"];

async function main() {
  fs.rmSync(OUT, { recursive: true, force: true });
  const { library, bindings: provider, vendored } = await buildBundles();
  buildDeclarations();
  for (const framework of ["cdktf", "cdktn"]) {
    const folder = framework === "cdktf" ? "." : framework;
    write(path.join(`${framework}.js`), onFramework(framework, library, provider));
    for (const name of Object.keys(LIBRARY))
      writeEntry(path.join(folder, `${name}.js`), framework, "library", name);
    for (const name of bindings())
      writeEntry(path.join(folder, "provider-alicloud", `${name}.js`), framework, "bindings", name);
  }
  write("THIRD-PARTY-NOTICES.txt", notices(vendored));
  for (const file of AS_THEY_ARE)
    fs.copyFileSync(path.join(__dirname, "package", file), path.join(OUT, file));
  fs.chmodSync(path.join(OUT, "exposed-eip.js"), 0o755);
}

/** Library and bindings on a framework. Each package is named in a call of `require`, where other bundlers find it too. */
function onFramework(framework, library, provider) {
  const rename = (name) => (name === "cdktf" ? framework : name);
  const table = (names) =>
    names.map((name) => {
      const value = name.startsWith(BINDINGS)
        ? `bindings[${JSON.stringify(name.slice(`${BINDINGS}/lib/`.length))}]`
        : `require(${JSON.stringify(rename(name))})`;
      return `  ${JSON.stringify(name)}: () => ${value},`;
    });
  return [
    '"use strict";',
    "const ofBindings = {",
    ...table(provider),
    "};",
    'const bindings = require("./bindings.js")((name) => ofBindings[name]());',
    "const ofLibrary = {",
    ...table(library),
    "};",
    'const library = require("./library.js")((name) => ofLibrary[name]());',
    "module.exports = { bindings, library };",
    "",
  ].join("\n");
}

/** An entry point, with the names that it exports where Node.js finds them for `import`. */
function writeEntry(file, framework, part, name) {
  const module = require(path.join(OUT, `${framework}.js`))[part][name];
  const names = Object.getOwnPropertyNames(module).filter((key) => key !== "__esModule" && key !== "default");
  const up = path.relative(path.dirname(file), `${framework}.js`).split(path.sep).join("/");
  write(
    file,
    [
      '"use strict";',
      `const { ${part} } = require("${up.startsWith(".") ? up : `./${up}`}");`,
      `module.exports = ${part}[${JSON.stringify(name)}];`,
      `0 && (module.exports = { ${names.sort().join(", ")} });`,
      "",
    ].join("\n"),
  );
}

function write(file, text) {
  const target = path.join(OUT, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
