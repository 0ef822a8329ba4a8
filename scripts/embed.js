// Writes texts that the library needs at run time into JSON modules, from which every build takes them as it takes code:
// bundled, compiled or run as it is, no program has to find a file. To embed another text, add a line to EMBEDDED, and
// import the module that it names.
//
//   node scripts/embed.js [--check] [folder]     --check: fails when a module differs; folder: the project's, default this one
const fs = require("node:fs");
const path = require("node:path");
const { ScriptError, run } = require("../providers/alicloud/scripts/script-error");

/** The files whose texts each module holds, under their base names; or a folder, all of whose files it holds under their paths. */
const EMBEDDED = {
  "guest/exposed-eip.sh.json": ["guest/exposed-eip.sh"],
  "terraform/modules/exposed-eip.json": "terraform/modules/exposed-eip",
};

run(() => {
  const words = process.argv.slice(2);
  const check = words[0] === "--check";
  const [folder = path.resolve(__dirname, "..")] = check ? words.slice(1) : words;

  const different = Object.keys(EMBEDDED).filter((module) => {
    const file = path.join(folder, module);
    const expected = moduleText(folder, EMBEDDED[module]);
    if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === expected) return false;
    if (!check) fs.writeFileSync(file, expected);
    return true;
  });
  if (check && different.length > 0) {
    throw new ScriptError(
      [
        "embedded texts differ from their files:",
        ...different.map((module) => `  ${module}  from ${[EMBEDDED[module]].flat().join(", ")}`),
        "Run: npm run embed",
      ].join("\n"),
    );
  }
});

/** As Prettier leaves it. */
function moduleText(folder, files) {
  const texts = Array.isArray(files)
    ? files.map((file) => [path.basename(file), fs.readFileSync(path.join(folder, file), "utf8")])
    : textsIn(path.join(folder, files));
  return `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
}

/** The texts of all files of a folder, without what Terraform leaves there. */
function textsIn(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".lock.hcl"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}.terraform${path.sep}`))
    .map((file) => [path.relative(folder, file).split(path.sep).join("/"), fs.readFileSync(file, "utf8")])
    .sort(([one], [other]) => (one < other ? -1 : 1));
}
