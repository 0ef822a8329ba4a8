/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object; the order of its keys is kept in what is rendered. */
export interface JsonObject {
  /** The values by their keys. */
  readonly [key: string]: JsonValue;
}

/**
 * A Terraform configuration in JSON syntax: the parsed content of a `.tf.json` file, such as `cdk.tf.json`.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export type TerraformJson = JsonObject;

/** Where a value is inside the configuration: object keys and array indexes from the root. */
export type JsonPath = readonly (string | number)[];

/** A property of the object itself; a configuration may well use names such as `constructor`. */
export function ownProperty<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Whether a number is an integer so large that JavaScript does not tell it from its neighbours. */
export function isUnsafeInteger(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** A value's kind as a person would call it in a message. */
export function describeJson(value: JsonValue): string {
  if (value === null) return "null";
  if (isJsonArray(value)) return "a list";
  if (isJsonObject(value)) return "an object";
  return `the ${typeof value} ${JSON.stringify(value)}`;
}
