// Runs a script with what V8 compiled of it in an earlier run, which is a third of the time of a small synthesis.
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

/**
 * Compiles the body of a function.
 *
 * @param file - its path, for stack traces
 * @param text - its text
 * @param parameters - names of the parameters
 * @param folders - folders that what V8 compiled may be kept in, the best one first
 * @param name - start of the name of the file there
 * @param key - rest of that name, which tells this text from earlier ones: V8 compares no more than its length
 */
function compiledScript({ file, text, parameters, folders, name, key }) {
  const caches = folders.map((folder) => path.join(folder, `${name}${key}`));
  const opening = `(function (${parameters.join(", ")}) {`;
  const cachedData = firstResult(caches, readOwn);
  const script = new vm.Script(`${opening}${text}\n})`, {
    filename: file,
    columnOffset: -opening.length,
    cachedData,
  });
  if (cachedData === undefined || script.cachedDataRejected === true)
    process.on("exit", () => {
      // Without it, the next run only starts later.
      firstResult(caches, (cache) => {
        replaceFile(cache, script.createCachedData());
        removeEarlier(cache, name);
        return cache;
      });
    });
  return script.runInThisContext();
}

/** Result of the first file that there is no error with. */
function firstResult(files, action) {
  for (const file of files) {
    try {
      return action(file);
    } catch {
      // The next one may do.
    }
  }
  return undefined;
}

/** Reads a file, unless somebody else wrote it: V8 runs what is in it. */
function readOwn(file) {
  const descriptor = fs.openSync(file, "r");
  try {
    const { uid } = fs.fstatSync(descriptor);
    if (process.getuid !== undefined && uid !== process.getuid()) throw new Error("not of this user");
    return fs.readFileSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Writes by a rename, so that a run beside this one never sees half a file. */
function replaceFile(file, content) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.${process.pid}`, content);
  fs.renameSync(`${file}.${process.pid}`, file);
}

/** Removes the files of earlier texts. */
function removeEarlier(cache, name) {
  const folder = path.dirname(cache);
  for (const file of fs.readdirSync(folder))
    if (file.startsWith(name) && file !== path.basename(cache))
      fs.rmSync(path.join(folder, file), { force: true });
}

module.exports = { compiledScript, replaceFile };
