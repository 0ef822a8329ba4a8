import { isJsonArray, isJsonObject, type JsonValue } from "../hcl/terraform-json";
import { isLiteral } from "../hcl/traversal";
import type { Arguments } from "./elements";

/** Whether a rule concerns a resource, judged by its arguments. */
export type Condition = (given: Arguments) => boolean;

/** Holds when at least one of the arguments is given. Terraform changes nothing in place that is not. */
export function given(...names: readonly string[]): Condition {
  return (values) => names.some((name) => isGiven(values[name]));
}

/** Holds when the argument may have the value: it has it, or only Terraform knows. */
export function mayBe(name: string, ...allowed: readonly JsonValue[]): Condition {
  return (values) => {
    const value = values[name];
    return value !== undefined && (allowed.includes(value) || isExpression(value));
  };
}

/** Holds when the argument may have another value than this one, which it must have as a literal to be ruled out. */
export function mayDiffer(name: string, from: JsonValue): Condition {
  return (values) => values[name] !== from;
}

export function all(...conditions: readonly Condition[]): Condition {
  return (values) => conditions.every((holds) => holds(values));
}

/** The texts of an argument that is a text or a list of texts; undefined when one of them is known to Terraform only. */
export function literalTexts(value: JsonValue | undefined): readonly string[] | undefined {
  const items = isJsonArray(value) ? value : [value];
  const texts = items.filter((item) => typeof item === "string" && !isExpression(item)) as string[];
  return texts.length === items.length ? texts : undefined;
}

function isExpression(value: JsonValue): boolean {
  return typeof value === "string" && !isLiteral(value);
}

function isGiven(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (isJsonArray(value)) return value.length > 0;
  return !isJsonObject(value) || Object.keys(value).length > 0;
}
