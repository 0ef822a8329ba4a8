import type { CheckName } from "../../checks";
import { isJsonObject, type JsonValue, type TerraformJson } from "../../hcl";
import { arranged, type LocalsGroup } from "../arranged";
import { withoutBookkeeping } from "../bookkeeping";
import { synthesized } from "../synthesized";
import { ExposureModule } from "./exposure-module";
import { INPUTS } from "./inputs";

/** The first release that has everything which the module uses. */
export const TERRAFORM_VERSION = ">= 1.5";

const HEADER = [
  "Makes elastic IP addresses (EIPs) visible on the NICs of ECS instances of one VPC, by secondary CIDR blocks.",
  "The steps are those of https://www.alibabacloud.com/help/en/eip/expose-an-eip-on-an-nic-by-adding-a-secondary-cidr-block-to-a-vpc",
].join("\n");

const GROUPS: readonly LocalsGroup[] = [
  {
    comment: "What is looked up, and what was found, by key. An EIP is found by what the caller knows it by.",
    names: [
      ...["batches", "eip_addresses", "eip_ids"],
      ...["instances", "eips", "vpc_ids", "vpc_id", "vpc", "network_interfaces", "security_groups"],
    ],
  },
  {
    comment: "Of each exposure.",
    names: ["addresses", "allocation_ids", "security_group_ids"],
  },
  {
    comment: [
      "The smallest vSwitch in which each EIP is usable, and the smallest block around it: the first and the last three addresses",
      "of a vSwitch are reserved. Empty where there is none.",
    ].join("\n"),
    names: ["eip_numbers", "vswitch_masks", "smallest_blocks", "smallest_vswitches"],
  },
  {
    comment: [
      "The blocks and vSwitches that are made, and the exposures in each. Their keys are what the caller wrote, a range or the key",
      "of an exposure, so that they are known before anything is looked up, and stay when another exposure is added.",
    ].join("\n"),
    names: [
      "block_of",
      "vswitch_of",
      "blocks",
      "vswitches",
      "block_ranges",
      "vswitch_ranges",
      "vswitch_range_of",
    ],
  },
  {
    comment: "What the ranges share addresses with, for the checks that are made before anything is changed.",
    names: ["other_ranges", "blocks_of_vpc", "block_conflicts", "block_siblings", "vswitch_siblings"],
  },
];

/**
 * The reusable module: no provider block, no back end.
 *
 * @param skipChecks - checks that are left out
 */
export function moduleConfiguration(skipChecks: readonly CheckName[]): TerraformJson {
  const { json } = synthesized((app) => new ExposureModule(app, "module", skipChecks));
  const { terraform, variable, ...rest } = withoutBookkeeping(inTermsOfModule(json));
  const blocks = Object.fromEntries(Object.entries(rest).filter(([kind]) => kind !== "provider"));
  return {
    "//": HEADER,
    terraform: { required_version: TERRAFORM_VERSION, required_providers: requiredProviders(terraform) },
    variable: inOrderOfInputs(variable),
    ...arranged(blocks, GROUPS),
  };
}

/** The steps of the library name settings as a configuration file has them. */
function inTermsOfModule(json: TerraformJson): TerraformJson {
  const text = JSON.stringify(json).replaceAll("with securityGroups", "with security_group_ids");
  return JSON.parse(text) as TerraformJson;
}

function requiredProviders(terraform: JsonValue | undefined): JsonValue {
  return (isJsonObject(terraform) ? terraform.required_providers : undefined) ?? {};
}

function inOrderOfInputs(variables: JsonValue | undefined): JsonValue {
  if (!isJsonObject(variables)) return {};
  return Object.fromEntries(INPUTS.map(({ name }) => [name, variables[name] ?? {}]));
}
