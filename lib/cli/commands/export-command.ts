import { type Command, Option } from "commander";

import { loadConfiguration } from "../../configuration/load";
import { exportConfiguration } from "../../export/export-configuration";
import { earlierExport, type ExportForm, writeExport } from "../../export/export-folder";
import type { ExportFormat } from "../../export/output";
import type { ExportStyle } from "../../export/style";
import { omitUndefined } from "../../omit-undefined";
import { colored } from "../terminal";
import { action, commandNamed, configurationArgument, path } from "../command";
import { configurationFile, PlanLockFile } from "../configuration-files";
import { reviseExportedImports } from "../pending-imports";
import { ProviderLockFile } from "../provider-lock-file";
import { stackReport } from "../summary";

interface Options {
  readonly to: string;
  readonly as: ExportForm;
  readonly format: ExportFormat;
  readonly style: ExportStyle;
}

const FORMS: readonly ExportForm[] = ["root", "module"];

const FORMATS: readonly ExportFormat[] = ["hcl", "json"];

const STYLES: readonly ExportStyle[] = ["single", "for-each"];

const LOST_ISOLATION =
  "with --style for-each, one EIP that Alibaba Cloud refuses leaves all others unattached; --style single keeps them apart";

/** Returns the command `export`, which writes a configuration as Terraform that stands alone. */
export function exportCommand(): Command {
  return commandNamed("export", {
    summary: "write a configuration file as Terraform that stands alone",
    description:
      "Writes a configuration file as a folder of Terraform that needs neither this program nor CDKTF: " +
      "a root configuration, or a reusable module with a call of it.",
    examples: ["export --to exported", "export web.yaml --to modules/exposed-eip --as module"],
  })
    .addArgument(configurationArgument())
    .requiredOption("--to <folder>", "folder to write", path)
    .addOption(new Option("--as <form>", "form of the export").choices(FORMS).default("root"))
    .addOption(new Option("--format <format>", "syntax of the files").choices(FORMATS).default("hcl"))
    .addOption(
      new Option("--style <style>", "resources for each exposure, or one of each kind with for_each")
        .choices(STYLES)
        .default("single"),
    )
    .action(
      action((configuration: string | undefined, { to, as, format, style }: Options) => {
        const source = configurationFile(configuration);
        const lockFile = PlanLockFile.beside(source);
        const planLock = lockFile.content;
        const options = { as, format, style, planLock, earlier: earlierExport(to) };
        const exported = exportConfiguration(loadConfiguration(source, planLock), options);
        // A module leaves the versions of its providers to whoever calls it.
        const providerLock = as === "root" ? ProviderLockFile.committed(source).text : undefined;
        writeExport(to, exported, omitUndefined({ providerLock }));
        const notes = [
          lockFile.save(exported.stack.fleet.planLock),
          as === "root" ? reviseExportedImports(exported.stack, to) : undefined,
        ];
        const report = [
          ...stackReport(exported.stack, false),
          ...(style === "for-each" ? [`warning: ${LOST_ISOLATION}`] : []),
          `written: ${to} (${[...exported.files.keys()].join(", ")})`,
          ...notes.filter((note) => note !== undefined),
        ];
        process.stdout.write(colored(`${report.join("\n")}\n`, process.stdout));
        return undefined;
      }),
    );
}
