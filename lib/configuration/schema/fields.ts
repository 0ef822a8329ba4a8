import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";

import { AddressError } from "../../errors";
import { Ipv4Cidr } from "../../ipv4";
import type { Remedy } from "../errors";

/** What people are told about a setting, in messages and in editors. */
interface SettingInfo {
  /** What it is for, as sentences. */
  readonly description: string;
  /** What would be accepted, as a phrase. */
  readonly allowed: string;
  /** A value that would be accepted, as it stands in YAML. */
  readonly example: string;
}

/** The schema of a setting, with what people are told about it. */
export function setting<T extends z.ZodType>(schema: T, info: SettingInfo): T {
  return schema.meta({ ...info });
}

/** The schema of a mapping of settings, which takes no other keys. */
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
      : [`if need be ${required.length === 0 ? "with " : ""}${optional.join(", ")}`]),
  ];
  const allowed = `a mapping ${parts.join(", and ")}`;
  return setting(z.strictObject(shape), { ...info, allowed });
}

/** What people are told about the setting with this schema; nothing where it is none. */
export function infoOf(schema: z.ZodType | undefined): Partial<SettingInfo> {
  const { description, allowed, example } = schema?.meta() ?? {};
  return {
    ...(typeof description === "string" ? { description } : {}),
    ...(typeof allowed === "string" ? { allowed } : {}),
    ...(typeof example === "string" ? { example } : {}),
  };
}

/** What a check of this project adds to an issue of zod, so that the message can say more than what is wrong. */
export interface CheckDetails {
  /** What would be accepted. @default - what the information about the setting says */
  readonly allowed?: string;
  /** Whether the mistake is the key at the path, and not its value. @default false */
  readonly aboutKey?: boolean;
  /** What is needed instead, where the value is of another type; the problem is then said for the type. */
  readonly needs?: string;
  /** @default - none */
  readonly remedy?: Remedy | undefined;
}

/** What a check calls for each mistake, with the path to it from the value that is checked. */
export type Report = (path: readonly (string | number)[], problem: string, details?: CheckDetails) => void;

/** Makes issues of zod of what a check reports. */
export function reportTo(context: z.RefinementCtx): Report {
  return (path, message, details = {}) => {
    context.addIssue({ code: "custom", path: [...path], message, params: { ...details } });
  };
}

/**
 * A text of a fixed form in ASCII.
 *
 * @param problemWith - what is wrong with a text, where it is not just white space around it or a letter in upper case
 */
export function matching(form: RegExp, problemWith: (text: string) => string, info: SettingInfo) {
  const schema = z.string().superRefine((text, context) => {
    if (form.test(text)) return;
    const { problem = foreignCharacter(text) ?? problemWith(text), write } = similar(text, form) ?? {};
    reportTo(context)([], problem, write === undefined ? {} : { remedy: { write } });
  });
  return setting(schema, info);
}

/** The name of something that exists, for which no other name can be proposed. */
export function existingName(form: RegExp, problem: string, info: SettingInfo) {
  const schema = z.string().superRefine((text, context) => {
    if (!form.test(text)) reportTo(context)([], problem);
  });
  return setting(schema, info);
}

/** The text of the right form that was most likely meant, and what is different in the given one where that is simple. */
function similar(
  text: string,
  form: RegExp,
): { readonly problem?: string; readonly write: string } | undefined {
  const trimmed = text.trim();
  const lowerCase = trimmed.toLowerCase();
  const hyphenated = lowerCase.replaceAll(/[\s_.]+/g, "-");
  return [
    { problem: "there is white space around it", write: trimmed },
    { problem: "it has upper-case letters", write: lowerCase },
    { write: hyphenated },
  ].find(({ write }) => form.test(write));
}

/** Says which character is not ASCII: many of them look just like those that are. */
function foreignCharacter(text: string): string | undefined {
  const character = /[^\u0020-\u007e]/u.exec(text)?.[0];
  if (character === undefined) return undefined;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `it has the character U+${code} (${character}), which is not possible here`;
}

