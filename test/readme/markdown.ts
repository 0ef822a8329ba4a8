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

const FENCED = /^```(\S*)\n(.*?)^```$/gms;

function withoutBlocks(markdown: string): string {
  return markdown.replace(FENCED, "");
}
