/** Something is wrong with how the program was called; the message says what to write. */
export class UsageError extends Error {
  public override readonly name = "UsageError";
}
