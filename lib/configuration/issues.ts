import { z } from "zod";

import { type ConfigurationIssue, type Path, pathText, type Remedy } from "./errors";
import { configurationSchema, exposureSchema } from "./schema";
import {
  type CheckDetails,
  formsOf,
  infoOf,
  isMapping,
  keyAround,
  kindOf,
  nameOfZodType,
  suggest,
} from "./schema/fields";
import { CREDENTIAL_PROBLEM, insteadOfCredential } from "./schema/terraform-arguments";
import type { Located, Source } from "./yaml";

type Issue = z.core.$ZodIssue;

/** Turns the issues that zod found with the schema of the configuration into mistakes with their place in the file. */
export function mistakesOf(issues: readonly Issue[], source: Source): ConfigurationIssue[] {
  const misspelt = new Set(issues.flatMap((issue) => meantBy(issue)));
  return issues
    .filter((issue) => !misspelt.has(pathText(pathOf(issue))) || source.valueAt(pathOf(issue)) !== undefined)
    .flatMap((issue) => mistakesFor(issue, pathOf(issue), source));
}

/** The paths that the unknown keys of an issue were most likely meant to be: that they are missing is no second mistake. */
function meantBy(issue: Issue): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const path = pathOf(issue);
  const known = keysOf(schemaAt(configurationSchema, path));
  return issue.keys.flatMap((key) => {
    const around = keyAroundAt(path, key);
    if (around !== undefined) return [pathText([...path, around]), pathText([...path, around, key])];
    const meant = suggest(key, known);
    return meant === undefined ? [] : [pathText([...path, meant])];
  });
}

/** The key at the path into whose mapping a misplaced key belongs. */
function keyAroundAt(path: Path, key: string): string | undefined {
  const schema = path.length === 0 ? undefined : schemaAt(configurationSchema, path);
  return schema === undefined ? undefined : keyAround(formsOf(schema).mapping, key);
}

function mistakesFor(issue: Issue, path: Path, source: Source): ConfigurationIssue[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], source));
    case "invalid_key":
      return [
        ...issue.issues.map((inner) => keyMistake(inner, path, source)),
        ...mistakesInside(path, source),
      ];
    case "invalid_type":
      return wrongTypeOrForm(path, nameOfZodType(issue.expected), source);
    case "too_small":
      return [{ ...source.aboutValue(path), problem: "the number is too small", allowed: allowedAt(path) }];
    case "too_big":
      return [{ ...source.aboutValue(path), problem: "the number is too large", allowed: allowedAt(path) }];
    default:
      return [custom(issue, path, source)];
  }
}

function unknownKey(path: Path, source: Source): ConfigurationIssue {
  const key = String(path.at(-1));
  const instead = insteadOfCredential(key);
  if (instead !== undefined) {
    return { ...source.aboutKey(path), problem: CREDENTIAL_PROBLEM, remedy: { advice: instead } };
  }
  const known = keysOf(schemaAt(configurationSchema, path.slice(0, -1)));
  return {
    ...source.aboutKey(path),
    problem: "unknown key",
    allowed: known.join(", "),
    remedy: remedyForUnknown(path, known, source),
  };
}

function remedyForUnknown(path: Path, known: readonly string[], source: Source): Remedy {
  const key = String(path.at(-1));
  const isAtTop = path.length === 1;
  const exposureKeys = keysOf(exposureSchema);
  if (isAtTop && exposureKeys.includes(key))
    return { advice: "move it into an exposure, below exposures and its name" };
  if (!isAtTop && keysOf(configurationSchema).includes(key))
    return { advice: "move it to the top of the file" };
  const around = keyAroundAt(path.slice(0, -1), key);
  if (around !== undefined) return { advice: `move it into ${around}: {${around}: {${key}: …}}` };
  const data = source.valueAt(path)?.data;
  const didYouMean = suggest(key, known);
  const isExposure = isMapping(data) && Object.keys(data).some((inner) => exposureKeys.includes(inner));
  if (isAtTop && isExposure && didYouMean === undefined)
    return { advice: "move this exposure below exposures" };
  return didYouMean === undefined ? { advice: "remove it" } : { didYouMean };
}

/** A key that is not of the form that the keys of its mapping have. */
function keyMistake(issue: Issue, path: Path, source: Source): ConfigurationIssue {
  const parent = schemaAt(configurationSchema, path.slice(0, -1));
  const { allowed } = infoOf(parent instanceof z.ZodRecord ? (parent.keyType as z.ZodType) : undefined);
  const found = String(path.at(-1));
  return {
    ...source.aboutKey(path),
    found,
    problem: issue.message,
    allowed,
    remedy: detailsOf(issue).remedy,
  };
}

/** What zod leaves out: the value behind a key that is not of the right form. */
function mistakesInside(path: Path, source: Source): ConfigurationIssue[] {
  const result = schemaAt(configurationSchema, path)?.safeParse(source.valueAt(path)?.data);
  const issues = result?.error?.issues ?? [];
  return issues.flatMap((issue) => mistakesFor(issue, [...path, ...pathOf(issue)], source));
}

/** A value of another type: where it would do as a text, its form is what is wrong with it. */
function wrongTypeOrForm(path: Path, needs: string, source: Source): ConfigurationIssue[] {
  const value = source.valueAt(path);
  const isScalar = value?.text !== undefined && value.data !== null;
  const issues = needs === "a text" && isScalar ? issuesOfText(path, value.text) : [];
  return issues.length > 0
    ? issues.map((issue) => custom(issue, path, source))
    : [wrongType(path, needs, source)];
}

