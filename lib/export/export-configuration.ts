import type { Configuration } from "../configuration/schema/configuration-schema";
import { ExportError } from "../errors";
import type { PlanLock } from "../planning/plan-lock";
import type { ExposureStack } from "../stack/exposure-stack";
import type { ExportForm, ExportIdentity } from "./export-folder";
import { moduleFiles } from "./module";
import { type ExportedFiles, type ExportFormat, synthesized } from "./output";
import { rootFiles } from "./root";
import { type ExportStyle, stackIn } from "./style";

/** How a configuration is exported. */
export interface ExportOptions {
  /**
   * `root`: the configuration of the stack, with provider block and backend. `module`: the module, and a call of it for the
   * exposures of the configuration.
   * @default "root"
   */
  readonly as?: ExportForm;
  /** @default "hcl" */
  readonly format?: ExportFormat;
  /**
   * `single`: each exposure has resources of its own. `for-each`: steps 3 to 5 are one resource each, with `for_each`; then an EIP
   * that Alibaba Cloud refuses leaves all others unattached. For a root configuration only.
   * @default "single"
   */
  readonly style?: ExportStyle;
  /**
   * What the folder has of an earlier export, as {@link earlierExport} says it; where that had the other style, its resources
   * are moved.
   * @default - nothing
   */
  readonly earlier?: ExportIdentity | undefined;
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
  /** What the files are, for the next export into their folder. */
  readonly identity: ExportIdentity;
  /** The stack of the configuration, whose plan the files carry. */
  readonly stack: ExposureStack;
}

/**
 * Exports a configuration as Terraform that needs nothing of this project.
 *
 * @throws {@link ExportError} when a module, or the style, cannot express a setting
 * @throws PlanError when the EIPs cannot be placed
 */
export function exportConfiguration(configuration: Configuration, options: ExportOptions = {}): Export {
  const { as = "root", format = "hcl", style = "single", earlier, planLock } = options;
  if (as === "module" && style !== "single")
    throw new ExportError(`--style ${style} is for --as root; leave it out of the export as module.`);
  const Stack = stackIn(style, configuration);
  const exported = synthesized((app) => new Stack(app, configuration, planLock));
  const { stack } = exported;
  const identity = identityOf(configuration.stack, as, style, earlier);
  const files =
    as === "root" ? rootFiles(exported, { ...identity, format, style }) : moduleFiles(exported, format);
  return { stack, identity, files };
}

/** Once the folder had resources with `for_each`, they stay moved: nobody knows when that was applied. */
function identityOf(
  stack: string,
  as: ExportForm,
  style: ExportStyle,
  earlier: ExportIdentity | undefined,
): ExportIdentity {
  if (as === "module") return { stack, as };
  const hadForEach = [earlier?.style, earlier?.movedFrom].includes("for-each");
  return { stack, as, style, ...(style === "single" && hadForEach && { movedFrom: "for-each" as const }) };
}
