/** Names the kind of a value of YAML. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  switch (typeof value) {
    case "string":
      return "a string";
    case "number":
      return "a number";
    case "boolean":
      return "a boolean";
    default:
      return Object.keys(value).length === 0 ? "an empty mapping" : "a mapping";
  }
}

/** Types of zod, as people call them. */
const ZOD_TYPES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "an integer",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

/** Names a type of zod as people call it. */
export function nameOfZodType(type: string): string {
  return ZOD_TYPES[type] ?? type;
}

/** Type of an argument of Terraform, as its schemas write it. */
export type TerraformType = "string" | "number" | "bool" | readonly ["list" | "set" | "map", TerraformType];

/** Tells whether Terraform accepts a value of YAML as this type. */
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

/** JSON Schema of what {@link fits} a type. */
export function jsonSchemaOfType(type: TerraformType): object {
  switch (type) {
    case "string":
    case "number":
      return { type };
    case "bool":
      return { type: "boolean" };
    default: {
      const inner = jsonSchemaOfType(type[1]);
      return type[0] === "map"
        ? { type: "object", additionalProperties: inner }
        : { type: "array", items: inner };
    }
  }
}

/** Names a type of Terraform as people call it. */
export function nameOfTerraformType(type: TerraformType): string {
  switch (type) {
    case "string":
      return "a string";
    case "number":
      return "a number";
    case "bool":
      return "true or false";
    default:
      return `${type[0] === "map" ? "a mapping" : "a list"} of ${nameOfTerraformType(type[1]).replace(/^a /, "")}s`;
  }
}

/** Tells whether a value of YAML is a mapping. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
