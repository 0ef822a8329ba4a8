import { readFileSync, writeFileSync } from "node:fs";

import { programWith } from "../lib/cli/exposed-eip-command";

// Writes the help of each command into docs/reference/command-line.md: node scripts/app.js scripts/command-line.ts [--check]
const PAGE = "docs/reference/command-line.md";

const program = programWith("");
const page = readFileSync(PAGE, "utf8");
const expected = page.replace(
  /(<!-- help of ([a-z-]+) -->\n)[^]*?(\n<!-- end -->)/g,
  (_, start: string, name: string, end: string) => {
    const command = name === program.name() ? program : program.commands.find((one) => one.name() === name);
    if (command === undefined) throw new RangeError(`${PAGE} has the help of ${name}, which is no command`);
    let text = "";
    command
      .configureOutput({ ...command.configureOutput(), writeOut: (part) => (text += part) })
      .outputHelp();
    return `${start}\n\`\`\`text\n${text}\`\`\`\n${end}`;
  },
);
const described = [...expected.matchAll(/<!-- help of ([a-z-]+) -->/g)].map(([, name]) => name);
const missing = program.commands.map((command) => command.name()).filter((name) => !described.includes(name));
if (missing.length > 0) throw new RangeError(`${PAGE} lacks the help of ${missing.join(", ")}`);
if (process.argv.includes("--check")) {
  if (expected !== page) {
    process.stderr.write(`${PAGE} differs from the help of the commands. Run: npm run command-line\n`);
    process.exitCode = 1;
  }
} else writeFileSync(PAGE, expected);
