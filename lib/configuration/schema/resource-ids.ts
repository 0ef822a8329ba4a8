import { AddressError } from "../../errors";
import { Ipv4Cidr } from "../../ipv4";
import { isDeviceName } from "../../file-name";
import { matching, type SettingInfo, tooLong } from "./fields";

/** Form of the IDs of regions and zones. */
export const PLACE = /^[a-z]{2,}-[a-z0-9-]+$/;

/** Name that every JavaScript object has a property of, where constructs keep their children. */
const RESERVED_NAME = "constructor";

/** Form of names that become part of addresses in Terraform and of names in the console. */
export const RESOURCE_NAME = /^(?!constructor$)[a-z][a-z0-9-]{0,39}$/;

/** Form of the names of stacks: a {@link RESOURCE_NAME} that can be the name of a folder. */
export const STACK_NAME = /^(?!(?:constructor|aux|con|nul|prn|com[0-9]|lpt[0-9])$)[a-z][a-z0-9-]{0,39}$/;

/** Description of {@link RESOURCE_NAME}. */
export const RESOURCE_NAME_FORM =
  "lower-case letters, digits and hyphens, 1 to 40 characters, starting with a letter";

/** Schema of the ID of a zone. */
export function zoneId(description: string) {
  return matching(PLACE, () => "not a zone ID", {
    description,
    allowed: "a zone ID such as cn-hangzhou-h",
    example: "cn-hangzhou-h",
  });
}

/**
 * Schema of a name that becomes part of addresses in Terraform and of names in the console.
 *
 * @param what - what is named, such as "exposure"
 */
export function resourceName(what: string, info: Omit<SettingInfo, "allowed">) {
  return matching(RESOURCE_NAME, (text) => problemWith(text, what), { ...info, allowed: RESOURCE_NAME_FORM });
}

/** Schema of the name of a stack, which is also that of its folder. */
export function stackName(info: Omit<SettingInfo, "allowed">) {
  const problem = (text: string): string =>
    isDeviceName(text)
      ? `${DEVICE_PROBLEM}, where the stack could have no folder`
      : problemWith(text, "stack");
  return matching(STACK_NAME, problem, { ...info, allowed: RESOURCE_NAME_FORM });
}

/** Problem with a name of a device in Windows. */
export const DEVICE_PROBLEM = "name of a device in Windows";

function problemWith(text: string, what: string): string {
  if (text === RESERVED_NAME) return "reserved: constructs cannot have this name";
  return text.length > 40 ? tooLong(text.length, 40) : `not a valid ${what} name`;
}

/** Resources by the prefix of their IDs. */
const RESOURCES = {
  eip: "an EIP",
  eni: "a network interface",
  i: "an ECS instance",
  sg: "a security group",
  vpc: "a VPC",
  vsw: "a vSwitch",
} as const;

type ResourcePrefix = keyof typeof RESOURCES;

/** Form of the IDs of a resource. Their lengths vary, so that only prefix and characters are checked. */
export function idForm(prefix: ResourcePrefix): RegExp {
  return new RegExp(`^${prefix}-[a-z0-9]+$`);
}

/** Resource of an ID, going by its prefix. */
function resourceNamed(text: string): string | undefined {
  return Object.entries(RESOURCES).find(([prefix]) => text.startsWith(`${prefix}-`))?.[1];
}

/** Schema of the ID of an existing resource. */
export function resourceId(prefix: ResourcePrefix, description: string) {
  const info: SettingInfo = {
    description,
    allowed: `${prefix}- followed by lower-case letters and digits, such as ${prefix}-bp1example`,
    example: `${prefix}-bp1example`,
  };
  return matching(idForm(prefix), (text) => notTheId(text, RESOURCES[prefix]), info);
}

function notTheId(text: string, wanted: string): string {
  const other = resourceNamed(text);
  return other === undefined || other === wanted
    ? `not the ID of ${wanted}`
    : `ID of ${other}, not of ${wanted}`;
}

/**
 * Error of a string that begins as an ID does, in a setting that takes addresses or ranges, and perhaps IDs of one kind;
 * undefined for any other string.
 *
 * @param wanted - the prefix of the IDs that the setting takes. @default - it takes none
 */
export function idError(text: string, wanted?: ResourcePrefix): AddressError | undefined {
  const id = text.trim().toLowerCase().replaceAll("_", "-");
  const resource = resourceNamed(id);
  if (resource === undefined) return undefined;
  if (wanted === undefined) {
    return new AddressError({
      found: text,
      problem: `ID of ${resource}, not a range`,
      allowed: "",
    });
  }
  const isWanted = resource === RESOURCES[wanted];
  return new AddressError({
    found: text,
    problem: isWanted ? `not the ID of ${resource}` : `ID of ${resource}, not of ${RESOURCES[wanted]}`,
    allowed: `${wanted}- followed by lower-case letters and digits`,
    ...(idForm(wanted).test(id) ? { write: id } : {}),
  });
}

/** Range of something new, or ID of something that exists. */
export type RangeOrId = Ipv4Cidr | { readonly id: string };

/** Parses a range, or an ID with the prefix; throws an AddressError for any other string. */
export function rangeOrId(prefix: "vpc" | "vsw") {
  return (text: string): RangeOrId => {
    if (idForm(prefix).test(text)) return { id: text };
    const error = idError(text, prefix);
    if (error !== undefined) throw error;
    return Ipv4Cidr.parse(text);
  };
}
