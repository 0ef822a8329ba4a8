import * as fs from "node:fs";

import * as fc from "fast-check";

import { SCHEMA_FILE } from "./package-paths";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = Record<string, Json>;

interface SchemaDocument {
  format_version: string;
  provider_schemas: Record<string, ProviderSchema>;
}

interface ProviderSchema {
  provider: Json;
  resource_schemas: JsonObject;
  data_source_schemas: JsonObject;
}

interface Change {
  readonly add?: readonly string[];
  readonly drop?: readonly string[];
}

const { cutSchema, formatSchema } = jest.requireActual<{
  cutSchema: (
    full: SchemaDocument,
    present: SchemaDocument,
    source: string,
    change?: Change,
  ) => SchemaDocument;
  formatSchema: (schema: SchemaDocument) => string;
}>("../../providers/alicloud/scripts/schema-cut.js");

const SOURCE = "aliyun/alicloud";
const ADDRESS = `registry.terraform.io/${SOURCE}`;

function documentOf(
  provider: Json,
  resources: JsonObject,
  dataSources: JsonObject,
  address = ADDRESS,
): SchemaDocument {
  return {
    format_version: "1.0",
    provider_schemas: {
      [address]: { provider, resource_schemas: resources, data_source_schemas: dataSources },
    },
  };
}

/** One object of a schema without prose, and the same with prose and its keys in another order. */
interface Pair {
  readonly plain: JsonObject;
  readonly wordy: JsonObject;
}

// `description` is also the name of many attributes: it must survive as a name and go as a field.
const attributeName = fc.constantFrom(
  "description",
  "description_kind",
  "id",
  "name",
  "type",
  "block",
  "tags",
);

const primitiveType = fc.constantFrom("string", "number", "bool");

const type: fc.Arbitrary<Json> = fc.oneof(
  primitiveType,
  fc.tuple(fc.constantFrom("list", "set", "map"), primitiveType),
  fc.tuple(
    fc.constant("list"),
    fc.tuple(
      fc.constant("object"),
      fc.dictionary(attributeName, primitiveType, { minKeys: 1, noNullPrototype: true }),
    ),
  ),
);

const prose: fc.Arbitrary<JsonObject> = fc.record(
  { description: fc.string(), description_kind: fc.constantFrom("plain", "markdown") },
  { requiredKeys: [], noNullPrototype: true },
);

function reversed(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).reverse());
}

/** The same type with the names in its objects in another order. */
function reorderedType(of: Json): Json {
  if (Array.isArray(of)) return of.map(reorderedType);
  return typeof of === "object" && of !== null ? reversed(of) : of;
}

/** A map of names to pairs, as a pair of maps. */
function pairOfMaps(pairs: Record<string, Pair>): Pair {
  const side = (which: keyof Pair) =>
    Object.fromEntries(Object.entries(pairs).map(([name, pair]) => [name, pair[which]]));
  return { plain: side("plain"), wordy: reversed(side("wordy")) };
}

const attribute: fc.Arbitrary<Pair> = fc
  .tuple(
    type,
    fc.record(
      { deprecated: fc.boolean(), optional: fc.boolean(), computed: fc.boolean(), sensitive: fc.boolean() },
      { requiredKeys: [], noNullPrototype: true },
    ),
    prose,
  )
  .map(([ofType, flags, words]) => ({
    plain: { type: ofType, ...flags },
    wordy: { ...words, ...reversed(flags), type: reorderedType(ofType) },
  }));

const attributes = fc.dictionary(attributeName, attribute, { noNullPrototype: true }).map(pairOfMaps);

