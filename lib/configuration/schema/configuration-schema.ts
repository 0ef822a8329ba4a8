import { z } from "zod";

import { AddressError } from "../../errors";
import { CHECK_NAMES } from "../../exposure-table/checks";
import { Ipv4Cidr } from "../../ipv4";
import { BLOCK_PREFIX_LENGTHS } from "../../planning/placement";
import { backend } from "./backend-schema";
import { block, eip, existingParts, securityGroups, vswitch } from "./exposure-schema";
import { choice, matching, reportTo, setting, settings, tooLong, valueOrMapping } from "./fields";
import { guest, verify } from "./guest-schema";
import { preparations } from "./preparations-schema";
import { providerArguments } from "./provider-schema";
import { regionOfZone, REGIONS } from "./regions";
import { RANGE_PATTERN, TAG_KEY_PATTERN, TAG_VALUE_PATTERN } from "./text-forms";
import { PLACE, resourceId, resourceName, stackName, zoneId } from "./resource-ids";

/** Maximum number of tags of a resource. */
const MOST = 20;
/** Maximum number of characters of the key or the value of a tag. */
const LONGEST = 128;

const ALLOWED = `a mapping of up to ${MOST} tags, such as {team: network}`;
const ALLOWED_KEY =
  "1 to 128 characters that do not begin with aliyun or acs:, without http://, https:// and surrounding white space";
const ALLOWED_VALUE = "0 to 128 characters that do not begin with acs:, without http:// and https://";

const key = setting(
  z.string().superRefine((text, context) => {
    const problem = text === "" ? "empty key" : (problemWith(text) ?? reserved(text));
    if (problem !== undefined) reportTo(context)([], problem);
  }),
  {
    ...{ description: "Key of a tag.", allowed: ALLOWED_KEY, example: "team" },
    keywords: { maxLength: LONGEST, pattern: TAG_KEY_PATTERN },
  },
);

const value = setting(
  z.string().superRefine((text, context) => {
    const problem = problemWith(text);
    if (problem !== undefined) reportTo(context)([], problem);
  }),
  {
    ...{ description: "Value of a tag.", allowed: ALLOWED_VALUE, example: "network" },
    keywords: { maxLength: LONGEST, pattern: TAG_VALUE_PATTERN },
  },
);

/** Tags of all resources that support tags. */
const tags = setting(
  z.record(key, value).superRefine((given, context) => {
    const keys = Object.keys(given);
    const excess = keys[MOST];
    if (excess === undefined) return;
    reportTo(context)([excess], `too many: ${keys.length} tags, maximum ${MOST}`, {
      aboutKey: true,
      allowed: ALLOWED,
      remedy: { advice: `remove ${keys.length - MOST} of them` },
    });
  }),
  {
    description: "Tags of all resources that support tags; values are strings. Default: none.",
    allowed: ALLOWED,
    example: "{team: network}",
    keywords: { maxProperties: MOST },
  },
);

/** @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-tagresources */
function problemWith(text: string): string | undefined {
  const { length } = Array.from(text);
  if (length > LONGEST) return tooLong(length, LONGEST);
  if (text.startsWith("acs:")) return "begins with acs:, which Alibaba Cloud reserves";
  return /https?:\/\//.test(text)
    ? "contains http:// or https://, which Alibaba Cloud does not allow in tags"
    : undefined;
}

function reserved(text: string): string | undefined {
  if (text.startsWith("aliyun")) return "begins with aliyun, which Alibaba Cloud reserves";
  return text.trim() === text ? undefined : "leading or trailing white space";
}

/** Names of the checks to skip. */
const skipChecks = setting(z.array(choice(CHECK_NAMES, "Name of a check.")), {
  description: "Names of plan-time checks to skip. Default: none.",
  allowed: `a list of ${CHECK_NAMES.join(", ")}`,
  example: "[eni-quota]",
});

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
    description: "Range of allowed EIPs.",
    allowed: "an IPv4 CIDR block such as 203.0.113.0/24",
    example: "203.0.113.0/24",
    keywords: { pattern: RANGE_PATTERN },
  },
);

const requiredTag = setting(z.string().min(1).max(LONGEST), {
  description: "Key of a tag.",
  allowed: "1 to 128 characters",
  example: "team",
});

