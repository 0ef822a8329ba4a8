// Runs all end-to-end cases and prints their table: npm run e2e [-- what Jest takes]. `npm test` runs some of them only.
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "e2e-"));
const args = [
  "test/e2e/end-to-end",
  "--reporters=default",
  "--reporters=./test/e2e/table-reporter.js",
  "--reporters=./testing/skipped-reporter.js",
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, [require.resolve("jest/bin/jest"), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, E2E_RECORD_FILE: path.join(folder, "cases.jsonl") },
});
fs.rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;
