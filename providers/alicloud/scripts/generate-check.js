// Fails when the bindings differ from what the generator makes of the schema.
//
//   node generate-check.js [folder]     folder: the bindings to check, default src
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { folderDifferences } = require("./folder-differences");
const { generateBindings } = require("./generate-bindings");
const { sourceFolder, userPath } = require("./package-files");
const { ScriptError, run } = require("./script-error");

run(async () => {
  const [argument] = process.argv.slice(2);
  const actual = argument === undefined ? sourceFolder : userPath(argument);
  const expected = fs.mkdtempSync(path.join(os.tmpdir(), "alicloud-expected-"));
  try {
    await generateBindings(expected);
    const lines = folderDifferences(actual, expected);
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
