// Synthesis side by side with the program that is written by hand for the same resources: processor time and memory of whole processes.
// Both are bundled.
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const { buildSync } = require("esbuild");

const { configuration } = require("./fleets");
const { inTurns, measure } = require("./processes");

const root = path.resolve(__dirname, "..");
const APP = path.join(root, "scripts", "app.js");
const SIZES = [1, 100, 1000, 4000];

/** @returns {Promise<import("./table").Row[]>} */
async function synthesis({ folder, rounds }) {
  const output = path.join(folder, "out");
  const byHand = bundled(folder);
  const file = (size) => path.join(folder, `exposures-${size}.yaml`);
  for (const size of SIZES) fs.writeFileSync(file(size), configuration(size));
  const one = async (program, args, env) => {
    fs.rmSync(output, { recursive: true, force: true });
    const [measured] = await measure(folder, program, args, {
      cwd: root,
      env: { CDKTF_OUTDIR: output, ...env },
    });
    const [stack] = fs.readdirSync(path.join(output, "stacks"));
    const { size } = fs.statSync(path.join(output, "stacks", stack, "cdk.tf.json"));
    return { seconds: measured.seconds, megabytes: measured.megabytes, kilobytes: size / 1000 };
  };
  const ours = (size) => () => {
    fs.rmSync(path.join(folder, `exposures-${size}.lock.json`), { force: true });
    return one(APP, [], { EXPOSURE_CONFIG: file(size) });
  };
  const theirs = (size) => () => one(byHand, [String(size)], {});
  await ours(1)(); // builds the bundle
  const rows = [];
  const measured = new Map();
  for (const size of SIZES) {
    // Small ones are over so soon that more of them are needed for the same certainty.
    const [our, their] = await inTurns(size <= 100 ? 4 * rounds + 1 : rounds, ours(size), theirs(size));
    measured.set(size, [our, their]);
    const what = `synthesis of ${size} exposure${size === 1 ? "" : "s"}`;
    rows.push(
      { what: `${what}: processor time`, ours: our.seconds, anchor: their.seconds, most: 1.5, unit: "s" },
      { what: `${what}: memory`, ours: our.megabytes, anchor: their.megabytes, most: 1.5, unit: "MB" },
    );
  }
  const growth = (name, i) => measured.get(4000)[i][name] / measured.get(1000)[i][name];
  rows.push(
    {
      what: "growth of processor time, 1,000 to 4,000",
      ours: growth("seconds", 0),
      most: 4.4,
      unit: "times",
    },
    { what: "growth of memory, 1,000 to 4,000", ours: growth("megabytes", 0), most: 4, unit: "times" },
  );
  const perExposure = (i) => (measured.get(1000)[i].kilobytes - measured.get(100)[i].kilobytes) / 900;
  rows.push(
    { what: "`cdk.tf.json` for each exposure, by hand", ours: perExposure(1), unit: "KB" },
    { what: "`cdk.tf.json` for each exposure", ours: perExposure(0), most: 2.5, unit: "KB" },
  );
  return [
    ...rows,
    await packedCommand({ folder, rounds, byHand, one }),
    ...(await cdktfSynth({ folder, rounds, byHand })),
  ];
}

/** Start of the command as it is installed, for one exposure. */
async function packedCommand({ folder, rounds, byHand, one }) {
  execFileSync(process.execPath, [path.join(root, "scripts", "build-package.js")]);
  const command = path.join(root, "dist", "package", "exposed-eip.js");
  const ours = () => one(command, ["synth"], { EXPOSURE_CONFIG: path.join(folder, "exposures-1.yaml") });
  await ours(); // keeps what V8 compiled
  const [our, their] = await inTurns(5 * rounds, ours, () => one(byHand, ["1"], {}));
  const what = "the packed command, synthesis of 1 exposure: processor time";
  return { what, ours: our.seconds, anchor: their.seconds, most: 1.3, unit: "s" };
}

/** `cdktf synth` as a whole, and the part of it that is not cdktf's own. */
async function cdktfSynth({ folder, rounds, byHand }) {
  const cli = path.join(root, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf.js");
  const synth = async (name, app, env) => {
    const cwd = path.join(folder, name);
    fs.mkdirSync(cwd, { recursive: true });
    fs.writeFileSync(
      path.join(cwd, "cdktf.json"),
      JSON.stringify({ language: "typescript", app, sendCrashReports: "false" }),
    );
    const processes = await measure(folder, cli, ["synth"], {
      cwd,
      env: { CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", CI: "1", ...env },
    });
    const isApp = ({ program }) => program === APP || program === byHand;
    const seconds = (some) => some.reduce((sum, one) => sum + one.seconds, 0);
    return { whole: seconds(processes), app: seconds(processes.filter(isApp)) };
  };
  const node = process.execPath;
  const [our, their] = await inTurns(
    rounds,
    () => synth("ours", `${node} ${APP}`, { EXPOSURE_CONFIG: path.join(folder, "exposures-1.yaml") }),
    () => synth("theirs", `${node} ${byHand}`, {}),
  );
  return [
    {
      what: "`cdktf synth` of 1 exposure, whole: processor time",
      ours: our.whole,
      anchor: their.whole,
      most: 1.2,
      unit: "s",
    },
    { what: "of that, the program that it starts", ours: our.app, anchor: their.app, most: 1.5, unit: "s" },
  ];
}

function bundled(folder) {
  const outfile = path.join(folder, "by-hand.js");
  buildSync({
    ...{ entryPoints: [path.join(__dirname, "by-hand.js")], outfile, absWorkingDir: root },
    ...{ bundle: true, platform: "node", target: "node20", logLevel: "error" },
  });
  return outfile;
}

module.exports = { synthesis };
