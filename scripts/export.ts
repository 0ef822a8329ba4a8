import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import {
  configurationFile,
  earlierExport,
  exportConfiguration,
  loadConfiguration,
  PlanLockFile,
  writeExport,
} from "../lib";
import { exportArguments } from "../lib/app/export-arguments";
import { reportMistakes } from "../lib/app/run";
import { stackReport } from "../lib/app/summary";

const LOST_ISOLATION =
  "with --style for-each, one EIP that Alibaba Cloud refuses leaves all others unattached; --style single keeps them apart";

// Writes the configuration as Terraform that stands alone: npm run export -- --to <folder>. See docs/export.md.
reportMistakes(() => {
  // It asks cdktf for its own HCL, and what is exported comes from the JSON.
  delete process.env.SYNTH_HCL_OUTPUT;
  const { to, ...form } = exportArguments(process.argv.slice(3));
  const file = configurationFile();
  const lockFile = PlanLockFile.beside(file);
  const planLock = lockFile.content;
  const options = { ...form, planLock, earlier: earlierExport(to) };
  const exported = exportConfiguration(loadConfiguration(file, planLock), options);
  writeExport(to, exported, providerLockBeside(file));
  const note = lockFile.save(exported.stack.fleet.planLock);
  const report = [
    ...stackReport(exported.stack, false),
    ...(form.style === "for-each" ? [`warning: ${LOST_ISOLATION}`] : []),
    `written: ${to} (${[...exported.files.keys()].join(", ")})`,
    ...(note === undefined ? [] : [note]),
  ];
  process.stdout.write(`${report.join("\n")}\n`);
});

/** Terraform's own lock file beside the configuration file, where there is one. */
function providerLockBeside(configuration: string): { readonly providerLock?: string } {
  const file = path.join(path.dirname(configuration), ".terraform.lock.hcl");
  return existsSync(file) ? { providerLock: readFileSync(file, "utf8") } : {};
}