function issuesOfText(path: Path, text: string): readonly Issue[] {
  return schemaAt(configurationSchema, path)?.safeParse(text).error?.issues ?? [];
}

function custom(issue: Issue, path: Path, source: Source): ConfigurationIssue {
  const { allowed, aboutKey = false, needs, remedy } = detailsOf(issue);
  if (needs !== undefined) return wrongType(path, needs, source, allowed);
  return {
    ...(aboutKey ? source.aboutKey(path) : source.aboutValue(path)),
    problem: issue.message,
    allowed: allowed ?? (aboutKey ? undefined : allowedAt(path)),
    remedy,
  };
}

function detailsOf(issue: Issue): CheckDetails {
  return (issue.code === "custom" ? issue.params : undefined) ?? {};
}

function allowedAt(path: Path): string | undefined {
  return infoOf(schemaAt(configurationSchema, path)).allowed;
}

function pathOf(issue: Issue): Path {
  return issue.path.filter((part) => typeof part !== "symbol");
}

/**
 * A value that is missing, or of another type than the one that is needed.
 *
 * @param needs - the type, as people call it
 * @param allowed - what would be accepted; by default, what the information about the setting says
 */
function wrongType(path: Path, needs: string, source: Source, allowed?: string): ConfigurationIssue {
  const schema = schemaAt(configurationSchema, path);
  const { allowed: allowedBySchema, example } = infoOf(schema);
  const key = String(path.at(-1));
  const value = source.valueAt(path);
  const mistake = { ...source.aboutValue(path), allowed: allowed ?? allowedBySchema ?? needs };
  if (value === undefined) {
    const remedy = {
      advice: example === undefined ? `add ${key}` : `add a line such as ${key}: ${example}`,
    };
    return { ...mistake, problem: `${key} is missing`, remedy };
  }
  if (value.data === null) {
    const isRequired = isRequiredAt(configurationSchema, path);
    const remedy = { advice: `write a value${such(example)}${isRequired ? "" : ", or remove it"}` };
    return { ...mistake, problem: "there is no value", remedy };
  }
  return {
    ...mistake,
    ...describe(needs, value),
    remedy:
      rewritten(needs, value, schema) ??
      (example === undefined
        ? undefined
        : { advice: `write ${needs}${needs === allowedBySchema ? "" : such(example)}` }),
  };
}

/** What was found, in quotes where these are what is wrong: with "5" where a number is needed. */
function describe(needs: string, { data, text }: Located): Pick<ConfigurationIssue, "found" | "problem"> {
  const isAlmost = needs.endsWith("number") && typeof data === "number";
  const problem = `${needs} is needed here, not ${isAlmost ? (text ?? "") : kindOf(data)}`;
  const isUnstructured = needs.endsWith("number") || needs === "true or false";
  return isUnstructured && typeof data === "string" ? { found: `"${data}"`, problem } : { problem };
}

function such(example: string | undefined): string {
  return example === undefined ? "" : ` such as ${example}`;
}

/** The same value written as the type that is needed, where it can be. */
function rewritten(needs: string, { data, text }: Located, given: z.ZodType | undefined): Remedy | undefined {
  const schema = given === undefined ? undefined : formsOf(given).value;
  if (text === undefined) return undefined;
  if (needs === "a text") return { write: JSON.stringify(text) };
  if (schema instanceof z.ZodArray) {
    return (schema.element as z.ZodType).safeParse(text).success ? { write: `[${text}]` } : undefined;
  }
  if (typeof data !== "string") return undefined;
  const write = needs === "true or false" ? BOOLEANS.get(text.toLowerCase()) : wholeNumber(needs, text);
  return write === undefined ? undefined : { write };
}

function wholeNumber(needs: string, text: string): string | undefined {
  const isNeeded = needs === "a number" || needs === "a whole number";
  return isNeeded && /^[1-9][0-9]*$/.test(text) ? text : undefined;
}

/** Texts that other versions of YAML take for true or false. */
const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ["true", "true"],
  ["yes", "true"],
  ["on", "true"],
  ["false", "false"],
  ["no", "false"],
  ["off", "false"],
]);

/** The part of a schema that describes the value at a path; undefined where the schema says nothing about it. */
function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  const inner = unwrapped(schema);
  const [first, ...rest] = path;
  if (first === undefined) return inner;
  const next = childOf(inner, first);
  return next === undefined ? undefined : schemaAt(next, rest);
}

/** The keys that a mapping with this schema may have; none where they are free. */
function keysOf(schema: z.ZodType | undefined): string[] {
  const mapping = schema === undefined ? undefined : formsOf(schema).mapping;
  return mapping instanceof z.ZodObject ? Object.keys(mapping.shape) : [];
}

function childOf(schema: z.ZodType, part: string | number): z.ZodType | undefined {
  const { value, mapping } = formsOf(schema);
  return childOfForm(unwrapped(mapping), part) ?? childOfForm(unwrapped(value), part);
}

function childOfForm(schema: z.ZodType, part: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
    return Object.hasOwn(shape, part) ? shape[part] : undefined;
  }
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return schema instanceof z.ZodArray ? (schema.element as z.ZodType) : undefined;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema;
}

/** Whether the mapping around the path cannot do without it. */
function isRequiredAt(schema: z.ZodType, path: Path): boolean {
  const key = path.at(-1);
  if (typeof key === "number") return false;
  const around = schemaAt(schema, path.slice(0, -1));
  const parent = around === undefined ? undefined : formsOf(around).mapping;
  if (key === undefined) return true;
  if (!(parent instanceof z.ZodObject)) return false;
  const child = (parent.shape as Readonly<Record<string, z.ZodType>>)[key];
  return child?.safeParse(undefined).success !== true;
}
