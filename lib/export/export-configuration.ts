import type { Configuration } from "../configuration/schema/configuration-schema";
import { ExportError } from "../errors";
import type { PlanLock } from "../planning/plan-lock";
import type { ExposureStack } from "../stack/exposure-stack";
import type { ExportForm, ExportIdentity } from "./export-folder";
import { moduleFiles } from "./module";
import { type ExportedFiles, type ExportFormat, synthesized } from "./output";
import { rootFiles } from "./root";
import { type ExportStyle, stackIn } from "./style";

/** Options of an export. */
export interface ExportOptions {
  /**
   * Form of the export. `root`: the configuration of the stack, with provider block and backend. `module`: the module, and a call of it
   * for the exposures of the configuration.
   * @default "root"
   */
  readonly as?: ExportForm;
  /**
   * Syntax of the files.
   * @default "hcl"
   */
  readonly format?: ExportFormat;
  /**
   * Layout of the resources. `single`: each exposure has resources of its own. `for-each`: steps 3 to 5 are one resource each, with
   * `for_each`; an EIP that Alibaba Cloud refuses then leaves all others unattached. For a root configuration only.
   * @default "single"
   */
  readonly style?: ExportStyle;
  /**
   * Identity of the earlier export in the folder, from {@link earlierExport}. If it had the other style, its resources are moved.
   * @default - no earlier export
   */
  readonly earlier?: ExportIdentity | undefined;
  /**
   * Lock of an earlier plan.
   * @default - a new plan
   */
  readonly planLock?: PlanLock;
}

/** Configuration as standalone Terraform. */
export interface Export {
  /** Texts of the files, by their paths in the folder. */
  readonly files: ExportedFiles;
  /** Identity of the export, for the next one into the same folder. */
  readonly identity: ExportIdentity;
  /** Stack of the configuration, with the plan of the files. */
  readonly stack: ExposureStack;
}

/**
 * Exports a configuration as Terraform that does not need this project.
 *
 * @throws {@link ExportError} if the module or the style cannot express a setting
 * @throws PlanError if the EIPs cannot be placed
 */
export function exportConfiguration(configuration: Configuration, options: ExportOptions = {}): Export {
  const { as = "root", format = "hcl", style = "single", earlier, planLock } = options;
  if (as === "module" && style !== "single")
    throw new ExportError(`--style ${style} requires --as root; remove it, or export with --as root`);
  const Stack = stackIn(style, configuration);
  const exported = synthesized((app) => new Stack(app, configuration, planLock));
  const { stack } = exported;
  const identity = identityOf(configuration.stack, as, style, earlier);
  const files =
    as === "root" ? rootFiles(exported, { ...identity, format, style }) : moduleFiles(exported, format);
  return { stack, identity, files };
}

/** A folder that ever had resources with `for_each` keeps their `moved` blocks: only its users know when it was applied. */
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
