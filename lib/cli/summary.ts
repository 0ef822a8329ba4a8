import path from "node:path";

import type { App } from "cdktf";

import { quoteForShell } from "../../guest/render";
import type { Configuration } from "../configuration/schema/configuration-schema";
import { guestOf } from "../configuration/schema/guest-schema";
import { DEFAULT_CONFIGURATION_FILES } from "../configuration/stack-name";
import { CHECKS } from "../exposure-table/checks";
import { type ExposureStack, exposureStacksOf } from "../stack/exposure-stack";
import { configurationFile } from "./configuration-files";
import { guestFilePath, guestFiles } from "./guest-files";

/** Synthesis to summarise. */
export interface SummaryOptions {
  /** Configuration file or folder. */
  readonly source: string;
  /** Output folder with the files. */
  readonly outdir: string;
  /** Program that deploys the output; undefined: the CDKTF command line runs the app, prints warnings itself and continues on its own. */
  readonly deployedBy: "cdktf" | "terraform" | undefined;
}

/** Returns the summary of a synthesis: placements of exposures, warnings, and the next command. */
export function summary(app: App, options: SummaryOptions): string {
  const stacks = exposureStacksOf(app);
  const next = nextCommand(app, stacks, options);
  const [ofOne, ofAll] = stacks.length > 1 ? [undefined, next] : [next, undefined];
  const texts = stacks.map((stack) => stackSummary(app, stack, options, ofOne));
  return `${texts.join("\n")}${ofAll === undefined ? "" : `\n${ofAll}\n`}`;
}

/** Returns the command that deploys the stacks. */
function nextCommand(
  app: App,
  stacks: readonly ExposureStack[],
  { source, outdir, deployedBy }: SummaryOptions,
): string | undefined {
  const [stack] = stacks;
  if (deployedBy === undefined || stack === undefined) return undefined;
  if (deployedBy === "cdktf")
    return `next: ${sameConfiguration(source)}npx cdktf deploy${stacks.length > 1 ? " '*'" : ""}`;
  if (stacks.length > 1) return "next: in the folder of each stack, terraform init && terraform apply";
  const folder = shellWord(path.join(outdir, app.manifest.forStack(stack).workingDirectory));
  return `next: terraform -chdir=${folder} init && terraform -chdir=${folder} apply`;
}

/** Returns the environment variable with which a command that synthesizes again reads the same configuration. */
export function sameConfiguration(file = configurationFile()): string {
  const isDefault = DEFAULT_CONFIGURATION_FILES.some((name) => name === file) && configurationFile() === file;
  return isDefault ? "" : `EXPOSURE_CONFIG=${shellWord(file)} `;
}

/** Returns a text as one word of a shell, quoted only if it has to be. */
export function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : quoteForShell(text);
}

/** @param next - text after the path of the output */
function stackSummary(
  app: App,
  stack: ExposureStack,
  { outdir, deployedBy }: SummaryOptions,
  next: string | undefined,
): string {
  const file = path.join(outdir, app.manifest.forStack(stack).synthesizedStackPath);
  const isRunByCli = deployedBy === undefined;
  return [
    ...stackReport(stack, isRunByCli),
    ...guestFiles(stack.configuration).map(({ key, options }) => {
      const script = path.join(path.dirname(file), guestFilePath(key));
      return `written: ${script}      next: in the instance of ${key}, as root, sh ${path.basename(script)} ${options}`;
    }),
    ...(isRunByCli ? [] : [`written: ${file}${next === undefined ? "" : `      ${next}`}`]),
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
    ...(withoutWarnings ? [] : warningsOf(stack).map((warning) => `warning: ${warning}`)),
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
    const { nicOf } = exposure;
    const onNic = nicOf === undefined ? "" : `, on the NIC of ${nicOf}`;
    return [key, `${eipName(eip)} → ${instanceName(instance)}`, `${placement}${onNic}`] as const;
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
function unplannedPlacement({
  nicOf,
  networkInterface,
  vswitch,
}: Configuration["exposures"][string]): string {
  if (nicOf !== undefined) return "its vSwitch";
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

/** Returns the warnings of a stack that was synthesized. */
export function warningsOf(stack: ExposureStack): string[] {
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
