import { z } from "zod";

import { backend } from "./backend";
import { blockCidr, cidr, eip, matching, resourceId } from "./checks";
import { providerArguments } from "./provider-arguments";

const EXPOSURE_KEY = /^[a-z][a-z0-9-]{0,39}$/;

const tags = z
  .record(
    matching(
      /^(?!aliyun|acs:|https?:\/\/)[^\s](?:.{0,126}[^\s])?$/u,
      "this cannot be the key of a tag",
      "1 to 128 characters, not starting with aliyun, acs:, http:// or https://",
    ),
    z.string().max(128),
  )
  .refine(
    (value) => Object.keys(value).length <= 20,
    "there are more than 20 tags, which is the most that a resource takes",
  );

export const exposureSchema = z.strictObject({
  instance: resourceId("i", "an ECS instance"),
  eip,
  vpc: resourceId("vpc", "a VPC").optional(),
  zone: matching(
    /^[a-z]{2,}-[a-z0-9-]+$/,
    "this is not the ID of a zone",
    "a zone ID such as cn-hangzhou-h",
  ).optional(),
  securityGroups: z.array(resourceId("sg", "a security group")).min(1).max(5).optional(),
  block: blockCidr.optional(),
  vswitch: cidr.optional(),
});

/** The configuration file. */
export const configurationSchema = z.strictObject({
  region: matching(
    /^[a-z]{2,}-[a-z0-9-]+$/,
    "this is not the ID of a region",
    "a region ID such as cn-hangzhou",
  ),
  stack: matching(
    EXPOSURE_KEY,
    "this cannot be the name of a stack",
    "lower-case letters, digits and hyphens, 1 to 40 characters, starting with a letter",
  ).default("exposed-eip"),
  provider: providerArguments.default({}),
  backend: backend.default({ type: "local", arguments: {} }),
  tags: tags.default({}),
  blocksPerVpc: z.int().min(1).max(1000).optional(),
  exposures: z.record(
    matching(
      EXPOSURE_KEY,
      "this cannot be the name of an exposure",
      "lower-case letters, digits and hyphens, 1 to 40 characters, starting with a letter",
    ),
    exposureSchema,
  ),
});

/** A configuration file, read and checked. */
export type Configuration = z.output<typeof configurationSchema>;

/** One exposure of a configuration file. */
export type ExposureSetting = z.output<typeof exposureSchema>;
