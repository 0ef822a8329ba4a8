import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { configurationJsonSchema } from "../lib/configuration/json-schema";
import { renderPage } from "./configuration-reference/page";

// Writes docs/reference/configuration.md: node scripts/app.js scripts/configuration-reference.ts [--check]
const PAGE = "docs/reference/configuration.md";

const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };
const expected = formatted(renderPage(configurationJsonSchema(), page, version));
if (!process.argv.includes("--check")) writeFileSync(PAGE, expected);
else if (expected !== page) {
  process.stderr.write(
    `${PAGE} differs from the schema in lib/configuration/. Run: npm run configuration-reference\n`,
  );
  process.exitCode = 1;
}

/** The page as the lint wants it. A process of its own, since a bundle cannot hold Prettier. */
function formatted(markdown: string): string {
  const prettier = "node_modules/prettier/bin/prettier.cjs";
  return execFileSync(process.execPath, [prettier, "--stdin-filepath", PAGE], {
    input: markdown,
    encoding: "utf8",
  });
}
