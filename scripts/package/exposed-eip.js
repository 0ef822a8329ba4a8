#!/usr/bin/env node
// The command exposed-eip, from the bundles beside it: it needs no other package to start, and walks through no folder of packages.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const { version } = require("../../package.json");
const { compiledScript } = require("./compiled-script.js");

const BINDINGS = "@cdktf/provider-alicloud/lib/";

/** Name of the command, which names the files of what V8 compiled: each command runs other functions. */
const command = /^[a-z][a-z-]*$/.exec(process.argv[2] ?? "")?.[0] ?? "help";

const vendor = bundle("vendor.js")(require);
const load = (name) => (Object.hasOwn(vendor, name) ? vendor[name] : require(name));
const bindings = bundle("bindings.js")(load);
const library = bundle("library.js")((name) =>
  name.startsWith(BINDINGS) ? bindings[name.slice(BINDINGS.length)] : load(name),
);

void library.command.runCommandLine(process.argv.slice(2), version).then((exitCode) => {
  process.exitCode = exitCode;
});

function bundle(name) {
  const file = path.join(__dirname, name);
  const bytes = fs.readFileSync(file);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const exported = {};
  compiledScript({
    file,
    // Bundles have ASCII characters only.
    text: bytes.latin1Slice(),
    parameters: ["module"],
    folders: cacheFolders(),
    name: `${name}.${command}.`,
    key: `${process.version}-${process.arch}-${hash}`,
  })(exported);
  return exported.exports;
}

/** In the package, where that may be written; else in the home of the user. Never in a folder that others may write to. */
function cacheFolders() {
  const home = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache");
  const folders = [path.join(__dirname, ".cache"), path.join(home, "cdktf-alicloud-exposed-eip")];
  return folders.filter((folder) => path.isAbsolute(folder));
}
