import { existsSync } from "node:fs";
import path from "node:path";

import { ConfigurationError, ConfigurationsError } from "../configuration/configuration-errors";
import { diffStacks } from "../diff/stack-diff";
import { type LoadedConfiguration, loadConfigurations, lockFileBeside } from "./configuration-files";
import { ProviderLockFile } from "./provider-lock-file";
import { stackPairs } from "./synthesized-stacks";

/** One stack, as a pipeline needs to know it. Paths are relative to the root of the project, with slashes. */
export interface StackEntry {
  readonly stack: string;
  readonly region: string;
  /** Folder of its Terraform JSON. */
  readonly folder: string;
  /** Files from which it is synthesized, whether or not they exist already. */
  readonly files: readonly string[];
}

/**
 * Lists the stacks of the configuration.
 *
 * @param source - configuration file or folder
 * @param outdir - output folder of the synthesis
 * @param before - earlier output folder, to list only the stacks that differ from it, providers included
 * @throws UserError if a configuration is invalid, or one of its stacks was not synthesized to compare
 */
export function stackEntries(source: string, outdir: string, before?: string): StackEntry[] {
  const changed = before === undefined ? undefined : changedStacks(before, outdir);
  const configurations = loadConfigurations(source);
  if (changed !== undefined) checkSynthesized(configurations, outdir);
  return configurations
    .map(({ file, defaults, configuration: { stack, region } }) => ({
      stack,
      region,
      folder: slashes(path.join(outdir, "stacks", stack)),
      files: [file, lockFileBeside(file), ProviderLockFile.committed(source).file, ...defaults].map(slashes),
    }))
    .filter(({ stack }) => changed?.has(stack) ?? true);
}

/** Checks that the output folder has each stack, since one without output would pass for unchanged. */
function checkSynthesized(configurations: readonly LoadedConfiguration[], outdir: string): void {
  const errors = configurations.flatMap(({ file, configuration: { stack } }) => {
    const output = path.join(outdir, "stacks", stack, "cdk.tf.json");
    if (existsSync(output)) return [];
    return new ConfigurationError(file, [
      {
        path: "stack",
        found: stack,
        problem: `the stack is not synthesized: ${output} does not exist`,
        remedy: { advice: "synthesize first with npm run synth" },
      },
    ]);
  });
  const [first] = errors;
  if (first !== undefined) throw errors.length === 1 ? first : new ConfigurationsError(outdir, errors);
}

/** Writes a line for each stack: name, region and folder in columns. */
export function stackLines(stacks: readonly StackEntry[]): string {
  const width = (key: "stack" | "region") => Math.max(0, ...stacks.map((entry) => entry[key].length));
  const [names, regions] = [width("stack"), width("region")];
  return stacks
    .map(({ stack, region, folder }) => `${stack.padEnd(names)}  ${region.padEnd(regions)}  ${folder}\n`)
    .join("");
}

/** The stacks that are not the same before and now, or that other providers are installed for. */
function changedStacks(before: string, now: string): ReadonlySet<string> {
  return new Set(
    stackPairs(before, now)
      .map((pair) => diffStacks(...pair))
      .filter(({ stack, isSame }) => !isSame || providersIn(before, stack) !== providersIn(now, stack))
      .map(({ stack }) => stack),
  );
}

function providersIn(folder: string, stack: string): string | undefined {
  return ProviderLockFile.in(path.join(folder, "stacks", stack)).text;
}

function slashes(file: string): string {
  return path.normalize(file).split(path.sep).join("/");
}
