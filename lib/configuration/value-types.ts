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
