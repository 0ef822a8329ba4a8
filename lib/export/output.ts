import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import providerSchemas from "@cdktf/provider-alicloud/schema/alicloud-1.289.0.json";
import { App, type TerraformStack } from "cdktf";

import {
  isBareKey,
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseTerraformJson,
  renderHclFiles,
  type TerraformJson,
  writeExpression,
} from "../../hcl/src";
import { synthesize } from "../terraform/constructs";
import { compacted } from "./compact";

/** Syntax of exported files. */
export type ExportFormat = "hcl" | "json";

/** Texts of files, by their paths in the target folder, with `/` between names. */
export type ExportedFiles = ReadonlyMap<string, string>;

/** Stack with its Terraform JSON. */
export interface Synthesized<Stack extends TerraformStack> {
  readonly stack: Stack;
  /** Terraform JSON without cdktf's own metadata: construct paths, versions, names of outputs. */
  readonly json: TerraformJson;
}

/**
 * Synthesizes one stack, including its validations, in a temporary folder.
 *
 * @throws SynthesisError if a validation or an aspect fails
 */
export function synthesized<Stack extends TerraformStack>(declare: (app: App) => Stack): Synthesized<Stack> {
  const outdir = mkdtempSync(path.join(os.tmpdir(), "export-"));
  try {
    const app = new App({ outdir });
    const stack = declare(app);
    synthesize(app);
    const { synthesizedStackPath } = app.manifest.forStack(stack);
    const text = readFileSync(path.join(outdir, synthesizedStackPath), "utf8");
    return { stack, json: withoutBookkeeping(parseTerraformJson(text)) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Number of labels of the blocks that have cdktf's metadata. */
const LABELS: Readonly<Record<string, number>> = {
  ...{ provider: 1, variable: 1, module: 1, check: 1, output: 1 },
  ...{ data: 2, ephemeral: 2, resource: 2 },
};

/** Key of comments and of cdktf's metadata. */
const NOTES = "//";

function withoutBookkeeping(configuration: TerraformJson): TerraformJson {
  return Object.fromEntries(
    Object.entries(withoutNotes(configuration, 0) as TerraformJson).map(([kind, value]) => [
      kind,
      withoutNotes(value, LABELS[kind] ?? 0),
    ]),
  );
}

/** Removes metadata from blocks only: a tag may have the same key. */
function withoutNotes(value: JsonValue, labels: number): JsonValue {
  if (isJsonArray(value)) return value.map((item) => withoutNotes(item, labels));
  if (!isJsonObject(value)) return value;
  if (labels > 0) {
    return Object.fromEntries(
      Object.entries(value).map(([label, inner]) => [label, withoutNotes(inner, labels - 1)]),
    );
  }
  const { [NOTES]: note, ...body } = value;
  const comment = isJsonObject(note) ? note.comment : note;
  return comment === undefined ? body : { [NOTES]: comment, ...body };
}

/** Returns a value as the text of a JSON file. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Returns a configuration in HCL, with a file for each kind of block. */
export function hclFiles(configuration: TerraformJson): ExportedFiles {
  const files = renderHclFiles(configuration, { providerSchemas, files: { data: "data.tf" } });
  return new Map([...files].map(([file, text]) => [file, compacted(text)]));
}

/** Maximum line length in characters, except for messages. */
const MAX_WIDTH = 140;

/**
 * Returns a `locals` block in HCL. Of a table, an object of flat objects, each row is on one line if it fits.
 *
 * @param locals - local values, with the comment of the block under `"//"`
 * @param comments - comments on single local values, by name
 */
export function localsText(locals: JsonObject, comments: ReadonlyMap<string, string>): string {
  const { [NOTES]: comment, ...values } = locals;
  const lines = Object.entries(values).flatMap(([name, value]) => [
    ...commentLines(comments.get(name)),
    `${name} = ${valueText(name, value)}`,
  ]);
  return compacted([...commentLines(comment), "locals {", ...lines, "}", ""].join("\n"));
}

function commentLines(comment: JsonValue | undefined): string[] {
  return typeof comment === "string" ? comment.split("\n").map((line) => `# ${line}`.trimEnd()) : [];
}

function valueText(name: string, value: JsonValue): string {
  if (!isTable(value)) return writeExpression(value, { path: ["locals", name], depth: 1, endsLine: true });
  const keys = Object.keys(value).map(keyText);
  const width = MAX_WIDTH - 4 - Math.max(...keys.map(({ length }) => length)) - " = ".length;
  const rows = Object.values(value).map((row, index) => {
    const position = { path: ["locals", name, keys[index] ?? ""], depth: 2 };
    const cells = Object.entries(row).map(
      ([column, cell]) => `${keyText(column)} = ${writeExpression(cell, { ...position, endsLine: false })}`,
    );
    const line = cells.length === 0 ? "{}" : `{ ${cells.join(", ")} }`;
    const isShort = line.length <= width && !line.includes("\n");
    return `${keys[index] ?? ""} = ${isShort ? line : writeExpression(row, { ...position, endsLine: true })}`;
  });
  return ["{", ...rows, "}"].join("\n");
}

type Table = Readonly<Record<string, JsonObject>>;

function isTable(value: JsonValue): value is Table {
  if (!isJsonObject(value) || Object.keys(value).length === 0) return false;
  return Object.values(value).every(
    (row) => isJsonObject(row) && !Object.values(row).some((cell) => isJsonObject(cell)),
  );
}

function keyText(key: string): string {
  return isBareKey(key) ? key : JSON.stringify(key);
}
