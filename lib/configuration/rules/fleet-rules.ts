import { PlanError } from "../../errors";
import { Ipv4Cidr } from "../../ipv4";
import type { PlanLock } from "../../planning/plan-lock";
import type { Path } from "../configuration-errors";
import type { PathIssue } from "../issues";
import { planOf } from "../plan-requests";
import type { ExposureSetting } from "../schema/configuration-schema";
import { isZoneIn, regionOfZone, REGIONS } from "../schema/regions";
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
    ...zonesElsewhere(parts),
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

/** Zones of another region than that of the file. */
function zonesElsewhere({ settings: { exposures, preparations }, region }: Parts): PathIssue[] {
  if (region === undefined) return [];
  const zones: (readonly [path: Path, zone: string])[] = [
    ...(preparations === undefined ? [] : [[["preparations", "zone"], preparations.zone] as const]),
    ...Object.entries(exposures).flatMap(([key, { zone }]) =>
      zone === undefined ? [] : [[["exposures", key, "zone"], zone] as const],
    ),
  ];
  return zones
    .filter(([, zone]) => !isZoneIn(region, zone))
    .map(([path, zone]) => ({
      path,
      problem: `${describePlace(zone)}, not a zone of the region ${region}`,
      allowed: `a zone such as ${region}${/[0-9]$/.test(region) ? "a" : "-a"}`,
      remedy: {
        advice: REGIONS.includes(region)
          ? "write the zone of the instance, or correct region"
          : `correct region: ${region} is not known; or write the zone of the instance`,
      },
    }));
}

function describePlace(zone: string): string {
  const region = regionOfZone(zone);
  if (region !== undefined) return `a zone of ${region}`;
  return REGIONS.includes(zone) ? "a region" : "another place";
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
