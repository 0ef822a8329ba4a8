import { AddressError, type AddressProblem } from "../lib/errors";

/** What an AddressError says is wrong; any other outcome fails the test. */
export function problemOf(action: () => unknown): AddressProblem {
  try {
    action();
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    const { found, problem, allowed, write } = error;
    return { found, problem, allowed, ...(write === undefined ? {} : { write }) };
  }
  throw new Error("nothing was thrown");
}
