// Measures everything that has a goal, side by side with an anchor in the same run, and writes the table: npm run bench.
//   npm run bench [-- [part ...] [--rounds 3] [--no-write]]
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { parseArgs } = require("node:util");

const prettier = require("prettier");

const { bindings } = require("./bindings");
const { parts } = require("./parts");
const { provider } = require("./provider");
const { synthesis } = require("./synthesis");
const { isMet, tableOf } = require("./table");

const PAGE = path.resolve(__dirname, "..", "docs", "benchmarks.md");
const TABLE = /(<!-- table of npm run bench -->\n)[^]*?(\n<!-- end -->)/;
const PARTS = { parts, bindings, synthesis, provider };

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: "string", default: "3" },
      "no-write": { type: "boolean", default: false },
    },
  });
  const wanted = positionals.length === 0 ? Object.keys(PARTS) : positionals;
  const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
  const rounds = Number(values.rounds);
  if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
    console.error(
      `usage: npm run bench [-- [${Object.keys(PARTS).join(" | ")} ...] [--rounds 3] [--no-write]]`,
    );
    process.exitCode = 2;
    return;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  try {
    const rows = [];
    // One after the other: what runs beside a small measurement changes it.
    for (const name of wanted) rows.push(...(await PARTS[name]({ folder: subfolder(folder, name), rounds })));
    console.log(tableOf(rows));
    // A part alone does not replace the whole table.
    if (!values["no-write"] && wanted.length === Object.keys(PARTS).length) await write(rows);
    if (rows.some((row) => isMet(row) === false)) process.exitCode = 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function subfolder(folder, name) {
  const inside = path.join(folder, name);
  fs.mkdirSync(inside);
  return inside;
}

async function write(rows) {
  const [{ model }] = os.cpus();
  const machine = `Node.js ${process.version}, ${os.cpus().length} processors (${model.trim()}), ${rows.length} rows.`;
  const page = fs
    .readFileSync(PAGE, "utf8")
    .replace(TABLE, (_, start, end) => `${start}\n${machine}\n\n${tableOf(rows)}\n${end}`);
  const settings = await prettier.resolveConfig(PAGE);
  fs.writeFileSync(PAGE, await prettier.format(page, { ...settings, filepath: PAGE }));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
