import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { linkTargets } from "../readme/markdown";
import { projectScript } from "./project-script";

/** A small library, by its files. */
const LIBRARY = {
  "package.json": '{ "name": "shapes", "version": "1.0.0" }',
  "index.ts": `// The public names.

// Wide Shapes: what has room
export { Square } from "./square";
export * from "./round";

// Errors
export { ShapeError } from "./shape-error";
`,
  "square.ts": `/** Four sides; see {@link ShapeError}. */
export interface Square {
  /**
   * Length in metres.
   * @default - one
   */
  readonly side?: number;
}
`,
  "round.ts": `/** How round a circle is. */
export const ROUNDNESS = 1;
`,
  "shape-error.ts": `/** Not a shape. */
export class ShapeError extends Error {}
`,
};

/** What came of making the reference of a library. */
interface Outcome {
  readonly exitCode: number;
  readonly errors: string;
  /** The pages, by their names. */
  readonly pages: Readonly<Record<string, string>>;
}

async function referenceOf(files: Readonly<Record<string, string>>): Promise<Outcome> {
  const library = fs.mkdtempSync(path.join(os.tmpdir(), "library-"));
  try {
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(library, name), text);
    const folder = path.join(library, "pages");
    const { exitCode, errors } = await projectScript("docs.js", folder, path.join(library, "index.ts"));
    const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    const pages = names.map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]);
    return { exitCode, errors, pages: Object.fromEntries(pages) as Outcome["pages"] };
  } finally {
    fs.rmSync(library, { recursive: true });
  }
}

describe("the API reference", () => {
  let outcome: Outcome;
  let pages: Outcome["pages"];

  beforeAll(async () => {
    outcome = await referenceOf(LIBRARY);
    ({ pages } = outcome);
  });

  test("is made without a word when every docstring is there", () => {
    expect(outcome).toMatchObject({ exitCode: 0, errors: "" });
  });

  test("has a page for each section of the index, in its order, with its introduction", () => {
    expect(Object.keys(pages).sort()).toEqual(["README.md", "errors.md", "wide-shapes.md"]);
    expect(linkTargets(pages["README.md"] ?? "")).toEqual(["wide-shapes.md", "errors.md"]);
    expect(pages["README.md"]).toContain("What has room.");
  });

  test("begins each page with a table of contents, in the order of the index", () => {
    const start = "# Wide Shapes\n\nWhat has room.\n\n- [Square](#square)\n- [ROUNDNESS](#roundness)\n";
    expect(pages["wide-shapes.md"]?.startsWith(start)).toBe(true);
  });

  test("links from a docstring to a public name that its file does not import", () => {
    expect(pages["wide-shapes.md"]).toContain("Four sides; see [ShapeError](errors.md#shapeerror).");
  });

  test("gives meaning and default of a property", () => {
    expect(pages["wide-shapes.md"]).toContain("`side?` | `number` | Length in metres. **Default** one |");
  });

  test("stays the same when the library is elsewhere, and when lines are added to its sources", async () => {
    const changed = await referenceOf({ ...LIBRARY, "round.ts": `// Later.\n\n${LIBRARY["round.ts"]}` });
    expect(changed.pages).toEqual(pages);
  });
});

describe("making the API reference fails", () => {
  test("when docstrings are missing, links in them lead nowhere or a public type is not exported, naming each", async () => {
    const { exitCode, errors } = await referenceOf({
      ...LIBRARY,
      "square.ts": `interface Side {}
export interface Square {
  /** See {@link Cube}. */
  readonly side: Side;
}
`,
      "round.ts": "export const ROUNDNESS = 1;\n",
    });
    expect(exitCode).toBe(1);
    expect(errors.trimEnd().split("\n")).toEqual([
      "4 docstrings are missing or wrong:",
      "  Side, defined in shapes/square.ts, is referenced by Wide Shapes.Square.side but not included in the documentation",
      "  Wide Shapes.ROUNDNESS (Variable), defined in shapes/round.ts, does not have any documentation",
      "  Wide Shapes.Square (Interface), defined in shapes/square.ts, does not have any documentation",
      '  Failed to resolve link to "Cube" in comment for Wide Shapes.Square.side',
    ]);
  });

  test("when something is exported before the first section, saying what to write", async () => {
    const { exitCode, errors } = await referenceOf({ ...LIBRARY, "index.ts": 'export * from "./round";\n' });
    expect(exitCode).toBe(1);
    expect(errors).toMatch(
      /index\.ts: the first export belongs to no section: write {2}\/\/ Title: what is in it {2}above it\n$/,
    );
  });
});
