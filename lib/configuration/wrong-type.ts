import { z } from "zod";

import { formsOf } from "./forms";
import type { Mistake, Remedy } from "./mistake";
import type { Path } from "./path";
import { configurationSchema } from "./schema";
import { isRequiredAt, schemaAt } from "./schema-at";
import type { Located } from "./located";
import { infoOf } from "./setting";
import type { Source } from "./source";
import { kindOf } from "./value-types";

/**
 * A value that is missing, or of another type than the one that is needed.
 *
 * @param needs - the type, as people call it
 * @param allowed - what would be accepted; by default, what the information about the setting says
 */
export function wrongType(path: Path, needs: string, source: Source, allowed?: string): Mistake {
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
function describe(needs: string, { data, text }: Located): Pick<Mistake, "found" | "problem"> {
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
