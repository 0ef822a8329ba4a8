const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

// On being loaded, the generator's library asks Terraform for its version, and reports to its makers when that
// fails. Neither is needed to read a schema: no such program, and no report.
process.env.TERRAFORM_BINARY_NAME = "terraform-is-not-needed";
process.env.CHECKPOINT_DISABLE = "1";

const { ConstructsMakerProviderTarget, LANGUAGES } = require("@cdktf/commons");
const {
  CodeMaker,
  TerraformProviderConstraint,
  TerraformProviderGenerator,
} = require("@cdktf/provider-generator");
const { findSchema, provider } = require("./package-files");

/**
 * Writes the TypeScript of the bindings: one folder per type, `index.ts` and `lazy-index.ts`.
 * The same schema gives the same bytes.
 * @param {string} folder is replaced
 * @param {string} [file] schema, as `terraform providers schema -json` prints it; the one of this package without it
 */
async function generateBindings(folder, file = findSchema()) {
  const schema = JSON.parse(fs.readFileSync(file, "utf8"));
  // With the version in the schema, the generator would require exactly that version instead of the range.
  delete schema.provider_versions;

  const generator = new TerraformProviderGenerator(new CodeMaker(), schema);
  const constraint = new TerraformProviderConstraint(`${provider.name}@${provider.version}`);
  generator.generate(new ConstructsMakerProviderTarget(constraint, LANGUAGES[0]));

  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "alicloud-bindings-"));
  try {
    await generator.save(temporary);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.cpSync(path.join(temporary, "providers", constraint.name), folder, { recursive: true });
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

module.exports = { generateBindings };
