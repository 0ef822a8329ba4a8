import { PlanLockFile } from "../lib";
import { configurationFile } from "../lib/cli/configuration-files";
import { exportArguments } from "../lib/cli/export-arguments";
import { ProviderLockFile } from "../lib/cli/provider-lock-file";
import { reportUserErrors } from "../lib/cli/run";
import { stackReport } from "../lib/cli/summary";
import { loadConfiguration } from "../lib/configuration/load";
import { exportConfiguration } from "../lib/export/export-configuration";
import { earlierExport, writeExport } from "../lib/export/export-folder";
import { omitUndefined } from "../lib/omit-undefined";

const LOST_ISOLATION =
  "with --style for-each, one EIP that Alibaba Cloud refuses leaves all others unattached; --style single keeps them apart";

// Writes the configuration as Terraform that stands alone: npm run export -- --to <folder>. See docs/export.md.
reportUserErrors(() => {
  // It asks cdktf for its own HCL, and what is exported comes from the JSON.
  delete process.env.SYNTH_HCL_OUTPUT;
  const { to, ...form } = exportArguments(process.argv.slice(2));
  const file = configurationFile();
  const lockFile = PlanLockFile.beside(file);
  const planLock = lockFile.content;
  const options = { ...form, planLock, earlier: earlierExport(to) };
  const exported = exportConfiguration(loadConfiguration(file, planLock), options);
  // A module leaves the versions of its providers to whoever calls it.
  const providerLock = form.as === "root" ? ProviderLockFile.committed().text : undefined;
  writeExport(to, exported, omitUndefined({ providerLock }));
  const note = lockFile.save(exported.stack.fleet.planLock);
  const report = [
    ...stackReport(exported.stack, false),
    ...(form.style === "for-each" ? [`warning: ${LOST_ISOLATION}`] : []),
    `written: ${to} (${[...exported.files.keys()].join(", ")})`,
    ...(note === undefined ? [] : [note]),
  ];
  process.stdout.write(`${report.join("\n")}\n`);
});
