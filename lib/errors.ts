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
