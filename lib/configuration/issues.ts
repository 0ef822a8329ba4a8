import { z } from "zod";

import type { CheckDetails } from "./checks";
import { CREDENTIAL_PROBLEM, insteadOfCredential } from "./credentials";
import type { Mistake, Remedy } from "./mistake";
import { formsOf, keyAround } from "./forms";
import { type Path, pathText } from "./path";
import { configurationSchema, exposureSchema } from "./schema";
import { keysOf, schemaAt } from "./schema-at";
import { infoOf } from "./setting";
import type { Source } from "./source";
import { suggest } from "./suggest";
import { isMapping, nameOfZodType } from "./value-types";
import { wrongType } from "./wrong-type";

type Issue = z.core.$ZodIssue;

/** Turns the issues that zod found with the schema of the configuration into mistakes with their place in the file. */
export function mistakesOf(issues: readonly Issue[], source: Source): Mistake[] {
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

function mistakesFor(issue: Issue, path: Path, source: Source): Mistake[] {
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

function unknownKey(path: Path, source: Source): Mistake {
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
function keyMistake(issue: Issue, path: Path, source: Source): Mistake {
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
function mistakesInside(path: Path, source: Source): Mistake[] {
  const result = schemaAt(configurationSchema, path)?.safeParse(source.valueAt(path)?.data);
  const issues = result?.error?.issues ?? [];
  return issues.flatMap((issue) => mistakesFor(issue, [...path, ...pathOf(issue)], source));
}

/** A value of another type: where it would do as a text, its form is what is wrong with it. */
function wrongTypeOrForm(path: Path, needs: string, source: Source): Mistake[] {
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

function custom(issue: Issue, path: Path, source: Source): Mistake {
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
