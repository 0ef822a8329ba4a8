import { existsSync } from "node:fs";
import * as path from "node:path";

import { z } from "zod";

import { configurationSchema } from "../../lib";
import { projectFiles } from "../support/project-copy";
import { anchors, firstColumn, linkTargets } from "./markdown";
import { projectText, README, ROOT } from "./readme";
import { xmlMistake } from "./xml";

const pages = projectFiles().filter(
  (file) => file.endsWith(".md") && !file.startsWith("providers/alicloud/src/"),
);
const pictures = projectFiles().filter((file) => file.endsWith(".svg"));

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

test.each(pictures)("the picture %s is well-formed XML", (picture) => {
  expect(xmlMistake(projectText(picture))).toBeUndefined();
});

test("the table of settings has the settings of the configuration file, all and no others", () => {
  const schema = z.toJSONSchema(configurationSchema, { io: "input", unrepresentable: "any" });
  const { exposures, ...settings } = schema.properties as Record<string, JsonSchema>;
  const ofExposures = Object.keys(exposures?.additionalProperties?.properties ?? {});
  expect(settingsInTable().sort()).toEqual(
    [...Object.keys(settings), ...ofExposures.map((name) => `exposures.<key>.${name}`)].sort(),
  );
});

interface JsonSchema {
  readonly additionalProperties?: JsonSchema;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A cell may name several: `exposures.<key>.vpc`, `.zone`. */
function settingsInTable(): string[] {
  return firstColumn(README).flatMap((cell) => {
    const [first = "", ...others] = [...cell.matchAll(/`([^`]+)`/g)].map(({ 1: name = "" }) => name);
    return [first, ...others.map((other) => first.replace(/\.[^.]+$/, other))];
  });
}
