import { escapeTemplate } from "./hcl";

/** The value with {@link escapeTemplate} applied to every text in it, keys included. */
export function escapeTemplates<T>(value: T): T {
  if (typeof value === "string") return escapeTemplate(value) as T;
  if (Array.isArray(value)) return value.map(escapeTemplates) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [escapeTemplate(key), escapeTemplates(inner)]),
  ) as T;
}
