// Start-up and synthesis of fleets of growing size, side by side with the program that is written by hand for the same resources: processor time
// and memory of whole processes, as ratios. Both are bundled, and run in turns, so that whatever else the machine does hits both.
//   node benchmark/synthesis.js [rounds]
const { execFileSync, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const { buildSync } = require("esbuild");

const { configuration, exposures } = require("./fleets");

const root = path.resolve(__dirname, "..");
const SIZES = [1, 100, 1000, 4000];
const rounds = Number(process.argv[2] ?? 3);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "synthesis-"));

/** Seconds of processor time, and the most memory in MB, of one process. */
function measure(file, args, env) {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["-r", path.join(folder, "measure.js"), file, ...args],
    {
      cwd: root,
      env: { ...process.env, CDKTF_OUTDIR: path.join(folder, "out"), ...env },
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  if (status !== 0) throw new Error(`${file} failed:\n${stderr}`);
  const [, seconds, megabytes] = /^measured (\S+) (\S+)$/m.exec(stderr) ?? [];
  return { seconds: Number(seconds), megabytes: Number(megabytes) };
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const medians = (runs) => ({
  seconds: median(runs.map(({ seconds }) => seconds)),
  megabytes: median(runs.map(({ megabytes }) => megabytes)),
});

function main() {
  fs.writeFileSync(
    path.join(folder, "measure.js"),
    `process.on("exit", () => {
      const { user, system } = process.cpuUsage();
      process.stderr.write(\`\\nmeasured \${(user + system) / 1e6} \${process.resourceUsage().maxRSS / 1024}\\n\`);
    });`,
  );
  const byHand = path.join(folder, "by-hand.js");
  buildSync({
    ...{ entryPoints: [path.join(__dirname, "by-hand.js")], outfile: byHand, absWorkingDir: root },
    ...{ bundle: true, platform: "node", target: "node20", logLevel: "error" },
  });
  const programs = {
    "main.ts": (size) =>
      measure(path.join(root, "scripts", "app.js"), [], {
        EXPOSURE_CONFIG: path.join(folder, `exposures-${size}.yaml`),
      }),
    "by hand": (size) => measure(byHand, [String(size)], {}),
  };
  for (const size of SIZES)
    fs.writeFileSync(path.join(folder, `exposures-${size}.yaml`), configuration(size));
  programs["main.ts"](1); // builds the bundle
  console.log("exposures   main.ts            by hand            time   memory   (ratios main.ts / by hand)");
  const measured = new Map();
  for (const size of SIZES) {
    const runs = { "main.ts": [], "by hand": [] };
    for (let round = 0; round < rounds; round++)
      for (const [name, program] of Object.entries(programs)) {
        fs.rmSync(path.join(folder, "out"), { recursive: true, force: true });
        fs.rmSync(path.join(folder, `exposures-${size}.lock.json`), { force: true });
        runs[name].push(program(size));
      }
    const [ours, theirs] = [medians(runs["main.ts"]), medians(runs["by hand"])];
    measured.set(size, ours);
    const cell = ({ seconds, megabytes }) => `${seconds.toFixed(2)} s ${megabytes.toFixed(0)} MB`.padEnd(18);
    console.log(
      `${String(size).padEnd(11)} ${cell(ours)} ${cell(theirs)} ` +
        `${(ours.seconds / theirs.seconds).toFixed(2).padEnd(6)} ${(ours.megabytes / theirs.megabytes).toFixed(2)}`,
    );
  }
  const [small, large] = SIZES.slice(-2).map((size) => measured.get(size));
  console.log(
    `from ${SIZES.at(-2)} to ${SIZES.at(-1)} exposures: time ${(large.seconds / small.seconds).toFixed(2)}, ` +
      `memory ${(large.megabytes / small.megabytes).toFixed(2)} (linear: ${SIZES.at(-1) / SIZES.at(-2)})`,
  );
  startOfPackedCommand(byHand);
  console.log(`the planner takes ${planner().toFixed(2)} s of one core for 2000 EIPs in three zones`);
}

/** Start of the command as it is installed, for one exposure. At most 1.3 times the time of the program by hand is wanted. */
function startOfPackedCommand(byHand) {
  execFileSync(process.execPath, [path.join(root, "scripts", "build-package.js")]);
  const command = path.join(root, "dist", "package", "exposed-eip.js");
  const synthesis = () => measure(command, ["synth"], { EXPOSURE_CONFIG: path.join(folder, "1.yaml") });
  synthesis(); // keeps what V8 compiled
  const [ours, theirs] = [[], []];
  // It is over so soon that more of them are needed for the same certainty.
  for (let round = 0; round < 5 * rounds; round++) {
    ours.push(synthesis());
    theirs.push(measure(byHand, ["1"], {}));
  }
  const [our, their] = [medians(ours).seconds, medians(theirs).seconds];
  console.log(
    `the packed command takes ${our.toFixed(2)} s for 1 exposure, by hand ${their.toFixed(2)} s: ratio ${(our / their).toFixed(2)}`,
  );
}

function planner() {
  const outfile = path.join(folder, "planner.js");
  buildSync({
    ...{ absWorkingDir: root, outfile, bundle: true, platform: "node", logLevel: "error" },
    stdin: {
      contents: 'export * from "./lib/public/planning";',
      resolveDir: root,
    },
  });
  const { planFleet, Ipv4Address } = require(outfile);
  const requests = exposures(2000).map(({ key, eip }, i) => ({
    ...{ key, eip: Ipv4Address.parse(eip) },
    zoneId: `cn-hangzhou-${"hij"[Math.floor(i / 100) % 3]}`,
  }));
  const before = process.cpuUsage();
  planFleet(requests, { blocksPerVpc: 5 });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

try {
  main();
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
