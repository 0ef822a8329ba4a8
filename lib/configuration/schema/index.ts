import { z } from "zod";

import { AddressError } from "../../errors";
import { CHECK_NAMES, type CheckName, CHECKS } from "../../exposure-table/checks";
import { Ipv4Cidr } from "../../ipv4";
import { BLOCK_PREFIX_LENGTHS } from "../../planning/placement";
import { backend } from "./backend";
import { block, eip, existingParts, securityGroups, vswitch } from "./exposure";
import {
  matching,
  PLACE,
  reportTo,
  resourceId,
  resourceName,
  setting,
  settings,
  suggest,
  valueOrMapping,
  zone,
} from "./fields";
import { guest, verify } from "./guest";
import { preparations } from "./preparations";
import { providerArguments } from "./provider";

/** How many tags a resource may have. */
const MOST = 20;
/** How many characters the key or the value of a tag may have. */
const LONGEST = 128;

const ALLOWED = `a mapping of at most ${MOST} tags, such as {team: network}`;
const ALLOWED_KEY =
  "1 to 128 characters, not beginning with aliyun or acs:, without http:// and https://, and without space at its ends";
const ALLOWED_VALUE = "0 to 128 characters, not beginning with acs:, without http:// and https://";

const key = setting(
  z.string().superRefine((text, context) => {
    const problem = text === "" ? "the key of a tag cannot be empty" : (problemWith(text) ?? reserved(text));
    if (problem !== undefined) reportTo(context)([], problem);
  }),
  { description: "The key of a tag.", allowed: ALLOWED_KEY, example: "team" },
);

const value = setting(
  z.string().superRefine((text, context) => {
    const problem = problemWith(text);
    if (problem !== undefined) reportTo(context)([], problem);
  }),
  { description: "The value of a tag.", allowed: ALLOWED_VALUE, example: "network" },
);

/** The tags of everything that takes tags. */
const tags = setting(
  z.record(key, value).superRefine((given, context) => {
    const keys = Object.keys(given);
    const excess = keys[MOST];
    if (excess === undefined) return;
    reportTo(context)([excess], `a resource has ${MOST} tags at most, and these are ${keys.length}`, {
      aboutKey: true,
      allowed: ALLOWED,
      remedy: { advice: `remove some until ${MOST} are left` },
    });
  }),
  {
    description: "Tags of everything that takes tags: keys and values are texts.",
    allowed: ALLOWED,
    example: "{team: network}",
  },
);

/** @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-tagresources */
function problemWith(text: string): string | undefined {
  const { length } = Array.from(text);
  if (length > LONGEST) return `it has ${length} characters, and ${LONGEST} is the most`;
  if (text.startsWith("acs:")) return "Alibaba Cloud keeps the beginning acs: for itself";
  return /https?:\/\//.test(text) ? "Alibaba Cloud refuses http:// and https:// in tags" : undefined;
}

function reserved(text: string): string | undefined {
  if (text.startsWith("aliyun")) return "Alibaba Cloud keeps the beginning aliyun for itself";
  return text.trim() === text ? undefined : "there is white space around it";
}

const name = setting(
  z.string().transform((text, context): CheckName => {
    if (isCheckName(text)) return text;
    const didYouMean = suggest(text, CHECK_NAMES);
    reportTo(context)([], "there is no such check", {
      remedy: didYouMean === undefined ? { advice: "remove it" } : { didYouMean },
    });
    return z.NEVER;
  }),
  { description: "The name of a check.", allowed: CHECK_NAMES.join(", "), example: "eni-quota" },
);

/** The names of the checks that are turned off. */
const skipChecks = setting(z.array(name), {
  description:
    "Checks that Terraform does not make before it applies, by name. By default, it makes all of them.",
  allowed: `a list of names of checks: ${CHECK_NAMES.join(", ")}`,
  example: "[eni-quota]",
});

