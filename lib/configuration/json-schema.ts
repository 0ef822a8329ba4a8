import { parse } from "yaml";
import { z } from "zod";

import { backendJsonSchema } from "./schema/backend-schema";
import { configurationSchema, IGNORED_KEY, OWN_SETTINGS } from "./schema/configuration-schema";
import { formsOf } from "./schema/fields";
import { providerJsonSchema } from "./schema/provider-schema";

/** Name of the file at the top of the package that has the JSON Schema. */
export const JSON_SCHEMA_FILE = "exposure.schema.json";

/** JSON Schema, draft 7. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Settings whose schema of zod is a function. */
const FUNCTIONS: Readonly<Record<string, () => object>> = {
  backend: () => ({ ...backendJsonSchema(), default: "local" }),
  provider: providerJsonSchema,
};

/**
 * Returns the JSON Schema of the configuration file, for editors and other tools: draft 7, with description, default, examples and form
 * of every setting. Rules between settings are checked by {@link parseConfiguration} only, for example whether an EIP lies in its block.
 *
 * `definitions.inheriting` is for a file that inherits settings from a `defaults.yaml`, and `definitions.defaults` for that file.
 */
export function configurationJsonSchema(): JsonSchema {
  const { properties, required, ...root } = withoutDialect(converted(configurationSchema));
  const settings = properties as Readonly<Record<string, object>>;
  for (const [name, create] of Object.entries(FUNCTIONS)) Object.assign(settings[name] ?? {}, create());
  const common = {
    ...{ type: "object", additionalProperties: false },
    patternProperties: {
      [IGNORED_KEY.source]: { description: "Ignored: a place for YAML anchors, or the schema of the file." },
    },
  };
  const referring = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, { $ref: `#/properties/${name}` }]));
  const names = Object.keys(settings);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of cdktf-alicloud-exposed-eip",
    ...root,
    ...common,
    ...{ properties: settings, required },
    definitions: {
      inheriting: {
        description: "Configuration file in a folder with defaults.yaml.",
        ...common,
        properties: referring(names),
        required: ["exposures"],
      },
      defaults: {
        description: "defaults.yaml: settings that the configuration files of its folder inherit.",
        ...common,
        properties: referring(names.filter((name) => !OWN_SETTINGS.includes(name))),
      },
    },
  };
}

/** Renders the JSON Schema as the file that the package has. */
export function renderJsonSchema(): string {
  return `${JSON.stringify(configurationJsonSchema(), undefined, 2)}\n`;
}

function withoutDialect(schema: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "$schema"));
}

function converted(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    ...{ io: "input", target: "draft-7", unrepresentable: "any" },
    override: ({ zodSchema, jsonSchema }) => {
      complete(zodSchema as unknown as z.ZodType, jsonSchema);
    },
  });
}

/** Adds what zod does not know, and turns the information about a setting into keywords of JSON Schema. */
function complete(schema: z.ZodType, json: Record<string, unknown>): void {
  const { value, mapping } = formsOf(schema);
  if (value !== schema) json.anyOf = [value, mapping].map((form) => withoutDialect(converted(form)));
  const { allowed, example, keywords, description, byDefault } = json;
  // Those of a wrapper, such as an optional setting, come from what is inside and are complete.
  if (typeof allowed !== "string") return;
  for (const key of ["allowed", "example", "keywords", "byDefault"]) Reflect.deleteProperty(json, key);
  json.description = `${String(description)} Allowed: ${allowed}.`;
  json.examples = [parse(String(example)) as unknown];
  if (byDefault !== undefined) json.default = byDefault;
  Object.assign(json, keywords);
}
