/** Why there is no plan for some exposures. */
export interface PlanConflict {
  /** The exposures that collide. */
  readonly keys: readonly string[];
  /** What collides, and why: one sentence without the final stop. */
  readonly problem: string;
  /** What to do: one sentence without the final stop. */
  readonly remedy: string;
}

/** No plan is possible. */
export class PlanError extends Error {
  /** Tells the kind of error where `instanceof` cannot, as in two copies of the library. */
  public override readonly name = "PlanError";

  public constructor(
    /** All that collide; at least one. */
    public readonly conflicts: readonly PlanConflict[],
  ) {
    super(conflicts.map(({ problem, remedy }) => `${problem}. ${remedy}.`).join("\n"));
  }
}