/** One of a few words. */
export function oneOf<const T extends readonly string[]>(
  words: T,
  info: Omit<SettingInfo, "allowed" | "example">,
) {
  const schema = z.string().transform((text, context): T[number] => {
    if (words.includes(text)) return text;
    const didYouMean =
      words.find((word) => word.toLowerCase() === text.toLowerCase()) ?? suggest(text, words);
    reportTo(context)([], "this is not one of the possible values", {
      ...(didYouMean === undefined ? {} : { remedy: { didYouMean } }),
    });
    return z.NEVER;
  });
  return setting(schema, { ...info, allowed: words.join(", "), example: words[0] ?? "" });
}

interface Forms {
  readonly value: z.ZodType;
  readonly mapping: z.ZodType;
}

const forms = new WeakMap<z.ZodType, Forms>();

/**
 * A setting that is a plain value or a list in one form, and a mapping in another: `eip: 203.0.113.106` or
 * `eip: {create: {bandwidth: 5}}`. What is wrong with a value is said for the form that it has.
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

/** Whether the value is a mapping with a key that is one of this form, resembles one, or belongs into one. */
function isMeantFor(given: unknown, mapping: z.ZodType): boolean {
  if (!isMapping(given)) return false;
  const known = mapping instanceof z.ZodObject ? Object.keys(mapping.shape) : [];
  return Object.keys(given).some(
    (key) => suggest(key, known) !== undefined || keyAround(mapping, key) !== undefined,
  );
}

/** The key of a mapping with this schema whose value is a mapping that has the given key: `create` for `bandwidth`. */
export function keyAround(mapping: z.ZodType, key: string): string | undefined {
  if (!(mapping instanceof z.ZodObject)) return undefined;
  const children = Object.entries(mapping.shape);
  return children.find(([, child]) => child instanceof z.ZodObject && Object.hasOwn(child.shape, key))?.[0];
}

/** The schemas of the forms that a setting may have: itself, where it has one form only. */
export function formsOf(schema: z.ZodType): Forms {
  return forms.get(schema) ?? { value: schema, mapping: schema };
}

/**
 * A text that is parsed into a value, which is then checked; both throw an AddressError for what is wrong. What they
 * propose to write instead is passed on only where it would be accepted.
 */
