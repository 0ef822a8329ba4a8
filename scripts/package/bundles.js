// Bundles of the package. Each is a function of `require`, so that the library runs on cdktf as well as on cdktn, and the command on
// packages that are bundled too:
//   library.js   lib/, hcl/ and guest/
//   bindings.js  the bindings of the provider
//   vendor.js    cdktf and the other packages, for the command alone, which so starts fast and works in an empty folder
const fs = require("node:fs");
const path = require("node:path");
const { brotliCompressSync } = require("node:zlib");

const { decode, encode } = require("@jridgewell/sourcemap-codec");
const esbuild = require("esbuild");

const { BINDINGS, bindingImport, bindings, LIBRARY, OUT, ROOT } = require("./entry-points");

/** The command line, beside the entry points of the library. */
const COMMAND = { command: "lib/cli/exposed-eip-command.ts" };

/** Of what is not ours, only the names of classes and functions stay: a message names the class of a construct. */
const SMALL = { minifyIdentifiers: true, keepNames: true };

/** Builds all bundles. @returns what the entry points of the library and the bindings import, and the files that are in vendor.js */
async function buildBundles() {
  const library = await bundle("library.js", {
    modules: { ...LIBRARY, ...COMMAND },
    packages: "external",
    plugins: [smallSchema, compressedTexts],
    sourcemap: true,
    sourcesContent: false,
  });
  keepLinesOnly(path.join(OUT, "library.js.map"));
  const names = bindings();
  const provider = await bundle("bindings.js", {
    modules: Object.fromEntries(names.map((name) => [name, bindingImport(name)])),
    external: ["cdktf", "constructs"],
    ...SMALL,
  });
  const isBundled = (name) => !name.startsWith("node:") && !name.startsWith(BINDINGS) && !isLazy(name);
  const packages = [...new Set([...library.imports, ...provider.imports])].filter(isBundled).sort();
  const vendor = await bundle("vendor.js", {
    namespaces: packages,
    plugins: [unused],
    ...SMALL,
  });
  // The packages of the command are not those of the library.
  const ofEntries = [...new Set(library.importsOf(Object.values(LIBRARY)))].sort();
  checkDependencies([...ofEntries, ...library.imports.filter(isLazy)]);
  return { library: ofEntries, bindings: provider.imports, vendored: vendor.inputs };
}

/** Fails if somebody who installs the package would not have all that it imports. */
function checkDependencies(imports) {
  const { dependencies, optionalDependencies, peerDependencies } = require("../../package.json");
  const installed = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  const isInstalled = (name) => installed.includes(name);
  const missing = imports.filter(
    (name) => !/^node:/.test(name) && !name.startsWith(BINDINGS) && !isInstalled(name),
  );
  if (missing.length > 0) throw new Error(`package.json lacks the dependencies ${missing.join(", ")}`);
}

/** Software development kits, and Graphviz for pictures: few commands load them, and together they are as large as the package. */
const isLazy = (name) => name.startsWith("@alicloud/") || name === "@hpcc-js/wasm-graphviz";

/**
 * Writes a bundle whose function returns modules by name, each evaluated when it is first asked for.
 *
 * @param modules - modules by the names that they get
 * @param namespaces - packages, taken as ECMAScript modules, which are smaller
 */
async function bundle(file, { modules = {}, namespaces = [], ...options }) {
  const getter = (name, value) => `get ${JSON.stringify(name)}() { return ${value}; },`;
  const contents = [
    ...namespaces.map((name, i) => `import * as package${i} from ${JSON.stringify(name)};`),
    "module.exports = {",
    ...namespaces.map((name, i) => getter(name, `package${i}`)),
    ...Object.entries(modules).map(([name, source]) =>
      getter(name, `require(${JSON.stringify(source.startsWith("@") ? source : `./${source}`)})`),
    ),
    "};",
  ];
  const { metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    stdin: { contents: contents.join("\n"), resolveDir: ROOT, sourcefile: file },
    outfile: path.join(OUT, file),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    metafile: true,
    legalComments: "none",
    logLevel: "error",
    // Names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    // Node.js prints the line of an error that nobody catches.
    lineLimit: 160,
    supported: {
      // Modules that are loaded late are loaded by `require` too.
      "dynamic-import": false,
      // esbuild escapes characters outside ASCII in strings and not in literals of regular expressions, so those become strings.
      "regexp-sticky-and-unicode-flags": false,
    },
    banner: {
      js: `${namespaces.length === 0 ? '"use strict";' : ""}module.exports=require=>{const module={exports:{}};`,
    },
    footer: { js: "return module.exports};" },
    ...options,
  });
  checkAscii(file);
  const [output] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint !== undefined);
  return {
    imports: [...new Set(output.imports.map((one) => one.path))].sort(),
    importsOf: (sources) => sources.flatMap((source) => externalImports(metafile, source)),
    inputs: Object.keys(metafile.inputs),
  };
}

