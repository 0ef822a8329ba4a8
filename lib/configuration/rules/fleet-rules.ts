import { PlanError } from "../../errors";
import { Ipv4Cidr } from "../../ipv4";
import type { PlanLock } from "../../planning/plan-lock";
import type { PathIssue } from "../issues";
import { planOf } from "../plan-requests";
import type { ExposureSetting } from "../schema/configuration-schema";
import { importIssues, placeIssues, referenceIssues } from "./exposure-rules";
import { guestIssues } from "./guest-rules";
import { sharedNicIssues } from "./nic-rules";
import { issueOf, type Parts } from "./parts";
import { preparationIssues } from "./preparation-rules";

/**
 * Finds the issues between the settings of an exposure, and between exposures. Plans what has none.
 *
 * @param planLock - what is locked of an earlier plan
 */
export function ruleIssues(parts: Parts, planLock: PlanLock): PathIssue[] {
  const issues = [
    ...Object.entries(parts.settings.exposures).flatMap(([key, exposure]) => placeIssues(key, exposure)),
    ...sharedNicIssues(parts),
    ...partialVpcs(parts),
    ...blocksThatAreNewAndExisting(parts),
    ...referenceIssues(parts),
    ...preparationIssues(parts),
    ...guestIssues(parts),
  ];
  return issues.length > 0 || parts.malformed.has("blocksPerVpc") ? issues : planIssues(parts, planLock);
}

function partialVpcs({ settings: { exposures } }: Parts): PathIssue[] {
  const entries = Object.entries(exposures);
  const known = entries.find(([, { vpc }]) => vpc !== undefined)?.[0];
  if (known === undefined) return [];
  return entries
    .filter(([, { instance, vpc }]) => vpc === undefined && typeof instance === "string")
    .map(([key]) =>
      issueOf(key, "vpc", {
        problem: `vpc is missing, but exposures.${known} has one`,
        allowed: "vpc in every exposure, or in none",
        remedy: { advice: "add vpc here, or remove it from all exposures" },
      }),
    );
}

/** Block that one exposure takes for existing, and another one for new. */
function blocksThatAreNewAndExisting({ settings: { exposures } }: Parts): PathIssue[] {
  const entries = Object.entries(exposures);
  const existing = new Map(
    entries.flatMap(([key, { block }]) =>
      block !== undefined && "existing" in block ? [[block.existing.toString(), key] as const] : [],
    ),
  );
  return entries.flatMap(([key, { block }]) => {
    const other = block instanceof Ipv4Cidr ? existing.get(block.toString()) : undefined;
    if (other === undefined) return [];
    return [
      issueOf(key, "block", {
        problem: `new here, but existing in exposures.${other}`,
        allowed: "the same form of block in both",
        remedy: { advice: "write {existing: …} here too, or only the range in both" },
      }),
    ];
  });
}

function planIssues(parts: Parts, planLock: PlanLock): PathIssue[] {
  const { exposures } = parts.settings;
  try {
    return importIssues(planOf(parts.settings, planLock), parts);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return error.conflicts.map(({ keys: [key = ""], problem, remedy }) =>
      issueOf(key, decidingSetting(exposures[key]), { problem, remedy: { advice: remedy } }),
    );
  }
}

/** Setting that decides where the EIP goes. */
function decidingSetting(exposure: ExposureSetting | undefined): "vswitch" | "block" | "eip" {
  if (exposure?.vswitch !== undefined) return "vswitch";
  return exposure?.block === undefined ? "eip" : "block";
}
