import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import * as fc from "fast-check";

import { CHECK_NAMES } from "../../lib/exposure-table/checks";
import * as library from "../../lib";
import { type Contract, ContractError, contractOf } from "../../scripts/release/contract";
import { contractChanges } from "../../scripts/release/contract-changes";
import { type JsonSchema, settingsOf } from "../../scripts/release/settings";

const ROOT = path.resolve(__dirname, "../..");
const entryPoints = [
  "lib/index.ts",
  ...readdirSync(path.join(ROOT, "lib/public")).map((file) => `lib/public/${file}`),
];

function read(file: string): string | undefined {
  const absolute = path.join(ROOT, file);
  return existsSync(absolute) ? readFileSync(absolute, "utf8") : undefined;
}

/** Returns the contract of this version, with the texts of some files changed. */
function contractWith(changes: Readonly<Record<string, (text: string) => string>> = {}): Contract {
  return contractOf((file) => {
    const text = read(file);
    return text === undefined ? undefined : (changes[file]?.(text) ?? text);
  }, entryPoints);
}

const current = contractWith();

/** What changes where a text in one file is replaced by another. The text must be there. */
function changesOf(file: string, from: string, to: string): string[] {
  const replaced = (text: string): string => {
    expect(text).toContain(from);
    return text.replace(from, to);
  };
  return contractChanges(current, contractWith({ [file]: replaced })).map(
    ({ isBreaking, text }) => `${isBreaking ? "breaking: " : ""}${text}`,
  );
}

describe("the contract of a version", () => {
  it("has what the running code has", () => {
    const { names } = current;
    expect(names.check).toEqual(CHECK_NAMES);
    const values = names["public name"].filter((name) => name.startsWith(".: ")).map((name) => name.slice(3));
    expect(values).toEqual(expect.arrayContaining(Object.keys(library)));
    expect(names["exit code"]).toContain("gate 3");
    expect(names["error code"]).toContain("invalid-configuration");
    expect(names.output).toEqual(
      expect.arrayContaining(["exposures", "shadowed_ranges", "ram_policies", "exposures.*.mac_address"]),
    );
    expect(names.option).toContain("diff --fail-on-change");
    expect([...current.settings.keys()]).toEqual(
      expect.arrayContaining(["region", "exposures.*.eip", "exposures.*.eip.create.bandwidth"]),
    );
  });

  it("cannot be read where a file was moved, or has another form", () => {
    expect(() =>
      contractOf((file) => (file === "lib/errors.ts" ? undefined : read(file)), entryPoints),
    ).toThrow(
      new ContractError("lib/errors.ts does not exist; adapt scripts/release/contract.ts if it was moved"),
    );
    expect(() => contractWith({ "lib/errors.ts": () => "" })).toThrow(/^no error code was found/);
  });
});

describe("the changes between two versions", () => {
  it("are none between a version and itself", () => {
    expect(contractChanges(current, contractWith())).toEqual([]);
  });

  it.each([
    [
      "test/stack/golden-addresses.txt",
      "alicloud_vswitch.ftp\n",
      "",
      "breaking: the Terraform address `alicloud_vswitch.ftp (without VPCs in the configuration)` was removed",
    ],
    [
      "lib/stack/outputs.ts",
      '"shadowed_ranges"',
      '"shadowed"',
      "breaking: the output `shadowed_ranges` was removed\nthe output `shadowed` is new",
    ],
    [
      "docs/reference/outputs.md",
      '    "mac_address": "00:16:3e:12:34:56",\n',
      "",
      "breaking: the output `exposures.*.mac_address` was removed",
    ],
    ["lib/errors.ts", '  | "no-plan"\n', "", "breaking: the error code `no-plan` was removed"],
    [
      "lib/cli/command.ts",
      "gate: 3",
      "gate: 4",
      "breaking: the exit code `gate 3` was removed\nthe exit code `gate 4` is new",
    ],
    [
      "lib/exposure-table/checks.ts",
      '"hot-plug":',
      '"hot-plugging":',
      "breaking: the check `hot-plug` was removed\nthe check `hot-plugging` is new",
    ],
    [
      "lib/index.ts",
      "export { PreventDestroy }",
      "export { PreventDestroy, resourceAspect }",
      "the public name `.: resourceAspect` is new",
    ],
    [
      "docs/reference/command-line.md",
      "  --fail-on-change ",
      "  --fail-on-changes ",
      "breaking: the option `diff --fail-on-change` was removed\nthe option `diff --fail-on-changes` is new",
    ],
    [
      "terraform/modules/exposed-eip/variables.tf",
      'variable "exposures" {',
      'variable "zone" {\n}\n\nvariable "exposures" {',
      "breaking: the required module input `zone` is new\nthe module input `zone` is new",
    ],
  ])("of %s: %j becomes %j", (file, from, to, expected) => {
    expect(changesOf(file, from, to).join("\n")).toBe(expected);
  });
});

