import { z } from "zod";

import { type ConfigurationIssue, type Path, pathText, type Remedy } from "./configuration-errors";
import { configurationSchema, exposureSchema, IGNORED_KEY } from "./schema/configuration-schema";
import { type CheckDetails, formsOf, infoOf, keyAround, suggest } from "./schema/fields";
import { FOREIGN_COMMENT, isComment, keyOfAssignment, lookalikeIn, namesInKey } from "./other-syntax";
import { CREDENTIAL_PROBLEM, insteadOfCredential } from "./schema/terraform-arguments";
import { isMapping, kindOf, nameOfZodType } from "./schema/value-types";
import { type Source, valueIn } from "./yaml";

/** Issue by its path; {@link located} adds what only the text of the file tells. */
export interface PathIssue extends Pick<ConfigurationIssue, "found" | "problem" | "allowed" | "remedy"> {
  /** Path of the setting; empty for the file as a whole. */
  readonly path: Path;
  /** Whether the issue is about the key at the path, and not about its value. @default false */
  readonly aboutKey?: boolean;
}

/** Adds to issues their positions in the file, and the values that were found there. */
export function located(issues: readonly PathIssue[], source: Source): ConfigurationIssue[] {
  return issues.map(({ path, aboutKey = false, found, ...issue }) => ({
    position: aboutKey ? source.keyPositionAt(path) : source.positionAt(path),
    path: pathText(path),
    found: found ?? (aboutKey ? undefined : foundAt(path, source)),
    ...issue,
  }));
}

function foundAt(path: Path, source: Source): string | undefined {
  const value = valueIn(source.data, path);
  if (value === undefined) return undefined;
  // A file that is one text is not a configuration; it may be a key file that was named in error.
  if (typeof value === "object" || path.length === 0) return kindOf(value);
  return source.textAt(path) ?? (typeof value === "string" ? value : kindOf(value));
}

type Issue = z.core.$ZodIssue;

/** Turns the issues that zod finds with the schema of the configuration into those of a configuration file. */
export function schemaIssues(issues: readonly Issue[], source: Source): PathIssue[] {
  if (isOtherFile(issues, source)) return [OTHER_FILE];
  const misspelt = new Set(issues.flatMap((issue) => meantBy(issue)));
  return issues
    .filter(
      (issue) => !misspelt.has(pathText(pathOf(issue))) || valueIn(source.data, pathOf(issue)) !== undefined,
    )
    .flatMap((issue) => issuesFor(issue, pathOf(issue), source));
}

/**
 * Whether a file has nothing of a configuration: no key at the top is a setting, or resembles one. It was named in error, and may hold
 * secrets, in its keys as well.
 */
function isOtherFile(issues: readonly Issue[], { data }: Source): boolean {
  if (!isMapping(data)) return false;
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [],
  );
  return (
    unknown.length > 0 &&
    // The name of the file may have given the stack its name.
    Object.keys(data).every((key) => key === "stack" || unknown.includes(key)) &&
    unknown.every((key) => isUnlikeSettings(key, data[key]))
  );
}

function isUnlikeSettings(key: string, value: unknown): boolean {
  const isMeant = lookalikeIn(key) !== undefined || isComment(key) || keyOfAssignment(key) !== undefined;
  if (isMeant || insteadOfCredential(key) !== undefined) return false;
  return remedyForUnknown([key], keysOf(configurationSchema), value) === REMOVE;
}

const OTHER_FILE: PathIssue = {
  path: [],
  problem: "not a configuration file: none of its keys is a setting",
  allowed: infoOf(configurationSchema).allowed,
  remedy: { advice: "name the configuration file" },
};

/** Paths that the unknown keys of an issue were most likely meant to be: that they are missing is no second issue. */
function meantBy(issue: Issue): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const path = pathOf(issue);
  const known = keysOf(schemaAt(configurationSchema, path));
  return issue.keys.flatMap((key) => {
    const around = keyAroundAt(path, key);
    if (around !== undefined) return [pathText([...path, around]), pathText([...path, around, key])];
    const meant = suggest(key, known);
    const names = [...namesInKey(key), ...(meant === undefined ? [] : [meant])];
    // An exposure on the NIC of another one needs no instance.
    if (names.includes("nicOf")) names.push("instance");
    return names.map((name) => pathText([...path, name]));
  });
}

/** Key at the path into whose mapping a misplaced key belongs. */
function keyAroundAt(path: Path, key: string): string | undefined {
  const schema = path.length === 0 ? undefined : schemaAt(configurationSchema, path);
  return schema === undefined ? undefined : keyAround(formsOf(schema).mapping, key);
}

