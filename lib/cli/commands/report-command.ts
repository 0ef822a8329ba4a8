import nodePath from "node:path";

import { type Command, Option } from "commander";

import { type Language, LANGUAGES } from "../../diagram/labels";
import { omitUndefined } from "../../omit-undefined";
import { action, commandNamed, configurationArgument, outputOption, path } from "../command";
import { chosenConfigurations, configurationFile } from "../configuration-files";
import { writeWhole } from "../diagrams";
import { reportOf } from "../reports";
import { outputFolder } from "../run";

interface Options {
  readonly to: string;
  readonly stack?: string;
  readonly contact?: string;
  readonly language: Language;
  readonly output?: string;
}

/** Returns the command `report`, which writes a page about each stack. */
export function reportCommand(): Command {
  return commandNamed("report", {
    summary: "write a page about each stack: picture, exposures, address plan, RAM policy, runbook",
    description:
      "Writes one HTML page for each stack: its picture, a table of its exposures, its address plan to scale with what it shadows, its " +
      "RAM policy, and a runbook. The page loads nothing and can be printed. No cloud and no state is read.",
    examples: ["report", 'report --to site --contact "network on call, ext. 1234" --language zh-CN'],
  })
    .addArgument(configurationArgument())
    .addOption(new Option("--to <folder>", "folder for the pages").default("report").argParser(path))
    .option("--stack <name>", "only the stack of this name")
    .option("--contact <text>", "whom to call (default: a line to fill in by hand)")
    .addOption(new Option("--language <language>", "language of the page").choices(LANGUAGES).default("en"))
    .addOption(outputOption())
    .action(
      action(async (configuration: string | undefined, options: Options) => {
        const { to, stack, contact, language, output } = options;
        const settings = { language, outdir: outputFolder(output), ...omitUndefined({ contact }) };
        const pages: (readonly [file: string, html: string])[] = [];
        for (const one of chosenConfigurations(configurationFile(configuration), stack))
          pages.push([nodePath.join(to, `${one.configuration.stack}.html`), await reportOf(one, settings)]);
        for (const page of pages) writeWhole(...page);
        process.stdout.write(pages.map(([file]) => `written: ${file}\n`).join(""));
        return undefined;
      }),
    );
}
