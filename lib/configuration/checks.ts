import { z } from "zod";

import { AddressError, Ipv4Address, Ipv4Cidr, requireAllowedBlock } from "../address";
import type { Remedy } from "./mistake";

/** What a check of this project adds to an issue of zod, so that the message can say more than what is wrong. */
export interface CheckDetails {
  readonly allowed?: string;
  /** Whether the mistake is the key at the path, and not its value. */
  readonly aboutKey?: boolean;
  readonly remedy?: Remedy;
}

/** A text that a function reads into a value; its AddressError becomes the issue. */
function parsed<T>(read: (text: string) => T) {
  return z.string().transform((text, context): T => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      const { problem, allowed, write } = error;
      const details: CheckDetails = { allowed, ...(write === undefined ? {} : { remedy: { write } }) };
      context.addIssue({ code: "custom", message: problem, params: details });
      return z.NEVER;
    }
  });
}

/** A text of a fixed form. */
export function matching(form: RegExp, problem: string, allowed: string) {
  return z.string().superRefine((text, context) => {
    if (form.test(text)) return;
    const trimmed = text.trim();
    const details: CheckDetails = { allowed, ...(form.test(trimmed) ? { remedy: { write: trimmed } } : {}) };
    context.addIssue({
      code: "custom",
      message: trimmed === text ? problem : "there is white space around it",
      params: details,
    });
  });
}

/** The ID of a resource. The lengths of IDs vary, so that only prefix and characters are checked. */
export function resourceId(prefix: string, what: string) {
  return matching(
    new RegExp(`^${prefix}-[a-z0-9]+$`),
    `this is not the ID of ${what}`,
    `${prefix}- and lower-case letters and digits`,
  );
}

export const cidr = parsed((text) => Ipv4Cidr.parse(text));

export const blockCidr = parsed((text) => {
  const block = Ipv4Cidr.parse(text);
  requireAllowedBlock(block);
  return block;
});

/** An existing EIP, by its allocation ID or by its address. */
export type EipSetting = { readonly allocationId: string } | { readonly address: Ipv4Address };

export const eip = parsed((text): EipSetting => {
  if (/^eip-[a-z0-9]+$/.test(text)) return { allocationId: text };
  if (/^eip-/i.test(text)) {
    throw new AddressError({
      found: text,
      problem: "this is not an allocation ID",
      allowed: "eip- and lower-case letters and digits, or the address of the EIP",
    });
  }
  return { address: Ipv4Address.parse(text) };
});

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
