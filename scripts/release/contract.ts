import * as ts from "typescript";

import { type JsonSchema, type Setting, settingsOf } from "./settings";

/** Names and settings that users rely on: a change is breaking unless it only adds. */
export interface Contract {
  /** Names by the part of the contract that they belong to. */
  readonly names: Readonly<Record<ContractPart, readonly string[]>>;
  /** Settings of the configuration file, by path. */
  readonly settings: ReadonlyMap<string, Setting>;
}

/** A part of the contract, as messages call it. */
export type ContractPart = (typeof PARTS)[number];

const PARTS = [
  "Terraform address",
  "output",
  "module input",
  "required module input",
  "module output",
  "error code",
  "check",
  "exit code",
  "public name",
  "command",
  "option",
] as const;

/** Returns the text of a file of one version, by its path from the root; undefined if that version has no such file. */
export type ReadFile = (file: string) => string | undefined;

/** A version whose contract cannot be read. */
export class ContractError extends Error {}

/**
 * Reads the contract of one version from its sources, without running them.
 *
 * @param read - reader of that version
 * @param entryPoints - files of the library that export public names
 * @throws ContractError if a file is missing, or a part of the contract comes out empty: what was moved is not what was removed
 */
export function contractOf(read: ReadFile, entryPoints: readonly string[]): Contract {
  const text = (file: string): string => {
    const content = read(file);
    if (content === undefined)
      throw new ContractError(`${file} does not exist; adapt scripts/release/contract.ts if it was moved`);
    return content;
  };
  const variables = variablesOf(text("terraform/modules/exposed-eip/variables.tf"));
  const commandLine = helpOf(text("docs/reference/command-line.md"));
  const names = {
    "Terraform address": addressesOf(text("test/stack/golden-addresses.txt")),
    output: stackOutputs(text("lib/stack/outputs.ts"), text("docs/reference/outputs.md")),
    "module input": variables.map(({ name }) => name),
    "required module input": variables.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    "module output": matches(text("terraform/modules/exposed-eip/outputs.tf"), /^output "(\w+)"/gm),
    "error code": membersOf(text("lib/errors.ts"), "UserErrorCode"),
    check: membersOf(text("lib/exposure-table/checks.ts"), "TEXTS"),
    "exit code": membersOf(text("lib/cli/command.ts"), "EXIT_CODES"),
    "public name": entryPoints.flatMap((file) =>
      exportedNames(text(file)).map((name) => `${entryPointName(file)}: ${name}`),
    ),
    command: commandLine.map(({ command }) => command),
    option: commandLine.flatMap(({ command, options }) => options.map((option) => `${command} ${option}`)),
  } satisfies Record<ContractPart, string[]>;
  for (const part of PARTS)
    if (names[part].length === 0 && part !== "required module input")
      throw new ContractError(`no ${part} was found; adapt scripts/release/contract.ts`);
  return { names, settings: settingsOf(JSON.parse(text("exposure.schema.json")) as JsonSchema) };
}

/** Addresses with the heading of the configuration that they come from. */
function addressesOf(text: string): string[] {
  let heading = "";
  return text.split("\n").flatMap((line) => {
    if (line.startsWith("# ")) heading = line.slice(2);
    return /^[a-z]/.test(line) ? [`${line} (${heading})`] : [];
  });
}

/** Outputs of a stack, and the keys of `exposures`, which the page shows. */
function stackOutputs(source: string, page: string): string[] {
  const outputs = matches(source, /new TerraformOutput\(\s*\w+,\s*"(\w+)"/g);
  const example = /^```json\n([^]*?)^```/m.exec(page)?.[1];
  if (example === undefined)
    throw new ContractError("docs/reference/outputs.md has no example; adapt scripts/release/contract.ts");
  const [keys = {}] = Object.values(JSON.parse(example) as Record<string, object>);
  return [...outputs, ...Object.keys(keys).map((key) => `exposures.*.${key}`)];
}

function variablesOf(text: string): { name: string; isRequired: boolean }[] {
  return [...text.matchAll(/^variable "(\w+)" \{\n([^]*?)^\}/gm)].map(([, name = "", body = ""]) => ({
    name,
    isRequired: !/^ {2}default +=/m.test(body),
  }));
}

/** Commands with their options, long forms without values, from the help texts of the page. */
function helpOf(page: string): { command: string; options: string[] }[] {
  const helps = page.matchAll(/^<!-- help of ([a-z-]+) -->\n([^]*?)^<!-- end -->/gm);
  return [...helps].map(([, command = "", help = ""]) => ({
    command,
    options: matches(help, /^ {2}(?:-\w, )?(--[a-z-]+)/gm),
  }));
}

/** Members of a union of texts, or of an object; those with a number get it: `gate 3`. */
function membersOf(source: string, name: string): string[] {
  const tree = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
  return tree.statements.flatMap((statement) => {
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name)
      return matches(statement.type.getText(), /"([^"]+)"/g);
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name: declared, initializer }) => {
      if (declared.getText() !== name || initializer === undefined) return [];
      const value = ts.isAsExpression(initializer) ? initializer.expression : initializer;
      if (!ts.isObjectLiteralExpression(value)) return [];
      return value.properties.filter(ts.isPropertyAssignment).map((property) => {
        const key = property.name.getText().replaceAll('"', "");
        const of = property.initializer;
        return ts.isNumericLiteral(of) ? `${key} ${of.text}` : key;
      });
    });
  });
}

function exportedNames(source: string): string[] {
  const tree = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
  return tree.statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map(({ name }) => name.text)
      : [],
  );
}

/** Path by which users import an entry point. */
function entryPointName(file: string): string {
  const name = /^lib\/public\/(.*)\.ts$/.exec(file)?.[1];
  return name === undefined ? "." : `./${name}`;
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = ""]) => name);
}
