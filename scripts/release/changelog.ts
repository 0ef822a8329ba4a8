/** Entries of one version in CHANGELOG.md. */
export interface ChangelogSection {
  /** Version, or `Unreleased`. */
  readonly version: string;
  /** Date as `YYYY-MM-DD`; undefined if there is none in this form. */
  readonly date?: string;
  /** Text under the heading, trimmed. */
  readonly text: string;
}

/** Heading of a version, by the rules of Keep a Changelog: `## 1.2.3 - 2026-11-29`, its version as a link or not. */
const HEADING = /^## \[?(Unreleased|\d+\.\d+\.\d+[\w.+-]*)\]?(?: - (\S+))?\s*$/gm;

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Returns the sections of a changelog in their order. */
export function changelogSections(changelog: string): ChangelogSection[] {
  const headings = [...changelog.matchAll(HEADING)];
  return headings.map((heading, i) => {
    const [line, version = "", date = ""] = heading;
    const text = changelog.slice(heading.index + line.length, headings[i + 1]?.index).trim();
    return { version, text, ...(DATE.test(date) ? { date } : {}) };
  });
}

/** Returns the entries that are marked as breaking. */
export function breakingEntries({ text }: ChangelogSection): string[] {
  return text.split("\n").filter((line) => /^- \*\*Breaking:\*\* \S/.test(line));
}

/** Returns the entries: lines of lists. */
export function entries({ text }: ChangelogSection): string[] {
  return text.split("\n").filter((line) => /^- \S/.test(line));
}