function isCheckName(text: string): text is CheckName {
  return Object.hasOwn(CHECKS, text);
}

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
      largestBlock: setting(z.int().min(BLOCK_PREFIX_LENGTHS.shortest).max(BLOCK_PREFIX_LENGTHS.longest), {
        description:
          "The mask of the largest secondary CIDR block that may be made: 26 allows /26, /27 and /28.",
        allowed: `a whole number from ${BLOCK_PREFIX_LENGTHS.shortest} to ${BLOCK_PREFIX_LENGTHS.longest}`,
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

const preventDestroy = setting(z.boolean(), {
  description:
    "Whether Terraform refuses to destroy or replace what is made, as long as it is in the file. By default, it does not.",
  allowed: "true or false",
  example: "true",
});

export const exposureSchema = settings(
  {
    instance: valueOrMapping(
      resourceId("i", "The ID of the existing ECS instance on whose NIC the EIP is to be visible."),
      settings(
        {
          prepared: resourceName("an instance", {
            description: "The name of an instance in preparations.",
            example: "app",
          }),
        },
        { description: "An instance that the preparations make.", example: "{prepared: app}" },
      ),
      {
        description:
          "The ECS instance on whose NIC the EIP is to be visible: the ID of one that exists, or {prepared: name} for one of preparations.",
        allowed: "i- followed by lower-case letters and digits, such as i-bp1example; or {prepared: app}",
        example: "i-bp1example",
      },
    ),
    eip,
    vpc: resourceId("vpc", "The ID of the instance's VPC. By default, Terraform looks it up.").optional(),
    zone: zone.optional(),
    securityGroups: securityGroups.optional(),
    block: block.optional(),
    vswitch: vswitch.optional(),
    guest: guest.optional(),
    verify: verify.optional(),
    networkInterface: resourceId(
      "eni",
      "The ID of an existing secondary network interface whose primary address is the EIP. By default, one is made.",
    ).optional(),
    import: existingParts.optional(),
    renamedFrom: resourceName("an exposure", {
      description: "The name that the exposure had before: what was made for it is kept.",
      example: "www",
    }).optional(),
    preventDestroy: preventDestroy.optional(),
  },
  {
    description: "One EIP made visible on the NIC of one instance.",
    example: "{instance: i-bp1example, eip: 203.0.113.106}",
  },
);

export const blocksPerVpc = setting(z.int().min(1).max(1000), {
  description: "The quota of secondary CIDR blocks of a VPC: vpc_quota_secondary_cidr_num, 5 by default.",
  allowed: "a whole number from 1 to 1000",
  example: "5",
}).optional();

const schema = settings(
  {
    region: matching(PLACE, () => "this is not the ID of a region", {
      description: "The region of everything in the file.",
      allowed: "a region ID such as cn-hangzhou",
      example: "cn-hangzhou",
    }),
    stack: resourceName("a stack", {
      description:
        "The name of the stack, of its folder in the output, and the beginning of names in the console.",
      example: "exposed-eip",
    }).default("exposed-eip"),
    provider: providerArguments.default({}),
    backend: backend.default({ type: "local", arguments: {} }),
    tags: tags.default({}),
    blocksPerVpc,
    skipChecks: skipChecks.default([]),
    policy: policySchema.default({}),
    guest: guest.optional(),
    verify: verify.optional(),
    preventDestroy: preventDestroy.default(false),
    preparations: preparations.optional(),
    exposures: setting(
      z.record(
        resourceName("an exposure", {
          description: "The identity of the exposure: it names the resources.",
          example: "web",
        }),
        exposureSchema,
      ),
      {
        description: "The exposures, by a name of your choice.",
        allowed:
          "a mapping from names to exposures, such as {web: {instance: i-bp1example, eip: 203.0.113.106}}",
        example: "{web: {instance: i-bp1example, eip: 203.0.113.106}}",
      },
    ),
  },
  {
    description: "EIPs that are to be visible on the NICs of ECS instances.",
    example: "{region: cn-hangzhou, exposures: {web: {instance: i-bp1example, eip: 203.0.113.106}}}",
  },
);

/** A configuration file, read and checked: its settings by their names, with their defaults. */
export type Configuration = Readonly<z.output<typeof schema>>;

/**
 * The schema of the configuration file, with a description of each setting; for its JSON Schema, for example. What depends on
 * several settings at once is checked by {@link parseConfiguration} only.
 */
export const configurationSchema: z.ZodType<Configuration> = schema;

/** The schema of settings that several files share: what each file has for itself is not among them. */
export const defaultsSchema = schema.omit({ stack: true, exposures: true }).partial();

/** One exposure of a configuration file: its settings by their names. */
export type ExposureSetting = Readonly<z.output<typeof exposureSchema>>;
