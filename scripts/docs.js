// Makes the API reference. It is written even when docstrings are missing or wrong, which is then an error.
//
//   node scripts/docs.js [folder [file]]     folder: where to, default docs/api; file: whose exports, default lib/index.ts
const path = require("node:path");
const { ScriptError, run } = require("../providers/alicloud/scripts/script-error");
const { entryFile, generateApiReference, referenceFolder } = require("./api-reference");

run(async () => {
  const [folder = referenceFolder, file = entryFile] = process.argv.slice(2);
  const mistakes = await generateApiReference(path.resolve(folder), path.resolve(file));
  if (mistakes.length === 0) return;
  throw new ScriptError(
    [
      `${mistakes.length} docstrings are missing or wrong:`,
      ...mistakes.map((mistake) => `  ${mistake}`),
    ].join("\n"),
  );
});
