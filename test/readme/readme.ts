import { readFileSync } from "node:fs";
import * as path from "node:path";

import { type FencedBlock, fencedBlocks } from "./markdown";

export const ROOT = path.resolve(__dirname, "../..");

/** The text of a file of the project, by its path from the root. */
export function projectText(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}

export const README = projectText("README.md");

/** The README's blocks in a language, in their order. */
export function blocksIn(language: string): FencedBlock[] {
  return fencedBlocks(README).filter((block) => block.language === language);
}

/** The README's commands, in their order. */
export function commands(): string[] {
  return blocksIn("sh").flatMap(({ text }) => text.split("\n").filter((line) => line.trim() !== ""));
}
