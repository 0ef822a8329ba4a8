import fc from "fast-check";

import type { JsonObject, JsonValue, TerraformJson } from "../../src";
import { addresses } from "./expressions";
import { templates } from "./templates";

const identifiers = fc.constantFrom(
  "a",
  "b",
  "name",
  "a-b",
  "_x",
  "größe",
  "toString",
  "constructor",
  "count_of",
  "a1",
);

/** Without integers so large that JavaScript does not tell them from their neighbours, and without -0. */
const numbers = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger().map((value) => value || 0),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value))
    .map((value) => value || 0),
);

const scalars: fc.Arbitrary<JsonValue> = fc.oneof(
  { arbitrary: templates, weight: 6 },
  { arbitrary: fc.oneof(numbers, fc.boolean(), fc.constant(null)), weight: 2 },
);

const plainTexts = fc.constantFrom("text", "a\nb\n", "${literal}", "%{ if", "$${x}", "\\", '"', "");

const keys = fc.oneof(
  identifiers,
  fc.constantFrom("for", "null", "true", "//", "a.b/c", "1", "${var.key}", "x-${each.key}", "ä b", '"', ""),
);

/** Values as an argument can have them. */
const values = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { arbitrary: scalars, weight: 5 },
    { arbitrary: fc.array(tie("value"), { maxLength: 4 }), weight: 1 },
    { arbitrary: fc.dictionary(keys, tie("value"), { maxKeys: 4, noNullPrototype: true }), weight: 2 },
  ),
})).value;

/** Values whose strings are taken as they are. */
const constants: fc.Arbitrary<JsonValue> = fc.oneof(
  plainTexts,
  numbers,
  fc.boolean(),
  fc.constant(null),
  fc.array(plainTexts, { maxLength: 3 }),
  fc.dictionary(keys, plainTexts, { maxKeys: 3, noNullPrototype: true }),
);

