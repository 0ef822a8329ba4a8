// Lets each process that a test starts write its coverage, whatever environment the test gives it.
const childProcess = require("node:child_process");

// cdktf's command line warns of options that do not say how much memory there is.
const OPTIONS = `--max-old-space-size=4096 --require ${require.resolve("./preload")}`;
const PATCHED = Symbol.for("writes coverage");

// Jest gives all tests in a process the same modules of Node.js.
if (childProcess[PATCHED] === undefined) {
  childProcess[PATCHED] = true;
  for (const name of ["spawn", "spawnSync", "execFile", "execFileSync"]) {
    const start = childProcess[name];
    childProcess[name] = (program, ...rest) => {
      const args = Array.isArray(rest[0]) ? rest.shift() : [];
      const options = typeof rest[0] === "object" ? rest.shift() : {};
      const environment = options.env ?? process.env;
      const NODE_OPTIONS = [environment.NODE_OPTIONS, OPTIONS].filter(Boolean).join(" ");
      return start(program, args, { ...options, env: { ...environment, NODE_OPTIONS } }, ...rest);
    };
  }
}
