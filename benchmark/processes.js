// Measuring whole processes: processor time, and memory of the largest.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/** Loaded before a program: when it ends, it adds a line with its processor time and memory to a file. */
const METER = `process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  const measured = { program: process.argv[1], seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 };
  require("node:fs").appendFileSync(process.env.BENCH_METER, JSON.stringify(measured) + "\\n");
});`;

/**
 * Runs a program of Node.js, and those that it starts.
 *
 * @param exitCodes - those that are no failure
 * @returns {Promise<{ program: string, seconds: number, megabytes: number }[]>} each process, in the order in which they ended
 */
async function measure(folder, file, args, { cwd, env = {}, exitCodes = [0] }) {
  const meter = path.join(folder, "meter.js");
  if (!fs.existsSync(meter)) fs.writeFileSync(meter, METER);
  const record = path.join(folder, "measured.jsonl");
  fs.rmSync(record, { force: true });
  const environment = {
    ...process.env,
    ...env,
    NODE_OPTIONS: `--require ${meter}`,
    BENCH_METER: record,
  };
  const { exitCode, output } = await run(process.execPath, [file, ...args], { cwd, env: environment });
  if (!exitCodes.includes(exitCode))
    throw new Error(`${file} ${args.join(" ")} failed:\n${output.slice(-2000)}`);
  return fs
    .readFileSync(record, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Runs a line of shell, and returns the processor time of all that it started, in seconds. */
async function measureShell(line, options) {
  const { exitCode, output } = await run("sh", ["-c", `${line}\ncode=$?; times; exit $code`], options);
  if (exitCode !== 0) throw new Error(`${line} failed:\n${output.slice(-2000)}`);
  const [user = 0, system = 0] = (output.trim().split("\n").at(-1) ?? "").split(" ").map((text) => {
    const [, minutes, seconds] = /^(\d+)m([\d.,]+)s$/.exec(text) ?? [];
    return 60 * Number(minutes) + Number(seconds?.replace(",", "."));
  });
  return { seconds: user + system, output };
}

function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    // Nobody reads along: what is written last is what is looked at.
    for (const stream of [child.stderr, child.stdout]) stream.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, output }));
  });
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/** Runs both in turns, so that whatever else the machine does hits both, and returns the medians of each number. */
async function inTurns(rounds, ours, anchor) {
  const [one, other] = [[], []];
  for (let round = 0; round < rounds; round++) {
    one.push(await ours());
    other.push(await anchor());
  }
  const medians = (runs) =>
    Object.fromEntries(Object.keys(runs[0]).map((name) => [name, median(runs.map((run) => run[name]))]));
  return [medians(one), medians(other)];
}

/** Environment of Terraform. */
function terraformEnvironment() {
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  if (!fs.existsSync(env.TF_CLI_CONFIG_FILE ?? "")) delete env.TF_CLI_CONFIG_FILE;
  return env;
}

/** Why the provider cannot be had, or nothing. */
function providerIsMissing() {
  if (process.env.EXPOSED_EIP_PROVIDER === "registry") return undefined;
  const plugins = path.join(os.homedir(), ".terraform.d", "plugins");
  const folder = path.join(plugins, "registry.terraform.io", "aliyun", "alicloud");
  return fs.existsSync(folder) ? undefined : "the provider is not in ~/.terraform.d/plugins";
}

/** Environment in which Terraform and the provider call an emulated cloud. */
function cloudEnvironment(emulator) {
  return {
    ...terraformEnvironment(),
    ALIBABA_CLOUD_ACCESS_KEY_ID: "made-up",
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: "made-up",
    ALIBABA_CLOUD_ACCOUNT_TYPE: "Domestic",
    ALIBABA_CLOUD_ENDPOINT_VPC: emulator.endpoint,
    ALIBABA_CLOUD_ENDPOINT_ECS: emulator.endpoint,
    SSL_CERT_FILE: emulator.certificateFile,
    NO_PROXY: emulator.endpoint,
    no_proxy: emulator.endpoint,
  };
}

module.exports = {
  cloudEnvironment,
  inTurns,
  measure,
  measureShell,
  providerIsMissing,
  terraformEnvironment,
};
