// Makes src/ from the schema.
const { generateBindings } = require("./generate-bindings");
const { sourceFolder } = require("./package-files");
const { run } = require("./script-error");

run(() => generateBindings(sourceFolder));
