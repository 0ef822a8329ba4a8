// Parts of the library by themselves, in this process: the planner, and the renderer of HCL.
const fs = require("node:fs");
const path = require("node:path");

const { buildSync } = require("esbuild");

const { configuration, exposures, PER_BLOCK } = require("./fleets");
const { measure, measureShell } = require("./processes");

const root = path.resolve(__dirname, "..");

/** @returns {Promise<import("./table").Row[]>} */
async function parts({ folder }) {
  return [planner(folder), ...(await renderer(folder))];
}

function planner(folder) {
  const { planFleet, Ipv4Address } = moduleOf(folder, "planner", "./lib/public/planning");
  const requests = exposures(2000).map(({ key, eip }, i) => ({
    ...{ key, eip: Ipv4Address.parse(eip) },
    zoneId: `cn-hangzhou-${"hij"[Math.floor(i / PER_BLOCK) % 3]}`,
  }));
  const seconds = processorTime(() => planFleet(requests, { blocksPerVpc: 5 }));
  return { what: "planner: 2,000 EIPs in three zones, processor time", ours: seconds, most: 2, unit: "s" };
}

/** A stack of 1,000 exposures as HCL, beside what Terraform's own formatter takes to read and print the same. */
async function renderer(folder) {
  const what = "HCL renderer, 1,000 exposures: processor time, beside `terraform fmt` of the result";
  const { renderHcl } = moduleOf(folder, "renderer", "./hcl/src");
  const output = path.join(folder, "large");
  const file = path.join(folder, "large.yaml");
  fs.writeFileSync(file, configuration(1000));
  const env = { EXPOSURE_CONFIG: file, CDKTF_OUTDIR: output };
  await measure(folder, path.join(root, "scripts", "app.js"), [], { cwd: root, env });
  const [stack] = fs.readdirSync(path.join(output, "stacks"));
  const json = JSON.parse(fs.readFileSync(path.join(output, "stacks", stack, "cdk.tf.json"), "utf8"));
  let text = "";
  const seconds = processorTime(() => (text = renderHcl(json)));
  const rendered = path.join(folder, "rendered");
  fs.mkdirSync(rendered);
  fs.writeFileSync(path.join(rendered, "main.tf"), text);
  try {
    const fmt = await measureShell(`terraform fmt -check ${rendered}`, { cwd: folder, env: process.env });
    return [{ what, ours: seconds, anchor: fmt.seconds, most: 3, unit: "s" }];
  } catch (error) {
    return [{ what, missing: error.message.split("\n")[0] }];
  }
}

function moduleOf(folder, name, from) {
  const outfile = path.join(folder, `${name}.js`);
  buildSync({
    ...{ absWorkingDir: root, outfile, bundle: true, platform: "node", logLevel: "error" },
    stdin: { contents: `export * from ${JSON.stringify(from)};`, resolveDir: root },
  });
  return require(outfile);
}

function processorTime(action) {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

module.exports = { parts };
