import { readFileSync } from "node:fs";
import * as path from "node:path";

import fc from "fast-check";
import { parse } from "yaml";

import { loneSurrogateIn, sameKeyIn, textInTerraform } from "../../hcl/src";
import { ConfigurationError } from "../../lib/configuration/configuration-errors";
import { parseConfiguration } from "../../lib/configuration/load";
import { exportConfiguration } from "../../lib/export/export-configuration";
import { Template } from "../../testing/template";
import { describeWithTerraform, TerraformWorkspace } from "../../testing/terraform";

/** Names that every object of JavaScript has a property of. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

/** Those of them that stand for the others: a function, a getter, the constructor. */
const SOME_INHERITED = ["constructor", "toString", "__proto__"];

/** Texts of parts that have several forms in Unicode, and of halves of surrogate pairs. */
const textOf = (...parts: readonly string[]) =>
  fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 3 }).map((some) => some.join(""));
const plain = textOf("a", "e", "\u00e9", "\u0301", "\u0327", "\u212b", "\u1100\u1161", "\uac00", "\u{1d15e}");
const broken = textOf("a", "\ud800", "\udc00", "\ud83d\ude00");
const names = fc.oneof({ weight: 6, arbitrary: plain }, fc.constantFrom(...INHERITED), broken);

interface Tag {
  readonly key: string;
  readonly value: string;
}

const tagLists: fc.Arbitrary<Tag[]> = fc.uniqueArray(fc.record({ key: names, value: names }), {
  maxLength: 4,
  selector: ({ key }) => key,
});

/** A configuration with these tags, as JSON. JSON escapes what UTF-8 cannot hold. */
function configurationWith(tags: readonly Tag[], required?: readonly string[]): string {
  const pairs = tags.map(({ key, value }) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{"region": "cn-hangzhou", "tags": {${pairs.join(", ")}}, "policy": ${JSON.stringify({ requiredTags: required })},
    "exposures": {"web": {"instance": "i-web", "eip": "203.0.113.106"}}}`;
}

function issuesOf(text: string): string[] {
  try {
    parseConfiguration(text, "exposure.json");
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const { position } of error.issues) expect(position).toBeDefined();
    return error.issues.map(({ problem }) => problem);
  }
}

describe("tags", () => {
  it("are what Terraform will have of them, or refused where it would have two for one or no such text", () => {
    let accepted = 0;
    fc.assert(
      fc.property(tagLists, (tags) => {
        const problems = issuesOf(configurationWith(tags));
        const texts = tags.flatMap(({ key, value }) => [key, value]);
        const same = sameKeyIn(tags.map(({ key }) => key));
        expect(problems.some((problem) => problem.startsWith("half of a surrogate pair"))).toBe(
          texts.some((text) => loneSurrogateIn(text) !== undefined),
        );
        if (same !== undefined && loneSurrogateIn(same.key) === undefined)
          expect(problems).toContainEqual(expect.stringContaining("one text in Unicode normal form C"));
        if (problems.length > 0) return;
        accepted++;
        const { json } = Template.ofConfiguration(configurationWith(tags));
        const found = json.resource?.alicloud_vswitch?.["cidr-203-0-113-104-29"]?.tags ?? {};
        const expected = tags.map(({ key, value }) => [textInTerraform(key), textInTerraform(value)]);
        expect(found).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 150 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it.each(["caf\u00e9", "cafe\u0301"])("have a required key in either form: %j", (key) => {
    for (const required of ["caf\u00e9", "cafe\u0301"])
      expect(() =>
        Template.ofConfiguration(configurationWith([{ key, value: "x" }], [required])),
      ).not.toThrow();
    expect(() => Template.ofConfiguration(configurationWith([{ key, value: "x" }], ["toString"]))).toThrow(
      /lacks required tags/,
    );
  });

  it("are the same after a merge of mappings and from a file of defaults, whatever their form", () => {
    const text = `x-tags: &tags {"caf\\u00e9": a, team: b}\nregion: cn-hangzhou\ntags: {<<: *tags, "cafe\\u0301": c}\nexposures: {}\n`;
    expect(parseConfiguration(text, "exposure.yaml").tags).toEqual({ "caf\u00e9": "c", team: "b" });
  });
});

describe("the arguments of a backend", () => {
  it("are in the form in which Terraform has them", () => {
    const text =
      'backend: {oss: {bucket: b, key: "cafe\\u0301.tfstate"}}\nregion: cn-hangzhou\nexposures: {}\n';
    expect(parseConfiguration(text, "exposure.yaml").backend.arguments.key).toBe("caf\u00e9.tfstate");
  });
});

describe("a name that every object inherits", () => {
  const example = parse(
    readFileSync(path.resolve(__dirname, "../../examples/every-setting.yaml"), "utf8"),
  ) as unknown;

  it("is a valid text, or one of the errors, wherever a key or a value may stand", () => {
    const outcomes = { valid: 0, refused: 0 };
    for (const text of mutated(example)) {
      const problems = issuesOf(text);
      outcomes[problems.length === 0 ? "valid" : "refused"]++;
      expect(problems.join()).not.toMatch(/\[object|native code|undefined/);
    }
    expect(outcomes.valid).toBeGreaterThan(20);
    expect(outcomes.refused).toBeGreaterThan(400);
  });
});

/** The texts of a configuration in which one key or value is an inherited name, or one such key is added. */
function* mutated(value: unknown, around: (text: string) => string = String): Generator<string> {
  if (typeof value !== "object" || value === null) {
    for (const name of SOME_INHERITED) yield around(JSON.stringify(name));
    return;
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value).map(([key, inner]) => [key, JSON.stringify(inner)] as const);
  const written = (all: readonly (readonly [string, string])[]): string =>
    isList
      ? `[${all.map(([, inner]) => inner).join()}]`
      : `{${all.map(([key, inner]) => `${JSON.stringify(key)}: ${inner}`).join()}}`;
  for (const name of SOME_INHERITED) {
    yield around(written([...entries, [name, JSON.stringify("x")]]));
    if (isList) continue;
    for (const index of entries.keys()) {
      yield around(written(entries.map(([key, inner], i) => [i === index ? name : key, inner])));
    }
  }
  for (const [index, [key, inner]] of Object.entries(value).entries()) {
    yield* mutated(inner, (text) =>
      around(written(entries.map((entry, i) => (i === index ? [key, text] : entry)))),
    );
  }
}

describeWithTerraform("an exported configuration", () => {
  it("has the tags of the file to Terraform", async () => {
    const tags = [...new Set(INHERITED)]
      .filter((key) => key !== "__proto__")
      .map((key) => ({ key, value: `of ${key}` }))
      .concat({ key: "cafe\u0301", value: "e\u0301" });
    const configuration = parseConfiguration(configurationWith(tags), "exposure.json");
    const { files } = exportConfiguration(configuration);
    const [, object = ""] = /\n *tags += (\{[^}]*\})/.exec([...files.values()].join("")) ?? [];
    const workspace = await TerraformWorkspace.create({ "main.tf": `locals {\n  tags = ${object}\n}\n` });
    try {
      const { stdout } = await workspace.run(["console", "-no-color"], {
        input: "base64encode(jsonencode(local.tags))\n",
      });
      const [, encoded = ""] = /^"([A-Za-z0-9+/=]*)"$/m.exec(stdout) ?? [];
      expect(JSON.parse(Buffer.from(encoded, "base64").toString("utf8"))).toEqual(
        Object.fromEntries(tags.map(({ key, value }) => [textInTerraform(key), textInTerraform(value)])),
      );
    } finally {
      await workspace.remove();
    }
  });
});
