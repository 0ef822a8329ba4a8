/** A refusal, as Alibaba Cloud words it: an HTTP status, a code that programs read and a message that people read. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** HTTP status, 400 to 599. */
    readonly status: number,
    /** The error code, for example `InvalidVpcId.NotFound`; never empty. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The request is wrong, or the state does not allow it. */
export function refused(code: string, message: string): ApiError {
  return new ApiError(400, code, message);
}

/** What the request names does not exist. The provider takes status 404 for "gone", so nothing else may use it. */
export function notFound(code: string, what: string, id: string): ApiError {
  return new ApiError(404, code, `The specified ${what} does not exist: ${id}`);
}

/** The caller may not do this, or has used up a quota. */
export function forbidden(code: string, message: string): ApiError {
  return new ApiError(403, code, message);
}

/** A parameter has a value that is not allowed. */
export function invalidParameter(name: string, found: string, allowed: string): ApiError {
  const shown = found.length > 60 ? `${found.slice(0, 60)}…` : found;
  return refused(`InvalidParameter.${name}`, `The specified ${name} "${shown}" is not valid: ${allowed}.`);
}
