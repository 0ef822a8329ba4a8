// Prints the reasons for skipped tests and one line of totals, before Jest's own summary:
//
//   skipped: 12 tests need Terraform (terraform is not on the PATH; install 1.9 or later)
//   240 passed, 0 failed, 12 skipped
//
// A reason stands in the title of the test or of a describe block around it, where requirements.ts puts it.
// Plain JavaScript, because Jest loads reporters without transforming them.

const REASON = /\[needs (.+)\]$/s;
const NO_REASON = "";

/** @implements {Partial<import("@jest/reporters").Reporter>} */
class SkippedReporter {
  constructor(globalConfig) {
    this.selectedByName = Boolean(globalConfig.testNamePattern);
  }

  onRunComplete(_contexts, results) {
    const lines = [...skippedByReason(results)].map(([reason, count]) => this.describe(reason, count));
    // Standard error, as all that Jest prints for people; standard output belongs to --json.
    process.stderr.write(
      `\n${[...lines, totals(results), ""].filter((line) => line !== undefined).join("\n")}`,
    );
  }

  /** Returns nothing for the tests that whoever runs Jest chose to leave out. */
  describe(reason, count) {
    const tests = count === 1 ? "1 test" : `${count} tests`;
    if (reason !== NO_REASON) return `skipped: ${tests} ${count === 1 ? "needs" : "need"} ${reason}`;
    return this.selectedByName ? undefined : `skipped: ${tests} without a stated reason`;
  }
}

function skippedByReason(results) {
  const counts = new Map();
  for (const test of results.testResults.flatMap((file) => file.testResults)) {
    if (test.status !== "pending" && test.status !== "todo") continue;
    const reasons = [...test.ancestorTitles, test.title].flatMap((title) => REASON.exec(title)?.[1] ?? []);
    const reason = [...new Set(reasons)].join(" and ") || NO_REASON;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}

/** A file that could not be run counts as one failed test: what it would have tested is not known to work. */
function totals(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  return `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
}

module.exports = SkippedReporter;
