// Writes texts that the library needs at run time into JSON modules, from which every build takes them as it takes code:
// bundled, compiled or run as it is, no program has to find a file. To embed another text, add a line to EMBEDDED, and
// import the module that it names.
//
//   node scripts/embed.js [--check] [folder]     --check: fails when a module differs; folder: the project's, default this one
const fs = require("node:fs");
const path = require("node:path");
const { gunzipSync, gzipSync } = require("node:zlib");
const { ScriptError, run } = require("../providers/alicloud/scripts/script-error");

/** What each module is made of, and the function that returns its texts by name, from the project's folder and the module's old texts. */
const EMBEDDED = {
  "guest/exposed-eip.sh.json": { from: "guest/exposed-eip.sh", texts: guestScript },
  "terraform/modules/exposed-eip.json": { from: "terraform/modules/exposed-eip", texts: textsIn },
};

run(() => {
  const words = process.argv.slice(2);
  const check = words[0] === "--check";
  const [folder = path.resolve(__dirname, "..")] = check ? words.slice(1) : words;

  const different = Object.keys(EMBEDDED).filter((module) => {
    const file = path.join(folder, module);
    const { from, texts } = EMBEDDED[module];
    const old = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "{}";
    // As Prettier leaves it.
    const expected = `${JSON.stringify(texts(path.join(folder, from), JSON.parse(old)), null, 2)}\n`;
    if (old === expected) return false;
    if (!check) fs.writeFileSync(file, expected);
    return true;
  });
  if (check && different.length > 0) {
    throw new ScriptError(
      [
        "embedded texts differ from their files:",
        ...different.map((module) => `  ${module}  from ${EMBEDDED[module].from}`),
        "Run: npm run embed",
      ].join("\n"),
    );
  }
});

/** The guest script, and what an instance runs of it in gzip and Base64. */
function guestScript(file, old) {
  const script = fs.readFileSync(file, "utf8");
  const program = programIn(script);
  const name = path.basename(file);
  const compressed = old[`${name}.gz`];
  return {
    [name]: script,
    // Versions of Node.js compress differently: the old bytes stay while they are those of the same text.
    [`${name}.gz`]:
      decompressed(compressed) === program ? compressed : gzipSync(program, { level: 9 }).toString("base64"),
  };
}

function decompressed(compressed) {
  try {
    return gunzipSync(Buffer.from(compressed, "base64")).toString("utf8");
  } catch {
    return undefined;
  }
}

/** The guest script without its options, which are set before it on delivery, and without comments, indentation and empty lines. */
function programIn(script) {
  const OPTIONS = /^# Parameters:[^]*^# End of the parameters\.\n/m;
  if (!OPTIONS.test(script)) {
    throw new ScriptError("guest/exposed-eip.sh lacks the comments around its parameters. Restore them");
  }
  return script
    .replace(OPTIONS, "")
    .split("\n")
    .map((line) => line.replace(/^\t+/, ""))
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => `${line}\n`)
    .join("");
}

/** The texts of all files of a folder under their paths in it, without what Terraform leaves there. */
function textsIn(folder) {
  const texts = fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".lock.hcl"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}.terraform${path.sep}`))
    .map((file) => [path.relative(folder, file).split(path.sep).join("/"), fs.readFileSync(file, "utf8")])
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(texts);
}
