import { AddressError } from "../address";
import { idForm, resourceNamed, type ResourcePrefix, RESOURCES } from "./resource-ids";

/**
 * What is wrong with a text that begins as an ID does, in a setting that takes addresses or ranges, and perhaps IDs of one kind;
 * undefined for any other text.
 *
 * @param wanted - the prefix of the IDs that the setting takes. @default - it takes none
 */
export function mistakenId(text: string, wanted?: ResourcePrefix): AddressError | undefined {
  const id = text.trim().toLowerCase().replaceAll("_", "-");
  const resource = resourceNamed(id);
  if (resource === undefined) return undefined;
  if (wanted === undefined) {
    return new AddressError({
      found: text,
      problem: `this is the ID of ${resource}, not a range`,
      allowed: "",
    });
  }
  const isWanted = resource === RESOURCES[wanted];
  return new AddressError({
    found: text,
    problem: isWanted
      ? `this is not the ID of ${resource}`
      : `this is the ID of ${resource}, not of ${RESOURCES[wanted]}`,
    allowed: `${wanted}- followed by lower-case letters and digits`,
    ...(idForm(wanted).test(id) ? { write: id } : {}),
  });
}
