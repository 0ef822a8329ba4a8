import { BLOCK_MASKS, VSWITCH_MASKS } from "../../address";
import { DEFAULT_BLOCKS_PER_VPC } from "../../plan";

/** What an input must be, as Terraform checks it before it plans. */
export interface Validation {
  readonly condition: string;
  readonly errorMessage: string;
}

/** An attribute of each object in the map of exposures. */
export interface ExposureAttribute {
  readonly name: string;
  readonly type: string;
  readonly isRequired?: boolean;
  readonly description: string;
}

/** An input of the module. */
export interface Input {
  readonly name: string;
  /** In Terraform's type language. */
  readonly type: string;
  readonly description: string;
  /** @default - the input is required */
  readonly default?: string | number | Readonly<Record<string, string>>;
  readonly validations: readonly Validation[];
}

/** The attributes of one exposure, for the type of the variable and for the table in the module's README. */
export const EXPOSURE_ATTRIBUTES: readonly ExposureAttribute[] = [
  {
    name: "instance_id",
    type: "string",
    isRequired: true,
    description: "The ID of the ECS instance on whose NIC the EIP is to be visible.",
  },
  {
    name: "eip",
    type: "string",
    isRequired: true,
    description: "The EIP: its address, or its allocation ID (`eip-…`).",
  },
  {
    name: "security_group_ids",
    type: "list(string)",
    description: "One to five security groups for the ENI. Those of the instance by default.",
  },
  {
    name: "block",
    type: "string",
    description:
      `The secondary CIDR block, /${BLOCK_MASKS.shortest} to /${BLOCK_MASKS.longest}, that contains the EIP. Exposures with the ` +
      "same block share it. By default a block of its own, the smallest in which the EIP is usable.",
  },
  {
    name: "vswitch",
    type: "string",
    description:
      `The range of the vSwitch in \`block\`, up to /${VSWITCH_MASKS.longest}. Exposures with the same range share the vSwitch. ` +
      "By default a vSwitch of its own, the smallest in which the EIP is usable.",
  },
  {
    name: "existing_vswitch",
    type: "object({ id = string })",
    description:
      "A vSwitch that exists or is made elsewhere, in whose range the EIP is usable and which is in the zone of the instance: for an " +
      "EIP in the block of another caller. Then no block and no vSwitch are made for it here.",
  },
];

const exposures = (condition: string) => `\${alltrue([for e in values(var.exposures) : ${condition}])}`;

/** The keys of the exposures that break a rule, for its message. */
const offenders = (condition: string) =>
  `\${join(", ", [for key, e in var.exposures : key if !(${condition})])}`;

/** A rule that each exposure has to keep; the message begins with the keys of those that do not. */
function eachExposure(condition: string, rule: string): Validation {
  return { condition: exposures(condition), errorMessage: `Exposures ${offenders(condition)}: ${rule}` };
}

const isRange = (range: string) =>
  `e.${range} == null || try(cidrsubnet(e.${range}, 0, 0) == e.${range}, false)`;

/** The inputs of the module, in the order of its documents. */
export const INPUTS: readonly Input[] = [
  {
    name: "exposures",
    type: `map(object({ ${EXPOSURE_ATTRIBUTES.map(attributeType).join(", ")} }))`,
    description: [
      "The exposures, by a key of your choice: each makes one EIP visible on the NIC of one instance. The key names the resources.",
      ...EXPOSURE_ATTRIBUTES.map(({ name, description }) => `- ${name}: ${description.replaceAll("`", "")}`),
      "",
    ].join("\n"),
    validations: [
      {
        condition: "${length(var.exposures) > 0}",
        errorMessage: "Give one exposure at least; to remove the last one, remove the call of the module.",
      },
      {
        condition: '${alltrue([for key in keys(var.exposures) : can(regex("^[a-z][a-z0-9-]{0,39}$", key))])}',
        errorMessage:
          "The keys of exposures are lower-case letters, digits and hyphens, 1 to 40 characters, starting with a letter.",
      },
      eachExposure(
        'can(regex("^i-[a-z0-9]+$", e.instance_id))',
        "instance_id is the ID of an ECS instance, i-….",
      ),
      eachExposure(
        'can(regex("^eip-[a-z0-9]+$", e.eip)) || try(cidrhost("${e.eip}/32", 0) == e.eip, false)',
        "eip is an address such as 203.0.113.106, without leading zeros, or an allocation ID, eip-….",
      ),
      {
        condition: "${length(distinct(values(var.exposures)[*].eip)) == length(var.exposures)}",
        errorMessage: "Each exposure has an EIP of its own.",
      },
      eachExposure(
        "try(length(e.security_group_ids) >= 1 && length(e.security_group_ids) <= 5, e.security_group_ids == null)",
        "an ENI takes one to five security groups.",
      ),
      eachExposure(isRange("block"), "block is a network address with its mask, such as 203.0.113.96/28."),
      eachExposure(
        isRange("vswitch"),
        "vswitch is a network address with its mask, such as 203.0.113.104/29.",
      ),
      eachExposure(
        "e.vswitch == null || e.block != null",
        "give the block in which the vswitch lies as well.",
      ),
      eachExposure(
        "e.existing_vswitch == null || (e.block == null && e.vswitch == null)",
        "with existing_vswitch, nothing is made for block and vswitch: leave them out.",
      ),
      eachExposure(
        "e.vswitch == null || length(distinct([for other in values(var.exposures) : other.block if other.vswitch == e.vswitch])) == 1",
        "exposures with the same vswitch are in the same block.",
      ),
    ],
  },
  {
    name: "name_prefix",
    type: "string",
    default: "exposed-eip",
    description:
      "Begins the names of ENIs and vSwitches in the console. They go on with the EIP or the range, so that those of two callers " +
      "differ whatever their prefixes and keys are.",
    validations: [
      {
        condition: '${can(regex("^[A-Za-z][A-Za-z0-9_-]{0,39}$", var.name_prefix))}',
        errorMessage:
          "name_prefix is 1 to 40 letters, digits, hyphens and underscores, starting with a letter.",
      },
    ],
  },
  {
    name: "tags",
    type: "map(string)",
    default: {},
    description: "Tags of everything that takes tags.",
    validations: [],
  },
  {
    name: "blocks_per_vpc",
    type: "number",
    default: DEFAULT_BLOCKS_PER_VPC,
    description:
      "How many secondary CIDR blocks a VPC may have: the quota vpc_quota_secondary_cidr_num of the account.",
    validations: [
      {
        condition: "${var.blocks_per_vpc >= 1 && floor(var.blocks_per_vpc) == var.blocks_per_vpc}",
        errorMessage: "blocks_per_vpc is a whole number, 1 at least.",
      },
    ],
  },
];

function attributeType({ name, type, isRequired = false }: ExposureAttribute): string {
  return `${name} = ${isRequired ? type : `optional(${type})`}`;
}
