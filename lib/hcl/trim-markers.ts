import type { TemplatePart } from "./template";

/**
 * Applies the `~` markers of a template, which remove white space next to them, and leaves them out. They act on one
 * line at most, so they mean something else once a text of several lines is written with `\n` on one.
 */
export function trimAtMarkers(parts: readonly TemplatePart[]): TemplatePart[] {
  return parts.map((part, index) => {
    if (part.kind === "sequence") {
      return { ...part, opener: part.opener.replace("~", ""), closer: part.closer.replace("~", "") };
    }
    const [before, after] = [parts[index - 1], parts[index + 1]];
    const fromStart =
      before?.kind === "sequence" && before.closer.startsWith("~") ? trimFirstLine(part.text) : part.text;
    const text =
      after?.kind === "sequence" && after.opener.endsWith("~") ? trimLastLine(fromStart) : fromStart;
    return { kind: "text", text };
  });
}

/** Whether white space next to a sequence is removed by a marker. */
export function hasMarkers(parts: readonly TemplatePart[]): boolean {
  return parts.some(
    (part) => part.kind === "sequence" && (part.opener.endsWith("~") || part.closer.startsWith("~")),
  );
}

function trimFirstLine(text: string): string {
  const end = text.indexOf("\n") + 1 || text.length;
  return text.slice(0, end).replace(/^\p{White_Space}+/u, "") + text.slice(end);
}

function trimLastLine(text: string): string {
  const start = text.slice(0, -1).lastIndexOf("\n") + 1;
  return text.slice(0, start) + text.slice(start).replace(/\p{White_Space}+$/u, "");
}
