import { configurationFile, exportConfiguration, loadConfiguration, PlanLockFile, writeExport } from "../lib";
import { exportArguments } from "../lib/app/export-arguments";
import { reportMistakes } from "../lib/app/run";
import { stackReport } from "../lib/app/summary";

// Writes the configuration as Terraform that stands alone: npm run export -- --to <folder>. See docs/export.md.
reportMistakes(() => {
  // It asks cdktf for its own HCL, and what is exported comes from the JSON.
  delete process.env.SYNTH_HCL_OUTPUT;
  const { to, ...form } = exportArguments(process.argv.slice(3));
  const file = configurationFile();
  const lockFile = PlanLockFile.beside(file);
  const planLock = lockFile.content;
  const { files, stack } = exportConfiguration(loadConfiguration(file, planLock), { ...form, planLock });
  writeExport(to, files);
  const note = lockFile.save(stack.fleet.planLock);
  const report = [
    ...stackReport(stack, false),
    `written: ${to} (${[...files.keys()].join(", ")})`,
    ...(note === undefined ? [] : [note]),
  ];
  process.stdout.write(`${report.join("\n")}\n`);
});
