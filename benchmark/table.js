// The table of docs/benchmarks.md.

/**
 * A row of the table.
 * @typedef {object} Row
 * @property {string} what
 * @property {number} [ours]
 * @property {number} [anchor] what it is compared with; without it, the row is a number by itself
 * @property {number} [most] the goal: the ratio, or without an anchor our own number, at most
 * @property {string} [unit]
 * @property {string} [missing] why it was not measured
 */

const HEADINGS = ["what", "ours", "anchor", "ratio", "goal", ""];

/** @param {Row} row */
function isMet({ ours, anchor, most, missing }) {
  if (missing !== undefined || most === undefined) return undefined;
  return (anchor === undefined ? ours : ours / anchor) <= most;
}

/** @param {readonly Row[]} rows @returns {string} a table in Markdown */
function tableOf(rows) {
  const cells = rows.map((row) => {
    const { what, ours, anchor, most, unit = "", missing } = row;
    if (missing !== undefined) return [what, "–", "–", "–", "–", missing];
    const number = (value) =>
      value === undefined ? "–" : `${digits(value)}${unit === "" ? "" : ` ${unit}`}`;
    const goal = anchor === undefined ? number(most) : digits(most ?? NaN);
    return [
      what,
      number(ours),
      number(anchor),
      anchor === undefined ? "–" : (ours / anchor).toFixed(2),
      most === undefined ? "–" : `≤ ${goal}`,
      { true: "met", false: "**missed**", undefined: "" }[String(isMet(row))],
    ];
  });
  const lines = [HEADINGS, HEADINGS.map(() => "---"), ...cells];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** Two digits after the point for small numbers, none for large ones. */
function digits(value) {
  if (Number.isInteger(value)) return String(value);
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

module.exports = { isMet, tableOf };
