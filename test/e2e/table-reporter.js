// Prints the table of the end-to-end cases: what came out, how a stack converges after a fault, how many API calls and seconds it took. The cases run in other
// processes and leave a line each in a file (end-to-end-cases.ts); that a case failed or was skipped is known from Jest,
// and why it was skipped is printed by skipped-reporter.js.
// Plain JavaScript, because Jest loads reporters without transforming them.
const fs = require("node:fs");

const MARKS = { passed: "ok", failed: "FAILED", pending: "skipped" };

/** @implements {Partial<import("@jest/reporters").Reporter>} */
class TableReporter {
  constructor({ testNamePattern }) {
    this.testNamePattern = testNamePattern;
  }

  onRunComplete(_contexts, results) {
    const records = readRecords(process.env.E2E_RECORD_FILE);
    const tests = results.testResults.flatMap((file) => file.testResults);
    // Jest passes if -t names no test.
    const pattern = new RegExp(this.testNamePattern ?? "", "i");
    if (!tests.some(({ fullName }) => pattern.test(fullName)))
      this.error = new Error(`no case has a name like ${this.testNamePattern}`);
    const rows = tests.map((test) => row(test, records.get(test.title)));
    process.stdout.write(
      `\n${columns([["case", "result", "converges by", "API calls", "seconds"], ...rows])}`,
    );
    if (this.error !== undefined) process.stderr.write(`${this.error.message}\n`);
  }

  /** An error of a reporter fails the run. */
  getLastError() {
    return this.error;
  }
}

function row(test, record) {
  const mark = MARKS[test.status] ?? test.status;
  const result = record?.result ? `${mark}: ${record.result}` : mark;
  const numbers = [record?.calls, record?.seconds].map((number) => String(number ?? "-"));
  return [test.title, result, record?.by || "-", ...numbers];
}

function columns(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const isNumber = (column) => column > 2;
  const cell = (text, column) =>
    isNumber(column) ? text.padStart(widths[column]) : text.padEnd(widths[column]);
  return rows.map((row) => `${row.map(cell).join("  ").trimEnd()}\n`).join("");
}

function readRecords(file) {
  const text = file !== undefined && fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  const records = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return new Map(records.map((record) => [record.name, record]));
}

module.exports = TableReporter;
