/** Something cannot be exported as it was asked for; the message says what was found, and what to do. */
export class ExportError extends Error {
  /** Tells the kind of error where `instanceof` cannot, as in two copies of the library. */
  public override readonly name = "ExportError";
}
