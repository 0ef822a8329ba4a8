/** Result of one check. */
export interface Finding {
  /** The number of the check in docs/reference/live-checks.md. */
  readonly number: number;
  /** Assumption. */
  readonly assumption: string;
  /** `open` where nothing was assumed and the answer is only written down. */
  readonly verdict: "as assumed" | "NOT AS ASSUMED" | "open" | "not reached";
  /** Observation, in a few words. */
  readonly found: string;
}

/** The findings as a table. */
export function table(findings: readonly Finding[]): string {
  const rows = [...findings]
    .sort((one, other) => one.number - other.number)
    .map(({ number, assumption, verdict, found }) => [String(number), verdict, assumption, found]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `  ${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