const { block } = fc.letrec<{ block: Pair; nested: Pair }>((tie) => ({
  block: fc
    .tuple(
      attributes,
      fc.dictionary(attributeName, tie("nested"), { maxKeys: 2, noNullPrototype: true }),
      prose,
    )
    .map(([named, nested, words]) => {
      const blocks = pairOfMaps(nested);
      return {
        plain: { attributes: named.plain, block_types: blocks.plain },
        wordy: { ...words, block_types: blocks.wordy, attributes: named.wordy },
      };
    }),
  nested: fc.oneof(
    { depthSize: "small" },
    attributes.map(({ plain, wordy }) => ({
      plain: { nesting_mode: "list", block: { attributes: plain } },
      wordy: { block: { attributes: wordy }, nesting_mode: "list" },
    })),
    tie("block").map(({ plain, wordy }) => ({
      plain: { nesting_mode: "set", block: plain, max_items: 1 },
      wordy: { max_items: 1, block: wordy, nesting_mode: "set" },
    })),
  ),
}));

const typeSchema: fc.Arbitrary<Pair> = block.map(({ plain, wordy }) => ({
  plain: { version: 0, block: plain },
  wordy: { block: wordy, version: 0 },
}));

const typeSchemas = fc
  .dictionary(fc.stringMatching(/^alicloud_[a-z]{1,4}$/), typeSchema, {
    minKeys: 1,
    maxKeys: 4,
    noNullPrototype: true,
  })
  .map(pairOfMaps);

/** A whole schema in both forms; every type of it is in use. */
const schemaPair = fc
  .tuple(typeSchema, typeSchemas, typeSchemas)
  .map(([provider, resources, dataSources]) => ({
    plain: documentOf(provider.plain, resources.plain, dataSources.plain),
    wordy: documentOf(provider.wordy, resources.wordy, dataSources.wordy),
  }));

function typesOf(document: SchemaDocument): string[] {
  return Object.values(document.provider_schemas).flatMap((provider) => [
    ...Object.keys(provider.resource_schemas),
    ...Object.keys(provider.data_source_schemas).map((name) => `data.${name}`),
  ]);
}

/** A full schema of these types, each without attributes. */
function schemaOf(...types: string[]): SchemaDocument {
  const empty = (names: string[]): JsonObject =>
    Object.fromEntries(names.map((name) => [name, { version: 0, block: {} }]));
  return documentOf(
    { version: 0, block: {} },
    empty(types.filter((name) => !name.startsWith("data."))),
    empty(types.filter((name) => name.startsWith("data.")).map((name) => name.slice("data.".length))),
  );
}

