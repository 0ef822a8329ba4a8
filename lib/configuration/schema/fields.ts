import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";

import { AddressError } from "../../errors";
import type { Remedy } from "../configuration-errors";
import { withAsciiCharacters, withoutTypographicQuotes } from "../other-syntax";
import { isMapping } from "./value-types";

/** Information about a setting, for messages and editors. */
export interface SettingInfo {
  /** Purpose, as sentences. */
  readonly description: string;
  /** Values that are allowed, as a phrase. */
  readonly allowed: string;
  /** Value that would be accepted, as YAML. */
  readonly example: string;
  /** Value that applies where the setting is missing, if it is always the same. @default - none, or as described */
  readonly byDefault?: unknown;
  /** Keywords of JSON Schema for what zod checks by a function. @default - none */
  readonly keywords?: Readonly<Record<string, unknown>>;
}

/** Adds information about a setting to its schema. */
export function setting<T extends z.ZodType>(schema: T, info: SettingInfo): T {
  return schema.meta({ ...info });
}

/** Schema of a mapping of settings, which takes no other keys. */
export function settings<T extends Readonly<Record<string, z.ZodType>>>(
  shape: T,
  info: Omit<SettingInfo, "allowed">,
) {
  const isOptional = (key: string): boolean => shape[key]?.safeParse(undefined).success ?? false;
  const required = Object.keys(shape).filter((key) => !isOptional(key));
  const optional = Object.keys(shape).filter(isOptional);
  const parts = [
    ...(required.length === 0 ? [] : [`with ${required.join(" and ")}`]),
    ...(optional.length === 0
      ? []
      : [`optionally ${required.length === 0 ? "with " : ""}${optional.join(", ")}`]),
  ];
  const allowed = `a mapping ${parts.join(", ")}`;
  return setting(z.strictObject(shape), { ...info, allowed });
}

/** Information about the setting with this schema; empty where it is none. */
export function infoOf(schema: z.ZodType | undefined): Partial<SettingInfo> {
  const { description, allowed, example } = schema?.meta() ?? {};
  return {
    ...(typeof description === "string" ? { description } : {}),
    ...(typeof allowed === "string" ? { allowed } : {}),
    ...(typeof example === "string" ? { example } : {}),
  };
}

/** Details that a check of this project adds to an issue of zod. */
export interface CheckDetails {
  /** Values that are allowed. @default - what the information about the setting says */
  readonly allowed?: string;
  /** Whether the issue is about the key at the path, and not about its value. @default false */
  readonly aboutKey?: boolean;
  /** Type that is needed, where the value is of another one; the problem then follows from the type. */
  readonly needs?: string;
  /** @default - none */
  readonly remedy?: Remedy | undefined;
}

/** Takes an issue that a check finds, with the path to it from the value that is checked. */
export type Report = (path: readonly (string | number)[], problem: string, details?: CheckDetails) => void;

/** Turns what a check reports into issues of zod. */
export function reportTo(context: z.RefinementCtx): Report {
  return (path, message, details = {}) => {
    context.addIssue({ code: "custom", path: [...path], message, params: { ...details } });
  };
}

/**
 * Schema of a string of a fixed form in ASCII.
 *
 * @param problemWith - what is wrong with a string, where it is not just white space around it or a letter in upper case
 */
export function matching(form: RegExp, problemWith: (text: string) => string, info: SettingInfo) {
  const schema = z.string().superRefine((text, context) => {
    if (form.test(text)) return;
    const { problem = foreignCharacter(text) ?? problemWith(text), write } = similar(text, form) ?? {};
    reportTo(context)([], problem, write === undefined ? {} : { remedy: { write } });
  });
  return setting(schema, { keywords: { pattern: form.source }, ...info });
}

/** Problem with a string that has more characters than it may. */
export function tooLong(length: number, maximum: number): string {
  return `too long: ${length} characters, maximum ${maximum}`;
}

/** Schema of the name of something that exists, for which no other name can be proposed. */
export function existingName(form: RegExp, problem: string, info: SettingInfo) {
  const schema = z.string().superRefine((text, context) => {
    if (!form.test(text)) reportTo(context)([], problem);
  });
  return setting(schema, { keywords: { pattern: form.source }, ...info });
}

/** String of the right form that was most likely meant, and what is different in the given one where that is simple. */
function similar(
  text: string,
  form: RegExp,
): { readonly problem?: string; readonly write: string } | undefined {
  const trimmed = text.trim();
  const lowerCase = trimmed.toLowerCase();
  const hyphenated = lowerCase.replaceAll(/[\s_.]+/g, "-");
  const unquoted = withoutTypographicQuotes(text);
  return [
    ...(unquoted === undefined ? [] : [{ problem: TYPOGRAPHIC, write: unquoted }]),
    { problem: "leading or trailing white space", write: trimmed },
    { problem: "contains upper-case letters", write: lowerCase },
    { write: withAsciiCharacters(trimmed) },
    { write: hyphenated },
  ].find(({ write }) => form.test(write));
}

const TYPOGRAPHIC = "typographic quotes, which YAML takes for text";

