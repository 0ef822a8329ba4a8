import type { TemplatePart } from "./template";
import { trimAtMarkers } from "./trim-markers";

/** A template as a quoted string on one line. */
export function quotedString(parts: readonly TemplatePart[]): string {
  const trimmed = trimAtMarkers(parts).filter((part) => part.kind === "sequence" || part.text !== "");
  const [only] = trimmed;
  // Alone in its quotes, an interpolation would keep its type; with white space that is trimmed, it is a string.
  if (parts.length > 1 && trimmed.length === 1 && only?.kind === "sequence") return `" \${~${only.source}}"`;
  return `"${trimmed.map((part, index) => writePart(part, trimmed[index + 1])).join("")}"`;
}

function writePart(part: TemplatePart, next: TemplatePart | undefined): string {
  if (part.kind === "sequence") return `${part.opener}${part.source}${part.closer}`;
  const text = escapeText(part.text);
  // "$" in front of "${" would read as the escape "$${".
  return next?.kind === "sequence" ? text.replace(/[$%]$/, escapeCodePoint) : text;
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