describe("cutting a schema", () => {
  test("gives, for the checked-in cut, the same bytes", () => {
    const text = fs.readFileSync(SCHEMA_FILE, "utf8");
    const present = JSON.parse(text) as SchemaDocument;
    expect(formatSchema(cutSchema(present, present, SOURCE))).toBe(text);
  });

  test("removes descriptions, and nothing else, also not what is named description", () => {
    fc.assert(
      fc.property(schemaPair, ({ plain, wordy }) => {
        expect(cutSchema(wordy, wordy, SOURCE)).toEqual(plain);
      }),
    );
  });

  test("does not depend on the order of the keys", () => {
    fc.assert(
      fc.property(schemaPair, ({ plain, wordy }) => {
        expect(formatSchema(cutSchema(wordy, plain, SOURCE))).toBe(
          formatSchema(cutSchema(plain, wordy, SOURCE)),
        );
      }),
    );
  });

  test("gives the same again when what it gave is cut", () => {
    fc.assert(
      fc.property(schemaPair, ({ wordy }) => {
        const once = cutSchema(wordy, wordy, SOURCE);
        expect(formatSchema(cutSchema(once, once, SOURCE))).toBe(formatSchema(once));
      }),
    );
  });

  test("keeps the present types, adds those named, and leaves out those dropped and all others", () => {
    const universe = ["alicloud_a", "alicloud_b", "alicloud_c", "data.alicloud_a", "data.alicloud_b"];
    fc.assert(
      fc.property(
        fc.subarray(universe),
        fc.subarray(universe).chain((kept) => fc.tuple(fc.constant(kept), fc.subarray(kept))),
        (named, [kept, drop]) => {
          const add = named.filter((name) => !drop.includes(name));
          const cut = cutSchema(schemaOf(...universe), schemaOf(...kept), SOURCE, { add, drop });
          const expected = universe.filter(
            (name) => add.includes(name) || (kept.includes(name) && !drop.includes(name)),
          );
          expect(typesOf(cut)).toEqual(expected);
        },
      ),
    );
  });

  test("leaves out the versions of providers, other providers, and what is neither a resource nor a data source", () => {
    const present = schemaOf("alicloud_vpc");
    const full = {
      ...structuredClone(present),
      provider_versions: { [ADDRESS]: "1.290.0" },
    };
    Object.assign(full.provider_schemas[ADDRESS] ?? {}, { functions: {}, ephemeral_resource_schemas: {} });
    Object.assign(
      full.provider_schemas,
      documentOf({}, {}, {}, "registry.terraform.io/hashicorp/random").provider_schemas,
    );
    expect(cutSchema(full, present, SOURCE)).toEqual(present);
  });

  test("takes a schema that OpenTofu wrote, under Terraform's address of the provider", () => {
    const present = schemaOf("alicloud_vpc");
    const fromOpenTofu = {
      format_version: "1.0",
      provider_schemas: Object.fromEntries(
        Object.entries(present.provider_schemas).map(([address, schemas]) => [
          address.replace("registry.terraform.io", "registry.opentofu.org"),
          schemas,
        ]),
      ),
    };
    expect(Object.keys(fromOpenTofu.provider_schemas)).toEqual(["registry.opentofu.org/aliyun/alicloud"]);
    expect(cutSchema(fromOpenTofu, present, SOURCE)).toEqual(present);
  });

  const full = schemaOf("alicloud_vpc", "alicloud_vswitch", "data.alicloud_zones");
  const present = schemaOf("alicloud_vpc");

  test.each([
    ["a misspelled resource", "alicloud_vswich", "; did you mean alicloud_vswitch?"],
    ["a resource without its prefix", "vswitch", "; did you mean alicloud_vswitch?"],
    ["a data source without data.", "alicloud_zones", "; did you mean data.alicloud_zones?"],
    ["a resource with data.", "data.alicloud_vswitch", "; did you mean alicloud_vswitch?"],
    ["something like no type", "postgresql_database", ""],
  ])("fails when %s is added, naming it and what is near", (_, add, hint) => {
    expect(() => cutSchema(full, present, SOURCE, { add: [add] })).toThrow(
      new Error(`${add}: the provider has no such type${hint}`),
    );
  });

  test("fails when a type of the present cut is gone, naming it, what is near, and how to go on without it", () => {
    const old = schemaOf("alicloud_vpc", "alicloud_vswitchs");
    expect(() => cutSchema(full, old, SOURCE)).toThrow(
      new Error(
        "alicloud_vswitchs: is in the present cut, but the new schema does not have it; " +
          "did you mean alicloud_vswitch?; to go on without it: --drop alicloud_vswitchs",
      ),
    );
    expect(typesOf(cutSchema(full, old, SOURCE, { drop: ["alicloud_vswitchs"] }))).toEqual(["alicloud_vpc"]);
  });

  test("fails when a type that is not in the present cut is dropped, naming what is near", () => {
    expect(() => cutSchema(full, present, SOURCE, { drop: ["alicloud_vpcs"] })).toThrow(
      new Error(
        "alicloud_vpcs: cannot be dropped, the present cut does not have it; did you mean alicloud_vpc?",
      ),
    );
  });

  test("reports all mistakes at once", () => {
    const mistakes = { add: ["x", "y"], drop: ["z"] };
    expect(() => cutSchema(full, present, SOURCE, mistakes)).toThrow(/^z: .*\nx: .*\ny: .*$/);
  });

  test("fails when the schema is of other providers, naming them", () => {
    const other = documentOf({}, {}, {}, "registry.terraform.io/hashicorp/random");
    expect(() => cutSchema(other, present, SOURCE)).toThrow(
      new Error("the schema given has no aliyun/alicloud, only registry.terraform.io/hashicorp/random"),
    );
  });
});
