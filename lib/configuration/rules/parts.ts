import { AddressError } from "../../errors";
import type { Ipv4Address, Ipv4Cidr } from "../../ipv4";
import { smallestPlacement } from "../../planning/placement";
import type { PathIssue } from "../issues";
import {
  blocksPerVpc,
  type Configuration,
  exposureSchema,
  type ExposureSetting,
  regionSchema,
} from "../schema/configuration-schema";
import { suggest } from "../schema/fields";
import { guest, verify } from "../schema/guest-schema";
import { preparations } from "../schema/preparations-schema";
import { isMapping } from "../schema/value-types";

/** Parts of a configuration that rules look at. */
export interface Parts {
  /** Settings that are right in themselves: those of the configuration, where all are. */
  readonly settings: Pick<Configuration, "exposures" | "preparations" | "blocksPerVpc" | "guest" | "verify">;
  /** Region of the file; undefined where it is missing or wrong in itself. */
  readonly region: string | undefined;
  /** Names of the instances of preparations; undefined where they cannot be read. */
  readonly preparedNames: readonly string[] | undefined;
  /** Settings at the top that are wrong in themselves, so that nothing follows from their absence. */
  readonly malformed: ReadonlySet<"guest" | "blocksPerVpc">;
}

/**
 * Picks the parts of a configuration that are right in themselves, so that rules apply to them whatever else is wrong.
 *
 * @param configuration - the data as the schema has read it; undefined where something in it is wrong
 */
export function partsOf(data: unknown, configuration: Configuration | undefined): Parts {
  const given = isMapping(data) ? data : {};
  const preparedNames = preparedNamesIn(given);
  if (configuration !== undefined) {
    return { settings: configuration, region: configuration.region, preparedNames, malformed: new Set() };
  }
  const read = {
    preparations: preparations.safeParse(given.preparations),
    blocksPerVpc: blocksPerVpc.safeParse(given.blocksPerVpc),
    guest: guest.optional().safeParse(given.guest),
    verify: verify.optional().safeParse(given.verify),
  };
  const exposures = Object.entries(isMapping(given.exposures) ? given.exposures : {});
  return {
    settings: {
      exposures: Object.fromEntries(
        exposures.flatMap(([key, value]) => {
          const { data: exposure } = exposureSchema.safeParse(value);
          return exposure === undefined ? [] : [[key, exposure]];
        }),
      ),
      preparations: read.preparations.data,
      blocksPerVpc: read.blocksPerVpc.data,
      guest: read.guest.data,
      verify: read.verify.data,
    },
    region: regionSchema.safeParse(given.region).data,
    preparedNames,
    malformed: new Set((["guest", "blocksPerVpc"] as const).filter((name) => !read[name].success)),
  };
}

/** Undefined where preparations are misspelt, or instances are missing: that is an issue already. */
function preparedNamesIn(data: Readonly<Record<string, unknown>>): string[] | undefined {
  const { preparations: given } = data;
  if (given === undefined) {
    const isMisspelt = Object.keys(data).some((key) => suggest(key, ["preparations"]) !== undefined);
    return isMisspelt ? undefined : [];
  }
  return isMapping(given) && isMapping(given.instances) ? Object.keys(given.instances) : undefined;
}

/** Creates an issue about one setting of an exposure. */
export function issueOf(
  key: string,
  name: keyof ExposureSetting,
  { problem, allowed, remedy }: Pick<PathIssue, "problem" | "allowed" | "remedy">,
): PathIssue {
  return { path: ["exposures", key, name], problem, allowed, remedy };
}

/** Runs a check of addresses; returns the error that it throws, or undefined. */
export function addressErrorOf(check: () => void): AddressError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof AddressError) return error;
    throw error;
  }
}

/** Smallest block for an EIP; undefined where none can hold it, which is an issue of the EIP. */
export function smallestBlockFor(eip: Ipv4Address): Ipv4Cidr | undefined {
  let block: Ipv4Cidr | undefined;
  addressErrorOf(() => {
    ({ block } = smallestPlacement(eip));
  });
  return block;
}
