import { readFileSync } from "node:fs";
import * as path from "node:path";

interface Row {
  readonly what: string;
  readonly ours?: number;
  readonly anchor?: number;
  readonly most?: number;
  readonly unit?: string;
  readonly missing?: string;
}

const { isMet, tableOf } = jest.requireActual<{
  isMet: (row: Row) => boolean | undefined;
  tableOf: (rows: readonly Row[]) => string;
}>("../../benchmark/table.js");

describe("the table of benchmarks", () => {
  it("compares the ratio with the goal, or the number itself where there is no anchor", () => {
    const rows = [
      { what: "met", ours: 3, anchor: 2, most: 1.5, unit: "s" },
      { what: "missed", ours: 3.2, anchor: 2, most: 1.5, unit: "s" },
      { what: "alone", ours: 2.52, most: 2.5, unit: "KB" },
      { what: "without a goal", ours: 250.4, unit: "MB" },
      { what: "not measured", missing: "no provider" },
    ];
    expect(rows.map(isMet)).toEqual([true, false, false, undefined, undefined]);
    expect(tableOf(rows).split("\n").slice(2)).toEqual([
      "| met | 3 s | 2 s | 1.50 | ≤ 1.50 | met |",
      "| missed | 3.20 s | 2 s | 1.60 | ≤ 1.50 | **missed** |",
      "| alone | 2.52 KB | – | – | ≤ 2.50 KB | **missed** |",
      "| without a goal | 250 MB | – | – | – |  |",
      "| not measured | – | – | – | – | no provider |",
    ]);
  });

  it("has a place on the page", () => {
    const page = readFileSync(path.resolve(__dirname, "../../docs/benchmarks.md"), "utf8");
    expect(page).toMatch(/<!-- table of npm run bench -->\n\n[^]+\n\n<!-- end -->/);
  });
});
