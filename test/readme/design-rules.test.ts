import { projectText } from "./readme";

const ROW = /^\| (?<rule>\d+) +\| [^|]+ \| `(?<file>[^`]+)`: (?<title>[^|]+?) +\|$/gm;

/** The rows of the table: the number of a rule, and the file and the text of a test that shows it. */
const rows = [...projectText("docs/explanation/design-rules.md").matchAll(ROW)].map(
  ({ groups: { rule = "", file = "", title = "" } = {} }) => ({ rule: Number(rule), file, title }),
);

describe("a rule of the design", () => {
  test("is shown by at least one test, each of the eleven", () => {
    expect([...new Set(rows.map(({ rule }) => rule))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test.each(rows)("$rule is shown by a test that is there: $file: $title", ({ file, title }) => {
    expect(projectText(file)).toContain(title);
  });
});
