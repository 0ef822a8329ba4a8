import { type Command, Option } from "commander";

import { Labels, type Language, LANGUAGES } from "../../diagram/labels";
import { omitUndefined } from "../../omit-undefined";
import { action, commandNamed, configurationArgument, path, usageError } from "../command";
import { configurationFile } from "../configuration-files";
import {
  DIAGRAM_FORMATS,
  type DiagramFormat,
  formatOfFile,
  isFolder,
  picturesOf,
  writePictures,
} from "../diagrams";

interface Options {
  readonly format?: DiagramFormat;
  readonly to?: string;
  readonly before?: string;
  readonly stack?: string;
  readonly language: Language;
}

const ENDINGS = Object.values(DIAGRAM_FORMATS).flat();

/** Returns the command `diagram`, which draws the stacks of a configuration. */
export function diagramCommand(): Command {
  const command = commandNamed("diagram", {
    summary: "draw the stacks, or what a change does to them: as text, Mermaid or SVG",
    description:
      "Draws each stack of the configuration: VPCs, secondary CIDR blocks with the addresses that they shadow, vSwitches, NICs with " +
      "their EIPs, and instances. With --before, it draws what a change adds, replaces and removes. No cloud and no state is read.",
    examples: [
      "diagram",
      "diagram --to exposure.svg",
      "diagram --before before/exposure.yaml --format markdown",
    ],
  })
    .addArgument(configurationArgument())
    .addOption(
      new Option(
        "--format <format>",
        "format of the picture (default: by the ending of --to, or text)",
      ).choices(Object.keys(DIAGRAM_FORMATS)),
    )
    .option("--to <file>", "file to write, or a folder for a file of each stack", path)
    .option("--before <configuration>", "configuration file or folder of the earlier version", path)
    .option("--stack <name>", "only the stack of this name")
    .addOption(new Option("--language <language>", "language of the words").choices(LANGUAGES).default("en"));
  return command.action(
    action(async (configuration: string | undefined, options: Options) => {
      const { to, before, stack, language } = options;
      const format = options.format ?? formatOf(command, to);
      const source = configurationFile(configuration);
      const pictures = picturesOf({ source, ...omitUndefined({ before, stack }) });
      const target = { format, ...omitUndefined({ to }) };
      process.stdout.write(await writePictures(pictures, new Labels(language), target, source));
      return undefined;
    }),
  );
}

function formatOf(command: Command, to: string | undefined): DiagramFormat {
  if (to === undefined) return "text";
  const format = isFolder(to) ? undefined : formatOfFile(to);
  return (
    format ??
    usageError(
      command,
      `--to ${to} does not tell the format; add --format, or end the name in ${ENDINGS.join(", ")}`,
    )
  );
}
