import * as fs from "node:fs";
import * as path from "node:path";

import { SCHEMA_FILE } from "./package-paths";
import { runScript } from "./run-script";
import { useTemporaryFolder } from "./temporary-folder";

interface Change {
  readonly type: string;
  readonly path?: string;
  readonly kind: string;
  readonly isBreaking: boolean;
  readonly text: string;
}

const { schemaChanges } = jest.requireActual<{
  schemaChanges: (present: unknown, next: unknown, source: string) => Change[];
}>("../../providers/alicloud/scripts/schema-changes.js");

const SOURCE = "aliyun/alicloud";
const temporaryFolder = useTemporaryFolder();

/** A schema whose only type has these arguments and blocks. */
function schemaWith(attributes: object, blocks: object = {}, others: object = {}): object {
  const block = { attributes, block_types: blocks };
  return {
    provider_schemas: {
      [`registry.terraform.io/${SOURCE}`]: {
        provider: { version: 0, block: {} },
        resource_schemas: { alicloud_eip: { version: 0, block }, ...others },
        data_source_schemas: {},
      },
    },
  };
}

function changes(before: object, after: object): string[] {
  return schemaChanges(before, after, SOURCE).map(
    ({ type, path: name = "", isBreaking, text }) => `${isBreaking ? "! " : ""}${type} ${name}: ${text}`,
  );
}

const optional = { type: "string", optional: true };
const required = { type: "string", required: true };
const computed = { type: "string", computed: true };

test.each<[string, object, object, string[]]>([
  ["the same", schemaWith({ a: optional }), schemaWith({ a: optional }), []],
  ["a type that is not in use", schemaWith({}), schemaWith({}, {}, { alicloud_new: {} }), []],
  [
    "a type less",
    schemaWith({}, {}, { alicloud_old: { block: {} } }),
    schemaWith({}),
    ["! alicloud_old : the provider no longer has it"],
  ],
  ["an argument less", schemaWith({ a: optional }), schemaWith({}), ["! alicloud_eip a: was removed"]],
  ["an argument more", schemaWith({}), schemaWith({ a: optional }), ["alicloud_eip a: is new"]],
  [
    "a required one more",
    schemaWith({}),
    schemaWith({ a: required }),
    ["! alicloud_eip a: is new and required"],
  ],
  [
    "one that becomes required",
    schemaWith({ a: optional }),
    schemaWith({ a: required }),
    ["! alicloud_eip a: optional before, required now"],
  ],
  [
    "one that cannot be set any more",
    schemaWith({ a: optional }),
    schemaWith({ a: computed }),
    ["! alicloud_eip a: optional before, computed now"],
  ],
  [
    "one that is computed too",
    schemaWith({ a: optional }),
    schemaWith({ a: { ...optional, computed: true } }),
    ["alicloud_eip a: optional before, optional and computed now"],
  ],
  [
    "another type",
    schemaWith({ a: optional }),
    schemaWith({ a: { ...optional, type: ["list", "string"] } }),
    ['! alicloud_eip a: another type: "string" before, ["list","string"] now'],
  ],
  [
    "a deprecated one",
    schemaWith({ a: optional }),
    schemaWith({ a: { ...optional, deprecated: true } }),
    ["alicloud_eip a: is deprecated"],
  ],
  [
    "a block for one at most",
    schemaWith({}, { b: { nesting_mode: "list", block: {} } }),
    schemaWith({}, { b: { nesting_mode: "list", max_items: 1, block: {} } }),
    ["! alicloud_eip b: 0 or more blocks before, 0 to 1 now"],
  ],
  [
    "an argument in a block",
    schemaWith({}, { b: { nesting_mode: "list", block: { attributes: { c: optional } } } }),
    schemaWith({}, { b: { nesting_mode: "list", block: { attributes: {} } } }),
    ["! alicloud_eip b.c: was removed"],
  ],
])("%s", (_, before, after, expected) => {
  expect(changes(before, after)).toEqual(expected);
});

test("the script compares with the checked-in schema, and exits with 3 for a breaking change", async () => {
  const schema = fs.readFileSync(SCHEMA_FILE, "utf8");
  const file = path.join(temporaryFolder(), "newer.json");
  fs.writeFileSync(file, schema.replace('"vswitch_name": {', '"vswitch_label": {'));
  const [same, other, none] = await Promise.all([
    runScript("compare-schema.js", [SCHEMA_FILE]),
    runScript("compare-schema.js", [file]),
    runScript("compare-schema.js", []),
  ]);
  expect(same).toEqual({
    exitCode: 0,
    output: "0 changes in the types in use, 0 of them breaking\n",
    errors: "",
  });
  expect(other.exitCode).toBe(3);
  expect(other.output).toMatch(/^breaking: \S+ vswitch_name: was removed$/m);
  expect(other.output).toMatch(/^\S+ vswitch_label: is new$/m);
  expect(none).toMatchObject({
    exitCode: 1,
    errors: expect.stringMatching(/^one or two schemas are needed/) as string,
  });
});