const administrationPort = setting(z.int().min(1).max(65_535), {
  description: "Port.",
  allowed: "an integer from 1 to 65535",
  example: "22",
});

const policy = setting(
  z
    .strictObject({
      requiredTags: setting(z.array(requiredTag).min(1), {
        description: "Tag keys that every resource with tags must have. Default: none.",
        allowed: "a list of keys such as [team]",
        example: "[team]",
      }).optional(),
      largestBlock: setting(z.int().min(BLOCK_PREFIX_LENGTHS.shortest).max(BLOCK_PREFIX_LENGTHS.longest), {
        description:
          "Shortest prefix length of a secondary CIDR block; 26 allows /26, /27 and /28. Default: 16.",
        allowed: `an integer from ${BLOCK_PREFIX_LENGTHS.shortest} to ${BLOCK_PREFIX_LENGTHS.longest}`,
        example: "26",
        byDefault: BLOCK_PREFIX_LENGTHS.shortest,
      }).optional(),
      allowedEipRanges: setting(z.array(eipRange).min(1), {
        description: "Ranges of allowed EIPs. Default: any.",
        allowed: "a list of ranges such as [203.0.113.0/24]",
        example: "[203.0.113.0/24]",
      }).optional(),
      noOpenAdministrationPorts: setting(z.boolean(), {
        description:
          "Whether to refuse rules that open administration ports to the whole Internet, in security groups of the stack's ENIs. Default: false.",
        allowed: "true or false",
        example: "true",
        byDefault: false,
      }).optional(),
      administrationPorts: setting(z.array(administrationPort).min(1), {
        description: "Administration ports. Default: 22, 23, 3389, 5900, 5985 and 5986.",
        allowed: "a list of integers from 1 to 65535 such as [22, 3389]",
        example: "[22, 3389]",
        byDefault: [22, 23, 3389, 5900, 5985, 5986],
      }).optional(),
    })
    .superRefine(({ administrationPorts, noOpenAdministrationPorts }, context) => {
      if (administrationPorts === undefined || noOpenAdministrationPorts === true) return;
      reportTo(context)(
        ["administrationPorts"],
        "administrationPorts requires noOpenAdministrationPorts: true",
        {
          aboutKey: true,
          remedy: { advice: "add noOpenAdministrationPorts: true, or remove administrationPorts" },
        },
      );
    }),
  {
    description: "Requirements and prohibitions that apply to the whole stack. Default: none.",
    allowed:
      "a mapping of requiredTags, largestBlock, allowedEipRanges, noOpenAdministrationPorts, administrationPorts",
    example: "{requiredTags: [team], largestBlock: 26}",
    keywords: {
      if: { required: ["administrationPorts"] },
      then: {
        required: ["noOpenAdministrationPorts"],
        properties: { noOpenAdministrationPorts: { const: true } },
      },
    },
  },
);

/** Requirements and prohibitions of a platform team: the setting `policy` of a configuration file. */
export type Policy = Readonly<z.output<typeof policy>>;

/** Schema of the setting `policy`, which switches the aspects on. Its `parse` throws zod's `ZodError`. */
export const policySchema: z.ZodType<Policy> = policy;

const preventDestroy = setting(z.boolean(), {
  description:
    "Whether Terraform refuses to destroy or replace created resources while they are in the file. Default: false; for an exposure, the setting at the top.",
  allowed: "true or false",
  example: "true",
});

