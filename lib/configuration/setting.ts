import { z } from "zod";

/** What people are told about a setting, in messages and in editors. */
export interface SettingInfo {
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
