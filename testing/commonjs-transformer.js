// Transforms an ECMAScript module of node_modules for Jest's own require. esbuild takes a tenth of a second for Graphviz, which swc takes a
// minute for: its WebAssembly is one string of almost a megabyte.
const { transformSync } = require("esbuild");

module.exports = {
  process: (text) => ({ code: transformSync(text, { format: "cjs", target: "node20" }).code }),
};
