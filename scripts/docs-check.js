// Fails when the API reference differs from what the docstrings make of it, or when docstrings are missing or wrong.
//
//   node scripts/docs-check.js [folder]     folder: the reference to check, default docs/api
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { folderDifferences } = require("../providers/alicloud/scripts/folder-differences");
const { ScriptError, run } = require("../providers/alicloud/scripts/script-error");
const { generateApiReference, referenceFolder } = require("./api-reference");

run(async () => {
  const [actual = referenceFolder] = process.argv.slice(2);
  const expected = fs.mkdtempSync(path.join(os.tmpdir(), "api-reference-"));
  try {
    const mistakes = await generateApiReference(expected);
    const files = folderDifferences(path.resolve(actual), expected);
    const lines = [
      ...listed(`${mistakes.length} docstrings are missing or wrong:`, mistakes),
      ...listed(`${files.length} pages of the API reference differ from what the docstrings say:`, files),
    ];
    if (lines.length > 0) throw new ScriptError([...lines, "Run: npm run docs"].join("\n"));
  } finally {
    fs.rmSync(expected, { recursive: true, force: true });
  }
});

/** The lines below their heading; nothing where there are none. */
function listed(heading, lines) {
  return lines.length === 0 ? [] : [heading, ...lines.map((line) => `  ${line.trim()}`)];
}
