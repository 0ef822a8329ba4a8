import { matching } from "./checks";
import type { SettingInfo } from "./setting";

/** The form of the IDs of regions and zones. */
export const PLACE = /^[a-z]{2,}-[a-z0-9-]+$/;

/** The zone of an instance. */
export const zone = matching(PLACE, () => "this is not the ID of a zone", {
  description: "The ID of the instance's zone. By default, Terraform looks it up.",
  allowed: "a zone ID such as cn-hangzhou-h",
  example: "cn-hangzhou-h",
});

/** A name that becomes part of addresses in Terraform and of names in the console. */
export function resourceName(what: string, info: Omit<SettingInfo, "allowed">) {
  const problemWith = ({ length }: string): string =>
    length > 40 ? `it has ${length} characters, and 40 is the most` : `this cannot be the name of ${what}`;
  return matching(/^[a-z][a-z0-9-]{0,39}$/, problemWith, {
    ...info,
    allowed: "lower-case letters, digits and hyphens, 1 to 40 characters, starting with a letter",
  });
}
