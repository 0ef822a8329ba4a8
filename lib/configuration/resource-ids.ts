import { matching } from "./checks";
import type { SettingInfo } from "./setting";

/** What the IDs of Alibaba Cloud begin with. */
export const RESOURCES = {
  eip: "an EIP",
  eni: "a network interface",
  i: "an ECS instance",
  sg: "a security group",
  vpc: "a VPC",
  vsw: "a vSwitch",
} as const;

export type ResourcePrefix = keyof typeof RESOURCES;

/** The form of an ID. The lengths of IDs vary, so that only prefix and characters are checked. */
export function idForm(prefix: ResourcePrefix): RegExp {
  return new RegExp(`^${prefix}-[a-z0-9]+$`);
}

/** What the text is the ID of, going by its prefix. */
export function resourceNamed(text: string): string | undefined {
  return Object.entries(RESOURCES).find(([prefix]) => text.startsWith(`${prefix}-`))?.[1];
}

/** The ID of a resource that exists. */
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
    ? `this is not the ID of ${wanted}`
    : `this is the ID of ${other}, not of ${wanted}`;
}
