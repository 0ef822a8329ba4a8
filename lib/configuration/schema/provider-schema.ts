import schema from "@cdktf/provider-alicloud/schema/alicloud-1.289.0.json";
import { z } from "zod";

import { reportTo, setting } from "./fields";
import {
  type ArgumentBlock,
  type ArgumentOwner,
  checkArguments,
  CREDENTIAL_PROBLEM,
  insteadOfCredential,
  jsonSchemaOf,
} from "./terraform-arguments";
import type { TerraformType } from "./value-types";

/** Block of a provider schema, as `terraform providers schema -json` writes it. */
interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, { readonly type?: unknown; readonly required?: boolean }>>;
  readonly block_types?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

const PROVIDER: ArgumentOwner = {
  name: "the provider",
  refusal(argument) {
    if (argument === "region") {
      return { problem: "region does not belong here", advice: "set region at the top of the file" };
    }
    const advice = insteadOfCredential(argument);
    return advice === undefined ? undefined : { problem: CREDENTIAL_PROBLEM, advice };
  },
  insteadOfPassword: "use a profile or a role, which the provider reads outside this file",
};

/**
 * Arguments of the provider block, in the provider's own names; nested blocks are mappings. Checked against the
 * provider's schema. Credentials are refused: they would end up in the output.
 */
export const providerArguments = setting(
  z.record(z.string(), z.unknown()).superRefine((given, context) => {
    checkArguments(given, providerBlock(), PROVIDER, reportTo(context));
  }),
  {
    description:
      "Arguments of the provider aliyun/alicloud, in its own names; nested blocks are mappings. Default: none.",
    allowed: "a mapping of arguments of the provider aliyun/alicloud",
    example: "{profile: production}",
  },
);

/** JSON Schema of the arguments. */
export function providerJsonSchema(): object {
  return jsonSchemaOf(providerBlock(), PROVIDER);
}

let converted: ArgumentBlock | undefined;

/** Converted once, and only for a configuration that has such arguments: most have none. */
function providerBlock(): ArgumentBlock {
  converted ??= argumentBlock(
    schema.provider_schemas["registry.terraform.io/aliyun/alicloud"].provider.block,
  );
  return converted;
}

function argumentBlock({ attributes = {}, block_types: blocks = {} }: SchemaBlock): ArgumentBlock {
  return {
    // The schema's types are those of Terraform; TypeScript sees JSON as strings.
    types: mapValues(attributes, ({ type }) => [type as TerraformType]),
    required: Object.keys(attributes).filter((name) => attributes[name]?.required === true),
    blocks: mapValues(blocks, ({ block }) => argumentBlock(block)),
  };
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  convert: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, convert(value)]));
}