function issuesFor(issue: Issue, path: Path, source: Source): PathIssue[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], source));
    case "invalid_key":
      return [...issue.issues.map((inner) => invalidKey(inner, path)), ...issuesInside(path, source)];
    case "invalid_type":
      return wrongTypeOrForm(path, nameOfZodType(issue.expected), source);
    case "invalid_value":
      return [notOneOf(issue.values.map(String), path, source)];
    case "too_small":
      return [outOfRange(issue.origin, "small", `minimum ${String(issue.minimum)}`, path, source)];
    case "too_big":
      return [outOfRange(issue.origin, "large", `maximum ${String(issue.maximum)}`, path, source)];
    default:
      return [custom(issue, path, source)];
  }
}

function unknownKey(path: Path, source: Source): PathIssue {
  const key = String(path.at(-1));
  const instead = insteadOfCredential(key);
  if (instead !== undefined) {
    return { path, aboutKey: true, problem: CREDENTIAL_PROBLEM, remedy: { advice: instead } };
  }
  const known = keysOf(schemaAt(configurationSchema, path.slice(0, -1)));
  const lookalike = lookalikeIn(key);
  if (lookalike !== undefined) {
    return { path, aboutKey: true, problem: `${lookalike.name} in a key`, remedy: lookalike.remedy };
  }
  if (isComment(key)) return { path, aboutKey: true, ...FOREIGN_COMMENT };
  const assigned = keyOfAssignment(key);
  if (assigned !== undefined) {
    const problem = "HCL, but a configuration file is YAML";
    return { path, aboutKey: true, problem, remedy: { write: `${assigned}: …` } };
  }
  return {
    path,
    aboutKey: true,
    problem: "unknown key",
    allowed: known.join(", "),
    remedy: remedyForUnknown(path, known, valueIn(source.data, path)),
  };
}

function remedyForUnknown(path: Path, known: readonly string[], value: unknown): Remedy {
  const key = String(path.at(-1));
  const isAtTop = path.length === 1;
  const exposureKeys = keysOf(exposureSchema);
  if (isAtTop && exposureKeys.includes(key)) return { advice: "move it into an exposure" };
  if (!isAtTop && keysOf(configurationSchema).includes(key))
    return { advice: "move it to the top of the file" };
  if (!isAtTop && IGNORED_KEY.test(key))
    return { advice: "move it to the top of the file, where keys that begin with x- are ignored" };
  const around = keyAroundAt(path.slice(0, -1), key);
  if (around !== undefined) return { advice: `move it into ${around}: {${around}: {${key}: …}}` };
  const didYouMean = suggest(key, known);
  const isExposure = isMapping(value) && Object.keys(value).some((inner) => exposureKeys.includes(inner));
  if (isAtTop && isExposure && didYouMean === undefined)
    return { advice: "move this exposure into exposures" };
  return didYouMean === undefined ? REMOVE : { didYouMean };
}

const REMOVE: Remedy = { advice: "remove it" };

/** Key that is not of the form of the keys of its mapping. */
function invalidKey(issue: Issue, path: Path): PathIssue {
  const parent = schemaAt(configurationSchema, path.slice(0, -1));
  const { allowed } = infoOf(parent instanceof z.ZodRecord ? (parent.keyType as z.ZodType) : undefined);
  return {
    path,
    aboutKey: true,
    found: String(path.at(-1)),
    problem: issue.message,
    allowed,
    remedy: detailsOf(issue).remedy,
  };
}

/** Issues that zod leaves out: those of the value of a key that is not of the right form. */
function issuesInside(path: Path, source: Source): PathIssue[] {
  const result = schemaAt(configurationSchema, path)?.safeParse(valueIn(source.data, path));
  const issues = result?.error?.issues ?? [];
  return issues.flatMap((issue) => issuesFor(issue, [...path, ...pathOf(issue)], source));
}

/** Value of another type: where it would do as a string, its form is the problem. */
function wrongTypeOrForm(path: Path, needs: string, source: Source): PathIssue[] {
  const value = valueIn(source.data, path);
  const text = source.textAt(path);
  const asString = needs === "a string" && value !== null && text !== undefined;
  const issues = asString ? schemaAt(configurationSchema, path)?.safeParse(text).error?.issues : undefined;
  return issues === undefined
    ? [wrongType(path, needs, source)]
    : issues.map((issue) => custom(issue, path, source));
}