/** Tells which character is not ASCII: many of them look just like those that are. */
function foreignCharacter(text: string): string | undefined {
  const character = /[^\u0020-\u007e]/u.exec(text)?.[0];
  if (character === undefined) return undefined;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `contains U+${code} (${character}), which is not an ASCII character`;
}

/** Schema of one of a few words. */
export function choice<const T extends readonly string[]>(
  words: T,
  description: string,
  byDefault?: T[number],
) {
  return setting(z.enum(words), {
    ...{ description, allowed: words.join(", "), example: words[0] ?? "" },
    ...(byDefault !== undefined && { byDefault }),
  });
}

interface Forms {
  readonly value: z.ZodType;
  readonly mapping: z.ZodType;
}

const forms = new WeakMap<z.ZodType, Forms>();

/**
 * Schema of a setting that is a plain value or a list in one form, and a mapping in another: `eip: 203.0.113.106` or
 * `eip: {create: {bandwidth: 5}}`. Issues are about the form that the value has.
 */
export function valueOrMapping<V extends z.ZodType, M extends z.ZodType>(
  value: V,
  mapping: M,
  info: SettingInfo,
) {
  const schema = setting(
    z.unknown().transform((given, context): z.output<V> | z.output<M> => {
      const result = (isMeantFor(given, mapping) ? mapping : value).safeParse(given);
      if (result.success) return result.data;
      // An issue is passed on as it is; its path becomes that of the setting.
      for (const issue of result.error.issues) context.issues.push(issue as z.core.$ZodRawIssue);
      return z.NEVER;
    }),
    info,
  );
  forms.set(schema, { value, mapping });
  return schema;
}

/** Tells whether the value is a mapping with a key that is one of this form, resembles one, or belongs into one. */
function isMeantFor(given: unknown, mapping: z.ZodType): boolean {
  if (!isMapping(given)) return false;
  const known = mapping instanceof z.ZodObject ? Object.keys(mapping.shape) : [];
  return Object.keys(given).some(
    (key) => suggest(key, known) !== undefined || keyAround(mapping, key) !== undefined,
  );
}

/** Finds the key of a mapping with this schema whose value is a mapping with the given key: `create` for `bandwidth`. */
export function keyAround(mapping: z.ZodType, key: string): string | undefined {
  if (!(mapping instanceof z.ZodObject)) return undefined;
  const children = Object.entries(mapping.shape);
  return children.find(([, child]) => child instanceof z.ZodObject && Object.hasOwn(child.shape, key))?.[0];
}

/** Schemas of the forms that a setting may have: itself, where it has one form only. */
export function formsOf(schema: z.ZodType): Forms {
  return forms.get(schema) ?? { value: schema, mapping: schema };
}

/**
 * Schema of a string that is parsed into a value, which is then checked; both throw an AddressError. What they propose to
 * write instead is passed on only where it would be accepted.
 */
export function readBy<T>(parse: (text: string) => T, check: (value: T) => void, info: SettingInfo) {
  const schema = z.string().transform((text, context): T => {
    const parsed = attempt(() => parse(text));
    if (parsed instanceof AddressError) {
      const unquoted = withoutTypographicQuotes(text);
      const { problem, write = withAsciiCharacters(text) } =
        unquoted === undefined ? parsed : { problem: TYPOGRAPHIC, write: unquoted };
      const isAccepted = !(
        attempt(() => {
          check(parse(write));
        }) instanceof AddressError
      );
      reportTo(context)([], problem, isAccepted ? { remedy: { write } } : {});
      return z.NEVER;
    }
    const refusal = attempt(() => {
      check(parsed);
    });
    if (refusal instanceof AddressError) {
      const { problem, allowed, advice } = refusal;
      reportTo(context)([], problem, { allowed, ...(advice === undefined ? {} : { remedy: { advice } }) });
    }
    return parsed;
  });
  return setting(schema, info);
}

function attempt<T>(action: () => T): T | AddressError {
  try {
    return action();
  } catch (error) {
    if (error instanceof AddressError) return error;
    throw error;
  }
}

/**
 * Finds the known name that was most likely meant, if one is near enough to be worth a question.
 *
 * @param name - what was written
 * @param known - what could have been meant
 */
export function suggest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, "");
  const transposed = known.find((candidate) => isTransposed(plain(name), plain(candidate)));
  if (transposed !== undefined) return transposed;
  const nearest = closest(
    plain(name),
    known.map((candidate) => plain(candidate)),
  );
  const match = known.find((candidate) => plain(candidate) === nearest);
  if (distance(plain(name), nearest) <= Math.max(1, Math.floor(name.length / 3))) return match;
  // `instanceType` for `type`, `vpcId` for `vpc`.
  return known
    .filter((candidate) => candidate.length > 2 && isPartOf(plain(candidate), plain(name)))
    .toSorted((one, other) => other.length - one.length)[0];
}

/** Whether two texts differ only in the order of two letters side by side: `epi` and `eip`. */
function isTransposed(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let i = 0;
  while (i < one.length && one[i] === other[i]) i++;
  const isSwapped = i < one.length && one[i] === other[i + 1] && one[i + 1] === other[i];
  return isSwapped && one.slice(i + 2) === other.slice(i + 2);
}

function isPartOf(part: string, name: string): boolean {
  return name.startsWith(part) || name.endsWith(part);
}
