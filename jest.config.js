/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  reporters: ["default", "<rootDir>/test/support/skipped-reporter.js"],
  testMatch: ["<rootDir>/test/**/*.test.ts", "<rootDir>/emulator/test/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out/", "<rootDir>/dist/"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  snapshotResolver: "<rootDir>/test/support/snapshot-resolver.js",
  setupFiles: ["<rootDir>/test/support/environment.js"],
};
