/** Part of a JSON Schema (draft 7) that the configuration's schema uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Values that a configuration file may have in one place. */
export interface Setting {
  /** Whether the mapping that holds it is refused without it. */
  readonly isRequired: boolean;
  /** Types of JSON that are allowed, sorted. Empty: any. */
  readonly types: readonly string[];
  /** Values that are allowed, as JSON, sorted. Empty: any of its types. */
  readonly values: readonly string[];
  /** Limits such as `minimum`, by type and keyword: `integer minimum`. */
  readonly limits: Readonly<Record<string, readonly string[]>>;
}

const LIMITS = ["pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"] as const;

/**
 * Returns all settings of a schema by path: `exposures.*.eip`, with `*` for any key of a mapping and `[]` for an item of a list.
 *
 * @throws RangeError for a `$ref` that leads nowhere
 */
export function settingsOf(root: JsonSchema): Map<string, Setting> {
  const found = new Map<string, Setting>();
  visit(root, "", new Set());
  found.delete("");
  return found;

  function visit(
    schema: JsonSchema,
    path: string,
    within: ReadonlySet<JsonSchema>,
    isRequired = false,
  ): void {
    const branches = alternatives(schema, within);
    found.set(path, merged(settingOf(branches, isRequired), found.get(path)));
    for (const { schema: one, seen } of branches) {
      for (const [name, property] of Object.entries(one.properties ?? {}))
        visit(property, path === "" ? name : `${path}.${name}`, seen, one.required?.includes(name) === true);
      if (typeof one.additionalProperties === "object") visit(one.additionalProperties, `${path}.*`, seen);
      if (one.items !== undefined) visit(one.items, `${path}[]`, seen);
    }
  }

  /** The schemas that a value may match, without references; each with the schemas on the way, which end a recursion. */
  function alternatives(
    schema: JsonSchema,
    within: ReadonlySet<JsonSchema>,
  ): { schema: JsonSchema; seen: ReadonlySet<JsonSchema> }[] {
    if (within.has(schema)) return [];
    const seen = new Set([...within, schema]);
    if (schema.$ref !== undefined) {
      const target = root.definitions?.[schema.$ref.replace("#/definitions/", "")];
      if (target === undefined) throw new RangeError(`the schema has no ${schema.$ref}`);
      return alternatives(target, seen);
    }
    const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
    return [{ schema, seen }, ...inner.flatMap((one) => alternatives(one, seen))];
  }
}

function settingOf(branches: readonly { schema: JsonSchema }[], isRequired: boolean): Setting {
  const types = new Set<string>();
  const limits: Record<string, string[]> = {};
  for (const { schema } of branches) {
    const own = [schema.type ?? []].flat();
    for (const type of own) types.add(type);
    for (const keyword of LIMITS) {
      const limit = schema[keyword];
      if (limit === undefined) continue;
      const name = [own.join(" or "), keyword].join(" ").trim();
      limits[name] = sorted([...(limits[name] ?? []), String(limit)]);
    }
  }
  return { isRequired, types: sorted([...types]), values: valuesOf(branches), limits };
}

/** Values that are allowed: none are listed where one alternative takes any, such as a pattern beside known names. */
function valuesOf(branches: readonly { schema: JsonSchema }[]): string[] {
  const leaves = branches.filter(({ schema }) => !schema.anyOf && !schema.oneOf && !schema.allOf);
  const listed = leaves.map(({ schema }) => schema.enum ?? ("const" in schema ? [schema.const] : undefined));
  if (listed.some((values) => values === undefined)) return [];
  return sorted(listed.flatMap((values) => values ?? []).map((value) => JSON.stringify(value)));
}

/** One setting of two alternatives that both have it: a file may follow either. */
function merged(one: Setting, other: Setting | undefined): Setting {
  if (other === undefined) return one;
  const isAny = one.values.length === 0 || other.values.length === 0;
  const keywords = new Set([...Object.keys(one.limits), ...Object.keys(other.limits)]);
  return {
    isRequired: one.isRequired && other.isRequired,
    types: sorted([...one.types, ...other.types]),
    values: isAny ? [] : sorted([...one.values, ...other.values]),
    limits: Object.fromEntries(
      [...keywords].map((keyword) => [
        keyword,
        sorted([...(one.limits[keyword] ?? []), ...(other.limits[keyword] ?? [])]),
      ]),
    ),
  };
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
