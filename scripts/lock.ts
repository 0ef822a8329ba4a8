import path from "node:path";
import { parseArgs } from "node:util";

import { loadConfigurations } from "../lib/cli/configuration-files";
import { updateProviderLock } from "../lib/cli/provider-lock-file";
import { reportUserErrors } from "../lib/cli/run";

const USAGE = `npm run lock [-- --upgrade]

Keeps beside the configuration which providers terraform init has installed for its stacks, with their checksums.

--upgrade  also where another version is kept, as after terraform init -upgrade
`;

// Keeps the .terraform.lock.hcl that Terraform wrote in the folders of the stacks.
reportUserErrors(() => {
  const isUpgrade = commandLine();
  if (isUpgrade === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 1;
    return;
  }
  const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
  const stacks = loadConfigurations().map(({ configuration: { stack } }) => stack);
  const folders = new Map(stacks.map((stack) => [stack, path.join(outdir, "stacks", stack)]));
  const notes = updateProviderLock(folders, isUpgrade);
  process.stdout.write(notes.map((note) => `${note}\n`).join(""));
});

function commandLine(): boolean | undefined {
  try {
    const options = { upgrade: { type: "boolean", default: false } } as const;
    return parseArgs({ args: process.argv.slice(2), options }).values.upgrade;
  } catch {
    // An option that is not known.
    return undefined;
  }
}
