// Where the coverage of processes is, for those who write and read it.
const path = require("node:path");

const ROOT = path.resolve(__dirname, "../..");

module.exports = {
  ROOT,
  /** Folders of the sources whose coverage counts. */
  COUNTED: ["lib", "hcl/src", "emulator/src"].map((folder) => path.join(ROOT, folder)),
  FOLDER: path.join(ROOT, "dist/coverage-of-processes"),
};
