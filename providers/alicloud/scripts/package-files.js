// What the other scripts know of this package: its provider, its version range, and where its files are.
const fs = require("node:fs");
const path = require("node:path");
const { ScriptError } = require("./script-error");

const packageFolder = path.resolve(__dirname, "..");

/**
 * The provider as `package.json` declares it: its source, and the version range that stacks will require.
 * @type {{ name: string, version: string }}
 */
const provider = require("../package.json").cdktf.provider;

const sourceFolder = path.join(packageFolder, "src");
const compiledFolder = path.join(packageFolder, "lib");
const schemaFolder = path.join(packageFolder, "schema");

/**
 * The one schema in `folder`.
 * @param {string} folder
 * @returns {string} its path
 * @throws {ScriptError} when there is none, or more than one
 */
function findSchema(folder = schemaFolder) {
  const found = fs.readdirSync(folder).filter((name) => /^alicloud-.+\.json$/.test(name));
  const [name, ...others] = found;
  if (name === undefined || others.length > 0)
    throw new ScriptError(
      `schema: expected exactly one file alicloud-<version>.json, found ${found.join(", ") || "none"}`,
    );
  return path.join(folder, name);
}

/**
 * A path that the user gave, relative to where they stand: `npm run -w` starts a script in the workspace's folder.
 * @param {string} given
 * @returns {string}
 */
function userPath(given) {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new ScriptError(`${file}: cannot be read as JSON: ${error.message}`);
  }
}

module.exports = { provider, sourceFolder, compiledFolder, schemaFolder, findSchema, readJson, userPath };
