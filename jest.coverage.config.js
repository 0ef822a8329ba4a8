// Coverage, npm run coverage: of the quick tests, and of others that run what the quick ones do not, the commands above all. What is run
// in processes that they start is counted, too: see testing/process-coverage/. The floors are for all files together.
const { readdirSync } = require("node:fs");
const path = require("node:path");

const { setupFiles } = require("./jest.config");
const quick = require("./jest.unit.config");

/** Folders whose tests all count. Those of other folders take minutes, and reach nothing else. */
const FOLDERS = [
  ...["aspects", "cli", "configuration", "diff", "export", "exposed-eip", "live", "ram-policy"].map(
    (name) => `test/${name}`,
  ),
  ...["hcl/test", "emulator/test"],
];

/** Minutes for random cases, or tests of bundles and packages and not of the sources. */
const LEFT_OUT =
  /\/(?:demo-command|mutations|positions|export\/round-trip|real-provider|life-cycle|package|readme)\.test\.ts$/;

const others = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(__dirname, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.join(__dirname, folder, file))
    .filter((file) => file.endsWith(".test.ts") && !LEFT_OUT.test(file)),
);

/** @type {import("jest").Config} */
module.exports = {
  ...quick,
  testMatch: [...new Set([...quick.testMatch, ...others])],
  setupFiles: [...setupFiles, "<rootDir>/testing/process-coverage/setup.js"],
  reporters: [...quick.reporters, "<rootDir>/testing/process-coverage/reporter.js"],
  collectCoverage: true,
  collectCoverageFrom: ["lib/**/*.ts", "hcl/src/**/*.ts", "emulator/src/**/*.ts", "!**/*.d.ts"],
  coverageDirectory: "dist/coverage",
  coverageReporters: ["text-summary", "json-summary", "lcovonly"],
  coverageThreshold: { global: { statements: 90, branches: 85, functions: 90, lines: 90 } },
};
