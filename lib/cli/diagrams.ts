import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ConfigurationError } from "../configuration/configuration-errors";
import type { Labels } from "../diagram/labels";
import { renderMarkdown, renderMermaid } from "../diagram/mermaid-diagram";
import { type Picture, pictureOf } from "../diagram/picture";
import { pictureOfChange, pictureOfRemoval } from "../diagram/picture-changes";
import { renderSvg } from "../diagram/svg-diagram";
import { renderText } from "../diagram/text-diagram";
import { chosenConfigurations, loadConfigurations } from "./configuration-files";

/** Formats of pictures, with the endings of their files: the first one for a new file. */
export const DIAGRAM_FORMATS = {
  text: [".txt"],
  mermaid: [".mmd", ".mermaid"],
  markdown: [".md"],
  svg: [".svg"],
} as const;

/** Format of a picture. */
export type DiagramFormat = keyof typeof DIAGRAM_FORMATS;

/** Formats whose files can have several pictures. */
const OF_MANY: readonly DiagramFormat[] = ["text", "markdown"];

const RENDERERS: Readonly<
  Record<DiagramFormat, (picture: Picture, labels: Labels) => string | Promise<string>>
> = {
  text: renderText,
  mermaid: renderMermaid,
  markdown: renderMarkdown,
  svg: renderSvg,
};

/** Returns the format of a file by its ending; undefined if no format has it. */
export function formatOfFile(file: string): DiagramFormat | undefined {
  const ending = path.extname(file).toLowerCase();
  const found = Object.entries(DIAGRAM_FORMATS).find(([, endings]) => endings.some((one) => one === ending));
  return found?.[0] as DiagramFormat | undefined;
}

/** Whether a path names a folder: one that exists, or by its slash. */
export function isFolder(target: string): boolean {
  return /[/\\]$/.test(target) || statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Stacks to draw. */
export interface PictureSource {
  /** Configuration file or folder. */
  readonly source: string;
  /** Configuration file or folder of the earlier version; undefined: no comparison. */
  readonly before?: string;
  /** Name of the stack; undefined: all. */
  readonly stack?: string;
}

/**
 * Draws the stacks of a configuration, or their changes. Stacks of folders are paired by name; two files are one stack.
 *
 * @throws ConfigurationError with every error in the configurations, or if no stack has the name
 */
export function picturesOf({ source, before, stack }: PictureSource): Picture[] {
  const after = chosenConfigurations(source, before === undefined ? stack : undefined).map(
    ({ configuration, lockFile }) => pictureOf(configuration, lockFile.content),
  );
  if (before === undefined) return after;
  const earlier = loadConfigurations(before).map(({ configuration, lockFile }) =>
    pictureOf(configuration, lockFile.content),
  );
  const compared =
    isFolder(source) || isFolder(before)
      ? [
          ...after.map((one) =>
            pictureOfChange(
              earlier.find((was) => was.stack === one.stack),
              one,
            ),
          ),
          ...earlier
            .filter((was) => !after.some((one) => one.stack === was.stack))
            .map((was) => pictureOfRemoval(was)),
        ]
      : after.map((one) => pictureOfChange(earlier[0], one));
  const found = compared.filter((one) => stack === undefined || one.stack === stack);
  // For its error, unless the stack is gone.
  return found.length > 0 ? found : (chosenConfigurations(source, stack), found);
}

/** Target of pictures. */
export interface DiagramTarget {
  readonly format: DiagramFormat;
  /** File or folder; undefined: standard output. */
  readonly to?: string;
}

/**
 * Renders pictures, and writes them into a file, or a file for each stack into a folder.
 *
 * @returns text for standard output
 * @throws ConfigurationError if there are several, and the format takes one
 */
export async function writePictures(
  pictures: readonly Picture[],
  labels: Labels,
  { format, to }: DiagramTarget,
  source: string,
): Promise<string> {
  const texts: string[] = [];
  for (const picture of pictures) texts.push(await RENDERERS[format](picture, labels));
  if (to !== undefined && isFolder(to)) {
    const files = pictures.map(({ stack }) => path.join(to, `${stack}${DIAGRAM_FORMATS[format][0]}`));
    for (const [i, file] of files.entries()) writeWhole(file, texts[i] ?? "");
    return files.map((file) => `written: ${file}\n`).join("");
  }
  if (pictures.length > 1 && !OF_MANY.includes(format))
    throw new ConfigurationError(source, [
      {
        path: "",
        problem: `${pictures.length} stacks, and a file of the format ${format} has one`,
        allowed: `--stack with one of ${pictures.map(({ stack }) => stack).join(", ")}, or --to with a folder`,
        remedy: { advice: "name one with --stack, or add --to and a folder, such as --to diagrams/" },
      },
    ]);
  if (to === undefined) return texts.join("\n");
  writeWhole(to, texts.join("\n"));
  return `written: ${to}\n`;
}

/** Writes a file so that nobody reads half of it. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, text);
  renameSync(partial, file);
}
