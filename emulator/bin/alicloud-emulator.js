#!/usr/bin/env node
const fs = require("node:fs");
const path = require("node:path");

const bundle = path.join(__dirname, "..", "dist", "cli.js");
if (!fs.existsSync(bundle)) {
  process.stderr.write("alicloud-emulator is not built yet: npm run build --workspace alicloud-emulator\n");
  process.exit(1);
}
const { explain, main } = require(bundle);
main(process.argv.slice(2)).catch((error) => {
  const { text, exitCode } = explain(error);
  process.stderr.write(text);
  process.exitCode = exitCode;
});
