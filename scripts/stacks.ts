import { parseArgs } from "node:util";

import { reportUserErrors } from "../lib/cli/run";
import { stackEntries, stackLines } from "../lib/cli/stacks";

const USAGE = `npm run stacks [-- --json] [--changed-from <before>]

--json          writes {stack, region, folder, files} for each stack, for a pipeline
--changed-from  only the stacks that are not the same, providers included, in this earlier output folder
`;

// Lists the stacks of the configuration.
reportUserErrors(() => {
  const options = commandLine();
  if (options === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 1;
    return;
  }
  const stacks = stackEntries(process.env.CDKTF_OUTDIR ?? "cdktf.out", options["changed-from"]);
  process.stdout.write(options.json === true ? `${JSON.stringify(stacks)}\n` : stackLines(stacks));
});

function commandLine() {
  try {
    return parseArgs({
      args: process.argv.slice(3),
      options: { json: { type: "boolean" }, "changed-from": { type: "string" } },
    }).values;
  } catch {
    // An option that is not known.
    return undefined;
  }
}
