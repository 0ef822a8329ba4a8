// Writes exposure.schema.json, the JSON Schema of the configuration file, for editors.
//
//   node scripts/schema.js [--check]     --check: fails if the file differs
const fs = require("node:fs");
const path = require("node:path");
const { buildSync } = require("esbuild");
const { ScriptError, run } = require("../providers/alicloud/scripts/script-error");

const ROOT = path.resolve(__dirname, "..");

run(() => {
  const { JSON_SCHEMA_FILE, renderJsonSchema } = moduleOf("lib/configuration/json-schema.ts");
  const file = path.join(ROOT, JSON_SCHEMA_FILE);
  const text = renderJsonSchema();
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return;
  if (process.argv[2] === "--check")
    throw new ScriptError(
      `${JSON_SCHEMA_FILE} differs from the schema in lib/configuration/.\nRun: npm run schema`,
    );
  fs.writeFileSync(file, text);
});

/** Exports of a module in TypeScript. */
function moduleOf(file) {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [file],
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
    logLevel: "error",
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0].text)(module, module.exports, require);
  return module.exports;
}
