import { isDeepStrictEqual } from "node:util";

import { stringify } from "yaml";

/** Part of a JSON Schema that describes a setting. */
export interface SettingSchema {
  readonly type?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly additionalProperties?: SettingSchema | boolean;
  readonly items?: SettingSchema;
  readonly anyOf?: readonly SettingSchema[];
  readonly oneOf?: readonly SettingSchema[];
}

/** Setting with its place in the file: `exposures.<key>.eip`, or `ingress[].ports` for a key of the items of a list. */
export interface Setting {
  readonly path: string;
  readonly schema: SettingSchema;
  /** Schema of the mapping that has the setting. */
  readonly parent: SettingSchema;
  /** Whether that mapping is one of several forms of a setting: `{create: …}` of an EIP. @default false */
  readonly isOfForm?: boolean;
}

/** Number of keys above which those that only pass a text on to Terraform share a row. */
const MANY = 30;

/**
 * Renders the page of the configuration file's settings, as Markdown.
 *
 * @param schema - JSON Schema of the configuration file
 * @param earlier - the page as it is now: its settings keep the release that they came with; empty for none
 * @param release - release that new settings come with
 */
export function renderPage(schema: SettingSchema, earlier: string, release: string): string {
  const since = releasesIn(earlier);
  const row = (setting: Setting) => rowOf(setting, since.get(setting.path) ?? release);
  const sections = topSettings(schema).map((top) => {
    const settings = [top, ...nestedSettings(top, schema)];
    return [
      `${top.path.startsWith("exposures.") ? "###" : "##"} \`${top.path}\``,
      textOf(top.schema).purpose,
      [HEAD, ...settings.map(row)].join("\n"),
      ...settings.flatMap(sharedNames),
      ...sameKeys(top, schema),
    ].join("\n\n");
  });
  return `${INTRODUCTION}\n\n${sections.join("\n\n")}\n`;
}

const INTRODUCTION = `# Configuration

<!-- Written by npm run configuration-reference from lib/configuration/schema. Do not edit. -->

Every setting of a configuration file. Two lines for each exposure are enough; everything else has a default. The file is YAML or JSON; without an argument, commands read \`exposure.yaml\`, \`exposure.yml\` or \`exposure.json\`. [\`examples/every-setting.yaml\`](../../examples/every-setting.yaml) has all of them, and the other [examples](../../examples) show one subject each.

Editors complete and check the settings by [\`exposure.schema.json\`](../../exposure.schema.json), which the first line of a file names: \`# yaml-language-server: $schema=./exposure.schema.json\`; a JSON file names it by the key \`$schema\`. A file that inherits from [\`defaults.yaml\`](../how-to/fleet.md#shared-settings) names \`exposure.schema.json#/definitions/inheriting\`, and the defaults \`#/definitions/defaults\`. Keys at the top that begin with \`x-\` are ignored, so that they may hold YAML anchors. An unknown key is an error.`;

const HEAD =
  "| setting | meaning | type | allowed | default | example | since |\n| - | - | - | - | - | - | - |";

