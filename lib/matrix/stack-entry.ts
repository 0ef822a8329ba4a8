/** One stack, as a pipeline needs to know it. */
export interface StackEntry {
  readonly stack: string;
  readonly region: string;
  /** The folder of its Terraform JSON, relative to the root of the project, with slashes. */
  readonly folder: string;
  /** The files that it is made from, relative to the root of the project, with slashes. */
  readonly files: readonly string[];
}

/** There are more stacks than a pipeline takes. */
export class MatrixError extends Error {
  public override readonly name = "MatrixError";
}
