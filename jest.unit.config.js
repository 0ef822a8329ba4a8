// The quick tests, npm run test:unit: those that start no process, and so no Terraform, kernel or app. A test file is one of them
// unless it, or a helper that it imports, imports what starts processes; a new file needs no entry here.
const { existsSync, readdirSync, readFileSync } = require("node:fs");
const path = require("node:path");

const config = require("./jest.config");

const STARTS_PROCESSES = /^node:child_process$|^esbuild$|\/namespaces\b/;

/** Quick in themselves, but with hundreds of random cases or exposures: more than ten seconds each. */
const LONG = [
  ...["test/configuration/positions", "test/stack/growth", "emulator/test/hostile", "emulator/test/model"],
].map((name) => path.join(__dirname, `${name}.test.ts`));

const TEST_FOLDERS = ["test", "testing", "hcl/test", "emulator/test"].map((folder) =>
  path.join(__dirname, folder),
);

/** @type {Map<string, boolean>} */
const known = new Map();

function isQuick(file) {
  if (!known.has(file)) {
    // For helpers that import each other.
    known.set(file, true);
    known.set(
      file,
      importsOf(file).every((name) => isQuickImport(name, file)),
    );
  }
  return known.get(file);
}

function isQuickImport(name, importer) {
  if (STARTS_PROCESSES.test(name)) return false;
  if (!name.startsWith(".")) return true;
  const imported = path.resolve(path.dirname(importer), name);
  // What is under test starts what the test makes it start.
  if (!TEST_FOLDERS.some((folder) => imported.startsWith(folder + path.sep))) return true;
  return [`${imported}.ts`, path.join(imported, "index.ts")].filter(existsSync).every(isQuick);
}

/** The modules that a file imports, types aside. */
function importsOf(file) {
  const found = readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type )[^"]*?from "([^"]+)"/gm);
  return [...found].map(([, name]) => name);
}

const quick = TEST_FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => path.join(folder, file))
    .filter((file) => isQuick(file) && !LONG.includes(file)),
);

/** @type {import("jest").Config} */
module.exports = { ...config, testMatch: quick };
