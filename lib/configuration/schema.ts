import { z } from "zod";

import { policySchema } from "../aspects/policy-schema";
import { block, eip, vswitch } from "./addresses";
import { backend } from "./backend";
import { matching } from "./checks";
import { existingParts } from "./existing-parts";
import { valueOrMapping } from "./forms";
import { guest, verify } from "./guest";
import { PLACE, resourceName, zone } from "./names";
import { preparations } from "./preparations";
import { providerArguments } from "./provider-arguments";
import { resourceId } from "./resource-ids";
import { securityGroups } from "./security-groups";
import { setting, settings } from "./setting";
import { skipChecks } from "./skip-checks";
import { tags } from "./tags";

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
