// Tests start Terraform and cdktf as child processes; these settings keep them off the network and their output clean.
const fs = require("node:fs");

process.env.CHECKPOINT_DISABLE = "1";
process.env.DISABLE_VERSION_CHECK = "1";
// A file named here that does not exist makes Terraform print a warning on every command.
if (process.env.TF_CLI_CONFIG_FILE && !fs.existsSync(process.env.TF_CLI_CONFIG_FILE)) {
  delete process.env.TF_CLI_CONFIG_FILE;
}
// Terraform and the provider live for seconds: a heap that may grow to five times what is in use, and not to twice, spares them a
// quarter of their processor time.
process.env.GOGC ??= "400";
// For a stack with an import or a moved block, cdktf asks Terraform for its version when it synthesizes. What comes out does not
// depend on the answer, so tests that only synthesize do without Terraform.
jest.mock("cdktf/lib/validations/validate-binary-version", () => ({
  ValidateBinaryVersion: class {
    validate() {
      return [];
    }
  },
}));
// cdktf notes with each of its tokens where it was made, every frame of the stack. Beside Jest, which maps each frame to its source,
// that is a large part of the time of a synthesis, and nothing reads it but cdktf's own messages about its defects.
jest.mock("cdktf/lib/tokens/private/stack-trace", () => ({ captureStackTrace: () => [] }));
for (const name of ["EXPOSURE_CONFIG", "CDKTF_OUTDIR", "CDKTF_CONTEXT_JSON", "TF_REATTACH_PROVIDERS"])
  delete process.env[name];