/** Schema of an exposure. */
export const exposureSchema = settings(
  {
    instance: valueOrMapping(
      resourceId("i", "ID of the existing ECS instance on whose NIC the EIP is to be visible."),
      settings(
        {
          prepared: resourceName("instance", {
            description: "Name of an instance in preparations.",
            example: "app",
          }),
        },
        { description: "Instance of preparations.", example: "{prepared: app}" },
      ),
      {
        description:
          "ECS instance on whose NIC the EIP is to be visible: the ID of an existing one, or {prepared: name} for one of preparations.",
        allowed: "i- followed by lower-case letters and digits, such as i-bp1example, or {prepared: app}",
        example: "i-bp1example",
      },
    ),
    eip,
    nicOf: resourceName("exposure", {
      description:
        "Name of the exposure on whose NIC the EIP goes too, instead of instance: its private addresses are both EIPs. Default: a NIC of its own.",
      example: "web",
    }).optional(),
    vpc: resourceId("vpc", "VPC ID of the instance. Default: looked up by Terraform.").optional(),
    zone: zoneId("Zone ID of the instance. Default: looked up by Terraform.").optional(),
    securityGroups: securityGroups.optional(),
    block: block.optional(),
    vswitch: vswitch.optional(),
    guest: guest.optional(),
    verify: verify.optional(),
    networkInterface: resourceId(
      "eni",
      "ID of an existing secondary network interface whose primary address is the EIP. Default: a new one.",
    ).optional(),
    import: existingParts.optional(),
    renamedFrom: resourceName("exposure", {
      description:
        "Previous name of the exposure, under which its resources were created; they are kept. Default: none.",
      example: "www",
    }).optional(),
    preventDestroy: preventDestroy.optional(),
  },
  {
    description: "EIP to make visible on the NIC of an instance.",
    example: "{instance: i-bp1example, eip: 203.0.113.106}",
    // The exposure that `nicOf` names has the instance, and what else belongs to a NIC.
    keywords: {
      required: ["eip"],
      oneOf: [{ required: ["instance"] }, { required: ["nicOf"] }],
      if: { required: ["nicOf"] },
      then: { properties: { import: { required: ["associated"], maxProperties: 1 } } },
      else: { properties: { import: { dependencies: { associated: ["networkInterface"] } } } },
    },
  },
);

/** Schema of the quota of blocks of a VPC. */
export const blocksPerVpc = setting(z.int().min(1).max(1000), {
  description: "Quota of secondary CIDR blocks of a VPC (vpc_quota_secondary_cidr_num). Default: 5.",
  allowed: "an integer from 1 to 1000",
  example: "5",
  byDefault: 5,
}).optional();

const REGION_INFO = {
  description: "Region of all resources in the file.",
  allowed: "a region ID such as cn-hangzhou",
  example: "cn-hangzhou",
  // A form besides the list, since a new region is allowed; an ID that ends as those of zones do is none.
  keywords: { anyOf: [{ enum: REGIONS }, { pattern: `^(?!.*[-0-9][a-z]$)${PLACE.source.slice(1)}` }] },
};

/** Schema of the region. */
export const regionSchema = setting(
  matching(PLACE, () => "not a region ID", REGION_INFO).superRefine((text, context) => {
    const region = regionOfZone(text);
    if (region === undefined || !PLACE.test(text)) return;
    reportTo(context)([], "a zone, not a region", { remedy: { write: region } });
  }),
  REGION_INFO,
);

const schema = settings(
  {
    region: regionSchema,
    stack: stackName({
      description:
        "Name of the stack, of its output folder and of its state, and prefix of names in the console. Default: the name of the file; exposed-eip for exposure.yaml.",
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
        resourceName("exposure", {
          description: "Identity of the exposure, which names its resources.",
          example: "web",
        }),
        exposureSchema,
      ),
      {
        description: "Exposures by a name of your choice.",
        allowed:
          "a mapping from names to exposures such as {web: {instance: i-bp1example, eip: 203.0.113.106}}",
        example: "{web: {instance: i-bp1example, eip: 203.0.113.106}}",
      },
    ),
  },
  {
    description: "EIPs to make visible on the NICs of ECS instances.",
    example: "{region: cn-hangzhou, exposures: {web: {instance: i-bp1example, eip: 203.0.113.106}}}",
  },
);

/** Checked configuration file: its settings by their names, with their defaults. */
export type Configuration = Readonly<z.output<typeof schema>>;

/**
 * Schema of the configuration file, with a description of each setting; for its JSON Schema, for example. Rules between
 * settings are checked by {@link parseConfiguration} only.
 */
export const configurationSchema: z.ZodType<Configuration> = schema;

/** Settings that each configuration has for itself: they are not inherited. */
export const OWN_SETTINGS: readonly unknown[] = ["stack", "exposures"];

/** Keys at the top that are ignored: `x-…` for YAML anchors, and `$schema`, by which editors find the schema of a JSON file. */
export const IGNORED_KEY = /^(?:x-|\$schema$)/;

/** Schema of a file of defaults, without the settings that each configuration has for itself. */
export const defaultsSchema = schema.omit({ stack: true, exposures: true }).partial();

/** Exposure of a configuration file: its settings by their names. */
export type ExposureSetting = Readonly<z.output<typeof exposureSchema>>;
