import path from "node:path";

import type { App } from "cdktf";

import { quoteForShell } from "../../guest/render";
import type { Configuration } from "../configuration/schema/configuration-schema";
import { guestOf } from "../configuration/schema/guest-schema";
import { CHECKS } from "../exposure-table/checks";
import { type ExposureStack, exposureStacksOf } from "../stack/exposure-stack";
import { configurationFile, DEFAULT_CONFIGURATION_FILE } from "./configuration-files";
import { guestFilePath, guestFiles } from "./guest-files";

/**
 * Returns the summary of a synthesis: placements of exposures, warnings, and the next command.
 *
 * @param outdir - output folder with the files
 * @param isRunByCli - whether the CDKTF command line runs the app, which prints warnings itself and continues on its own
 */
export function summary(app: App, outdir: string, isRunByCli: boolean): string {
  const stacks = exposureStacksOf(app);
  const deploy = `next: ${sameConfiguration()}npx cdktf deploy`;
  const next = stacks.length > 1 && !isRunByCli ? `\n${deploy} '*'\n` : "";
  const ofOne = stacks.length > 1 || isRunByCli ? "" : `      ${deploy}`;
  return `${stacks.map((stack) => stackSummary(app, outdir, stack, isRunByCli, ofOne)).join("\n")}${next}`;
}

/** Returns the environment variable with which a command that synthesizes again reads the same configuration. */
function sameConfiguration(): string {
  const file = configurationFile();
  if (file === DEFAULT_CONFIGURATION_FILE) return "";
  return `EXPOSURE_CONFIG=${/^[\w./-]+$/.test(file) ? file : quoteForShell(file)} `;
}

/** @param next - text after the path of the output */
function stackSummary(
  app: App,
  outdir: string,
  stack: ExposureStack,
  isRunByCli: boolean,
  next: string,
): string {
  const file = path.join(outdir, app.manifest.forStack(stack).synthesizedStackPath);
  return [
    ...stackReport(stack, isRunByCli),
    ...guestFiles(stack.configuration).map(({ key, options }) => {
      const script = path.join(path.dirname(file), guestFilePath(key));
      return `written: ${script}      next: in the instance of ${key}, as root, sh ${path.basename(script)} ${options}`;
    }),
    ...(isRunByCli ? [] : [`written: ${file}${next}`]),
    "",
  ].join("\n");
}

/**
 * Returns the placements of the exposures of a stack and its warnings, as lines.
 *
 * @param withoutWarnings - whether the caller prints the warnings
 */
export function stackReport(stack: ExposureStack, withoutWarnings: boolean): string[] {
  const { stack: name, region, skipChecks } = stack.configuration;
  return [
    `${name}  (region ${region})`,
    ...exposureRows(stack),
    ...(withoutWarnings ? [] : warnings(stack).map((warning) => `warning: ${warning}`)),
    ...[stack.fleet._shadowTotal].filter((total) => total !== undefined),
    ...skipChecks.map((check) => `skipped check ${check}: ${CHECKS[check]}`),
    ...takenDown(stack).map(
      (key) => `${key} is being taken down in its instance; apply, remove the exposure, and apply again`,
    ),
  ];
}

function exposureRows({ fleet, configuration }: ExposureStack): string[] {
  const rows = Object.entries(configuration.exposures).map(([key, exposure]) => {
    const { instance, eip } = exposure;
    const block = fleet.plan.find(({ vswitches }) => vswitches.some(({ keys }) => keys.includes(key)));
    const vswitch = block?.vswitches.find(({ keys }) => keys.includes(key));
    const placement =
      block === undefined || vswitch === undefined
        ? unplannedPlacement(exposure)
        : `block ${block.cidr.toString()}, vSwitch ${vswitch.cidr.toString()}`;
    return [key, `${eipName(eip)} → ${instanceName(instance)}`, placement] as const;
  });
  const [keyWidth, pairWidth] = [0, 1].map((column) =>
    Math.max(0, ...rows.map((row) => String(row[column]).length)),
  );
  return rows.map(
    ([key, pair, placement]) =>
      `  ${key.padEnd(keyWidth ?? 0)}  ${pair.padEnd(pairWidth ?? 0)}   ${placement}`,
  );
}

/** Returns the placement of an exposure that the planner did not place. */
function unplannedPlacement({ networkInterface, vswitch }: Configuration["exposures"][string]): string {
  if (networkInterface !== undefined) return `network interface ${networkInterface}`;
  return vswitch !== undefined && "id" in vswitch
    ? `vSwitch ${vswitch.id}`
    : "block and vSwitch computed by Terraform";
}

function eipName(eip: Configuration["exposures"][string]["eip"]): string {
  if ("create" in eip) return "new EIP";
  return "allocationId" in eip ? eip.allocationId : eip.address.toString();
}

function instanceName(instance: Configuration["exposures"][string]["instance"]): string {
  return typeof instance === "string" ? instance : `new instance ${instance.prepared}`;
}

function warnings(stack: ExposureStack): string[] {
  return stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === "@cdktf/warn")
    .map(({ data }) => String(data));
}

/** Returns the exposures with `guest: {action: down}`, which are about to be removed. */
function takenDown({ configuration }: ExposureStack): string[] {
  return Object.entries(configuration.exposures)
    .filter(([, exposure]) => guestOf(exposure, configuration).action === "down")
    .map(([key]) => key);
}
