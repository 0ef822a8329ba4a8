import { existsSync } from "node:fs";
import path from "node:path";

import { type App, TerraformResource } from "cdktf";

import { importFileIn, reviseImportFile } from "../recovery/import-file";
import { type ExposureStack, exposureStacksOf } from "../stack/exposure-stack";
import { addressOf } from "../terraform/constructs";

/**
 * Revises the import files of stacks that were synthesized again, so that none is lost before an apply, and none stays for ever.
 *
 * @param outdir - output folder, with the stacks
 * @returns lines for the user
 */
export function reviseImportFiles(app: App, outdir: string): readonly string[] {
  return exposureStacksOf(app).flatMap((stack) => {
    const folder = path.join(outdir, "stacks", stack.configuration.stack);
    const note = reviseFor(stack, folder, path.join("..", "..", "..", stateName(stack)));
    return note === undefined ? [] : [note];
  });
}

/** Revises the import file in an exported root configuration. */
export function reviseExportedImports(stack: ExposureStack, root: string): string | undefined {
  return reviseFor(stack, root, stateName(stack));
}

function stateName({ configuration }: ExposureStack): string {
  return `terraform.${configuration.stack}.tfstate`;
}

/** @param defaultPath - path of the local state, relative to the folder, if the configuration does not set it */
function reviseFor(stack: ExposureStack, folder: string, defaultPath: string): string | undefined {
  // Almost always: then nothing has to be found.
  if (!existsSync(importFileIn(folder))) return undefined;
  const { type, arguments: settings } = stack.configuration.backend;
  const { path: set = defaultPath } = settings;
  const file = type === "local" && typeof set === "string" ? path.resolve(folder, set) : undefined;
  const resources = stack.node.findAll().filter((one) => TerraformResource.isTerraformResource(one));
  return reviseImportFile(folder, new Set(resources.map(addressOf)), file);
}
