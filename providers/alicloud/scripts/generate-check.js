// Fails when the bindings differ from what the generator makes of the schema.
//
//   node generate-check.js [folder]     folder: the bindings to check, default src
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { generateBindings } = require("./generate-bindings");
const { sourceFolder, userPath } = require("./package-files");
const { ScriptError, run } = require("./script-error");

/**
 * The files under `folder`, as paths relative to it.
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/**
 * How the files in `actual` differ from those in `expected`, one line for each file.
 * @param {string} actual
 * @param {string} expected
 * @returns {string[]}
 */
function differences(actual, expected) {
  const actualFiles = new Set(filesIn(actual));
  const expectedFiles = new Set(filesIn(expected));
  return [...new Set([...actualFiles, ...expectedFiles])].sort().flatMap((file) => {
    if (!actualFiles.has(file)) return [`  missing  ${file}`];
    if (!expectedFiles.has(file)) return [`  extra    ${file}`];
    const [left, right] = [actual, expected].map((folder) => fs.readFileSync(path.join(folder, file)));
    return left.equals(right) ? [] : [`  changed  ${file}`];
  });
}

run(async () => {
  const [argument] = process.argv.slice(2);
  const actual = argument === undefined ? sourceFolder : userPath(argument);
  const expected = fs.mkdtempSync(path.join(os.tmpdir(), "alicloud-expected-"));
  try {
    await generateBindings(expected);
    const lines = differences(actual, expected);
    if (lines.length > 0)
      throw new ScriptError(
        [
          `${lines.length} of the bindings' files differ from what the generator makes of the schema:`,
          ...lines,
          "Run: npm run generate -w @cdktf/provider-alicloud",
        ].join("\n"),
      );
  } finally {
    fs.rmSync(expected, { recursive: true, force: true });
  }
});
