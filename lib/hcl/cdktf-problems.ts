import { commentKey } from "./comments";
import { formatPath, HclError } from "./hcl-error";
import { parseTemplate, type TemplatePart } from "./template";
import {
  isJsonArray,
  isJsonObject,
  type JsonPath,
  type JsonValue,
  type TerraformJson,
} from "./terraform-json";
import { bodyMembers, type Member, unpackBlocks } from "./unpack";

/** Something that the HCL output of CDKTF itself would lose, change or break. */
export interface CdktfHclProblem {
  /** Where in the JSON: object keys and array indexes from the root. */
  readonly path: JsonPath;
  /** What would become of it. */
  readonly problem: string;
}

/**
 * What `cdktf synth --hcl` (or the environment variable `SYNTH_HCL_OUTPUT`) of CDKTF 0.21 would get wrong in a
 * configuration. Where anything is reported, use the JSON, or the HCL that `renderHcl` makes of it: `npm run export` writes it.
 *
 * Overrides of a stack outside of its `terraform` block are all lost, which the JSON does not tell: blocks `moved`,
 * `import` and `locals` survive when they come from CDKTF's own methods and constructs, and only these are not reported.
 * @throws HclError when Terraform itself could not read the configuration
 */
export function cdktfHclProblems(configuration: TerraformJson): CdktfHclProblem[] {
  return [
    ...lostBlocks(configuration),
    ...lostArguments(configuration),
    ...brokenSettings(configuration),
    ...brokenConditions(configuration),
    ...Object.entries(configuration).flatMap(([name, value]) => changedTexts(value, [name])),
    ...changedTypes(configuration),
  ];
}

/** What to tell somebody who asks for the HCL of CDKTF: what it would get wrong, and what to use instead. */
export function describeCdktfHclProblems(problems: readonly CdktfHclProblem[]): string {
  const shown = problems.slice(0, MAX_SHOWN).map(({ path, problem }) => `  ${formatPath(path)}: ${problem}`);
  const others = problems.length - shown.length;
  return [
    "cdktf's own HCL output (cdktf synth --hcl) would not say what this configuration says:",
    ...shown,
    ...(others > 0 ? [`  and ${others} more`] : []),
    "Use the JSON, or have HCL written by  npm run export -- --to <folder>",
  ].join("\n");
}

const MAX_SHOWN = 5;

function lostBlocks(configuration: TerraformJson): CdktfHclProblem[] {
  const lost = ["check", "removed", "ephemeral"].filter((name) => Object.hasOwn(configuration, name));
  return lost.map((name) => ({ path: [name], problem: `${name} blocks are left out` }));
}

function lostArguments(configuration: TerraformJson): CdktfHclProblem[] {
  const variables = argumentsOf(configuration, "variable", 1);
  const nullable = variables.filter(({ name }) => name === "nullable");
  const defaults = variables.filter(({ name }) => name === "default");
  const empty = [...defaults, ...argumentsOf(configuration, "locals", 0)].filter(({ value }) => !value);
  return [...nullable, ...empty].map(({ name, value, path }) => ({
    path,
    problem: `${name} = ${JSON.stringify(value)} is left out`,
  }));
}

/** Arguments of the terraform block, which CDKTF takes for blocks. */
function brokenSettings(configuration: TerraformJson): CdktfHclProblem[] {
  return argumentsOf(configuration, "terraform", 0)
    .filter(({ value }) => !isJsonObject(value))
    .map(({ name, path }) => ({ path, problem: `${name} becomes an argument named 0, which is invalid` }));
}

function brokenConditions(configuration: TerraformJson): CdktfHclProblem[] {
  const lifecycles = ["resource", "data"].flatMap((kind) =>
    argumentsOf(configuration, kind, 2).filter(({ name }) => name === "lifecycle"),
  );
  return [
    ...lifecycles.flatMap((lifecycle) => argumentsIn(lifecycle, 0)),
    ...argumentsOf(configuration, "output", 1),
  ]
    .filter(({ name }) => name === "precondition" || name === "postcondition")
    .map(({ name, path }) => ({ path, problem: `${name} becomes an argument, but it is a block` }));
}

function changedTexts(value: JsonValue, path: JsonPath): CdktfHclProblem[] {
  if (typeof value === "string") {
    const problem = problemOfText(value, path);
    return problem === undefined ? [] : [{ path, problem }];
  }
  if (isJsonArray(value)) return value.flatMap((item, index) => changedTexts(item, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === commentKey ? [] : changedTexts(item, [...path, key]),
  );
}

function problemOfText(text: string, path: JsonPath): string | undefined {
  const parts = templateOf(text, path);
  if (parts === undefined) return "a text becomes a template, and is none";
  const literal = parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
  if (/[\n\r]/.test(literal)) return "a text of several lines gets another line end, or is invalid";
  if (literal.includes("\\")) return "a backslash is not escaped, so that it escapes what follows";
  if (literal.includes('"') && parts.length > 1)
    return "a quote beside a ${} is not escaped, so that it ends the text";
  return undefined;
}

/** The parts of a template; undefined for what is no template, which a variable's description need not be. */
function templateOf(text: string, path: JsonPath): TemplatePart[] | undefined {
  try {
    return parseTemplate(text, path);
  } catch (error) {
    if (error instanceof HclError) return undefined;
    throw error;
  }
}

/** Texts that look like a whole number, where no schema says that they are texts. */
function changedTypes(configuration: TerraformJson): CdktfHclProblem[] {
  const values = [
    ...argumentsOf(configuration, "variable", 1).filter(({ name }) => name === "default"),
    ...argumentsOf(configuration, "output", 1).filter(({ name }) => name === "value"),
    ...argumentsOf(configuration, "locals", 0),
  ];
  return values.flatMap(({ value, path }) => numericTexts(value, path));
}

function numericTexts(value: JsonValue, path: JsonPath): CdktfHclProblem[] {
  if (typeof value === "string") {
    return String(parseInt(value, 10)) === value
      ? [{ path, problem: `the text "${value}" becomes a number` }]
      : [];
  }
  if (isJsonArray(value)) return value.flatMap((item, index) => numericTexts(item, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => numericTexts(item, [...path, key]));
}

function argumentsOf(configuration: TerraformJson, kind: string, labels: number): Member[] {
  return argumentsIn({ name: kind, value: configuration[kind] ?? null, path: [kind] }, labels);
}

function argumentsIn({ value, path }: Member, labels: number): Member[] {
  return unpackBlocks(value, labels, path).flatMap((block) => bodyMembers(block.body, block.path));
}
