import type { Command } from "commander";

import type { Ipv4Address } from "../../ipv4";
import { type CheaperPlan, type ExplainedBlock, type ExplainedPlan, explainPlan } from "../blocks";
import { action, commandNamed, configurationArgument, jsonOption, printJson } from "../command";
import { configurationFile, loadConfigurations } from "../configuration-files";

interface Options {
  readonly json?: boolean;
}

/** Plan of a stack. */
interface StackPlan extends ExplainedPlan {
  readonly stack: string;
  readonly file: string;
  readonly region: string;
}

/** Returns the command `blocks`, which explains the blocks of the configuration. */
export function blocksCommand(): Command {
  return commandNamed("blocks", {
    summary: "explain the secondary CIDR blocks: their sizes, what they shadow, what would be cheaper",
    description:
      "Explains the secondary CIDR blocks of each stack: why each is as large as it is, which public addresses of others it " +
      "shadows, and what would shadow fewer: a new plan, a larger quota, another EIP, fewer ranges by hand.",
    examples: ["blocks", "blocks exposures --json"],
  })
    .addArgument(configurationArgument())
    .addOption(jsonOption("print the blocks of each stack"))
    .action(
      action((configuration: string | undefined, { json }: Options) => {
        const plans = loadConfigurations(configurationFile(configuration)).map(
          ({ file, configuration: settings, lockFile }): StackPlan => ({
            stack: settings.stack,
            file,
            region: settings.region,
            ...explainPlan(settings, lockFile.content),
          }),
        );
        if (json === true) printJson(plans);
        else process.stdout.write(plans.map(describePlan).join("\n"));
        return undefined;
      }),
    );
}

function describePlan(plan: StackPlan): string {
  const { stack, region, blocks, unplanned, cheaper, shadowed, blocksPerVpc } = plan;
  const sum = `${blocks.length === 1 ? "1 block" : `${blocks.length} blocks`}, ${shadowed} shadowed addresses; a VPC takes ${blocksPerVpc}`;
  return [
    `${stack}  (region ${region})`,
    ...blocks.flatMap(describeBlock),
    ...(unplanned.length === 0
      ? []
      : [`  not planned: ${unplanned.join(", ")}; Terraform computes or finds their blocks`]),
    `  ${sum}`,
    ...cheaper.map(describeCheaper),
    ...(cheaper.length === 0 && blocks.length > 0 ? ["  nothing cheaper is known"] : []),
    "",
  ].join("\n");
}

function describeBlock({ cidr, vpc, shadowed, shadowedRanges, why, vswitches }: ExplainedBlock): string[] {
  return [
    `  block ${cidr.toString()}${vpc === undefined ? "" : ` in ${vpc}`}`,
    `    why       ${why}`,
    `    shadows   ${shadowed} addresses of others: ${rangesText(shadowedRanges)}`,
    ...vswitches.map((vswitch) => `    vSwitch   ${vswitch.cidr.toString()} for ${vswitch.keys.join(", ")}`),
  ];
}

/** Maximum number of ranges in a line. */
const MOST_RANGES = 6;

function rangesText(ranges: readonly (readonly [Ipv4Address, Ipv4Address])[]): string {
  const texts = ranges.map(([first, last]) =>
    first.value === last.value ? first.toString() : `${first.toString()} to ${last.toString()}`,
  );
  if (texts.length <= MOST_RANGES) return texts.join(", ");
  return `${texts.slice(0, MOST_RANGES).join(", ")} and ${texts.length - MOST_RANGES} more`;
}

function describeCheaper({ saves, change, replaces }: CheaperPlan): string {
  const cost = replaces.length === 0 ? "" : `; replaces ${replaces.join(", ")}`;
  return `  to shadow ${saves} fewer: ${change}${cost}`;
}
