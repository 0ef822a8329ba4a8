import { hcl, type HclValue } from "../terraform/hcl";
import type { Requirement } from "./requirement";

/** What must hold for exposures that share a block or a vSwitch: their instances are at one place. */
export function sharingRequirements(
  keys: readonly string[],
  range: string,
  place: "VPC" | "zone",
  ids: readonly HclValue[],
): Requirement[] {
  if (keys.length < 2) return [];
  // The place of an instance that was not found is empty, and that is reported with the instance.
  const places = hcl`distinct(compact(${ids}))`;
  return [
    {
      check: place === "VPC" ? "same-vpc" : "same-zone",
      condition: hcl`length(${places}) <= 1`,
      errorMessage:
        `The exposures ${keys.join(", ")} share the ${range}, but their instances are in different ${place}s ` +
        `(${hcl`join(", ", ${places})`.toString()}). ` +
        (place === "VPC"
          ? "Give every exposure its vpc in the configuration, so that the blocks are planned for each VPC."
          : "Use EIPs that are farther apart, or instances of one zone."),
    },
  ];
}
