import type { TemplatePart } from "./template";
import { trimAtMarkers } from "./trim-markers";

/** A template as a quoted string on one line. */
export function quotedString(parts: readonly TemplatePart[]): string {
  const texts = trimAtMarkers(parts).map((part, index, all) => {
    if (part.kind === "sequence") return `${part.opener}${part.source}${part.closer}`;
    const text = escapeText(part.text);
    const next = all[index + 1];
    // "$" in front of "${" would read as the escape "$${".
    return next?.kind === "sequence" ? text.replace(/[$%]$/, escapeCodePoint) : text;
  });
  return `"${texts.join("")}"`;
}

/** Controls, bidirectional marks and line separators: what a reviewer could not see. */
const invisible = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Whether a reviewer would miss something in a text that is shown as it is. */
export function hasInvisible(text: string): boolean {
  return text.replace(/[\n\t]/g, "").search(invisible) >= 0;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function escapeText(text: string): string {
  return text
    .replace(/["\\\n\r\t]/g, (character) => shortEscapes[character] ?? character)
    .replace(invisible, escapeCodePoint);
}

function escapeCodePoint(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
