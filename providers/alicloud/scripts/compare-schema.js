// Says what a newer schema of the provider changes in the types in use, before it is cut. Exits with 3 if a change may break
// configurations that are valid today.
const { parseArgs } = require("node:util");
const { findSchema, provider, readJson, schemaFolder, userPath } = require("./package-files");
const { schemaChanges } = require("./schema-changes");
const { ScriptError, run } = require("./script-error");

const USAGE = `usage: npm run compare-schema -w @cdktf/provider-alicloud -- <newer-schema.json> [older-schema.json]

  newer-schema.json  the output of \`terraform providers schema -json\`, or a cut of it
  older-schema.json  the same of an older version, with the types in use; default: the present cut`;

function readArguments() {
  try {
    const { positionals } = parseArgs({ allowPositionals: true, options: {} });
    const [newer, older, ...rest] = positionals;
    if (newer === undefined || rest.length > 0) throw new Error("one or two schemas are needed");
    return {
      newer: userPath(newer),
      older: older === undefined ? findSchema(schemaFolder) : userPath(older),
    };
  } catch (error) {
    throw new ScriptError(`${error.message}\n\n${USAGE}`);
  }
}

run(() => {
  const { newer, older } = readArguments();
  const changes = schemaChanges(readJson(older), readJson(newer), provider.name);
  for (const { type, path, isBreaking, text } of changes)
    console.log(`${isBreaking ? "breaking: " : ""}${type}${path === undefined ? "" : ` ${path}`}: ${text}`);
  const breaking = changes.filter((one) => one.isBreaking).length;
  console.log(`${changes.length} changes in the types in use, ${breaking} of them breaking`);
  if (breaking > 0) process.exitCode = 3;
});
