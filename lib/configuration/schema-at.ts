import { z } from "zod";

import { formsOf } from "./forms";
import type { Path } from "./path";

/** The part of a schema that describes the value at a path; undefined where the schema says nothing about it. */
export function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  const inner = unwrapped(schema);
  const [first, ...rest] = path;
  if (first === undefined) return inner;
  const next = childOf(inner, first);
  return next === undefined ? undefined : schemaAt(next, rest);
}

/** The keys that a mapping with this schema may have; none where they are free. */
export function keysOf(schema: z.ZodType | undefined): string[] {
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
export function isRequiredAt(schema: z.ZodType, path: Path): boolean {
  const key = path.at(-1);
  if (typeof key === "number") return false;
  const around = schemaAt(schema, path.slice(0, -1));
  const parent = around === undefined ? undefined : formsOf(around).mapping;
  if (key === undefined) return true;
  if (!(parent instanceof z.ZodObject)) return false;
  const child = (parent.shape as Readonly<Record<string, z.ZodType>>)[key];
  return child?.safeParse(undefined).success !== true;
}
