import { CHECK_NAMES, type CheckName, CHECKS } from "../../checks";
import { renderHcl } from "../../hcl";
import { EXPOSURE_ATTRIBUTES, type Input, INPUTS } from "./inputs";
import { TERRAFORM_VERSION } from "./module-configuration";
import { OUTPUT, OUTPUT_ATTRIBUTES } from "./outputs";
import { MODULE_CHECKS } from "./requirements";

/** A cell that is code; a `|` in a table would end it. */
const code = (text: string) => `\`${text.replaceAll("|", "\\|")}\``;

/** Checks of what an exposure of the module cannot have. */
const NO_COUNTERPART: readonly CheckName[] = [
  "block-found",
  "network-interface-found",
  "network-interface-free",
];

/** The call with the fewest inputs. */
const CALL = {
  module: {
    exposed_eip: {
      source: "./modules/exposed-eip",
      exposures: { web: { instance_id: "i-bp1example", eip: "203.0.113.106" } },
    },
  },
};

/**
 * The document of the module. Its tables come from what the module itself is made of.
 *
 * @param example - the folder of the example, relative to the module
 * @param skipChecks - checks that the module leaves out
 */
export function moduleReadme(example: string, skipChecks: readonly CheckName[]): string {
  const checks = CHECK_NAMES.filter((name) => MODULE_CHECKS.has(name) && !skipChecks.includes(name));
  const others = CHECK_NAMES.filter((name) => !checks.includes(name) && !NO_COUNTERPART.includes(name));
  return `# Elastic IP addresses on the NIC

A Terraform module that makes elastic IP addresses (EIPs) of Alibaba Cloud visible on the NICs of ECS instances, by the documented procedure: [Expose an EIP on an NIC](https://www.alibabacloud.com/help/en/eip/expose-an-eip-on-an-nic-by-adding-a-secondary-cidr-block-to-a-vpc). For each exposure it adds a secondary CIDR block that contains the EIP to the VPC (step 1), makes a vSwitch in it (step 2), makes a secondary ENI whose private address is the EIP (step 3), associates the EIP with it in NAT mode (step 4), and attaches it to the instance (step 5).

\`\`\`hcl
${renderHcl(CALL).trimEnd()}
\`\`\`

Instances and EIPs exist already, or are made by the caller, in the same apply if need be. One call is for the instances of one VPC. It has no provider block: the provider of the caller is used. [\`${example}\`](${example}) is a complete call.

Inside the VPC, a secondary block is routed privately: the public hosts in it that are not yours cannot be reached from there while it exists. Keep blocks small.

## Requirements

Terraform ${TERRAFORM_VERSION} (1.7 for \`terraform test\`), and the provider \`aliyun/alicloud\` in the range that the module names.

## Inputs

${table(["name", "description", "type", "default"], INPUTS.map(inputRow))}

Each object in \`exposures\` has:

${table(
  ["attribute", "description", "type"],
  EXPOSURE_ATTRIBUTES.map(({ name, description, type, isRequired = false }) => [
    code(name),
    description,
    `${code(type)}${isRequired ? ", required" : ""}`,
  ]),
)}

## Outputs

\`${OUTPUT.name}\`: ${OUTPUT.description} Each object in it has:

${table(
  ["attribute", "description"],
  OUTPUT_ATTRIBUTES.map(({ name, description }) => [code(name), description]),
)}

## Blocks

An exposure gets a block and a vSwitch of its own, unless \`block\` and \`vswitch\` say otherwise: exposures with the same range share it. EIPs whose smallest ranges overlap have to; the plan says so, before anything is made. Adding an exposure changes nothing of another.

Two callers can use the module in the same VPC: blocks of others count for the quota, and forbid nothing but a range that overlaps them. An EIP in the block of another caller goes into a vSwitch of that one: \`existing_vswitch = { id = module.other.exposures["web"].vswitch_id }\`.

## Checks

Before anything is made, the plan checks:

${table(
  ["check", "what must hold"],
  checks.map((name) => [code(name), MODULE_CHECKS.get(name) ?? ""]),
)}

Not checked here: ${others.map((name) => `${CHECKS[name]} (${code(name)})`).join("; ")}.

\`terraform test\` runs the module with a mocked provider, in no account.
`;
}

function inputRow({ name, description, type, default: value }: Input): string[] {
  const [summary = ""] = description.split("\n");
  return [
    code(name),
    summary,
    name === "exposures" ? "a map of objects, below" : code(type),
    value === undefined ? "required" : code(JSON.stringify(value)),
  ];
}

/** A table with columns of one width, as Prettier writes it. */
function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(heading), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
