/** An error or warning of Terraform, as its machine-readable output has it. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** The headline, for example `Resource precondition failed`. */
  readonly summary: string;
  /** The text below the headline: for a condition, its error message. Empty where there is none. */
  readonly detail: string;
  /**
   * What it is about: a Terraform address such as `alicloud_vswitch.web`, `data.alicloud_vpcs.all` or `output.block`.
   * Taken from the block of the configuration where Terraform itself does not tell; absent outside of such a block.
   */
  readonly address?: string;
  /** The file that it points to, relative to the workspace. */
  readonly file?: string;
  /** Line in {@link file}, from 1. */
  readonly line?: number;
}

/** The parts used of a diagnostic in Terraform's JSON output. */
export interface RawDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
  readonly snippet?: { readonly context: string | null };
}

export function diagnostic(raw: RawDiagnostic): Diagnostic {
  const address = raw.address ?? addressOfBlock(raw.snippet?.context ?? "");
  return {
    severity: raw.severity,
    summary: raw.summary,
    detail: raw.detail ?? "",
    ...(address ? { address } : {}),
    ...(raw.range ? { file: raw.range.filename, line: raw.range.start.line } : {}),
  };
}

/**
 * The address of the block that Terraform names as context: `resource.alicloud_vswitch.web.lifecycle.precondition[0]`
 * for the JSON syntax, `resource "alicloud_vswitch" "web"` for HCL.
 */
function addressOfBlock(context: string): string | undefined {
  const [kind, first, second] = context.replaceAll('"', "").split(/[ .]/);
  switch (kind) {
    case "resource":
      return first && second && `${first}.${second}`;
    case "data":
      return first && second && `data.${first}.${second}`;
    case "output":
      return first && `output.${first}`;
    default:
      return undefined;
  }
}