describe("the changes of settings", () => {
  const object = (properties: Readonly<Record<string, JsonSchema>>, required: string[] = []): JsonSchema => ({
    type: "object",
    properties,
    required,
  });

  function changed(before: JsonSchema, after: JsonSchema): string[] {
    const contract = (schema: JsonSchema): Contract => ({
      names: {} as Contract["names"],
      settings: settingsOf(schema),
    });
    return contractChanges(contract(before), contract(after)).map(
      ({ isBreaking, text }) => `${isBreaking ? "breaking: " : ""}${text}`,
    );
  }

  const text: JsonSchema = { type: "string" };

  it.each<[string, JsonSchema, JsonSchema, string[]]>([
    [
      "one is removed, with what is in it",
      object({ a: object({ b: text }) }),
      object({}),
      ["breaking: the setting `a` was removed"],
    ],
    ["one is new", object({}), object({ a: text }), ["the setting `a` is new"]],
    [
      "one is new and required",
      object({}),
      object({ a: text }, ["a"]),
      ["breaking: the setting `a` is new and required"],
    ],
    [
      "one is required in a new mapping",
      object({}),
      object({ a: object({ b: text }, ["b"]) }),
      ["the setting `a` is new", "the setting `a.b` is new and required"],
    ],
    [
      "one becomes required",
      object({ a: text }),
      object({ a: text }, ["a"]),
      ["breaking: the setting `a` became required"],
    ],
    [
      "one becomes optional",
      object({ a: text }, ["a"]),
      object({ a: text }),
      ["the setting `a` became optional"],
    ],
    [
      "another type",
      object({ a: text }),
      object({ a: { type: "integer" } }),
      ["breaking: the setting `a` no longer takes string", "the setting `a` also takes integer"],
    ],
    [
      "a value less",
      object({ a: { enum: ["x", "y"] } }),
      object({ a: { enum: ["x"] } }),
      ['breaking: the setting `a` no longer takes "y"'],
    ],
    [
      "known values beside a pattern",
      object({ a: { type: "string", anyOf: [{ enum: ["x", "y"] }, { pattern: "z" }] } }),
      object({ a: { type: "string", anyOf: [{ enum: ["x"] }, { pattern: "z" }] } }),
      [],
    ],
    [
      "a lower maximum",
      object({ a: { type: "integer", maximum: 9 } }),
      object({ a: { type: "integer", maximum: 8 } }),
      ["breaking: the setting `a` has another integer maximum: 9 before, 8 now"],
    ],
    [
      "a lower minimum",
      object({ a: { type: "integer", minimum: 2 } }),
      object({ a: { type: "integer", minimum: 1 } }),
      ["the setting `a` has another integer minimum: 2 before, 1 now"],
    ],
    [
      "another pattern",
      object({ a: { type: "string", pattern: "x" } }),
      object({ a: { type: "string", pattern: "y" } }),
      ["breaking: the setting `a` has another string pattern: x before, y now"],
    ],
    [
      "in the items of a list under a reference",
      { ...object({ a: { items: { $ref: "#/definitions/d" } } }), definitions: { d: object({ b: text }) } },
      { ...object({ a: { items: { $ref: "#/definitions/d" } } }), definitions: { d: object({}) } },
      ["breaking: the setting `a[].b` was removed"],
    ],
  ])("%s", (_, before, after, expected) => {
    expect(changed(before, after)).toEqual(expected);
  });

  it("end where a schema contains itself", () => {
    const schema = {
      ...object({ a: { $ref: "#/definitions/d" } }),
      definitions: { d: object({ d: { $ref: "#/definitions/d" } }) },
    };
    expect([...settingsOf(schema).keys()]).toEqual(["a", "a.d"]);
  });

  it("are breaking in one direction wherever a setting was only added in the other", () => {
    const schemas = fc
      .dictionary(fc.constantFrom("a", "b", "c", "d"), fc.constant(text))
      .map((one) => object(one));
    fc.assert(
      fc.property(schemas, schemas, (one, other) => {
        const there = changed(one, other);
        const back = changed(other, one);
        expect(there.filter((change) => change.startsWith("breaking")).length).toBe(
          back.filter((change) => change.endsWith("is new")).length,
        );
      }),
      { numRuns: 50 },
    );
  });
});
