import { readFileSync } from "node:fs";
import path from "node:path";

import { Command, CommanderError } from "commander";

import {
  HclError,
  parseProviderSchemas,
  parseTerraformJson,
  type ProviderSchemas,
  renderHcl,
  renderHclFiles,
  renderHclTest,
  type SchemaGuess,
} from ".";
import { displayName, FileError, print, readText, writeFolder } from "./files";

/** Exit codes of the command. */
const DONE = 0;
const USER_ERROR = 1;
const USAGE_ERROR = 2;

/** Number of names that a message lists. */
const MAX_NAMES = 20;

const EXAMPLES = `
Exit codes: 0 done, 1 error in the configuration or with a file, 2 error in the command line

Examples:
  terraform-hcl cdktf.out/stacks/my-stack/cdk.tf.json | less

  terraform -chdir=cdktf.out/stacks/my-stack providers schema -json > schema.json
  terraform-hcl --schema schema.json --out my-stack cdktf.out/stacks/my-stack/cdk.tf.json`;

interface Options {
  readonly schema?: string;
  readonly out?: string;
}

/**
 * Runs the command `terraform-hcl`. The errors of its user end in one sentence on standard error.
 * @param args - the command line, without the program's own name
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  // Nobody is left to be told that nobody reads the messages.
  process.stderr.on("error", () => undefined);
  let output = "";
  const command = commandWith((text) => (output += text));
  command.action(async (file: string, options: Options) => {
    output = await run(file, options);
  });
  try {
    await command.parseAsync(args, { from: "user" });
    await print(output);
    return DONE;
  } catch (error) {
    if (error instanceof FileError) return failed(error.message);
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) return USAGE_ERROR;
    return print(output).then(
      () => DONE,
      (reason: unknown) => failed(reason instanceof Error ? reason.message : String(reason)),
    );
  }
}

function failed(message: string): number {
  process.stderr.write(`terraform-hcl: ${message}\n`);
  return USER_ERROR;
}

function commandWith(writeOut: (text: string) => void): Command {
  return new Command("terraform-hcl")
    .description("Prints a Terraform configuration in JSON syntax, such as cdktf's, as readable HCL.")
    .argument(
      "<file>",
      "cdk.tf.json, any other .tf.json file, a test (.tftest.json), or - for standard input",
    )
    .option(
      "--schema <file>",
      "output of `terraform providers schema -json`, which tells arguments from nested blocks (default: a list of objects is " +
        "written as nested blocks, an object as an argument; a message names each)",
    )
    .option("--out <folder>", "write main.tf, outputs.tf and so on into a folder without Terraform files")
    .helpOption("-h, --help", "print this text")
    .version(ownVersion(), "-v, --version", "print the version")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError("Try: terraform-hcl --help")
    .exitOverride()
    .configureOutput({
      writeOut,
      writeErr: (text) => process.stderr.write(text.replace(/^error: /, "terraform-hcl: ")),
      getOutHelpWidth: () => 100,
    });
}

function ownVersion(): string {
  const file = path.join(__dirname, "..", "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** @returns what is printed on standard output */
async function run(file: string, { schema, out }: Options): Promise<string> {
  const guesses: SchemaGuess[] = [];
  const options = {
    providerSchemas: schema === undefined ? {} : await readSchemas(schema),
    onGuess: (guess: SchemaGuess) => guesses.push(guess),
  };
  const text = await readText(file);
  const isTest = /\.(?:tf|tofu)test\.json$/.test(file);
  const rendered = naming(file, () => {
    const configuration = parseTerraformJson(text);
    if (isTest) return new Map([[path.basename(file, ".json") + ".hcl", renderHclTest(configuration)]]);
    if (out === undefined) return new Map([["main.tf", renderHcl(configuration, options)]]);
    return renderHclFiles(configuration, options);
  });
  const result =
    out === undefined
      ? [...rendered.values()].join("")
      : writeFolder(out, rendered)
          .map((written) => `${written}\n`)
          .join("");
  process.stderr.write(guessMessage(guesses, schema));
  return result;
}

async function readSchemas(file: string): Promise<ProviderSchemas> {
  const text = await readText(file);
  return naming(file, () => parseProviderSchemas(text));
}

/** Does something with the content of a file, whose name goes in front of what is wrong with it. */
function naming<Result>(file: string, use: () => Result): Result {
  try {
    return use();
  } catch (error) {
    if (error instanceof HclError) {
      const message = error.path.length === 0 ? error.problem : error.message;
      throw new FileError(`${displayName(file)}: ${message}`);
    }
    if (error instanceof RangeError) throw new FileError(`${displayName(file)}: nested too deeply`);
    throw error;
  }
}

function guessMessage(guesses: readonly SchemaGuess[], schema: string | undefined): string {
  if (guesses.length === 0) return "";
  const reason =
    schema === undefined
      ? "without --schema, these are guesses"
      : `${schema} has no schema of these, so they are guesses`;
  const lines = (["argument", "blocks"] as const).flatMap((form) => {
    const names = new Set(guesses.filter(({ writtenAs }) => writtenAs === form).map(nameOfGuess));
    return names.size === 0
      ? []
      : [`  written as ${form === "blocks" ? "nested blocks" : "arguments"}: ${list([...names])}\n`];
  });
  return `terraform-hcl: ${reason}; check them with terraform validate\n${lines.join("")}`;
}

/** `alicloud_instance.data_disks`: the type and the argument, whatever the names of the blocks. */
function nameOfGuess({ path: [kind = "", ...rest] }: SchemaGuess): string {
  const labels = ["resource", "data", "ephemeral"].includes(String(kind))
    ? [rest[0], ...rest.slice(2)]
    : rest;
  const names = labels.filter((step) => typeof step === "string");
  return [...(kind === "resource" ? [] : [kind]), ...names].join(".");
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).join(", ");
  return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}
