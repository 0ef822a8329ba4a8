import { z } from "zod";

import type { CheckDetails } from "./checks";
import type { Mistake } from "./mistake";
import type { Path, Source } from "./source";
import { suggest } from "./suggest";

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
  null: "nothing",
};

/** Turns the issues that zod found into mistakes with their place in the file. */
export function mistakesOf(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  source: Source,
): Mistake[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((part) => typeof part !== "symbol");
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => unknownKey([...path, key], keysOf(schema, path), source));
      case "invalid_key":
        return issue.issues.map((inner) => ({
          ...custom(inner, path, source),
          position: source.positionOfKey(path),
        }));
      case "invalid_type":
        return [wrongType(path, issue.expected, source)];
      default:
        return [custom(issue, path, source)];
    }
  });
}

function unknownKey(path: Path, known: readonly string[], source: Source): Mistake {
  const key = String(path.at(-1));
  const didYouMean = suggest(key, known);
  return {
    position: source.positionOfKey(path),
    path: path.join("."),
    problem: "unknown key",
    found: key,
    allowed: known.join(", "),
    ...(didYouMean === undefined ? { remedy: { advice: "remove it" } } : { remedy: { didYouMean } }),
  };
}

function wrongType(path: Path, expected: string, source: Source): Mistake {
  const allowed = TYPE_NAMES[expected] ?? expected;
  const place = { position: source.positionOf(path), path: path.join(".") };
  const text = source.textAt(path);
  if (text === undefined && valueAt(source.data, path) === undefined) {
    return {
      ...place,
      problem: `${String(path.at(-1))} is missing`,
      allowed,
      remedy: { advice: `add ${String(path.at(-1))}` },
    };
  }
  const isPlain = text !== undefined && text !== "" && text !== "null" && text !== "~";
  return {
    ...place,
    found: isPlain ? text : text === undefined ? "a mapping or a list" : "nothing",
    problem: `${allowed} is needed here`,
    allowed,
    ...(expected === "string" && isPlain ? { remedy: { write: JSON.stringify(text) } } : {}),
  };
}

function custom(issue: z.core.$ZodIssue, path: Path, source: Source): Mistake {
  const {
    allowed,
    remedy,
    aboutKey = false,
  }: CheckDetails = (issue.code === "custom" ? issue.params : undefined) ?? {};
  const found = aboutKey ? String(path.at(-1)) : (source.textAt(path) ?? String(path.at(-1)));
  return {
    position: aboutKey ? source.positionOfKey(path) : source.positionOf(path),
    path: path.join("."),
    found,
    problem: issue.message,
    ...(allowed === undefined ? {} : { allowed }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/** The keys that a mapping at this path may have. */
function keysOf(schema: z.ZodType, path: Path): string[] {
  const inner = unwrapped(schema);
  const [first, ...rest] = path;
  if (inner instanceof z.ZodObject) {
    const shape = inner.shape as Readonly<Record<string, z.ZodType>>;
    const next = first === undefined ? undefined : shape[first];
    return first === undefined ? Object.keys(shape) : next === undefined ? [] : keysOf(next, rest);
  }
  return inner instanceof z.ZodRecord ? keysOf(inner.valueType as z.ZodType, rest) : [];
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    data,
  );
}