function optional(model: Readonly<Record<string, fc.Arbitrary<JsonValue>>>): fc.Arbitrary<JsonObject> {
  return fc.record(model, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<JsonObject>;
}

/** One body, a list of bodies, or a body with a comment: the forms that a block can have. */
function bodies(body: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonValue> {
  const note = fc.constantFrom<JsonValue>(
    "why",
    ["one", "two\nthree"],
    { comment: "step 1", metadata: {} },
    { metadata: {} },
  );
  const noted = fc.tuple(body, note).map(([content, text]): JsonObject => ({ "//": text, ...content }));
  return fc.oneof(body, noted, fc.array(body, { maxLength: 2 }));
}

function labelled(label: fc.Arbitrary<string>, inner: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  return fc.dictionary(label, inner, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
}

const names = fc.constantFrom("web", "main", "a-b", "x1");

const references = fc.array(addresses, { maxLength: 4 });

const conditions = optional({ condition: templates, error_message: templates });

const nestedBlock = fc.dictionary(identifiers, scalars, { maxKeys: 3, noNullPrototype: true });

const dynamicBlocks = labelled(
  names,
  fc.record(
    { for_each: values, iterator: fc.constant("it"), content: nestedBlock },
    { requiredKeys: ["content"], noNullPrototype: true },
  ),
);

const provisioners = fc.array(
  labelled(
    fc.constantFrom("local-exec", "file"),
    optional({ command: templates, when: fc.constant("destroy"), environment: values }),
  ),
  { maxLength: 2 },
);

const resourceMeta = {
  count: scalars,
  for_each: scalars,
  provider: fc.constantFrom("alicloud", "alicloud.beijing"),
  depends_on: references,
  lifecycle: optional({
    create_before_destroy: fc.boolean(),
    ignore_changes: fc.oneof(fc.constant("all"), fc.constant(["tags", 'tags["a b"]'])),
    replace_triggered_by: references,
    precondition: fc.array(conditions, { maxLength: 2 }),
    postcondition: bodies(conditions),
  }),
};

/** Arguments of a type that nothing is known about; only a list of objects would be taken for blocks. */
const looseArguments = {
  name: scalars,
  tags: fc.dictionary(keys, values, { maxKeys: 3, noNullPrototype: true }),
};

const resources = fc.record(
  {
    terraform_data: labelled(
      names,
      bodies(optional({ ...resourceMeta, input: values, provisioner: provisioners })),
    ),
    example_thing: labelled(
      names,
      bodies(
        optional({
          ...resourceMeta,
          ...looseArguments,
          rule: fc.array(nestedBlock, { maxLength: 3 }),
          dynamic: dynamicBlocks,
          timeouts: optional({ create: fc.constant("5m") }),
          connection: optional({ host: scalars }),
        }),
      ),
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<JsonObject>;

const dataSources = labelled(
  fc.constant("example_things"),
  labelled(names, optional({ ...resourceMeta, ...looseArguments, dynamic: dynamicBlocks })),
);

const modules = labelled(
  names,
  bodies(
    optional({
      source: fc.constant("./modules/exposure"),
      version: fc.constant("~> 1.0"),
      for_each: scalars,
      providers: fc.constant({ alicloud: "alicloud.beijing", "alicloud.other": "alicloud" }),
      depends_on: references,
      exposures: values,
      data: values,
    }),
  ),
);

const types = fc.constantFrom(
  "string",
  "list",
  "map(string)",
  "object({a=string,b=optional(list(number),[1,2])})",
  'map(object({instance = string, eip = string, tags = optional(map(string), {}), groups = optional(set(string), ["a", "b"])}))',
);

const variables = labelled(
  names,
  bodies(
    optional({
      default: constants,
      description: plainTexts,
      nullable: fc.boolean(),
      sensitive: fc.boolean(),
      type: types,
      validation: fc.array(conditions, { maxLength: 2 }),
    }),
  ),
);

const outputs = labelled(
  names,
  bodies(
    optional({
      value: values,
      description: plainTexts,
      sensitive: fc.boolean(),
      depends_on: references,
      precondition: bodies(conditions),
    }),
  ),
);

const terraformBlocks = optional({
  required_version: fc.constant(">= 1.9"),
  required_providers: fc.constant({
    alicloud: {
      source: "aliyun/alicloud",
      version: ">= 1.230.0, < 2.0.0",
      configuration_aliases: ["alicloud.beijing"],
    },
  }),
  backend: fc.constantFrom<JsonValue>(
    { local: { path: "x.tfstate" } },
    { remote: { organization: "o", workspaces: [{ name: "${w}" }] } },
  ),
  cloud: fc.constant({ organization: "o", workspaces: { name: "w" } }),
});

const topLevel: Readonly<Record<string, fc.Arbitrary<JsonValue>>> = {
  "//": fc.constantFrom<JsonValue>({ metadata: { version: "0.21.0" }, comment: "a header" }, "a header"),
  terraform: terraformBlocks,
  provider: labelled(
    fc.constantFrom("alicloud"),
    bodies(
      optional({
        region: templates,
        alias: fc.constant("beijing"),
        ...looseArguments,
        assume_role: fc.array(nestedBlock, { minLength: 1, maxLength: 1 }),
      }),
    ),
  ),
  variable: variables,
  locals: bodies(fc.dictionary(identifiers, values, { maxKeys: 4, noNullPrototype: true })),
  data: dataSources,
  resource: resources,
  module: modules,
  check: labelled(names, optional({ data: dataSources, assert: fc.array(conditions, { maxLength: 2 }) })),
  output: outputs,
  import: fc.array(
    optional({ to: addresses, id: templates, for_each: scalars, provider: fc.constant("alicloud.beijing") }),
    { maxLength: 2 },
  ),
  moved: fc.array(fc.record({ from: addresses, to: addresses }, { noNullPrototype: true }), { maxLength: 2 }),
  removed: fc.array(
    optional({ from: addresses, lifecycle: fc.constant({ destroy: false }), provisioner: provisioners }),
    { maxLength: 2 },
  ),
};

/** Configurations with up to three kinds of top-level blocks, among all that are rendered. */
export const configurations: fc.Arbitrary<TerraformJson> = fc
  .subarray(Object.entries(topLevel), { minLength: 1, maxLength: 3 })
  .chain((kinds) => fc.record(Object.fromEntries(kinds), { noNullPrototype: true }));
