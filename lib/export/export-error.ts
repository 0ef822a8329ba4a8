/** Something cannot be exported as it was asked for; the message says what was found, and what to do. */
export class ExportError extends Error {
  /** `ExportError`. */
  public override readonly name = "ExportError";
}
