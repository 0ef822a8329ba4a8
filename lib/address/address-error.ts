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