/** Releases of the settings of a page, by their paths. */
function releasesIn(page: string): ReadonlyMap<string, string> {
  const rows = page.matchAll(/^\| `([^`]+)` .*\| (\d+\.\d+\.\d+) +\|$/gm);
  return new Map([...rows].map(([, path = "", release = ""]) => [path, release]));
}

/** Settings that have a section: those at the top of the file, and those of an exposure. */
export function topSettings(schema: SettingSchema): readonly Setting[] {
  const top = children(schema, "");
  return top.flatMap((setting) => {
    const { additionalProperties } = setting.schema;
    return setting.path === "exposures" && typeof additionalProperties === "object"
      ? [setting, ...children(additionalProperties, "exposures.<key>")]
      : [setting];
  });
}

/** Settings below one that has a section, except those of the setting of the same name at the top. */
function nestedSettings(top: Setting, schema: SettingSchema): readonly Setting[] {
  return top.path === "exposures" || sameKeys(top, schema).length > 0 ? [] : below(top);
}

function below({ path, schema, isOfForm }: Setting): readonly Setting[] {
  if (isShared(schema)) return [];
  const { additionalProperties, items, anyOf = [] } = schema;
  const own = children(schema, path).flatMap((child) => [
    { ...child, isOfForm: isOfForm ?? false },
    ...below(child),
  ]);
  const named =
    typeof additionalProperties === "object"
      ? below({ path: `${path}.<name>`, schema: additionalProperties, parent: schema })
      : [];
  const inList = items === undefined ? [] : below({ path: `${path}[]`, schema: items, parent: schema });
  const forms = anyOf.flatMap((form) => below({ path, schema: form, parent: schema, isOfForm: true }));
  return [...own, ...named, ...inList, ...forms];
}

function children(parent: SettingSchema, path: string): readonly Setting[] {
  return Object.entries(parent.properties ?? {}).map(([key, schema]) => ({
    ...{ path: path === "" ? key : `${path}.${key}`, schema, parent },
  }));
}

/** Whether the keys below are too many for a row each. */
function isShared({ properties = {} }: SettingSchema): boolean {
  return (
    Object.keys(properties).length > MANY && Object.values(properties).every(({ type }) => type === "string")
  );
}

function sharedNames({ path, schema }: Setting): readonly string[] {
  if (!isShared(schema)) return [];
  const names = Object.keys(schema.properties ?? {}).map((name) => `\`${name}\``);
  return [`Keys of \`${path}\`: ${names.join(", ")}.`];
}

/** Sentence that stands for the keys of an exposure's setting, where they are those of the setting at the top. */
function sameKeys({ path, schema }: Setting, { properties = {} }: SettingSchema): readonly string[] {
  const [, name = ""] = /^exposures\.<key>\.(\w+)$/.exec(path) ?? [];
  const top = properties[name];
  if (top === undefined || below({ path: "", schema, parent: {} }).length === 0) return [];
  const isSame = isDeepStrictEqual(keysOf(schema), keysOf(top));
  return isSame ? [`Its keys are those of [\`${name}\`](#${name}) at the top.`] : [];
}

function keysOf(schema: SettingSchema): readonly string[] {
  return below({ path: "", schema, parent: {} }).map(({ path }) => path);
}

/** Parts of a description: `Purpose. Default: value. Allowed: form.` */
function textOf({ description = "" }: SettingSchema) {
  const [, purpose = description, byDefault, allowed] =
    /^(.*?)(?: Default: (.*?)\.)?(?: Allowed: (.*)\.)?$/.exec(description) ?? [];
  return { purpose, byDefault, allowed };
}

function rowOf(setting: Setting, since: string): string {
  const { path, schema } = setting;
  const { purpose, byDefault, allowed } = textOf(schema);
  const [example] = schema.examples ?? [];
  const cells = [
    `\`${path}\``,
    purpose,
    typeOf(schema),
    allowed ?? (schema.enum ?? []).map((value) => `\`${String(value)}\``).join(", "),
    defaultOf(setting, byDefault),
    example === undefined
      ? ""
      : `\`${stringify(example, { collectionStyle: "flow", lineWidth: 0 }).trim()}\``,
    since,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function typeOf({ type, anyOf = [], items }: SettingSchema): string {
  if (type === "array")
    return items?.type === undefined ? "list" : `list of ${NAMES[items.type] ?? items.type}s`;
  if (type !== undefined) return NAMES[type] ?? type;
  const types = [...new Set(anyOf.map(typeOf))].filter((name) => name !== "");
  return types.length > 0 ? types.join(" or ") : "string";
}

/** Types of JSON Schema as YAML calls them. */
const NAMES: Readonly<Record<string, string>> = { object: "mapping" };

function defaultOf({ path, schema, parent, isOfForm }: Setting, text: string | undefined): string {
  const key = path.split(".").at(-1) ?? "";
  if (parent.required?.includes(key) === true) return isOfForm ? "required in this form" : "required";
  const alternatives = (parent.oneOf ?? []).flatMap(({ required = [] }) => required);
  if (alternatives.includes(key) && text === undefined) {
    const others = alternatives.filter((other) => other !== key).map((other) => `\`${other}\``);
    return `required, or ${others.join(", ")}`;
  }
  if (text !== undefined) return text;
  return schema.default === undefined ? "none" : `\`${JSON.stringify(schema.default)}\``;
}
