import { Token } from "cdktf";
import type { Construct } from "constructs";

import { ExposureError } from "../errors";
import { hcl } from "../terraform/hcl";
import { isChecked, type Requirement } from "./requirement";

/**
 * What must hold for exposures that share a block or a vSwitch: their instances are at one place.
 *
 * @throws {@link ExposureError} when it is known at synth that they are not
 */
export function sharingRequirements(
  scope: Construct,
  keys: readonly string[],
  range: string,
  place: "VPC" | "zone",
  ids: readonly string[],
): Requirement[] {
  // Of what is the same at synth there is nothing left to check, and Terraform takes no condition that is about literals only.
  if (new Set(ids).size < 2) return [];
  const check = place === "VPC" ? "same-vpc" : "same-zone";
  const isKnown = ids.every((id) => !Token.isUnresolved(id));
  if (isKnown && !isChecked(scope, check)) return [];
  // The place of an instance that was not found is empty, and that is reported with the instance.
  const places = hcl`distinct(compact(${ids}))`;
  const message = (found: string) =>
    `The exposures ${keys.join(", ")} share the ${range}, but their instances are in different ${place}s (${found}). ` +
    (place === "VPC"
      ? "Give every exposure its vpc in the configuration, so that the blocks are planned for each VPC."
      : "Use EIPs that are farther apart, or instances of one zone.");
  if (isKnown) throw new ExposureError(scope, message([...new Set(ids)].join(", ")));
  return [
    {
      check,
      condition: hcl`length(${places}) <= 1`,
      errorMessage: message(hcl`join(", ", ${places})`.toString()),
    },
  ];
}
