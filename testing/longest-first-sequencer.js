// Starts the files of tests that take longest first, so that none of them runs alone at the end. Jest knows how long a file took
// only where its cache is, which a fresh clone does not have; it goes by the size of the file there.
// Plain JavaScript, because Jest loads sequencers without transforming them.
const TestSequencer = require("@jest/test-sequencer").default;

/** Files or folders that take minutes: most of it is spent on waiting for network daemons, for the provider, or for processes. */
const LONGEST = [
  "test/guest/persistence.test.ts",
  "test/export/round-trip.test.ts",
  "test/guest/finding-the-nic.test.ts",
  "test/demo/",
  "test/package/",
  "test/e2e/",
  "test/guest/kernel.test.ts",
  "test/cli/mutations.test.ts",
];

class LongestFirstSequencer extends TestSequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = LONGEST.findIndex((longest) => path.includes(`/${longest}`));
      return index === -1 ? LONGEST.length : index;
    };
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
}

module.exports = LongestFirstSequencer;
