import { z } from "zod";

import { setting, type SettingInfo } from "./setting";
import { suggest } from "./suggest";
import { isMapping } from "./value-types";

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
