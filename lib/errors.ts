import type { IConstruct } from "constructs";

/** A construct was used in a way that cannot work; the message starts with the path of the construct. */
export class ExposureError extends Error {
  /** Tells the kind of error where `instanceof` cannot, as in two copies of the library. */
  public override readonly name = "ExposureError";
  /** Where in the construct tree: the ids from the stack down, joined by `/`. */
  public readonly constructPath: string;

  /**
   * @param scope - the construct that found the mistake
   * @param message - what was found, what is allowed, and what to do
   */
  public constructor(scope: IConstruct, message: string) {
    super(`[${scope.node.path}] ${message}`);
    this.constructPath = scope.node.path;
  }
}

/** What is wrong with an address or a range, in parts, so that each caller can lay the message out in its own way. */
export interface AddressProblem {
  /** The text or value that was found. */
  readonly found: string;
  /** What is wrong with it, as a clause: "an octet has a leading zero". */
  readonly problem: string;
  /** What would be accepted. */
  readonly allowed: string;
  /**
   * A text to write instead, when there is an obvious one.
   * @default - there is none
   */
  readonly write?: string;
}

/** An address or a range that is not canonical, not allowed, or cannot be placed. */
export class AddressError extends Error implements AddressProblem {
  /** Tells the kind of error where `instanceof` cannot, as in two copies of the library. */
  public override readonly name = "AddressError";
  public readonly found: string;
  public readonly problem: string;
  public readonly allowed: string;
  public readonly write?: string;

  /** @param parts - what is wrong; the message is made of it */
  public constructor(parts: AddressProblem) {
    const { found, problem, allowed, write } = parts;
    super(
      `${JSON.stringify(found)}: ${problem}; ${write === undefined ? `allowed: ${allowed}` : `write ${write}`}`,
    );
    this.found = found;
    this.problem = problem;
    this.allowed = allowed;
    if (write !== undefined) this.write = write;
  }
}

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

/** A configuration whose permissions are not known, so that a policy for it would be too small. */
export class RamPolicyError extends Error {
  /** Tells the kind of error where `instanceof` cannot, as in two copies of the library. */
  public override readonly name = "RamPolicyError";

  /**
   * @param where - the block in the configuration, such as `resource alicloud_nat_gateway.main`
   * @param problem - what was found there, what is allowed, and what to do
   */
  public constructor(
    public readonly where: string,
    problem: string,
  ) {
    super(`${where}: ${problem}`);
  }
}

/** Something cannot be exported as it was asked for; the message says what was found, and what to do. */
export class ExportError extends Error {
  /** Tells the kind of error where `instanceof` cannot, as in two copies of the library. */
  public override readonly name = "ExportError";
}

/**
 * Runs a check of addresses for a construct.
 *
 * @throws {@link ExposureError} with the path of the construct in place of an AddressError
 */
export function withConstructPath<T>(scope: IConstruct, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    throw new ExposureError(scope, error.message);
  }
}
