import { existsSync } from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { configurationSchema } from "../../lib/configuration/schema/configuration-schema";
import { projectFiles } from "../../testing/project-copy";
import { anchors, firstColumn, linkTargets } from "./markdown";
import { projectText, README, ROOT } from "./readme";

const pages = projectFiles().filter(
  (file) => file.endsWith(".md") && !file.startsWith("providers/alicloud/src/"),
);

describe("a page", () => {
  const links = pages.flatMap((page) =>
    linkTargets(projectText(page))
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => ({ page, target })),
  );

  test.each(links)("$page links to a file or heading that is there: $target", ({ page, target }) => {
    const [file = "", anchor] = target.split("#");
    const linked = file === "" ? page : path.join(path.dirname(page), file);
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
  test("is in the table of the README", () => {
    expect(settingsInTable().sort()).toEqual(settingsOfSchema().sort());
  });

  test("is in examples/every-setting.yaml", () => {
    const { exposures, ...settings } = parse(projectText("examples/every-setting.yaml")) as {
      readonly exposures: Readonly<Record<string, object>>;
    };
    const ofExposures = Object.values(exposures).flatMap((exposure) => Object.keys(exposure));
    expect(named(Object.keys(settings), [...new Set(ofExposures)]).sort()).toEqual(settingsOfSchema().sort());
  });
});

/** Names as the README writes them: of settings of the file, and of settings of each exposure. */
function named(settings: readonly string[], ofExposures: readonly string[]): string[] {
  return [...settings, ...ofExposures.map((name) => `exposures.<key>.${name}`)];
}

interface JsonSchema {
  readonly additionalProperties?: JsonSchema;
  readonly properties?: Readonly<Record<string, unknown>>;
}

function settingsOfSchema(): string[] {
  const schema = z.toJSONSchema(configurationSchema, { io: "input", unrepresentable: "any" });
  const { exposures, ...settings } = schema.properties as Record<string, JsonSchema>;
  return named(Object.keys(settings), Object.keys(exposures?.additionalProperties?.properties ?? {}));
}

/** A cell may name several: `exposures.<key>.vpc`, `.zone`. */
function settingsInTable(): string[] {
  return firstColumn(README).flatMap((cell) => {
    const [first = "", ...others] = [...cell.matchAll(/`([^`]+)`/g)].map(({ 1: name = "" }) => name);
    return [first, ...others.map((other) => first.replace(/\.[^.]+$/, other))];
  });
}
