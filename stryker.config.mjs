// Mutation tests, npm run mutation: changes the code in one place at a time, and counts how many of these mutants no test notices.
// docs/reference/testing.md says how to read the result. Nightly: it takes less than an hour.

import { readdirSync, readFileSync } from "node:fs";

/** Tests of what is mutated, the most specific first: a mutant is run up to the first test that fails. */
const tests = ["test/ipv4", "test/planning", "test/guest/verification-target.test.ts", "test/configuration"]
  .flatMap((place) => (place.endsWith(".ts") ? [place] : inFolder(place)))
  // They start programs in each test, take longer than all others together, or need what only Jest has.
  .filter((file) => !/\/(?:files|process|positions|texts|json-schema|one-way)\./.test(file));

/** The test files of a folder, those with random cases last: most mutants fail one of the examples. */
function inFolder(folder) {
  const isRandom = (file) => readFileSync(file, "utf8").includes('"fast-check"');
  return readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`)
    .sort((one, other) => Number(isRandom(one)) - Number(isRandom(other)));
}

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "mocha",
  mochaOptions: { spec: tests, require: ["tsx/cjs", "./testing/mutation/jest-in-mocha.js"] },
  // Each mutant is run against the tests that reach it, up to the first that fails.
  coverageAnalysis: "perTest",
  // What runs when a file is loaded would need a new process for each mutant.
  ignoreStatic: true,
  mutate: ["lib/ipv4.ts", "lib/planning/**/*.ts", "lib/configuration/rules/**/*.ts"],
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ["clear-text", "json", "progress-append-only"],
  clearTextReporter: { allowColor: false, reportTests: false },
  jsonReporter: { fileName: "dist/mutation/mutants.json" },
  tempDirName: "dist/stryker",
  ignorePatterns: ["/dist", "/cdktf.out", "/.github", "/docs", "/e2e-live"],
  timeoutMS: 5_000,
  dryRunTimeoutMinutes: 60,
};
