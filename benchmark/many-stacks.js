// How long many stacks take with the real provider against the emulator: each with Terraform, several at once, a stack that
// cannot be applied among them; `cdktf deploy '*'` when the mistake is gone; the plans that look for drift; and destroy.
// node benchmark/many-stacks.js [stacks] [parallelism]; needs Terraform, and the provider where Terraform finds it.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const { startEmulator } = require("alicloud-emulator");

const { cloudEnvironment } = require("./processes");

const root = path.resolve(__dirname, "..");
const count = Number(process.argv[2] ?? 50);
const parallelism = Number(process.argv[3] ?? 5);
const failing = Math.floor(count / 2);
const RANGES = ["203.0.113", "198.51.100", "192.0.2"];
const TYPES = ["vpcs", "vswitches", "networkInterfaces", "eips"];

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "many-stacks-"));
  const emulator = await startEmulator({ seed: seed() });
  try {
    writeConfigurations(folder);
    const environment = {
      ...cloudEnvironment(emulator),
      EXPOSURE_CONFIG: path.join(folder, "exposures"),
      DISABLE_VERSION_CHECK: "1",
      CI: "1",
    };
    const timed = async (what, action) => {
      const before = emulator.calls.summary().total;
      const started = Date.now();
      const result = await action({ cwd: folder, env: environment });
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      const calls = emulator.calls.summary().total - before;
      const exposed = emulator.cloud.toJSON().eips.filter(({ status }) => status === "InUse").length;
      console.log(
        `${what.padEnd(36)} ${seconds.padStart(7)} s  ${calls} calls  ${exposed} exposed  ${result}`,
      );
    };
    const cdktf = path.join(root, "node_modules", ".bin", "cdktf");
    console.log(`${count} stacks, at most ${parallelism} at once, ${os.cpus().length} processors`);
    await timed("synthesis", async (options) =>
      ended(await run(process.execPath, [path.join(root, "scripts", "app.js")], options)),
    );
    await timed("terraform init and apply of each", (options) =>
      each(options, [["init"], ["apply", "-auto-approve"]]),
    );
    writeConfiguration(folder, failing, `i-${failing}`);
    const args = ["deploy", "*", "--auto-approve", "--parallelism", String(parallelism)];
    await timed("cdktf deploy '*', the mistake gone", async (options) =>
      ended(await run(cdktf, args, options)),
    );
    await timed("terraform plan of each", (options) => each(options, [["plan", "-detailed-exitcode"]]));
    await timed("terraform destroy of each", (options) => each(options, [["destroy", "-auto-approve"]]));
    const left = emulator.cloud.toJSON();
    console.log(`left over: ${left.vpcs.filter((vpc) => vpc.secondaryCidrBlocks.length > 0).length} blocks`);
  } finally {
    await emulator.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs Terraform commands one after the other in the folder of each stack. Returns how they ended. */
async function each(options, commands) {
  const waiting = fs.readdirSync(path.join(options.cwd, "cdktf.out", "stacks"));
  const codes = {};
  const mistakes = new Set();
  const work = async () => {
    for (let stack = waiting.pop(); stack !== undefined; stack = waiting.pop()) {
      let result = { exitCode: 0, output: "" };
      for (const command of commands) {
        if (result.exitCode !== 0) break;
        const args = [`-chdir=cdktf.out/stacks/${stack}`, ...command, "-no-color", "-input=false"];
        result = await run("terraform", args, options);
      }
      codes[result.exitCode] = (codes[result.exitCode] ?? 0) + 1;
      const [mistake] =
        result.exitCode === 1 ? (result.output.match(/^Error: [^]*/m) ?? [result.output]) : [];
      if (mistake !== undefined) mistakes.add(mistake.replaceAll(/\s+/g, " ").slice(0, 300));
    }
  };
  await Promise.all(Array.from({ length: parallelism }, work));
  return [JSON.stringify(codes), ...mistakes].join("\n    ");
}

function ended({ exitCode, output }) {
  return exitCode === 0 ? "" : output.slice(-2000);
}

function writeConfigurations(folder) {
  // cdktf looks for its own settings in the working directory.
  const settings = JSON.parse(fs.readFileSync(path.join(root, "cdktf.json"), "utf8"));
  const app = `${process.execPath} ${path.join(root, "scripts", "app.js")}`;
  fs.writeFileSync(path.join(folder, "cdktf.json"), JSON.stringify({ ...settings, app }));
  fs.mkdirSync(path.join(folder, "exposures"));
  fs.writeFileSync(
    path.join(folder, "exposures", "defaults.yaml"),
    "region: cn-hangzhou\nprovider: {skip_region_validation: true}\n",
  );
  for (const index of indexes())
    writeConfiguration(folder, index, index === failing ? "i-missing" : `i-${index}`);
}

function writeConfiguration(folder, index, instance) {
  const exposures = { web: { instance, eip: addressOf(index) } };
  fs.writeFileSync(
    path.join(folder, "exposures", `stack-${index}.json`),
    JSON.stringify({ exposures }, undefined, 2),
  );
}

/** An account with a VPC, an instance and an EIP for each stack. */
function seed() {
  return {
    region: "cn-hangzhou",
    quotas: Object.fromEntries(TYPES.map((type) => [type === "vswitches" ? "vswitchesPerVpc" : type, 1000])),
    vpcs: indexes().map((index) => ({ id: `vpc-${index}`, cidrBlock: "10.0.0.0/8" })),
    vswitches: indexes().map((index) => ({
      id: `vsw-${index}`,
      vpcId: `vpc-${index}`,
      zoneId: "cn-hangzhou-h",
      cidrBlock: "10.0.0.0/24",
    })),
    securityGroups: indexes().map((index) => ({ id: `sg-${index}`, vpcId: `vpc-${index}` })),
    instances: indexes().map((index) => ({
      id: `i-${index}`,
      vswitchId: `vsw-${index}`,
      securityGroupIds: [`sg-${index}`],
    })),
    eips: indexes().map((index) => ({ id: `eip-${index}`, ipAddress: addressOf(index) })),
  };
}

/** A documentation address that is usable in a /28. */
function addressOf(index) {
  const octet = 16 * (Math.floor(index / 3) % 16) + 4 + Math.floor(index / 48);
  return `${RANGES[index % 3]}.${octet}`;
}

function indexes() {
  return Array.from({ length: count }, (_, index) => index);
}

function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, output }));
  });
}
