import schema from "@cdktf/provider-alicloud/schema/alicloud-1.289.0.json";
import { z } from "zod";

import { type CheckDetails, isMapping } from "./checks";
import { suggest } from "./suggest";

/** A block of a provider schema, as `terraform providers schema -json` writes it. */
interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, { readonly type?: unknown }>>;
  readonly block_types?: Readonly<
    Record<
      string,
      { readonly nesting_mode: string; readonly max_items?: number; readonly block: SchemaBlock }
    >
  >;
}

const PROVIDER_BLOCK: SchemaBlock =
  schema.provider_schemas["registry.terraform.io/aliyun/alicloud"].provider.block;

/** The types that the arguments of the provider have, and what JavaScript and people call them. */
const JSON_TYPES = new Map<unknown, string>([
  ["string", "string"],
  ["number", "number"],
  ["bool", "boolean"],
]);
const TYPE_NAMES = new Map<unknown, string>([
  ["string", "a text"],
  ["number", "a number"],
  ["bool", "true or false"],
]);

/** Arguments that hold a secret, or that this file gives in another place. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  access_key: "set ALIBABA_CLOUD_ACCESS_KEY_ID in the environment of Terraform, or use a profile or a role",
  secret_key:
    "set ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment of Terraform, or use a profile or a role",
  security_token:
    "set ALIBABA_CLOUD_SECURITY_TOKEN in the environment of Terraform, or use a profile or a role",
  oidc_token: "name a file with oidc_token_file",
  region: "give the region at the top of the file",
};

/**
 * The arguments of the provider block, in the provider's own names; nested blocks are mappings. Checked against the
 * provider's schema. Credentials are refused: they would end up in the output.
 */
export const providerArguments = z.record(z.string(), z.unknown()).superRefine((given, context) => {
  checkBlock(given, PROVIDER_BLOCK, [], (path, message, params) => {
    context.addIssue({ code: "custom", path: [...path], message, params: { ...params } });
  });
});

type Report = (path: readonly string[], message: string, details: CheckDetails) => void;

function checkBlock(
  given: Readonly<Record<string, unknown>>,
  block: SchemaBlock,
  path: readonly string[],
  report: Report,
): void {
  const { attributes = {}, block_types: blocks = {} } = block;
  for (const [name, value] of Object.entries(given)) {
    const here = [...path, name];
    const elsewhere = ELSEWHERE[name];
    const attribute = attributes[name];
    const nested = blocks[name];
    if (elsewhere !== undefined) {
      const problem =
        name === "region" ? "the region does not belong here" : "a credential does not belong in this file";
      report(here, problem, { aboutKey: true, remedy: { advice: elsewhere } });
    } else if (nested !== undefined) {
      if (isMapping(value)) checkBlock(value, nested.block, here, report);
      else
        report(here, "a mapping is needed here", {
          allowed: `a mapping of ${Object.keys(nested.block.attributes ?? {})
            .slice(0, 4)
            .join(", ")} …`,
        });
    } else if (attribute === undefined) {
      const known = [...Object.keys(attributes), ...Object.keys(blocks)].filter(
        (candidate) => !(candidate in ELSEWHERE),
      );
      const didYouMean = suggest(name, known);
      report(here, "the provider has no such argument", {
        aboutKey: true,
        ...(didYouMean === undefined
          ? { allowed: known.length > 30 ? "an argument of the provider aliyun/alicloud" : known.join(", ") }
          : { remedy: { didYouMean } }),
      });
    } else if (!fits(value, attribute.type)) {
      report(here, "the value has the wrong type", {
        allowed: TYPE_NAMES.get(attribute.type) ?? "another type",
      });
    }
  }
}

function fits(value: unknown, type: unknown): boolean {
  return typeof value === JSON_TYPES.get(type);
}
