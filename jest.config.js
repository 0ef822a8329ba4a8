const { availableParallelism } = require("node:os");

const swc = [
  "@swc/jest",
  { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
];

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  // A test that hangs ends; nothing else depends on how fast the machine is.
  testTimeout: 120_000,
  // Tests that may run beside each other wait for the provider most of the time.
  maxConcurrency: 8,
  // So do whole files of them: two more at a time than there are cores.
  maxWorkers: availableParallelism() + 2,
  testSequencer: "<rootDir>/testing/longest-first-sequencer.js",
  reporters: ["default", "<rootDir>/testing/skipped-reporter.js"],
  testMatch: ["test", "testing/test", "hcl/test", "emulator/test"].map(
    (folder) => `<rootDir>/${folder}/**/*.test.ts`,
  ),
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out/", "<rootDir>/dist/"],
  // Graphviz is an ECMAScript module, which Jest's own require cannot load.
  transform: {
    "^.+\\.ts$": swc,
    "/@hpcc-js/wasm-graphviz/dist/index\\.js$": "<rootDir>/testing/commonjs-transformer.js",
  },
  transformIgnorePatterns: ["/node_modules/(?!@hpcc-js/)"],
  snapshotResolver: "<rootDir>/testing/snapshot-resolver.js",
  setupFiles: ["<rootDir>/testing/environment.js"],
};
