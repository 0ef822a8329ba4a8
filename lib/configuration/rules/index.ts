import { Ipv4Cidr } from "../../ipv4";
import { omitUndefined } from "../../omit-undefined";
import { existingBlocks, PlanError, planFleet, type PlanLock, type PlannedBlock } from "../../planning";
import type { ConfigurationIssue } from "../errors";
import { planRequests } from "../plan-requests";
import { blocksPerVpc, type Configuration, exposureSchema, type ExposureSetting } from "../schema";
import { isMapping } from "../schema/fields";
import { preparations as preparationsSchema, type PreparationsSetting } from "../schema/preparations";
import type { Source } from "../yaml";
import { type Exposures, importMistakes, mistakeOf, placeMistakes, referenceMistakes } from "./exposures";
import { guestMistakes } from "./guest";
import { preparationMistakes } from "./preparations";

/**
 * What is wrong between the parts of one exposure, or between exposures. Looks at every exposure that is right in itself,
 * whatever else is wrong in the file, so that all mistakes are reported at once.
 *
 * @param planLock - what is kept of an earlier plan
 * @param configuration - what the source says, where nothing of it is wrong in itself
 */
export function exposureMistakes(
  source: Source,
  planLock: PlanLock,
  configuration: Pick<Configuration, "exposures" | "preparations"> | undefined,
): CheckedPlan {
  const exposures =
    configuration === undefined
      ? wellFormedExposures(source.data)
      : new Map(Object.entries(configuration.exposures));
  const preparations =
    configuration === undefined ? wellFormedPreparations(source.data) : configuration.preparations;
  const mistakes = [
    ...duplicateEips(exposures, source),
    ...[...exposures].flatMap(([key, exposure]) => placeMistakes(key, exposure, source)),
    ...partialVpcs(exposures, source),
    ...blocksThatAreNewAndOld(exposures, source),
    ...referenceMistakes(exposures, source),
    ...(preparations === undefined
      ? []
      : preparationMistakes(preparations, exposures, source, limitOf(source).data)),
    ...guestMistakes(exposures, preparations, source),
  ];
  return mistakes.length > 0
    ? { mistakes, plan: [] }
    : checkedPlan(exposures, preparations, source, planLock);
}

/** A plan, and what is wrong; nothing is planned where something is. */
interface CheckedPlan {
  readonly mistakes: readonly ConfigurationIssue[];
  readonly plan: readonly PlannedBlock[];
}

function wellFormedPreparations(data: unknown): PreparationsSetting | undefined {
  return preparationsSchema.safeParse(isMapping(data) ? data.preparations : undefined).data;
}

function wellFormedExposures(data: unknown): Exposures {
  const exposures = isMapping(data) && isMapping(data.exposures) ? data.exposures : {};
  return new Map(
    Object.entries(exposures).flatMap(([key, value]) => {
      const result = exposureSchema.safeParse(value);
      return result.success ? [[key, result.data]] : [];
    }),
  );
}

function duplicateEips(exposures: Exposures, source: Source): ConfigurationIssue[] {
  const firstKeys = new Map<string, string>();
  return [...exposures].flatMap(([key, { eip }]) => {
    if ("create" in eip) return [];
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

function partialVpcs(exposures: Exposures, source: Source): ConfigurationIssue[] {
  const known = [...exposures].find(([, { vpc }]) => vpc !== undefined)?.[0];
  if (known === undefined) return [];
  return [...exposures].flatMap(([key, { instance, vpc }]) =>
    vpc === undefined && typeof instance === "string"
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

/** A block that one exposure says exists, and another one wants to have made. */
function blocksThatAreNewAndOld(exposures: Exposures, source: Source): ConfigurationIssue[] {
  const existing = new Map<string, string>();
  for (const [key, { block }] of exposures) {
    if (block !== undefined && "existing" in block) existing.set(block.existing.toString(), key);
  }
  return [...exposures].flatMap(([key, { block }]) => {
    const first = block instanceof Ipv4Cidr ? existing.get(block.toString()) : undefined;
    if (first === undefined) return [];
    return [
      mistakeOf(source, key, "block", {
        problem: `exposures.${first} says that this block exists already`,
        allowed: "the same form of block in both",
        remedy: { advice: "write {existing: …} here too, or the range alone in both" },
      }),
    ];
  });
}

function checkedPlan(
  exposures: Exposures,
  preparations: PreparationsSetting | undefined,
  source: Source,
  planLock: PlanLock,
): CheckedPlan {
  const limit = limitOf(source);
  if (!limit.success) return { mistakes: [], plan: [] };
  try {
    const requests = planRequests(exposures, preparations);
    const existing = existingBlocks(planLock, requests);
    const plan = planFleet(requests, { existing, ...omitUndefined({ blocksPerVpc: limit.data }) });
    return { mistakes: importMistakes(plan, exposures, source), plan };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const mistakes = error.conflicts.map(({ keys: [key = ""], problem, remedy }) =>
      mistakeOf(source, key, chosenByHand(exposures.get(key)), { problem, remedy: { advice: remedy } }),
    );
    return { mistakes, plan: [] };
  }
}

function limitOf({ data }: Source) {
  return blocksPerVpc.safeParse(isMapping(data) ? data.blocksPerVpc : undefined);
}

/** The setting that decides where the EIP goes. */
function chosenByHand(exposure: ExposureSetting | undefined): "vswitch" | "block" | "eip" {
  if (exposure?.vswitch !== undefined) return "vswitch";
  return exposure?.block === undefined ? "eip" : "block";
}
