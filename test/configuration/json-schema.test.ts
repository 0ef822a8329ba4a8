import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import Ajv from "ajv";
import fc from "fast-check";
import { parse } from "yaml";

import {
  configurationJsonSchema,
  type JsonSchema,
  renderJsonSchema,
} from "../../lib/configuration/json-schema";
import { configuration } from "./arbitrary-configuration";
import { readCases } from "./case-file";
import { problemsOf } from "./schema-validator";

const ROOT = path.resolve(__dirname, "../..");
const SCHEMA = configurationJsonSchema();
const MODELINE = /^# yaml-language-server: \$schema=(\S+?)(#\S+)?\n/;

/** Schemas of the settings inside a schema, and of itself, with the path to each. */
function* settingsIn(schema: JsonSchema, at = ""): Generator<[at: string, schema: JsonSchema]> {
  if (!at.endsWith("[]")) yield [at, schema];
  const { properties = {}, propertyNames, additionalProperties, items, anyOf = [] } = schema;
  for (const [name, inner] of Object.entries(properties as Readonly<Record<string, JsonSchema>>))
    yield* settingsIn(inner, `${at}.${name}`);
  if (at.includes("provider") || at.includes("backend")) return;
  if (additionalProperties !== false && additionalProperties !== undefined) {
    yield [`${at} key`, propertyNames as JsonSchema];
    yield* settingsIn(additionalProperties as JsonSchema, `${at}.*`);
  }
  if (items !== undefined) yield* settingsIn(items as JsonSchema, `${at}.*`);
  for (const inner of anyOf as readonly JsonSchema[]) {
    if ("description" in inner) yield* settingsIn(inner, at);
  }
}

/** The project's own; who uses the clone may have more beside exposure.yaml. */
const files = readdirSync(path.join(ROOT, "examples"), { recursive: true, encoding: "utf8" })
  .map((name) => `examples/${name}`)
  .concat("exposure.yaml")
  .filter((name) => name.endsWith(".yaml"))
  .sort();

describe("the JSON Schema of the configuration file", () => {
  it("is the file that is published", () => {
    expect(readFileSync(path.join(ROOT, "exposure.schema.json"), "utf8")).toBe(renderJsonSchema());
  });

  it("describes every setting, nested ones included, with an example that it accepts", () => {
    const all = [...settingsIn(SCHEMA)];
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter(([, { description }]) => typeof description !== "string").map(([at]) => at)).toEqual(
      [],
    );
    for (const [at, schema] of all) {
      const isAccepted = new Ajv({ strict: false }).compile(schema);
      const values = [...((schema.examples ?? []) as readonly unknown[])];
      if ("default" in schema) values.push(schema.default);
      for (const value of values) expect([at, value, isAccepted(value)]).toEqual([at, value, true]);
    }
  });

  it("has the default that a description names", () => {
    for (const [at, { description = "", default: value }] of settingsIn(SCHEMA)) {
      const [, text] = /Default: ([\w./-]+?)(?:[.;,] |\.$)/.exec(description as string) ?? [];
      if (text === undefined || ["none", "any", "looked"].includes(text)) continue;
      if (at.endsWith(".preventDestroy") && at !== ".preventDestroy") continue;
      if (Array.isArray(value)) continue;
      expect([at, String(value)]).toEqual([at, text]);
    }
  });
});

describe("a right file", () => {
  it.each(files)("%s is accepted by the schema that it names", (name) => {
    const text = readFileSync(path.join(ROOT, name), "utf8");
    const [, file = "", part] = MODELINE.exec(text) ?? [];
    expect(path.join(path.dirname(name), file)).toBe("exposure.schema.json");
    expect(problemsOf(parse(text, { merge: true }), part)).toEqual([]);
  });

  it("is accepted, whatever is in it", () => {
    fc.assert(
      fc.property(configuration, (given) => {
        expect(problemsOf(JSON.parse(JSON.stringify(given)))).toEqual([]);
      }),
    );
  });

  it("may import the association of an EIP on the NIC of another exposure, and nothing else of it", () => {
    const web = { instance: "i-web", eip: "203.0.113.106" };
    const problems = (parts: object, host: object = web) => {
      const mail = { nicOf: "web", eip: "203.0.113.107", import: parts };
      return problemsOf({ region: "cn-hangzhou", exposures: { web: host, mail } });
    };
    expect(problems({ associated: true })).toEqual([]);
    expect(problems({ associated: true, networkInterface: "eni-web" })).not.toEqual([]);
    expect(problems({ vswitch: "vsw-web" })).not.toEqual([]);
    const alone = { ...web, import: { associated: true } };
    expect(problems({ associated: true }, alone)).not.toEqual([]);
  });

  it("may have keys for anchors, and name its schema", () => {
    const text =
      "x-web: &web {instance: i-1}\n$schema: ./exposure.schema.json\nregion: cn-hangzhou\nexposures:\n  web: {<<: *web, eip: 203.0.113.106}\n";
    expect(problemsOf(parse(text, { merge: true }))).toEqual([]);
  });
});

describe("a wrong file", () => {
  const cases = readdirSync(path.join(__dirname, "bad")).flatMap((file) =>
    readCases(file).flatMap(({ title, text }) => {
      try {
        return [
          { title: `${file}: ${title}`, data: parse(text, { merge: true, logLevel: "error" }) as unknown },
        ];
      } catch {
        return [];
      }
    }),
  );

  it("is refused, but for what is between settings and for what YAML itself forbids", () => {
    const accepted = cases.filter(({ data }) => problemsOf(data).length === 0).map(({ title }) => title);
    expect(cases.length).toBeGreaterThan(300);
    expect(accepted).toMatchSnapshot();
  });
});
