import { z } from "zod";

import { AddressError, Ipv4Address, Ipv4Cidr, requireAllowedBlock } from "../address";
import { given } from "../given";
import { reportTo } from "./checks";
import { idForm, resourceNamed } from "./resource-ids";
import { setting, type SettingInfo } from "./setting";

/** An existing EIP, by its allocation ID or by its address. */
export type EipSetting = { readonly allocationId: string } | { readonly address: Ipv4Address };

const EIP_FORMS =
  "an address: four numbers from 0 to 255 without leading zeros, such as 203.0.113.10; or an allocation ID, such as eip-bp1example";

/** A text that a function reads into a value; its AddressError becomes the mistake. */
function readBy<T>(read: (text: string) => T, info: SettingInfo) {
  const schema = z.string().transform((text, context): T => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      const { problem, allowed, write } = error;
      reportTo(context)([], problem, { allowed, ...(write === undefined ? {} : { remedy: { write } }) });
      return z.NEVER;
    }
  });
  return setting(schema, info);
}

export const eip = readBy(readEip, {
  description: "An existing EIP: its address, or its allocation ID.",
  allowed: EIP_FORMS,
  example: "203.0.113.106",
});

export const block = readBy(
  (text) => {
    const range = Ipv4Cidr.parse(text);
    requireAllowedBlock(range);
    return range;
  },
  {
    description: "The secondary CIDR block for this EIP. By default, the smallest that can hold it.",
    allowed: "an IPv4 network with a mask from /16 to /28, such as 203.0.113.96/28",
    example: "203.0.113.96/28",
  },
);

export const vswitch = readBy((text) => Ipv4Cidr.parse(text), {
  description: "The range of the vSwitch, inside block. By default, the smallest that can hold the EIP.",
  allowed: "an IPv4 network with a mask from /16 to /29 inside the block, such as 203.0.113.104/29",
  example: "203.0.113.104/29",
});

function readEip(text: string): EipSetting {
  if (idForm("eip").test(text)) return { allocationId: text };
  const id = text.trim().toLowerCase();
  const resource = resourceNamed(id);
  if (resource === undefined) return { address: readAddress(text) };
  const problem =
    resource === "an EIP" ? "this is not an allocation ID" : `this is the ID of ${resource}, not of an EIP`;
  throw new AddressError({
    found: text,
    problem,
    allowed: EIP_FORMS,
    ...(idForm("eip").test(id) ? { write: id } : {}),
  });
}

function readAddress(text: string): Ipv4Address {
  try {
    return Ipv4Address.parse(text);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    const { found, problem, write } = error;
    throw new AddressError({ found, problem, allowed: EIP_FORMS, ...given({ write }) });
  }
}
