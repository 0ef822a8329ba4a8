import { z } from "zod";

import { AddressError, BLOCK_MASKS, Ipv4Cidr } from "../address";
import { reportTo } from "../configuration/checks";
import { setting } from "../configuration/setting";

const eipRange = setting(
  z.string().superRefine((text, context) => {
    try {
      Ipv4Cidr.parse(text);
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      const { problem, allowed, write } = error;
      reportTo(context)([], problem, { allowed, ...(write === undefined ? {} : { remedy: { write } }) });
    }
  }),
  {
    description: "A range that EIPs may come from.",
    allowed: "an IPv4 network and a mask, such as 203.0.113.0/24",
    example: "203.0.113.0/24",
  },
);

const policy = setting(
  z
    .strictObject({
      requiredTags: setting(z.array(z.string().min(1).max(128)).min(1), {
        description: "The keys of tags that everything that takes tags must have.",
        allowed: "a list of keys, such as [team]",
        example: "[team]",
      }).optional(),
      largestBlock: setting(z.int().min(BLOCK_MASKS.shortest).max(BLOCK_MASKS.longest), {
        description:
          "The mask of the largest secondary CIDR block that may be made: 26 allows /26, /27 and /28.",
        allowed: `a whole number from ${BLOCK_MASKS.shortest} to ${BLOCK_MASKS.longest}`,
        example: "26",
      }).optional(),
      allowedEipRanges: setting(z.array(eipRange).min(1), {
        description: "The ranges that EIPs may come from.",
        allowed: "a list of ranges, such as [203.0.113.0/24]",
        example: "[203.0.113.0/24]",
      }).optional(),
      noOpenAdministrationPorts: setting(z.boolean(), {
        description:
          "Whether rules that open ports for administration to the whole Internet are refused, in security groups that the ENIs of the stack use.",
        allowed: "true or false",
        example: "true",
      }).optional(),
      administrationPorts: setting(z.array(z.int().min(1).max(65_535)).min(1), {
        description: "The ports for administration. By default, 22, 23, 3389, 5900, 5985 and 5986.",
        allowed: "a list of whole numbers from 1 to 65535, such as [22, 3389]",
        example: "[22, 3389]",
      }).optional(),
    })
    .superRefine(({ administrationPorts, noOpenAdministrationPorts }, context) => {
      if (administrationPorts === undefined || noOpenAdministrationPorts === true) return;
      reportTo(context)(["administrationPorts"], "the ports are given, but nothing checks them", {
        aboutKey: true,
        remedy: { advice: "add noOpenAdministrationPorts: true" },
      });
    }),
  {
    description: "What is demanded and forbidden, whatever the rest of the file says.",
    allowed:
      "a mapping of requiredTags, largestBlock, allowedEipRanges, noOpenAdministrationPorts, administrationPorts",
    example: "{requiredTags: [team], largestBlock: 26}",
  },
);

/** What a platform team demands and forbids: the setting `policy` of a configuration file. */
export type Policy = Readonly<z.output<typeof policy>>;

/** Reads the part of a configuration file that switches the aspects on. Its `parse` throws zod's `ZodError`. */
export const policySchema: z.ZodType<Policy> = policy;
