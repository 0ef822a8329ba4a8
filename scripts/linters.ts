import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { type Linter, type LinterFinding, reportOf } from "./linters/findings";

// Runs linters of others over everything that this project generates, and over the module: npm run linters. docs/reference/linters.md
// has the results, and which findings stay and why. Linters that are not on the PATH are named, and not run.

const MODULE = "terraform/modules/exposed-eip";

/** All rules, also those that tflint leaves off by default. */
const TFLINT_RULES = 'plugin "terraform" {\n  enabled = true\n  preset  = "all"\n}\n';

const LINTERS: readonly Linter[] = [
  { name: "terraform fmt", program: "terraform", arguments: ["version"] },
  { name: "tflint", program: "tflint", arguments: ["--version"] },
  { name: "conftest", program: "conftest", arguments: ["--version"] },
  { name: "terraform-docs", program: "terraform-docs", arguments: ["--version"] },
];

function main(folder: string): void {
  const present = LINTERS.filter(({ program, arguments: args }) => spawnSync(program, args).status === 0);
  const configuration = path.join(folder, "tflint.hcl");
  writeFileSync(configuration, TFLINT_RULES);
  const runs: Readonly<Record<string, (target: Target) => LinterFinding[]>> = {
    "terraform fmt": fmt,
    tflint: (target) => tflint(target, configuration),
    conftest,
    "terraform-docs": terraformDocs,
  };
  const targets = [...generated(folder), ...modules()];
  const findings = present.flatMap(({ name }) => targets.flatMap((target) => runs[name]?.(target) ?? []));
  const { text, isClean } = reportOf(findings, {
    targets: targets.map(({ name }) => name),
    linters: present.map(({ name }) => name),
    missing: LINTERS.filter((linter) => !present.includes(linter)).map(({ name }) => name),
  });
  process.stdout.write(text);
  if (!isClean) process.exitCode = 1;
}

/** A folder of Terraform. */
interface Target {
  /** Name in the report: `two-zones.yaml, for-each`. */
  readonly name: string;
  readonly folder: string;
}

/** Exports and synthesizes each example: as root in both styles, as module, and as JSON. */
function generated(folder: string): Target[] {
  const examples = path.join(folder, "examples");
  mkdirSync(examples);
  return readdirSync("examples")
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => {
      // A copy, because commands write lock files beside a configuration.
      const configuration = path.join(examples, file);
      copy(path.join("examples", file), configuration);
      const name = path.basename(file, ".yaml");
      const exported = (form: string, ...args: readonly string[]): Target[] => {
        const to = path.join(folder, "exported", `${name}-${form}`);
        return exportTo(to, configuration, ...args) ? [{ name: `${file}, ${form}`, folder: to }] : [];
      };
      const module = exported("module", "--as", "module");
      return [
        ...exported("single"),
        ...exported("for-each", "--style", "for-each"),
        ...module,
        ...module.map((one) => ({
          name: `${file}, call of the module`,
          folder: path.join(one.folder, "call"),
        })),
        synthesized(configuration, path.join(folder, "synthesized", name)),
      ];
    });
}

/** Exports a configuration. @returns whether the form can express it: the module and the style for-each cannot express everything */
function exportTo(to: string, configuration: string, ...args: readonly string[]): boolean {
  const { status, stderr } = run("export", configuration, "--to", to, ...args);
  if (status === 1 && /^(?:the module has no input for|--style for-each writes one block)/.test(stderr))
    return false;
  if (status !== 0) throw new Error(`the export of ${configuration} fails:\n${stderr}`);
  return true;
}

function synthesized(configuration: string, output: string): Target {
  command("synth", configuration, "--output", output);
  const [stack = ""] = readdirSync(path.join(output, "stacks"));
  return { name: `${path.basename(configuration)}, cdk.tf.json`, folder: path.join(output, "stacks", stack) };
}

function modules(): Target[] {
  const examples = readdirSync(path.join(MODULE, "examples"));
  return [MODULE, ...examples.map((name) => `${MODULE}/examples/${name}`)].map((folder) => ({
    name: folder,
    folder,
  }));
}

function fmt({ name, folder }: Target): LinterFinding[] {
  const { stdout } = spawnSync("terraform", ["fmt", "-check", folder], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((file) => finding("terraform fmt", name, "fmt", path.basename(file)));
}

function tflint({ name, folder }: Target, configuration: string): LinterFinding[] {
  const args = ["--chdir", path.resolve(folder), "--config", configuration, "--format", "json"];
  const { stdout, stderr } = spawnSync("tflint", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  const { issues, errors } = JSON.parse(stdout) as {
    readonly issues: readonly { readonly rule: { readonly name: string }; readonly message: string }[];
    readonly errors: readonly { readonly message: string }[];
  };
  if (errors.length > 0) throw new Error(`tflint fails on ${name}: ${stderr}${errors[0]?.message ?? ""}`);
  return issues.map(({ rule, message }) => finding("tflint", name, rule.name, message));
}

function conftest({ name, folder }: Target): LinterFinding[] {
  const files = readdirSync(folder).filter((file) => /\.tf(?:\.json)?$/.test(file));
  const args = ["test", "--policy", path.resolve("examples/policy"), "--output", "json", ...files];
  const { stdout, stderr } = spawnSync("conftest", args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (stdout === "") throw new Error(`conftest fails on ${name}: ${stderr}`);
  const results = JSON.parse(stdout) as readonly {
    readonly failures?: readonly { readonly msg: string }[];
    readonly warnings?: readonly { readonly msg: string }[];
  }[];
  return results
    .flatMap(({ failures = [], warnings = [] }) => [...failures, ...warnings])
    .map(({ msg }) => finding("conftest", name, "examples/policy", msg));
}

/** Fails for a module whose inputs or outputs have no description. */
function terraformDocs({ name, folder }: Target): LinterFinding[] {
  const { stdout, stderr } = spawnSync("terraform-docs", ["json", folder], { encoding: "utf8" });
  if (stdout === "") throw new Error(`terraform-docs fails on ${name}: ${stderr}`);
  const { inputs, outputs } = JSON.parse(stdout) as Readonly<
    Record<"inputs" | "outputs", readonly { readonly name: string; readonly description: string | null }[]>
  >;
  return [...inputs, ...outputs]
    .filter(({ description }) => (description ?? "") === "")
    .map((one) => finding("terraform-docs", name, "description", `${one.name} has no description`));
}

function finding(linter: string, target: string, rule: string, message: string): LinterFinding {
  return { linter, target, rule, message };
}

/** Runs a command of exposed-eip, which has to succeed. */
function command(...args: readonly string[]): void {
  const { status, stderr } = run(...args);
  if (status !== 0) throw new Error(`exposed-eip ${args.join(" ")} fails:\n${stderr}`);
}

function run(...args: readonly string[]): { status: number | null; stderr: string } {
  const all = ["scripts/app.js", "bin/exposed-eip.ts", ...args];
  return spawnSync(process.execPath, all, { encoding: "utf8", maxBuffer: 1 << 28 });
}

function copy(from: string, to: string): void {
  writeFileSync(to, readFileSync(from));
}

const temporary = mkdtempSync(path.join(os.tmpdir(), "linters-"));
try {
  main(temporary);
} finally {
  rmSync(temporary, { recursive: true });
}