export function readBy<T>(parse: (text: string) => T, check: (value: T) => void, info: SettingInfo) {
  const schema = z.string().transform((text, context): T => {
    const parsed = attempt(() => parse(text));
    if (parsed instanceof AddressError) {
      const { problem, write } = parsed;
      const isAccepted =
        write !== undefined &&
        !(
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
    if (refusal instanceof AddressError) reportTo(context)([], refusal.problem, { allowed: refusal.allowed });
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

/** The form of the IDs of regions and zones. */
export const PLACE = /^[a-z]{2,}-[a-z0-9-]+$/;

/** The zone of an instance. */
export const zone = matching(PLACE, () => "this is not the ID of a zone", {
  description: "The ID of the instance's zone. By default, Terraform looks it up.",
  allowed: "a zone ID such as cn-hangzhou-h",
  example: "cn-hangzhou-h",
});

/** A name that becomes part of addresses in Terraform and of names in the console. */
export function resourceName(what: string, info: Omit<SettingInfo, "allowed">) {
  const problemWith = ({ length }: string): string =>
    length > 40 ? `it has ${length} characters, and 40 is the most` : `this cannot be the name of ${what}`;
  return matching(/^[a-z][a-z0-9-]{0,39}$/, problemWith, {
    ...info,
    allowed: "lower-case letters, digits and hyphens, 1 to 40 characters, starting with a letter",
  });
}

/** What the IDs of Alibaba Cloud begin with. */
const RESOURCES = {
  eip: "an EIP",
  eni: "a network interface",
  i: "an ECS instance",
  sg: "a security group",
  vpc: "a VPC",
  vsw: "a vSwitch",
} as const;

type ResourcePrefix = keyof typeof RESOURCES;

/** The form of an ID. The lengths of IDs vary, so that only prefix and characters are checked. */
export function idForm(prefix: ResourcePrefix): RegExp {
  return new RegExp(`^${prefix}-[a-z0-9]+$`);
}

/** What the text is the ID of, going by its prefix. */
function resourceNamed(text: string): string | undefined {
  return Object.entries(RESOURCES).find(([prefix]) => text.startsWith(`${prefix}-`))?.[1];
}

/** The ID of a resource that exists. */
export function resourceId(prefix: ResourcePrefix, description: string) {
  const info: SettingInfo = {
    description,
    allowed: `${prefix}- followed by lower-case letters and digits, such as ${prefix}-bp1example`,
    example: `${prefix}-bp1example`,
  };
  return matching(idForm(prefix), (text) => notTheId(text, RESOURCES[prefix]), info);
}

function notTheId(text: string, wanted: string): string {
  const other = resourceNamed(text);
  return other === undefined || other === wanted
    ? `this is not the ID of ${wanted}`
    : `this is the ID of ${other}, not of ${wanted}`;
}

/**
 * What is wrong with a text that begins as an ID does, in a setting that takes addresses or ranges, and perhaps IDs of one kind;
 * undefined for any other text.
 *
 * @param wanted - the prefix of the IDs that the setting takes. @default - it takes none
 */
export function mistakenId(text: string, wanted?: ResourcePrefix): AddressError | undefined {
  const id = text.trim().toLowerCase().replaceAll("_", "-");
  const resource = resourceNamed(id);
  if (resource === undefined) return undefined;
  if (wanted === undefined) {
    return new AddressError({
      found: text,
      problem: `this is the ID of ${resource}, not a range`,
      allowed: "",
    });
  }
  const isWanted = resource === RESOURCES[wanted];
  return new AddressError({
    found: text,
    problem: isWanted
      ? `this is not the ID of ${resource}`
      : `this is the ID of ${resource}, not of ${RESOURCES[wanted]}`,
    allowed: `${wanted}- followed by lower-case letters and digits`,
    ...(idForm(wanted).test(id) ? { write: id } : {}),
  });
}

/** A range of something that is made, or the ID of something that exists. */
export type RangeOrId = Ipv4Cidr | { readonly id: string };

/** Reads a range, or an ID with the prefix; throws an AddressError for any other text. */
export function rangeOrId(prefix: "vpc" | "vsw") {
  return (text: string): RangeOrId => {
    if (idForm(prefix).test(text)) return { id: text };
    const mistake = mistakenId(text, prefix);
    if (mistake !== undefined) throw mistake;
    return Ipv4Cidr.parse(text);
  };
}

/** What people call the kind of a value of YAML. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  switch (typeof value) {
    case "string":
      return "a text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    default:
      return Object.keys(value).length === 0 ? "an empty mapping" : "a mapping";
  }
}

/** What people call the types of zod. */
const ZOD_TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

export function nameOfZodType(type: string): string {
  return ZOD_TYPES[type] ?? type;
}

/** A type of Terraform as its schemas write it, of those that arguments in a configuration file have. */
export type TerraformType = "string" | "number" | "bool" | readonly ["list" | "set" | "map", TerraformType];

/** Whether a value of YAML can be given where Terraform wants this type. */
export function fits(value: unknown, type: TerraformType): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "bool":
      return typeof value === "boolean";
    default: {
      const [collection, element] = type;
      const values =
        collection === "map" ? isMapping(value) && Object.values(value) : Array.isArray(value) && value;
      return values !== false && values.every((each) => fits(each, element));
    }
  }
}

export function nameOfTerraformType(type: TerraformType): string {
  switch (type) {
    case "string":
      return "a text";
    case "number":
      return "a number";
    case "bool":
      return "true or false";
    default:
      return `${type[0] === "map" ? "a mapping" : "a list"} of ${nameOfTerraformType(type[1]).replace(/^a /, "")}s`;
  }
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The known name that was most likely meant, if one is near enough to be worth a question.
 *
 * @param name - what was written
 * @param known - what could have been meant
 */
export function suggest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, "");
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

function isPartOf(part: string, name: string): boolean {
  return name.startsWith(part) || name.endsWith(part);
}
