import { z } from "zod";

import { AddressError, Ipv4Address, Ipv4Cidr, requireAllowedBlock, requireAllowedVSwitch } from "../address";
import { reportTo } from "./checks";
import { idForm, resourceNamed } from "./resource-ids";
import { setting, type SettingInfo } from "./setting";

/** An existing EIP, by its allocation ID or by its address. */
export type EipSetting = { readonly allocationId: string } | { readonly address: Ipv4Address };

export const eip = readBy(parseEip, () => undefined, {
  description: "An existing EIP: its address, or its allocation ID.",
  allowed:
    "an address: four numbers from 0 to 255 without leading zeros, such as 203.0.113.10; or an allocation ID, such as eip-bp1example",
  example: "203.0.113.106",
});

export const block = readBy((text) => Ipv4Cidr.parse(text), requireAllowedBlock, {
  description: "The secondary CIDR block for this EIP. By default, the smallest that can hold it.",
  allowed: "an IPv4 network with a mask from /16 to /28, such as 203.0.113.96/28",
  example: "203.0.113.96/28",
});

// Only the mask is checked here: whether the vSwitch is inside its block is a matter between the two.
export const vswitch = readBy(
  (text) => Ipv4Cidr.parse(text),
  (range) => {
    requireAllowedVSwitch(range, range);
  },
  {
    description: "The range of the vSwitch, inside block. By default, the smallest that can hold the EIP.",
    allowed: "an IPv4 network with a mask from /16 to /29, such as 203.0.113.104/29",
    example: "203.0.113.104/29",
  },
);

/**
 * A text that is parsed into a value, which is then checked; both throw an AddressError for what is wrong. What they
 * propose to write instead is passed on only where it would be accepted.
 */
function readBy<T>(parse: (text: string) => T, check: (value: T) => void, info: SettingInfo) {
  const schema = z.string().transform((text, context): T => {
    const parsed = attempt(() => parse(text));
    if (parsed instanceof AddressError) {
      const { problem, write } = parsed;
      const isAccepted =
        write !== undefined &&
        !(
          attempt(() => {
            check(parse(write));
          }) instanceof AddressError
        );
      reportTo(context)([], problem, isAccepted ? { remedy: { write } } : {});
      return z.NEVER;
    }
    const refusal = attempt(() => {
      check(parsed);
    });
    if (refusal instanceof AddressError) reportTo(context)([], refusal.problem, { allowed: refusal.allowed });
    return parsed;
  });
  return setting(schema, info);
}

function attempt<T>(action: () => T): T | AddressError {
  try {
    return action();
  } catch (error) {
    if (error instanceof AddressError) return error;
    throw error;
  }
}

function parseEip(text: string): EipSetting {
  if (idForm("eip").test(text)) return { allocationId: text };
  const id = text.trim().toLowerCase();
  const resource = resourceNamed(id);
  if (resource === undefined) return { address: Ipv4Address.parse(text) };
  throw new AddressError({
    found: text,
    problem:
      resource === "an EIP" ? "this is not an allocation ID" : `this is the ID of ${resource}, not of an EIP`,
    allowed: "an allocation ID: eip- followed by lower-case letters and digits",
    ...(idForm("eip").test(id) ? { write: id } : {}),
  });
}