/** Fails if a bundle has characters outside ASCII: the command reads its bundles byte by byte, which is the fastest. */
function checkAscii(file) {
  const bytes = fs.readFileSync(path.join(OUT, file));
  const index = bytes.findIndex((byte) => byte > 0x7f);
  if (index < 0) return;
  const around = bytes.subarray(Math.max(0, index - 60), index + 20).toString();
  throw new Error(
    `${file} has a character outside ASCII; write it as \\u… or add the flag u to its regular expression: ${around}`,
  );
}

/** Names of the packages that a file of a bundle imports from outside, directly or through other files. */
function externalImports({ inputs }, from) {
  const seen = new Set([from]);
  const found = new Set();
  for (const file of seen)
    for (const one of inputs[file].imports)
      if (one.external !== true) seen.add(one.path);
      else if (one.path !== "<runtime>") found.add(one.path);
  return [...found].sort();
}

/** The texts that `npm run embed` writes: as they are, they would be a fifth of the library. */
const compressedTexts = {
  name: "compressed texts",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:exposed-eip|exposed-eip\.sh)\.json$/ }, ({ path: file }) => {
      const compressed = brotliCompressSync(fs.readFileSync(file)).toString("base64");
      const texts = `require("node:zlib").brotliDecompressSync(Buffer.from("${compressed}", "base64"))`;
      return { contents: `module.exports = JSON.parse(${texts});`, loader: "js" };
    });
  },
};

/** The provider's schema, cut to what is read of it: types of the provider's own arguments, and names of all others. */
const smallSchema = {
  name: "small schema",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/schema\/alicloud-[\d.]+\.json$/ }, ({ path: name }) => ({
      path: require.resolve(name),
    }));
    onLoad({ filter: /[\\/]schema[\\/]alicloud-[\d.]+\.json$/ }, ({ path: file }) => {
      const { provider_schemas: schemas } = JSON.parse(fs.readFileSync(file, "utf8"));
      const small = mapValues(schemas, ({ provider, ...types }) => ({
        provider,
        ...mapValues(types, (bodies) => mapValues(bodies, ({ block }) => ({ block: namesOf(block) }))),
      }));
      return { contents: JSON.stringify({ provider_schemas: small }), loader: "json" };
    });
  },
};

function namesOf({ attributes = {}, block_types: blocks = {} }) {
  return {
    attributes: mapValues(attributes, () => 1),
    block_types: mapValues(blocks, ({ block, nesting_mode: mode }) => ({
      nesting_mode: mode,
      block: namesOf(block),
    })),
  };
}

const mapValues = (values, convert) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, convert(value)]));

/** Leaves out of vendor.js what the command never runs: zod's messages in other languages, and archives of assets. */
const unused = {
  name: "unused",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
    onResolve({ filter: /^archiver$/ }, () => ({ path: "archiver", namespace: "unused" }));
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({
      contents: 'module.exports = () => { throw new Error("exposed-eip does not archive assets"); };',
    }));
  },
};

/** Cuts a source map to lines, which are what a stack trace needs: a third of its size. */
function keepLinesOnly(file) {
  const map = JSON.parse(fs.readFileSync(file, "utf8"));
  const mappings = decode(map.mappings).map((segments) =>
    segments.filter(([, source, line], i) => {
      const [, earlierSource, earlierLine] = segments[i - 1] ?? [];
      return source !== earlierSource || line !== earlierLine;
    }),
  );
  const withoutNames = mappings.map((segments) => segments.map((segment) => segment.slice(0, 4)));
  fs.writeFileSync(file, JSON.stringify({ ...map, names: [], mappings: encode(withoutNames) }));
}

module.exports = { buildBundles };
