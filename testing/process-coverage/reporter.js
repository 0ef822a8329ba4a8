// Adds the coverage of the processes that tests have started to that of the tests. Jest tells its own reporter of coverage after this one.
const fs = require("node:fs");
const path = require("node:path");

const { createCoverageMap } = require("istanbul-lib-coverage");

const { FOLDER } = require("./places");

const COUNTS = path.join(FOLDER, "counts");

/** @implements {Partial<import("@jest/reporters").Reporter>} */
class CoverageOfProcesses {
  onRunStart() {
    fs.rmSync(COUNTS, { recursive: true, force: true });
    fs.mkdirSync(COUNTS, { recursive: true });
  }

  /** Takes what was written until now, whichever test it belongs to: in the end, all is added up. */
  onTestResult(_test, result) {
    const map = createCoverageMap(result.coverage ?? {});
    for (const name of fs.readdirSync(COUNTS).filter((file) => file.endsWith(".json"))) {
      const file = path.join(COUNTS, name);
      map.merge(JSON.parse(fs.readFileSync(file, "utf8")));
      fs.rmSync(file);
    }
    result.coverage = map.toJSON();
  }
}

module.exports = CoverageOfProcesses;
