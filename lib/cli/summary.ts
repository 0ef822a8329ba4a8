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
 * What a person wants to know after a synthesis: what each exposure gets, what it costs, and what to do next.
 *
 * @param outdir - the output folder, into which the files were moved
 * @param isRunByCli - whether the CDKTF command line runs the app: it prints warnings itself, and knows what comes next
 */
export function summary(app: App, outdir: string, isRunByCli: boolean): string {
  const stacks = exposureStacksOf(app);
  const deploy = `next: ${sameConfiguration()}npx cdktf deploy`;
  const next = stacks.length > 1 && !isRunByCli ? `\n${deploy} '*'\n` : "";
  const ofOne = stacks.length > 1 || isRunByCli ? "" : `      ${deploy}`;
  return `${stacks.map((stack) => stackSummary(app, outdir, stack, isRunByCli, ofOne)).join("\n")}${next}`;
}

/** What goes before a command that synthesizes anew, as `cdktf deploy` does, so that it reads the same configuration. */
function sameConfiguration(): string {
  const file = configurationFile();
  if (file === DEFAULT_CONFIGURATION_FILE) return "";
  return `EXPOSURE_CONFIG=${/^[\w./-]+$/.test(file) ? file : quoteForShell(file)} `;
}

/** @param next - what comes after the place of the output */
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
 * What each exposure of a stack gets and what it costs, line by line.
 *
 * @param withoutWarnings - whether something else prints the warnings
 */
export function stackReport(stack: ExposureStack, withoutWarnings: boolean): string[] {
  const { stack: name, region, skipChecks } = stack.configuration;
  return [
    `${name}  (region ${region})`,
    ...exposureRows(stack),
    ...(withoutWarnings ? [] : warnings(stack).map((warning) => `warning: ${warning}`)),
    ...skipChecks.map((check) => `not checked, by skipChecks: ${CHECKS[check]} (${check})`),
    ...takenDown(stack).map(
      (key) => `${key} is taken down in its instance: apply, then remove the exposure, and apply again`,
    ),
  ];
}

function exposureRows({ fleet, configuration }: ExposureStack): string[] {
  const rows = Object.entries(configuration.exposures).map(([key, exposure]) => {
    const { instance, eip } = exposure;
    const block = fleet.plan.find(({ vswitches }) => vswitches.some(({ keys }) => keys.includes(key)));
    const vswitch = block?.vswitches.find(({ keys }) => keys.includes(key));
    const place =
      block === undefined || vswitch === undefined
        ? unplannedPlace(exposure)
        : `block ${block.cidr.toString()}, vSwitch ${vswitch.cidr.toString()}`;
    return [key, `${eipName(eip)} → ${instanceName(instance)}`, place] as const;
  });
  const [keyWidth, pairWidth] = [0, 1].map((column) =>
    Math.max(0, ...rows.map((row) => String(row[column]).length)),
  );
  return rows.map(
    ([key, pair, place]) => `  ${key.padEnd(keyWidth ?? 0)}  ${pair.padEnd(pairWidth ?? 0)}   ${place}`,
  );
}

/** Where an exposure is of which the planner has chosen nothing. */
function unplannedPlace({ networkInterface, vswitch }: Configuration["exposures"][string]): string {
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

/** The exposures that are about to be removed. */
function takenDown({ configuration }: ExposureStack): string[] {
  return Object.entries(configuration.exposures)
    .filter(([, exposure]) => guestOf(exposure, configuration).action === "down")
    .map(([key]) => key);
}
