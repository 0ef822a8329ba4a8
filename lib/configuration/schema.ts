import { z } from "zod";

import { policySchema } from "../aspects/policy-schema";
import { block, eip, vswitch } from "./addresses";
import { backend } from "./backend";
import { matching } from "./checks";
import { providerArguments } from "./provider-arguments";
import { resourceId } from "./resource-ids";
import { securityGroups } from "./security-groups";
import { setting, type SettingInfo, settings } from "./setting";
import { skipChecks } from "./skip-checks";
import { tags } from "./tags";

const PLACE = /^[a-z]{2,}-[a-z0-9-]+$/;

/** A name that becomes part of addresses in Terraform and of names in the console. */
function name(what: string, info: Omit<SettingInfo, "allowed">) {
  const problemWith = ({ length }: string): string =>
    length > 40 ? `it has ${length} characters, and 40 is the most` : `this cannot be the name of ${what}`;
  return matching(/^[a-z][a-z0-9-]{0,39}$/, problemWith, {
    ...info,
    allowed: "lower-case letters, digits and hyphens, 1 to 40 characters, starting with a letter",
  });
}

export const exposureSchema = settings(
  {
    instance: resourceId("i", "The ID of the existing ECS instance on whose NIC the EIP is to be visible."),
    eip,
    vpc: resourceId("vpc", "The ID of the instance's VPC. By default, Terraform looks it up.").optional(),
    zone: matching(PLACE, () => "this is not the ID of a zone", {
      description: "The ID of the instance's zone. By default, Terraform looks it up.",
      allowed: "a zone ID such as cn-hangzhou-h",
      example: "cn-hangzhou-h",
    }).optional(),
    securityGroups: securityGroups.optional(),
    block: block.optional(),
    vswitch: vswitch.optional(),
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

/** The configuration file. */
export const configurationSchema = settings(
  {
    region: matching(PLACE, () => "this is not the ID of a region", {
      description: "The region of everything in the file.",
      allowed: "a region ID such as cn-hangzhou",
      example: "cn-hangzhou",
    }),
    stack: name("a stack", {
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
    exposures: setting(
      z.record(
        name("an exposure", {
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

/** A configuration file, read and checked. */
export type Configuration = z.output<typeof configurationSchema>;

/** One exposure of a configuration file. */
export type ExposureSetting = z.output<typeof exposureSchema>;
