// How long main.ts takes as a process, as a ratio to a minimal cdktf program that declares the same resources by hand.
// The two are run in turns, so that whatever else the machine does hits both alike.
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const rounds = Number(process.argv[2] ?? 15);
const programs = {
  "main.ts": path.join(root, "scripts", "app.js"),
  "by hand": path.join(__dirname, "by-hand.js"),
};

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "start-up-"));
const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
try {
  // The first round fills caches and builds the bundle; it is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, file] of Object.entries(programs)) {
      const started = process.hrtime.bigint();
      const { status, stderr } = spawnSync(process.execPath, [file], {
        cwd: root,
        env: {
          ...process.env,
          CDKTF_OUTDIR: path.join(folder, "out"),
          EXPOSURE_CONFIG: path.join(root, "exposure.yaml"),
        },
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
      if (round > 0) times[name].push(Number(process.hrtime.bigint() - started) / 1e6);
    }
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
for (const [name, values] of Object.entries(times))
  console.log(`${name}: median ${median(values).toFixed(0)} ms of ${rounds}`);
console.log(`ratio main.ts / by hand: ${(median(times["main.ts"]) / median(times["by hand"])).toFixed(2)}`);
