import type { CheckName } from "../exposure-table/checks";

/** Finding of a check that asks the cloud. */
export interface LiveFinding {
  /** Name of the check, as in `skipChecks`; `permission` for an action that the credentials do not allow. */
  readonly check: CheckName | "permission";
  /** Keys of the exposures, joined by commas; empty for the whole stack. */
  readonly exposure: string;
  /** `error`: an apply would fail, or the EIP would have no Internet access. */
  readonly severity: "error" | "warning";
  /** Fact, as a sentence without the full stop. */
  readonly problem: string;
  /** Advice, as an imperative without the full stop. */
  readonly remedy: string;
  /** The finding for people, on one line. */
  readonly message: string;
}

/** Collects findings, without those of checks that are skipped. */
export class LiveFindings {
  /** Findings in the order in which they came. */
  public readonly all: LiveFinding[] = [];

  /** @param skipped - names of checks that are skipped */
  public constructor(private readonly skipped: readonly string[]) {}

  /** Adds an error. */
  public error(check: CheckName, exposure: string, problem: string, remedy: string): void {
    this.add({ check, exposure, severity: "error", problem, remedy });
  }

  /**
   * Adds an action that the credentials do not allow.
   *
   * @param isRequired - whether Terraform needs it too
   */
  public missingPermission(action: string, isRequired: boolean): void {
    this.add({
      check: "permission",
      exposure: "",
      severity: isRequired ? "error" : "warning",
      problem: isRequired
        ? `The credentials do not allow ${action}, which Terraform needs for this stack`
        : `The credentials do not allow ${action}, so that a part of the checks was left out`,
      remedy: isRequired
        ? "Attach the policy that exposed-eip policy prints to the RAM user or role"
        : "Add the action to the RAM policy; docs/reference/live.md has the whole one",
    });
  }

  private add(finding: Omit<LiveFinding, "message">): void {
    if (this.skipped.includes(finding.check)) return;
    const { check, exposure, problem, remedy } = finding;
    const subject = exposure === "" ? "" : `${exposure}: `;
    const message = `${subject}${problem}. ${remedy}. (${check})`;
    if (!this.all.some((one) => one.message === message)) this.all.push({ ...finding, message });
  }
}
