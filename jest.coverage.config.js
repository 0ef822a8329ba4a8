// The quick tests with coverage, npm run coverage. The floors are for all files together, and to be raised to a little below what a first complete run measures:
// whoever adds code without a test falls below them. Tests that start processes are not counted, since their coverage is not seen.
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