function notOneOf(words: readonly string[], path: Path, source: Source): PathIssue {
  const value = valueIn(source.data, path);
  const text = source.textAt(path);
  if (value === undefined || value === null || text === undefined) return wrongType(path, "a string", source);
  const isNo = BOOLEANS.get(text.toLowerCase()) === "false" && words.includes("none");
  if (isNo)
    return {
      path,
      problem: "not one of the allowed values",
      allowed: words.join(", "),
      remedy: { write: "none" },
    };
  const didYouMean = words.find((word) => word.toLowerCase() === text.toLowerCase()) ?? suggest(text, words);
  return {
    path,
    problem: "not one of the allowed values",
    allowed: words.join(", "),
    remedy: didYouMean === undefined ? undefined : { didYouMean },
  };
}

function outOfRange(origin: string, size: string, limit: string, path: Path, source: Source): PathIssue {
  const isNumber = origin === "number" || origin === "int";
  const problem = isNumber ? `too ${size}: ${foundAt(path, source) ?? ""}, ${limit}` : "must not be empty";
  return { path, problem, allowed: allowedAt(path) };
}

function custom(issue: Issue, path: Path, source: Source): PathIssue {
  const { allowed, aboutKey = false, needs, remedy } = detailsOf(issue);
  if (needs !== undefined) return wrongType(path, needs, source, allowed);
  return {
    path,
    aboutKey,
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
 * @param allowed - what would be accepted. @default - what the information about the setting says
 */
function wrongType(path: Path, needs: string, source: Source, allowed?: string): PathIssue {
  const schema = schemaAt(configurationSchema, path);
  const { allowed: allowedBySchema, example } = infoOf(schema);
  const key = String(path.at(-1));
  const value = valueIn(source.data, path);
  const issue = { path, allowed: allowed ?? allowedBySchema ?? needs };
  if (value === undefined) {
    const line = example === undefined ? key : `a line such as ${key}: ${example}`;
    return { ...issue, problem: `${key} is missing`, remedy: { advice: `add ${line}` } };
  }
  if (value === null) {
    const removal = isRequiredAt(configurationSchema, path) ? "" : ", or remove the key";
    return { ...issue, problem: "no value", remedy: { advice: `write a value${such(example)}${removal}` } };
  }
  const text = source.textAt(path) ?? "";
  const instead =
    example === undefined ? undefined : `write ${needs}${needs === allowedBySchema ? "" : such(example)}`;
  return {
    ...issue,
    ...described(needs, value, text),
    remedy:
      rewritten(needs, value, text, schema) ?? (instead === undefined ? undefined : { advice: instead }),
  };
}

/** Value and problem, the value in quotes where these are the problem: "5" instead of a number. */
function described(needs: string, value: unknown, text: string): Pick<PathIssue, "found" | "problem"> {
  const isNumber = (needs === "an integer" || needs === "a number") && typeof value === "number";
  const problem = `must be ${needs}, not ${isNumber ? text : kindOf(value)}`;
  const isUnquoted = needs.endsWith("number") || needs === "an integer" || needs === "true or false";
  return isUnquoted && typeof value === "string" ? { found: `"${value}"`, problem } : { problem };
}

function such(example: string | undefined): string {
  return example === undefined ? "" : ` such as ${example}`;
}

/** Same value written as the type that is needed, where it can be. */
function rewritten(
  needs: string,
  value: unknown,
  text: string,
  given: z.ZodType | undefined,
): Remedy | undefined {
  const schema = given === undefined ? undefined : formsOf(given).value;
  if (BOOLEANS.get(text.toLowerCase()) === "false" && given?.safeParse("none").success === true)
    return { write: "none" };
  if (typeof value === "object") return undefined;
  if (needs === "a string") return { write: JSON.stringify(text) };
  if (schema instanceof z.ZodArray) {
    return (schema.element as z.ZodType).safeParse(text).success ? { write: `[${text}]` } : undefined;
  }
  if (typeof value !== "string") return undefined;
  const write = needs === "true or false" ? BOOLEANS.get(text.toLowerCase()) : positiveInteger(needs, text);
  return write === undefined ? undefined : { write };
}

function positiveInteger(needs: string, text: string): string | undefined {
  const isNeeded = needs === "a number" || needs === "an integer";
  return isNeeded && /^[1-9][0-9]*$/.test(text) ? text : undefined;
}

/** Strings that other versions of YAML take for true or false. */
const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ["true", "true"],
  ["yes", "true"],
  ["on", "true"],
  ["false", "false"],
  ["no", "false"],
  ["off", "false"],
]);

/** Part of a schema that describes the value at a path; undefined where the schema does not describe it. */
function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  const inner = unwrapped(schema);
  const [first, ...rest] = path;
  if (first === undefined) return inner;
  const next = childOf(inner, first);
  return next === undefined ? undefined : schemaAt(next, rest);
}

/** Keys that a mapping with this schema may have; none where they are free. */
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

/** Tells whether the mapping around the path requires it. */
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
