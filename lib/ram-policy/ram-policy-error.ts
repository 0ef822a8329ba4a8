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
