import { AddressError } from "../address";
import type { Mistake } from "./mistake";
import type { ExposureSetting } from "./schema";
import type { Source } from "./source";

/** The exposures of a file that are right in themselves, by their names. */
export type Exposures = ReadonlyMap<string, ExposureSetting>;

/** A mistake about one setting of an exposure. */
export function mistakeOf(
  source: Source,
  key: string,
  name: keyof ExposureSetting,
  { problem, allowed, remedy }: Pick<Mistake, "problem" | "allowed" | "remedy">,
): Mistake {
  return { ...source.aboutValue(["exposures", key, name]), problem, allowed, remedy };
}

/** The mistake that a check of addresses throws. */
export function caught(
  source: Source,
  key: string,
  name: keyof ExposureSetting,
  check: () => void,
): Mistake | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return mistakeOf(source, key, name, error);
  }
}
