import { AddressError, requireAllowedVSwitch, requireUsable, smallestPlacement } from "../address";
import { planFleet, PlanError } from "../plan";
import { isMapping } from "./checks";
import type { Mistake } from "./mistake";
import { planRequests } from "./planning";
import { type ExposureSetting, exposureSchema } from "./schema";
import type { Source } from "./source";

/**
 * What is wrong between the parts of one exposure, or between exposures. Looks at every exposure that is right in itself,
 * whatever else is wrong in the file, so that all mistakes are reported at once.
 */
export function exposureMistakes(source: Source): Mistake[] {
  const exposures = wellFormedExposures(source.data);
  const mistakes = [
    ...duplicateEips(exposures, source),
    ...misplacedEips(exposures, source),
    ...partialVpcs(exposures, source),
  ];
  return mistakes.length > 0 ? mistakes : planMistakes(exposures, source);
}

type Exposures = ReadonlyMap<string, ExposureSetting>;

function wellFormedExposures(data: unknown): Exposures {
  const given = isMapping(data) && isMapping(data.exposures) ? data.exposures : {};
  const entries = Object.entries(given).map(
    ([key, value]) => [key, exposureSchema.safeParse(value)] as const,
  );
  return new Map(entries.flatMap(([key, result]) => (result.success ? [[key, result.data]] : [])));
}

function duplicateEips(exposures: Exposures, source: Source): Mistake[] {
  const firstKeys = new Map<string, string>();
  return [...exposures].flatMap(([key, { eip }]) => {
    const text = "address" in eip ? eip.address.toString() : eip.allocationId;
    const first = firstKeys.get(text);
    firstKeys.set(text, first ?? key);
    if (first === undefined) return [];
    return [
      mistake(
        source,
        key,
        "eip",
        `exposures.${first} has the same EIP`,
        "give each exposure an EIP of its own",
      ),
    ];
  });
}

/** EIPs that no block can hold, and blocks and vSwitches given by hand in which the EIP has no usable place. */
function misplacedEips(exposures: Exposures, source: Source): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const [key, { eip, block, vswitch }] of exposures) {
    const check = (name: "eip" | "vswitch", verify: () => void): void => {
      try {
        verify();
      } catch (error) {
        if (!(error instanceof AddressError)) throw error;
        const { problem, allowed } = error;
        mistakes.push({ ...place(source, key, name), problem, allowed });
      }
    };
    if (vswitch !== undefined && block === undefined) {
      mistakes.push(
        mistake(source, key, "vswitch", "a vSwitch is given without its block", "give the block as well"),
      );
    } else if (vswitch !== undefined && block !== undefined) {
      check("vswitch", () => {
        requireAllowedVSwitch(vswitch, block);
      });
    } else if (block !== undefined && "allocationId" in eip) {
      const problem = "where in the block the EIP lies is not known before Terraform runs";
      mistakes.push(
        mistake(
          source,
          key,
          "block",
          problem,
          "give the vSwitch as well, or the address of the EIP instead of its ID",
        ),
      );
    }
    if ("address" in eip) {
      const range = vswitch ?? block;
      check("eip", () => {
        if (range === undefined) smallestPlacement(eip.address);
        else requireUsable(range, eip.address);
      });
    }
  }
  return mistakes;
}

function partialVpcs(exposures: Exposures, source: Source): Mistake[] {
  const known = [...exposures].find(([, { vpc }]) => vpc !== undefined)?.[0];
  if (known === undefined) return [];
  return [...exposures].flatMap(([key, { vpc }]) =>
    vpc === undefined
      ? [
          mistake(
            source,
            key,
            "vpc",
            `exposures.${known} says its VPC, and this one does not`,
            "give the VPC of every exposure, or of none",
          ),
        ]
      : [],
  );
}

function planMistakes(exposures: Exposures, source: Source): Mistake[] {
  const limit = isMapping(source.data) ? source.data.blocksPerVpc : undefined;
  try {
    planFleet(planRequests(exposures), typeof limit === "number" ? { blocksPerVpc: limit } : {});
    return [];
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return error.conflicts.map(({ keys: [key = ""], problem, remedy }) =>
      mistake(source, key, "eip", problem, remedy),
    );
  }
}

function mistake(
  source: Source,
  key: string,
  name: keyof ExposureSetting,
  problem: string,
  advice: string,
): Mistake {
  return { ...place(source, key, name), problem, remedy: { advice } };
}

/** Where a setting of an exposure stands, and what stands there. */
function place(
  source: Source,
  key: string,
  name: keyof ExposureSetting,
): Pick<Mistake, "position" | "path" | "found"> {
  const path = ["exposures", key, name];
  const found = source.textAt(path);
  return {
    position: source.positionOf(path),
    path: path.join("."),
    ...(found === undefined ? {} : { found }),
  };
}
