// Makes src/ from the schema.
const fs = require("node:fs");
const { generateBindings } = require("./generate-bindings");
const { compiledFolder, sourceFolder } = require("./package-files");
const { run } = require("./script-error");

run(async () => {
  await generateBindings(sourceFolder);
  // The compiler removes nothing: the compiled code of a type that is gone could still be imported.
  fs.rmSync(compiledFolder, { recursive: true, force: true });
});
