import { readFileSync } from "node:fs";
import path from "node:path";

import { unpackBlocks } from "../../hcl/src";
import { loadConfiguration } from "../../lib/configuration/load";
import type { ExportedFiles } from "../../lib/export/output";
import { describeWithTerraform } from "../../testing/terraform";
import { formattedByTerraform } from "../../testing/terraform/terraform-fmt";
import { ExportedRoot } from "./exported";
import { expressionsIn } from "./expressions";

const ONE = path.resolve(__dirname, "../../exposure.yaml");
const TWELVE = path.join(__dirname, "twelve.yaml");

const EXPORTS = {
  "one exposure": ExportedRoot.of(loadConfiguration(ONE)),
  "twelve exposures": ExportedRoot.of(loadConfiguration(TWELVE)),
  "twelve exposures with for_each": ExportedRoot.of(loadConfiguration(TWELVE), "for-each"),
} as const;

type Name = keyof typeof EXPORTS;

const NAMES = Object.keys(EXPORTS) as Name[];

/** The files in HCL, by name. */
const hclOf = (name: Name): [string, string][] =>
  [...EXPORTS[name].files("hcl")].filter(([file]) => file.endsWith(".tf"));

const lines = (files: readonly (readonly [string, string])[]) =>
  files.reduce((sum, [, text]) => sum + text.split("\n").length - 1, 0);

describe("an exported root configuration is short enough to be read:", () => {
  test.each([
    ["one exposure", 100, 450],
    ["twelve exposures", 950, 1350],
    // Beside what moves the resources from their single addresses, which nobody reads.
    ["twelve exposures with for_each", 300, 660],
  ] as const)("%s in at most %i lines of main.tf and %i of all files", (name, ofMain, ofAll) => {
    const files = hclOf(name).filter(([file]) => file !== "moved.tf");
    expect(lines(files.filter(([file]) => file === "main.tf"))).toBeLessThanOrEqual(ofMain);
    expect(lines(files)).toBeLessThanOrEqual(ofAll);
  });

  test.each(NAMES)("%s in lines of at most 140 characters, messages aside", (name) => {
    const long = hclOf(name).flatMap(([, text]) => text.split("\n").filter((line) => line.length > 140));
    expect(long.filter((line) => !/^ *(?:problem|error_message|description) += "/.test(line))).toEqual([]);
  });

  test.each(NAMES)(
    "%s without an expression of more than 60 characters that stands more than twice",
    (name) => {
      const counts = new Map<string, number>();
      for (const [, text] of hclOf(name))
        for (const { text: one } of expressionsIn(text)) counts.set(one, (counts.get(one) ?? 0) + 1);
      expect(
        [...counts].filter(([text, count]) => text.replaceAll(" ", "").length > 60 && count > 2),
      ).toEqual([]);
    },
  );

  test.each(NAMES)("%s without a try in a try", (name) => {
    const nested = hclOf(name).flatMap(([, text]) =>
      expressionsIn(text).filter(({ calls }) => calls.filter((call) => call === "try").length > 1),
    );
    expect(nested).toEqual([]);
  });

  test.each(NAMES)("%s with names in snake_case where an address is no contract", (name) => {
    const [text = ""] = EXPORTS[name].texts("json");
    const { locals = [], data = {}, output = {} } = JSON.parse(text) as Record<string, never>;
    const names = [
      ...unpackBlocks(locals, 0, []).flatMap(({ body }) => Object.keys(body as object)),
      ...unpackBlocks(data, 2, []).flatMap(({ labels }) => labels),
      ...unpackBlocks(output, 1, []).flatMap(({ labels }) => labels),
    ].filter((one) => one !== "//");
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((one) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(one))).toEqual([]);
  });

  test("the table has a row on one line for each exposure, with its columns in one order", () => {
    expect(fileIn(EXPORTS["twelve exposures"].files("hcl"), "exposures.tf")).toBe(
      readFileSync(path.join(__dirname, "twelve-exposures.tf"), "utf8"),
    );
  });
});

describeWithTerraform("terraform fmt", () => {
  test.each(NAMES)("has nothing to change in %s", async (name) => {
    const texts = hclOf(name).map(([, text]) => text);
    expect(await formattedByTerraform(texts)).toEqual(texts);
  });
});

function fileIn(files: ExportedFiles, name: string): string | undefined {
  return files.get(name);
}
