import { existsSync } from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { projectFiles } from "../../testing/project-copy";
import { anchors, linkTargets } from "./markdown";
import { projectText, ROOT } from "./readme";

const pages = projectFiles().filter(
  (file) => file.endsWith(".md") && !file.startsWith("providers/alicloud/src/"),
);

/** Pages that are being written. Remove an entry once its page is there. */
const EXPECTED_SOON = ["docs/reference/troubleshooting.md", "docs/zh-CN/troubleshooting.md"];

describe("a page", () => {
  const links = pages.flatMap((page) =>
    linkTargets(projectText(page))
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => ({ page, target })),
  );

  test.each(links)("$page links to a file or heading that is there: $target", ({ page, target }) => {
    const [file = "", anchor] = target.split("#");
    const linked = file === "" ? page : path.join(path.dirname(page), file);
    if (EXPECTED_SOON.includes(linked)) return;
    expect(existsSync(path.join(ROOT, linked))).toBe(true);
    if (anchor !== undefined) expect(anchors(projectText(linked))).toContain(anchor);
  });
});

describe("a script that a page names", () => {
  const names = pages.flatMap((page) =>
    [...projectText(page).matchAll(/npm run (?:-\S+ )*([\w:-]+)/g)].map(({ 1: name = "" }) => ({
      page,
      name,
    })),
  );

  test.each(names)("is there: $name, in $page", ({ page, name }) => {
    expect(Object.keys(scriptsBeside(page))).toContain(name);
  });

  /** The scripts of the package that has the page at its root, else of the project. */
  function scriptsBeside(page: string): object {
    const own = path.join(path.dirname(page), "package.json");
    const file = existsSync(path.join(ROOT, own)) ? own : "package.json";
    return (JSON.parse(projectText(file)) as { scripts: object }).scripts;
  }
});

describe("every setting of the configuration file, and no other,", () => {
  const schema = JSON.parse(projectText("exposure.schema.json")) as JsonSchema;

  test("has one row in docs/reference/configuration.md, with its default and the release that it came with", () => {
    const rows = [...projectText("docs/reference/configuration.md").matchAll(/^\| `([^`]+)` (.*)\|$/gm)];
    expect(rows.map(([, name = ""]) => name).toSorted()).toEqual([...new Set(settingsIn(schema))].toSorted());
    for (const [row, , cells = ""] of rows) {
      const [byDefault = "", , since = ""] = cells.split(/ (?<!\\)\| /).slice(-3);
      if (byDefault.trim() === "" || !/^\d+\.\d+\.\d+ *$/.test(since)) throw new Error(row);
    }
  });

  test("of the first two levels is in examples/every-setting.yaml", () => {
    const { exposures, ...settings } = parse(projectText("examples/every-setting.yaml")) as {
      readonly exposures: Readonly<Record<string, object>>;
    };
    const ofExposures = new Set(Object.values(exposures).flatMap((exposure) => Object.keys(exposure)));
    const written = [
      "exposures",
      ...Object.keys(settings),
      ...[...ofExposures].map((name) => `exposures.<key>.${name}`),
    ];
    const known = settingsIn(schema).filter((name) => /^(?:\w+|exposures\.<key>\.\w+)$/.test(name));
    expect(written.toSorted()).toEqual([...new Set(known)].toSorted());
  });
});

interface JsonSchema {
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** The paths of all settings: of those for which the page has a sentence, no keys. */
function settingsIn(schema: JsonSchema, path = ""): string[] {
  if (path === "provider.endpoints" || /^exposures\.<key>\.(?:guest|verify)$/.test(path)) return [];
  const { additionalProperties, anyOf = [], items, properties = {} } = schema;
  const inMapping = path === "exposures" ? "exposures.<key>" : `${path}.<name>`;
  return [
    ...Object.entries(properties).flatMap(([key, child]) => {
      const name = path === "" ? key : `${path}.${key}`;
      return [name, ...settingsIn(child, name)];
    }),
    ...(typeof additionalProperties === "object" ? settingsIn(additionalProperties, inMapping) : []),
    ...(items === undefined ? [] : settingsIn(items, `${path}[]`)),
    ...anyOf.flatMap((form) => settingsIn(form, path)),
  ];
}
