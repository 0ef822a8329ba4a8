// The quick tests with coverage, npm run coverage. The floors are for all files together. The quick tests alone do not reach them yet:
// 85.5 % of statements, 77.3 % of branches, 85.9 % of functions and 86.7 % of lines. Tests that start processes are not counted, since
// their coverage is not seen.
const config = require("./jest.unit.config");

/** @type {import("jest").Config} */
module.exports = {
  ...config,
  collectCoverage: true,
  collectCoverageFrom: ["lib/**/*.ts", "hcl/src/**/*.ts", "emulator/src/**/*.ts", "!**/*.d.ts"],
  coverageDirectory: "dist/coverage",
  coverageReporters: ["text-summary", "json-summary", "lcovonly"],
  coverageThreshold: { global: { statements: 90, branches: 85, functions: 90, lines: 90 } },
};
