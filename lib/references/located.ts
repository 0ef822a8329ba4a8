import type { IConstruct } from "constructs";

import { AddressError } from "../address";
import { ExposureError } from "../errors";

/**
 * Runs a check of addresses for a construct.
 *
 * @throws {@link ExposureError} with the path of the construct in place of an AddressError
 */
export function located<T>(scope: IConstruct, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    throw new ExposureError(scope, error.message);
  }
}
