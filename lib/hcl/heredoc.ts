import { hasInvisible } from "./string";
import type { TemplatePart } from "./template";
import { hasMarkers } from "./trim-markers";

/**
 * A template of several lines as a heredoc, or undefined where a heredoc could not say exactly the same: when the text
 * does not end with a line end, or has characters that must be escaped.
 * @param depth - how many blocks and brackets are open around it, for the indentation
 */
export function heredoc(parts: readonly TemplatePart[], depth: number): string | undefined {
  const last = parts.at(-1);
  if (last?.kind !== "text" || !last.text.endsWith("\n")) return undefined;
  if (parts.some((part) => part.kind === "text" && hasInvisible(part.text))) return undefined;
  const lines = splitLines(parts);
  if (lines.length < 2 || lines.every(isBlank)) return undefined;

  const marker = unusedMarker(lines);
  if (hasMarkers(parts) || !canIndent(lines)) return `<<${marker}\n${lines.map(source).join("")}${marker}`;
  const margin = "  ".repeat(depth);
  const body = lines.map((line) => (isBlank(line) ? source(line) : `${margin}  ${source(line)}`));
  return `<<-${marker}\n${body.join("")}${margin}${marker}`;
}

type Line = readonly TemplatePart[];

function splitLines(parts: readonly TemplatePart[]): Line[] {
  const lines: TemplatePart[][] = [[]];
  for (const part of parts) {
    if (part.kind === "sequence") lines.at(-1)?.push(part);
    else {
      part.text.split(/(?<=\n)/).forEach((text) => {
        lines.at(-1)?.push({ kind: "text", text });
        if (text.endsWith("\n")) lines.push([]);
      });
    }
  }
  return lines.slice(0, -1);
}

function source(line: Line): string {
  return line
    .map((part) => (part.kind === "text" ? part.text : part.opener + part.source + part.closer))
    .join("");
}

function isBlank(line: Line): boolean {
  return line.every((part) => part.kind === "text" && /^\p{White_Space}*$/u.test(part.text));
}

/**
 * Whether `<<-` removes just the margin: it removes what all lines have in common, so one line must have no indentation
 * of its own, and counts characters as a reader sees them, so no line may start with one that joins the margin.
 */
function canIndent(lines: readonly Line[]): boolean {
  const starts = lines
    .filter((line) => !isBlank(line))
    .map(([first]) => (first?.kind === "text" ? first.text : ""));
  return (
    starts.some((text) => !/^\p{White_Space}/u.test(text)) &&
    !starts.some((text) => /^[\p{M}\p{Cf}\p{EMod}]/u.test(text))
  );
}

function unusedMarker(lines: readonly Line[]): string {
  const taken = new Set(lines.map((line) => source(line).trim()));
  let marker = "EOT";
  for (let number = 2; taken.has(marker); number += 1) marker = `EOT${number}`;
  return marker;
}
