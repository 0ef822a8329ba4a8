// Lets Mocha run tests that are written for Jest. Mocha keeps what it has loaded from mutant to mutant, so that a mutant takes
// milliseconds; Jest loads everything again, which takes seconds, and does not stop at the first test that fails.
// Plain JavaScript, because it is loaded before what transforms TypeScript.
const { configureGlobal } = require("fast-check");
const { expect } = require("expect");
const { bind } = require("jest-each");
const { ModuleMocker } = require("jest-mock");
const { interfaces } = require("mocha");

// Tests that need Terraform are skipped, in CI too: a mutant would wait seconds for it.
process.env.PATH = "";
delete process.env.CI;

// The same cases for each mutant, so that the score is the same tomorrow; and no search for the smallest one that fails.
configureGlobal({ seed: 1, endOnFailure: true });

const { bdd } = interfaces;
interfaces.bdd = (root) => {
  bdd(root);
  root.afterAll(forgetLoading);
  root.on("pre-require", (globals) => {
    const { describe, it } = globals;
    for (const declare of [describe, describe.skip, it, it.skip]) declare.each = bind(declare);
    Object.assign(globals, {
      test: it,
      beforeAll: globals.before,
      afterAll: globals.after,
      expect,
      jest: Object.assign(new ModuleMocker(globalThis), { setTimeout: () => {} }),
    });
  });
};

/**
 * Takes what ran in a test, too, from what ran when files were loaded. Stryker starts a new process for each mutant there, which takes
 * seconds, and then changes it only in tests all the same.
 */
function forgetLoading() {
  const { static: loading = {}, perTest = {} } = globalThis.__stryker__?.mutantCoverage ?? {};
  for (const mutants of Object.values(perTest)) for (const id of Object.keys(mutants)) delete loading[id];
}
