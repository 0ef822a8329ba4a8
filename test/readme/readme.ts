import { readFileSync } from "node:fs";
import * as path from "node:path";

import { projectFiles } from "../../testing/project-copy";
import { type FencedBlock, fencedBlocks } from "./markdown";

export const ROOT = path.resolve(__dirname, "../..");

/** The text of a file of the project, by its path from the root. */
export function projectText(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}

export const README = projectText("README.md");

/** The pages for users in English, which have commands and blocks that are tested. */
export const PAGES: readonly string[] = projectFiles().filter(
  (file) => file === "README.md" || /^docs\/(?!zh-CN\/).*\.md$/.test(file),
);

/** The pages that are there in Chinese too. */
export const TRANSLATED: readonly string[] = PAGES.filter((page) =>
  /^(?:README|docs\/README|docs\/(?:tutorial|how-to)\/.*)\.md$/.test(page),
);

/** The Chinese page beside an English one. */
export function translationOf(page: string): string {
  return page === "README.md" ? "README.zh-CN.md" : page.replace(/^docs\//, "docs/zh-CN/");
}

/** A page's blocks in a language, in their order. */
export function blocksOf(page: string, language: string): FencedBlock[] {
  return fencedBlocks(projectText(page)).filter((block) => block.language === language);
}
