import * as fs from "node:fs";
import * as path from "node:path";

import { useTemporaryFolder } from "../provider/temporary-folder";
import { projectScript, REFERENCE } from "./project-script";

const temporaryFolder = useTemporaryFolder();

test("passes, and says nothing, when the reference is what the docstrings say", async () => {
  expect(await projectScript("docs-check.js")).toEqual({ exitCode: 0, output: "", errors: "" });
});

test("fails when pages were changed, removed or added, naming each of them and no other, and what to run", async () => {
  const copy = path.join(temporaryFolder(), "api");
  fs.cpSync(REFERENCE, copy, { recursive: true });
  fs.appendFileSync(path.join(copy, "steps.md"), "By hand.\n");
  fs.rmSync(path.join(copy, "planning.md"));
  fs.writeFileSync(path.join(copy, "zzz.md"), "");

  const result = await projectScript("docs-check.js", copy);

  expect(result.exitCode).toBe(1);
  expect(result.errors.trimEnd().split("\n")).toEqual([
    "3 pages of the API reference differ from what the docstrings say:",
    "  missing  planning.md",
    "  changed  steps.md",
    "  extra    zzz.md",
    "Run: npm run docs",
  ]);
});
