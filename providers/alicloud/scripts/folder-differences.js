const fs = require("node:fs");
const path = require("node:path");

/**
 * How the files in `actual` differ from those in `expected`, one line for each file.
 * @param {string} actual
 * @param {string} expected
 * @returns {string[]}
 */
function folderDifferences(actual, expected) {
  const actualFiles = new Set(filesIn(actual));
  const expectedFiles = new Set(filesIn(expected));
  return [...new Set([...actualFiles, ...expectedFiles])].sort().flatMap((file) => {
    if (!actualFiles.has(file)) return [`  missing  ${file}`];
    if (!expectedFiles.has(file)) return [`  extra    ${file}`];
    const [left, right] = [actual, expected].map((folder) => fs.readFileSync(path.join(folder, file)));
    return left.equals(right) ? [] : [`  changed  ${file}`];
  });
}

/**
 * The files under `folder`, as paths relative to it; none where there is no such folder.
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

module.exports = { folderDifferences };
