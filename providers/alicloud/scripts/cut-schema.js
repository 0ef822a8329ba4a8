// Cuts the schema again: from a full `terraform providers schema -json`, the types of the present cut and those named.
const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { findSchema, provider, readJson, schemaFolder, userPath } = require("./package-files");
const { cutSchema, formatSchema } = require("./schema-cut");
const { ScriptError, run } = require("./script-error");

const USAGE = `usage: npm run cut-schema -w @cdktf/provider-alicloud -- <full-schema.json> [type ...] [options]

  full-schema.json            the output of \`terraform providers schema -json\`
  type                        a type to add: alicloud_vswitch, or for a data source data.alicloud_zones
  --drop <type>               a type to leave out; may be repeated
  --provider-version <x.y.z>  the provider's version, when it is found neither in the schema, nor in its file's name,
                              nor in .terraform.lock.hcl beside it
  --folder <folder>           where the present cut is, and the new one goes; default: the package's schema folder`;

const VERSION = /\d+\.\d+\.\d+(?:-[0-9a-z.]+)?/.source;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        drop: { type: "string", multiple: true, default: [] },
        "provider-version": { type: "string" },
        folder: { type: "string" },
      },
    });
    const [file, ...add] = positionals;
    if (file === undefined) throw new Error("the full schema is missing");
    return { file: userPath(file), add, ...values };
  } catch (error) {
    throw new ScriptError(`${error.message}\n\n${USAGE}`);
  }
}

/**
 * The provider's version, from the first place that tells it.
 * @param {string} file the full schema
 * @param {{ provider_versions?: Record<string, string> }} full its content; the CDKTF CLI adds the versions, Terraform does not
 * @param {string | undefined} given
 * @returns {string}
 */
function providerVersion(file, full, given) {
  const lockFile = path.join(path.dirname(file), ".terraform.lock.hcl");
  const lock = fs.existsSync(lockFile) ? fs.readFileSync(lockFile, "utf8") : "";
  const found =
    given ??
    Object.entries(full.provider_versions ?? {}).find(([address]) =>
      address.endsWith(`/${provider.name}`),
    )?.[1] ??
    new RegExp(`^alicloud-(${VERSION})\\.json$`).exec(path.basename(file))?.[1] ??
    new RegExp(`provider "[^"]*/${provider.name}" {\\s*version\\s*=\\s*"([^"]*)"`).exec(lock)?.[1];
  if (found === undefined)
    throw new ScriptError(
      `${file}: of which version of ${provider.name}? Say it with --provider-version <x.y.z>`,
    );
  if (!new RegExp(`^${VERSION}$`).test(found))
    throw new ScriptError(`"${found}" is not a version of the provider; expected a form like 1.289.0`);
  return found;
}

/**
 * Writes the whole file or nothing.
 * @param {string} file
 * @param {string} text
 */
function writeAtomically(file, text) {
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, text);
  fs.renameSync(temporary, file);
}

run(() => {
  const options = readArguments();
  const folder = options.folder === undefined ? schemaFolder : userPath(options.folder);
  const presentFile = findSchema(folder);
  const full = readJson(options.file);
  const cut = cutSchema(full, readJson(presentFile), provider.name, options);
  const newFile = path.join(
    folder,
    `alicloud-${providerVersion(options.file, full, options["provider-version"])}.json`,
  );
  writeAtomically(newFile, formatSchema(cut));
  if (newFile !== presentFile) fs.rmSync(presentFile);

  const [schemas] = Object.values(cut.provider_schemas);
  const count = (types) => Object.keys(types).length;
  console.log(
    `${path.basename(newFile)}: ${count(schemas.resource_schemas)} resources, ` +
      `${count(schemas.data_source_schemas)} data sources\n` +
      "next: npm run generate -w @cdktf/provider-alicloud",
  );
});
