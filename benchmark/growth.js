// How time and memory grow with the number of exposures, as ratios between fleets that are measured side by side in one run: of
// the synthesis, and of the planner for 2,000 EIPs. Each fleet is a process of its own.
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const counts = [1000, 4000];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "growth-"));

/** Addresses of a /12 that is nobody's on the Internet, far apart enough that no vSwitch reserves one. */
const addressOf = (i) => `10.${Math.floor(i / 25000)}.${Math.floor(i / 100) % 250}.${8 + 2 * (i % 100)}`;

function configuration(count, eipOf) {
  const exposures = Array.from({ length: count }, (_, i) => {
    const id = String(i).padStart(5, "0");
    return `  key-${id}: {instance: i-bp1${id}, eip: ${eipOf(i, id)}}`;
  });
  return ["region: cn-hangzhou", "blocksPerVpc: 1000", "exposures:", ...exposures, ""].join("\n");
}

/** Seconds of processor time, and the most memory in MB, of one synthesis. */
function measure(name, text) {
  const file = path.join(folder, `${name}.yaml`);
  fs.writeFileSync(file, text);
  const { status, stderr } = spawnSync(process.execPath, [__filename, "--measured"], {
    cwd: root,
    env: { ...process.env, CDKTF_OUTDIR: path.join(folder, name), EXPOSURE_CONFIG: file },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
  const [, seconds, megabytes] = /^measured (\S+) (\S+)$/m.exec(stderr) ?? [];
  return { seconds: Number(seconds), megabytes: Number(megabytes) };
}

/** What a process that was started by measure() does. */
function synthesize() {
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    const { maxRSS } = process.resourceUsage();
    process.stderr.write(`measured ${(user + system) / 1e6} ${maxRSS / 1024}\n`);
  });
  process.argv.splice(2, 1);
  require(path.join(root, "scripts", "app.js"));
}

function planner() {
  const { buildSync } = require("esbuild");
  const outfile = path.join(folder, "planner.js");
  buildSync({
    absWorkingDir: root,
    ...{
      stdin: { contents: 'export * from "./lib/plan"; export * from "./lib/address";', resolveDir: root },
    },
    ...{ outfile, bundle: true, platform: "node", logLevel: "error" },
  });
  const { planFleet, Ipv4Address } = require(outfile);
  const requests = Array.from({ length: 2000 }, (_, i) => ({
    key: `key-${i}`,
    eip: Ipv4Address.parse(addressOf(i)),
    zoneId: `cn-hangzhou-${"hij"[Math.floor(i / 100) % 3]}`,
  }));
  const before = process.cpuUsage();
  planFleet(requests, { blocksPerVpc: 5 });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function main() {
  try {
    measure("warm-up", configuration(10, addressOf));
    for (const [kind, eipOf] of [
      ["by address", addressOf],
      ["by allocation ID", (_, id) => `eip-bp1${id}`],
    ]) {
      const [small, large] = counts.map((count) =>
        measure(`${kind.replaceAll(" ", "-")}-${count}`, configuration(count, eipOf)),
      );
      const ratio = (name) => (large[name] / small[name]).toFixed(2);
      console.log(
        `${kind}: ${counts[1]} exposures take ${large.seconds.toFixed(1)} s of one core and ${large.megabytes.toFixed(0)} MB; ` +
          `ratio to ${counts[0]}: time ${ratio("seconds")}, memory ${ratio("megabytes")} (linear: ${counts[1] / counts[0]})`,
      );
    }
    console.log(`the planner takes ${planner().toFixed(2)} s of one core for 2000 EIPs`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] === "--measured") synthesize();
else main();
