import { AddressError, requireAllowedVSwitch, requireUsable, smallestPlacement } from "../address";
import { given } from "../given";
import { existingBlocks, planFleet, PlanError, type PlanLock } from "../plan";
import type { Mistake } from "./mistake";
import { planRequests } from "./planning";
import { blocksPerVpc, type ExposureSetting, exposureSchema } from "./schema";
import type { Source } from "./source";
import { isMapping } from "./value-types";

/**
 * What is wrong between the parts of one exposure, or between exposures. Looks at every exposure that is right in itself,
 * whatever else is wrong in the file, so that all mistakes are reported at once.
 *
 * @param planLock - what is kept of an earlier plan
 */
export function exposureMistakes(source: Source, planLock: PlanLock): Mistake[] {
  const exposures = wellFormedExposures(source.data);
  const mistakes = [
    ...duplicateEips(exposures, source),
    ...[...exposures].flatMap(([key, exposure]) => placeMistakes(key, exposure, source)),
    ...partialVpcs(exposures, source),
  ];
  return mistakes.length > 0 ? mistakes : planMistakes(exposures, source, planLock);
}

type Exposures = ReadonlyMap<string, ExposureSetting>;

function wellFormedExposures(data: unknown): Exposures {
  const exposures = isMapping(data) && isMapping(data.exposures) ? data.exposures : {};
  return new Map(
    Object.entries(exposures).flatMap(([key, value]) => {
      const result = exposureSchema.safeParse(value);
      return result.success ? [[key, result.data]] : [];
    }),
  );
}

function duplicateEips(exposures: Exposures, source: Source): Mistake[] {
  const firstKeys = new Map<string, string>();
  return [...exposures].flatMap(([key, { eip }]) => {
    const text = "address" in eip ? eip.address.toString() : eip.allocationId;
    const first = firstKeys.get(text);
    firstKeys.set(text, first ?? key);
    if (first === undefined) return [];
    const line = source.aboutValue(["exposures", first, "eip"]).position?.line ?? 0;
    return [
      mistakeOf(source, key, "eip", {
        problem: `exposures.${first} has the same EIP (line ${line})`,
        allowed: "one exposure for each EIP",
        remedy: { advice: "write another EIP, or remove one of the two exposures" },
      }),
    ];
  });
}

/** What keeps the EIP of one exposure from having a place in the block and vSwitch that are given by hand, or in any. */
function placeMistakes(key: string, { eip, block, vswitch }: ExposureSetting, source: Source): Mistake[] {
  const address = "address" in eip ? eip.address : undefined;
  if (block === undefined && vswitch !== undefined) {
    return [
      mistakeOf(source, key, "vswitch", {
        problem: "a vSwitch is given without the block that it is in",
        allowed: "block and vswitch, block alone, or neither",
        remedy: { advice: "add block, or remove vswitch to get the smallest that can hold the EIP" },
      }),
    ];
  }
  if (address === undefined && block !== undefined && vswitch === undefined) {
    return [
      mistakeOf(source, key, "block", {
        problem:
          "the vSwitch cannot be chosen: where in the block the EIP is, is not known before Terraform runs",
        allowed: "with the allocation ID of an EIP: block and vswitch, or neither",
        remedy: { advice: "add vswitch, or write the address of the EIP instead of its ID" },
      }),
    ];
  }
  if (block !== undefined && vswitch !== undefined) {
    const mistake = caught(source, key, "vswitch", () => {
      requireAllowedVSwitch(vswitch, block);
    });
    if (mistake !== undefined) return [mistake];
  }
  if (address === undefined) return [];
  if (block?.contains(address) === false) {
    return [
      mistakeOf(source, key, "eip", {
        problem: `the EIP is not inside its block ${block.toString()}`,
        allowed: `an EIP from ${block.network.toString()} to ${block.last.toString()}`,
        remedy: { advice: "correct the EIP or the block; without block, the smallest is chosen" },
      }),
    ];
  }
  const mistake = caught(source, key, "eip", () => {
    const range = vswitch ?? block;
    if (range === undefined) smallestPlacement(address);
    else requireUsable(range, address);
  });
  return mistake === undefined ? [] : [mistake];
}

function partialVpcs(exposures: Exposures, source: Source): Mistake[] {
  const known = [...exposures].find(([, { vpc }]) => vpc !== undefined)?.[0];
  if (known === undefined) return [];
  return [...exposures].flatMap(([key, { vpc }]) =>
    vpc === undefined
      ? [
          mistakeOf(source, key, "vpc", {
            problem: `vpc is missing, and exposures.${known} has one`,
            allowed: "the VPC of every exposure, or of none",
            remedy: { advice: "add vpc here, or remove it from all exposures" },
          }),
        ]
      : [],
  );
}

function planMistakes(exposures: Exposures, source: Source, planLock: PlanLock): Mistake[] {
  const limit = blocksPerVpc.safeParse(isMapping(source.data) ? source.data.blocksPerVpc : undefined);
  if (!limit.success) return [];
  try {
    const requests = planRequests(exposures);
    const existing = existingBlocks(planLock, requests);
    planFleet(requests, { existing, ...given({ blocksPerVpc: limit.data }) });
    return [];
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return error.conflicts.map(({ keys: [key = ""], problem, remedy }) =>
      mistakeOf(source, key, chosenByHand(exposures.get(key)), { problem, remedy: { advice: remedy } }),
    );
  }
}

/** The setting that decides where the EIP goes. */
function chosenByHand(exposure: ExposureSetting | undefined): "vswitch" | "block" | "eip" {
  if (exposure?.vswitch !== undefined) return "vswitch";
  return exposure?.block === undefined ? "eip" : "block";
}

/** The mistake that a check of addresses throws. */
function caught(
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

/** A mistake about one setting of an exposure. */
function mistakeOf(
  source: Source,
  key: string,
  name: keyof ExposureSetting,
  { problem, allowed, remedy }: Pick<Mistake, "problem" | "allowed" | "remedy">,
): Mistake {
  return { ...source.aboutValue(["exposures", key, name]), problem, allowed, remedy };
}
