import path from "node:path";

import type { App } from "cdktf";

import { CHECKS } from "../checks";
import { ExposureStack } from "../stack/exposure-stack";

/**
 * What a person wants to know after a synthesis: what each exposure gets, what it costs, and what to do next.
 *
 * @param isRunByCli - whether the CDKTF command line runs the app: it prints warnings itself, and knows what comes next
 */
export function summary(app: App, isRunByCli: boolean): string {
  const stacks = app.node.children.filter((child): child is ExposureStack => child instanceof ExposureStack);
  return stacks.map((stack) => stackSummary(app, stack, isRunByCli)).join("\n");
}

function stackSummary(app: App, stack: ExposureStack, isRunByCli: boolean): string {
  const file = path.join(app.outdir, app.manifest.forStack(stack).synthesizedStackPath);
  const { stack: name, region } = stack.configuration;
  return [
    `${name}  (region ${region})`,
    ...exposureRows(stack),
    ...(isRunByCli ? [] : warnings(stack).map((warning) => `warning: ${warning}`)),
    ...stack.configuration.skipChecks.map(
      (check) => `not checked, by skipChecks: ${CHECKS[check]} (${check})`,
    ),
    ...(isRunByCli ? [] : [`written: ${file}      next: npx cdktf deploy`]),
    "",
  ].join("\n");
}

function exposureRows({ fleet, configuration }: ExposureStack): string[] {
  const rows = Object.entries(configuration.exposures).map(([key, { instance, eip }]) => {
    const block = fleet.plan.find(({ vswitches }) => vswitches.some(({ keys }) => keys.includes(key)));
    const vswitch = block?.vswitches.find(({ keys }) => keys.includes(key));
    const place =
      block === undefined || vswitch === undefined
        ? "block and vSwitch computed by Terraform"
        : `block ${block.cidr.toString()}, vSwitch ${vswitch.cidr.toString()}`;
    const name = "allocationId" in eip ? eip.allocationId : eip.address.toString();
    return [key, `${name} → ${instance}`, place] as const;
  });
  const [keyWidth, pairWidth] = [0, 1].map((column) =>
    Math.max(0, ...rows.map((row) => String(row[column]).length)),
  );
  return rows.map(
    ([key, pair, place]) => `  ${key.padEnd(keyWidth ?? 0)}  ${pair.padEnd(pairWidth ?? 0)}   ${place}`,
  );
}

function warnings(stack: ExposureStack): string[] {
  return stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === "@cdktf/warn")
    .map(({ data }) => String(data));
}
