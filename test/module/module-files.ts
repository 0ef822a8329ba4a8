import * as fs from "node:fs";
import * as path from "node:path";

/** The folder of the module. */
export const MODULE = path.resolve(__dirname, "../../terraform/modules/exposed-eip");

/** The module's own test, by its path in the folder of the module. */
export const OWN_TEST = "tests/exposures.tftest.hcl";

/**
 * The texts of the module's files by their paths.
 *
 * @param folder - goes before each path. @default - the folder of the module is that of the test
 */
export function moduleFiles(folder = ""): Record<string, string> {
  const prefix = folder === "" ? "" : `${folder}/`;
  return Object.fromEntries(
    fs
      .readdirSync(MODULE, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:tf|hcl|md)$/.test(name) && !name.includes(".terraform"))
      .map((name) => [prefix + name.split(path.sep).join("/"), moduleFile(name)]),
  );
}

/** The text of a file of the module. */
export function moduleFile(name: string): string {
  return fs.readFileSync(path.join(MODULE, name), "utf8");
}
