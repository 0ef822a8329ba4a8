import type { Configuration } from "../configuration";
import type { PlanLock } from "../plan";
import { ExposureStack } from "../stack/exposure-stack";

import { rootConfiguration } from "./root-configuration";
import { synthesized } from "./synthesized";
import { type ExportedFiles, type ExportFormat, written } from "./written";

/** What a configuration is exported as. */
export type ExportForm = "root" | "module";

/** How a configuration is exported. */
export interface ExportOptions {
  /**
   * `root`: the configuration of the stack, with provider block and back end. `module`: a module for any exposures, and an
   * example that calls it for those of the configuration.
   * @default "root"
   */
  readonly as?: ExportForm;
  /** @default "hcl" */
  readonly format?: ExportFormat;
  /**
   * What is kept of an earlier plan.
   * @default - everything is planned afresh
   */
  readonly planLock?: PlanLock;
}

/** A configuration as Terraform that stands alone. */
export interface Export {
  /** The text of each file, by its path in the folder. */
  readonly files: ExportedFiles;
  /** The stack of the configuration, whose plan the files carry. */
  readonly stack: ExposureStack;
}

/**
 * Exports a configuration as Terraform that needs nothing of this project.
 *
 * @throws {@link ExportError} when a module cannot express a setting
 * @throws PlanError when the EIPs cannot be placed
 */
export function exportConfiguration(configuration: Configuration, options: ExportOptions = {}): Export {
  const { as = "root", format = "hcl", planLock } = options;
  const { stack, json } = synthesized((app) => new ExposureStack(app, configuration, planLock));
  const files = as === "root" ? written(rootConfiguration(json), format) : new Map();
  return { stack, files };
}
