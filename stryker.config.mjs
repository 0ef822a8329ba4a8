// Mutation tests, npm run mutation: changes the code in one place at a time, and counts how many of these mutants no test notices.
// docs/reference/testing.md says how to read the result. Nightly: it takes an hour.

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "jest",
  jest: { configFile: "jest.mutation.config.js" },
  // Each mutant is run against the tests that reach it.
  coverageAnalysis: "perTest",
  // What is evaluated when a file is loaded would need a new start of the tests for each mutant: three quarters of the time.
  ignoreStatic: true,
  mutate: ["lib/ipv4.ts", "lib/planning/**/*.ts", "lib/configuration/rules/**/*.ts"],
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ["clear-text", "json", "progress-append-only"],
  clearTextReporter: { allowColor: false, reportTests: false },
  jsonReporter: { fileName: "dist/mutation/mutants.json" },
  incrementalFile: "dist/mutation/incremental.json",
  tempDirName: "dist/stryker",
  ignorePatterns: ["/dist", "/cdktf.out", "/.github", "/docs", "/e2e-live"],
  timeoutMS: 60_000,
  dryRunTimeoutMinutes: 60,
};
