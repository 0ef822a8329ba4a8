// The type check of the bindings, beside that of the bindings that the same generator makes of all types of the provider.
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const { inTurns, measure, measureShell, providerIsMissing, terraformEnvironment } = require("./processes");

const root = path.resolve(__dirname, "..");
/** Paths of a configuration are relative to it, and would be those of the one that it extends. */
const OF_ITS_OWN_FOLDER = { rootDir: "src", tsBuildInfoFile: null };
const GENERATOR = path.join(root, "providers", "alicloud", "scripts", "generate-bindings.js");
const TSC = path.join(root, "node_modules", "typescript", "bin", "tsc");

/** @returns {Promise<import("./table").Row[]>} */
async function bindings({ folder }) {
  const what = "type check of the bindings";
  const missing = providerIsMissing();
  if (missing !== undefined) return [{ what, missing }];
  // The compiler looks for packages from the file upwards.
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const cut = await project(folder, "cut");
  const whole = await project(folder, "whole", await wholeSchema(folder));
  const check = (cwd) => async () => {
    // What the generator makes of a few types, which are lists of lists, has type errors.
    const [{ seconds, megabytes }] = await measure(folder, TSC, ["-p", "."], { cwd, exitCodes: [0, 2] });
    return { seconds, megabytes };
  };
  const [ours, anchor] = await inTurns(1, check(cut), check(whole));
  return [
    { what: `${what}: processor time`, ours: ours.seconds, anchor: anchor.seconds, most: 0.25, unit: "s" },
    { what: `${what}: memory`, ours: ours.megabytes, anchor: anchor.megabytes, most: 0.5, unit: "MB" },
  ];
}

/** Schema of the provider that is installed, as Terraform prints it. @returns {Promise<string>} its file */
async function wholeSchema(folder) {
  const cwd = path.join(folder, "schema");
  fs.mkdirSync(cwd);
  fs.writeFileSync(
    path.join(cwd, "main.tf"),
    `terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}
`,
  );
  const env = terraformEnvironment();
  await measureShell("terraform init -input=false && terraform providers schema -json >full.json", {
    cwd,
    env,
  });
  return path.join(cwd, "full.json");
}

/** Generates bindings. @returns {Promise<string>} a folder with them, to be compiled */
async function project(folder, name, schema) {
  const made = path.join(folder, name);
  // In a process of its own: what a later part measures of memory begins with that of this process.
  const program = "require(process.argv[1]).generateBindings(...process.argv.slice(2))";
  const args = [GENERATOR, path.join(made, "src"), ...(schema === undefined ? [] : [schema])];
  execFileSync(process.execPath, ["-e", program, ...args], { cwd: root });
  const settings = {
    extends: path.join(root, "providers", "alicloud", "tsconfig.json"),
    compilerOptions: { ...{ noEmit: true, incremental: false, declaration: false }, ...OF_ITS_OWN_FOLDER },
    include: ["src"],
  };
  fs.writeFileSync(path.join(made, "tsconfig.json"), JSON.stringify(settings));
  return made;
}

module.exports = { bindings };
