/** A block of a Markdown text between two lines of three back-ticks. */
export interface FencedBlock {
  /** What follows the first three back-ticks: `sh`, `yaml` … */
  readonly language: string;
  /** The lines between, each with its line end. */
  readonly text: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
}

/** The fenced blocks of a text, in their order. */
export function fencedBlocks(markdown: string): FencedBlock[] {
  return [...markdown.matchAll(FENCED)].map(({ 1: language = "", 2: text = "", index }) => ({
    language,
    text,
    line: markdown.slice(0, index).split("\n").length,
  }));
}

/** A line of shell that a page has its readers type, or several where a quotation goes on. */
export interface Command {
  readonly text: string;
  /** What it prints, as the block after it has it, where it is the last one of its block. @default - nothing is shown */
  readonly printed?: string;
}

/** The commands of a page, in their order, without the comments after them. */
export function commandsIn(markdown: string): Command[] {
  const blocks = fencedBlocks(markdown);
  return blocks.flatMap(({ language, text }, index) => {
    if (language !== "sh") return [];
    const lines: string[] = [];
    for (const line of text.trimEnd().split("\n")) {
      const open = lines.at(-1);
      if (open !== undefined && (open.split("'").length - 1) % 2 === 1)
        lines[lines.length - 1] = `${open}\n${line}`;
      else if (line.trim() !== "") lines.push(line.replace(/\s+# .*$/, ""));
    }
    const next = blocks[index + 1];
    return lines.map((line, position) => {
      const isLast = position === lines.length - 1;
      return { text: line, ...(isLast && next?.language === "text" && { printed: next.text }) };
    });
  });
}

/**
 * Finds the lines that a page shows and a command did not print. Runs of white space are one space, `…` stands for any text, and the
 * peers of virtual NICs (`@if3`) are no difference.
 */
export function missingLines(shown: string, printed: string): string[] {
  const plain = (text: string) =>
    text
      .replaceAll(/@if\d+/g, "")
      .replaceAll(/[ \t]+/g, " ")
      .trim();
  const lines = printed.split("\n").map(plain);
  return shown
    .trim()
    .split("\n")
    .filter((line) => {
      const parts = plain(line)
        .split("…")
        .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&"));
      const form = new RegExp(`^${parts.join(".*")}$`);
      return !lines.some((one) => form.test(one));
    });
}

/** The number of words, those in blocks and tables included. */
export function countWords(markdown: string): number {
  return markdown.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** The targets of links and pictures outside of fenced blocks. */
export function linkTargets(markdown: string): string[] {
  return [...withoutBlocks(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(({ 1: target = "" }) => target);
}

/**
 * What a link may have after `#`: to lead to one of the headings, as GitHub makes it, or to a place that is named in the text by
 * `<a id="…">`.
 */
export function anchors(markdown: string): string[] {
  const text = withoutBlocks(markdown);
  const seen = new Map<string, number>();
  const ofHeadings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(({ 1: heading = "" }) => {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
    const earlier = seen.get(anchor) ?? 0;
    seen.set(anchor, earlier + 1);
    return earlier === 0 ? anchor : `${anchor}-${earlier}`;
  });
  const named = [...text.matchAll(/<a id="([^"]+)">/g)].map(({ 1: id = "" }) => id);
  return [...ofHeadings, ...named];
}

/** The cells of the first column of all tables, without their headings. */
export function firstColumn(markdown: string): string[] {
  const rows = [...withoutBlocks(markdown).matchAll(/^\| (.*?) +\|/gm)].map(({ 1: cell = "" }) => cell);
  return rows.filter((cell, row) => !/^-+$/.test(cell) && !/^-+$/.test(rows[row + 1] ?? ""));
}

/** A part of a page, from one heading to the next. */
export interface Section {
  /** Number of `#` before the heading. */
  readonly level: number;
  readonly text: string;
}

/** The parts of a page, in their order; what is before the first heading is left out. */
export function sections(markdown: string): Section[] {
  return markdown
    .replace(FENCED, (block) => block.replaceAll(/^#/gm, "\u0000"))
    .split(/^(?=#{1,6} )/m)
    .filter((part) => part.startsWith("#"))
    .map((text) => ({ level: /^#+/.exec(text)?.[0].length ?? 0, text: text.replaceAll("\u0000", "#") }));
}

/** The texts in back-ticks, outside of fenced blocks. */
export function inlineCode(markdown: string): string[] {
  return [...withoutBlocks(markdown).matchAll(/`([^`\n]+)`/g)].map(({ 1: text = "" }) => text);
}

const FENCED = /^```(\S*)\n(.*?)^```$/gms;

function withoutBlocks(markdown: string): string {
  return markdown.replace(FENCED, "");
}
