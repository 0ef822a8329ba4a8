// Prints what the tests of the guest script showed, as tables: for each image family, what was checked after a reboot;
// for each shell, what was checked on a real kernel; and the checks that are the same for every image.
// Plain JavaScript, because Jest loads reporters without transforming them.

const MARKS = { passed: "yes", failed: "NO", pending: "skipped" };
const NEEDS = / \[needs (.+)\]$/s;

/** @implements {Partial<import("@jest/reporters").Reporter>} */
class TableReporter {
  onRunComplete(_contexts, results) {
    const checks = results.testResults.flatMap((file) => file.testResults.map(checkOf));
    const broken = results.testResults.filter(
      (file) => file.testExecError !== undefined || file.failureMessage,
    );
    const byFamily = checks.filter((check) => check.row.includes("("));
    const byShell = checks.filter((check) => check.row.startsWith("any image, "));
    const others = checks.filter((check) => !byFamily.includes(check) && !byShell.includes(check));

    print("image family, after a reboot the EIP …", matrix(byFamily, "row", "title"));
    print("any image, on a real kernel the guest script …", matrix(byShell, "title", "row"));
    print("any image, the guest script …", summary(others));
    for (const reason of new Set(checks.flatMap((check) => check.reason ?? [])))
      write(`skipped: needs ${reason}\n`);
    for (const file of broken) write(`${file.failureMessage ?? ""}\n`);
    write(
      `\n${results.numPassedTests} passed, ${results.numFailedTests} failed, ${results.numPendingTests} skipped\n`,
    );
  }
}

function checkOf(test) {
  const path = [...test.ancestorTitles, test.title];
  const reason = path.flatMap((title) => NEEDS.exec(title)?.[1] ?? [])[0];
  const titles = path.map((title) => title.replace(NEEDS, ""));
  const [family, ...rest] = titles[0].split(": ");
  const isAny = family === "any image";
  return {
    row: family,
    title: test.title,
    group: [...(isAny ? rest : titles.slice(0, 1)), ...titles.slice(1, -1)].join(" "),
    status: test.status,
    reason,
  };
}

/** A line for each value of one key, a column for each value of the other. */
function matrix(checks, lineKey, columnKey) {
  const lines = unique(checks, lineKey);
  const columns = unique(checks, columnKey);
  const cell = (line, column) =>
    verdict(checks.filter((check) => check[lineKey] === line && check[columnKey] === column));
  return [["", ...columns], ...lines.map((line) => [line, ...columns.map((column) => cell(line, column))])];
}

function summary(checks) {
  const groups = unique(checks, "group");
  return [
    ["", "checks", "shown"],
    ...groups.map((group) => {
      const of = checks.filter((check) => check.group === group);
      return [group, String(of.length), verdict(of)];
    }),
  ];
}

/** The worst of several results. */
function verdict(checks) {
  const worst = ["failed", "pending", "passed"].find((status) =>
    checks.some((check) => check.status === status),
  );
  return MARKS[worst] ?? "-";
}

function unique(checks, key) {
  return [...new Set(checks.map((check) => check[key]))];
}

/** Wide headings go above the table, one number each, so that it fits a terminal. */
function print(title, [head, ...rows]) {
  if (rows.length === 0) return;
  const isWide = head.some((text) => text.length > 12);
  const shown = [isWide ? head.map((_, index) => (index === 0 ? "" : String(index))) : head, ...rows];
  const widths = head.map((_, column) => Math.max(...shown.map((row) => row[column].length)));
  write(`\n${title}\n`);
  if (isWide) head.slice(1).forEach((text, index) => write(`  ${index + 1}  ${text}\n`));
  for (const row of shown)
    write(
      `${row
        .map((text, column) => text.padEnd(widths[column]))
        .join("  ")
        .trimEnd()}\n`,
    );
}

function write(text) {
  process.stdout.write(text);
}

module.exports = TableReporter;
