import type { TerraformResource } from "cdktf";

import { isJsonObject, type JsonObject, renderHcl, type TerraformJson } from "../../hcl/src";
import moduleTexts from "../../terraform/modules/exposed-eip.json";
import type { Configuration, ExposureSetting } from "../configuration/schema/configuration-schema";
import { ExportError } from "../errors";
import type { ExposedEip } from "../exposed-eip";
import { rowObject } from "../exposure-table/exposure-row";
import { omitUndefined } from "../omit-undefined";
import { Eip } from "../resources/eip";
import { NetworkInterface } from "../resources/network-interface";
import { SecondaryCidrBlock } from "../resources/secondary-cidr-block";
import { VSwitch } from "../resources/vswitch";
import type { ExposureStack } from "../stack/exposure-stack";
import { addressOf } from "../terraform/constructs";
import { escapeTemplates } from "../terraform/expression";
import {
  type ExportedFiles,
  type ExportFormat,
  hclFiles,
  jsonText,
  localsText,
  type Synthesized,
} from "./output";

/** The folder of the call, in that of the module. */
const CALL_FOLDER = "call";

const HEADER = [
  "Calls the module for the exposures of a configuration file, with the blocks and vSwitches that were planned for them.",
  "Exported from a configuration file of cdktf-alicloud-exposed-eip: change that file, and export again.",
].join("\n");

/** The only Terraform that the module does not need. */
const TERRAFORM_VERSION = ">= 1.5";

/** The settings of a configuration that the call has: as inputs of the module, as its provider, or as what it says of the state. */
const SETTINGS = [
  ...["region", "stack", "provider", "backend", "tags", "blocksPerVpc", "skipChecks", "policy", "exposures"],
] as const;

/** The settings of an exposure that the module has inputs for. */
const EXPOSURE_SETTINGS = [
  ...["instance", "eip", "vpc", "zone", "securityGroups", "block", "vswitch", "networkInterface"],
] as const;

/** Columns of the table of exposures that the module has no inputs for: what they are about, it creates or it does not know. */
const OTHER_COLUMNS = ["declared_instance", "instance_type", "given_vswitch", "vpc_cidr_block", "guest"];

/**
 * The module, and a call of it for the exposures of a configuration.
 *
 * @param exported - the stack of the configuration, whose plan becomes an input, and what it is synthesized to
 * @throws {@link ExportError} when the configuration has settings that the module has no inputs for
 */
export function moduleFiles(exported: Synthesized<ExposureStack>, format: ExportFormat): ExportedFiles {
  requireExpressible(exported.stack.configuration);
  const { locals, ...blocks } = callOf(exported);
  const files =
    format === "json"
      ? new Map([["main.tf.json", jsonText({ locals, ...blocks })]])
      : new Map([
          ["exposures.tf", localsText({ "//": HEADER, ...locals }, new Map())],
          ...hclFiles({ ...blocks, "//": null }),
        ]);
  return new Map([
    ...Object.entries(moduleTexts),
    ...[...files].map(([file, text]): [string, string] => [`${CALL_FOLDER}/${file}`, text]),
  ]);
}

/** A call of the module: its name, and the keys of the exposures that it is for. */
interface Call {
  readonly name: string;
  /** The name of the local value with its exposures. */
  readonly local: string;
  readonly keys: readonly string[];
}

/** The root configuration that calls the module: once for each VPC, where the configuration names several. */
function callOf({
  stack,
  json,
}: Synthesized<ExposureStack>): TerraformJson & { readonly locals: JsonObject } {
  const calls = callsByVpc(stack.configuration);
  const { terraform, provider = {} } = json;
  const { required_providers = {}, backend = {}, cloud } = isJsonObject(terraform) ? terraform : {};
  const state = cloud === undefined ? { backend } : { cloud };
  const outputs = calls.map(({ name }) => `module.${name}.exposures`).join(", ");
  return {
    "//": HEADER,
    terraform: { "//": stateComment(stack, state), required_version: TERRAFORM_VERSION, required_providers },
    provider,
    locals: Object.fromEntries(
      calls.map(({ local, keys }) => [
        local,
        Object.fromEntries(keys.map((key) => [key, exposureInput(stack, key)])),
      ]),
    ),
    module: Object.fromEntries(
      calls.map(({ name, local }) => [
        name,
        { source: "../", ...inputs(stack.configuration), exposures: `\${local.${local}}` },
      ]),
    ),
    moved: withComment(
      calls.flatMap((call) => movesOf(stack, call)),
      "Takes over what the stack has created, where its state is that of this configuration.",
    ),
    output: {
      exposures: {
        description: "The exposures by key: their EIP and what was created for it.",
        value: `\${${calls.length === 1 ? outputs : `merge(${outputs})`}}`,
      },
    },
  };
}

/** Blocks with what is said above the first. */
function withComment([first, ...others]: readonly JsonObject[], comment: string): JsonObject[] {
  return first === undefined ? [] : [{ "//": comment, ...first }, ...others];
}

function callsByVpc({ exposures }: Configuration): Call[] {
  const keys = Object.keys(exposures).sort();
  const vpcs = [...new Set(keys.map((key) => exposures[key]?.vpc))].sort();
  if (vpcs.length <= 1) return [{ name: "exposed_eip", local: "exposures", keys }];
  return vpcs.map((vpc) => {
    const suffix = vpc?.replaceAll("-", "_") ?? "other";
    return {
      name: `exposed_eip_${suffix}`,
      local: `exposures_${suffix}`,
      keys: keys.filter((key) => exposures[key]?.vpc === vpc),
    };
  });
}

function inputs({ stack, tags, blocksPerVpc, skipChecks }: Configuration): JsonObject {
  return {
    name_prefix: stack,
    ...omitUndefined({ blocks_per_vpc: blocksPerVpc }),
    ...(Object.keys(tags).length > 0 && { tags: escapeTemplates(tags) }),
    ...(skipChecks.length > 0 && { skip_checks: [...skipChecks] }),
  };
}

/** An exposure as the table of its stack has it, with the EIP to create where it has none. */
function exposureInput(stack: ExposureStack, key: string): JsonObject {
  const { eip } = settingOf(stack.configuration, key);
  const { table, key: rowKey } = exposureOf(stack, key)._row;
  const { block, vswitch, ...row } = table.get(rowKey);
  const columns = Object.entries(
    rowObject({
      ...row,
      ...(block !== undefined &&
        block !== rowKey &&
        omitUndefined({ block: rangeIn(block), vswitch: rangeIn(vswitch) })),
    }),
  ).filter(([column]) => !OTHER_COLUMNS.includes(column));
  return {
    ...(Object.fromEntries(columns) as JsonObject),
    ...("create" in eip && {
      new_eip: {
        bandwidth: eip.create.bandwidth,
        ...omitUndefined({ isp: eip.create.isp, internet_charge_type: eip.create.internetChargeType }),
      },
    }),
  };
}

/** The range that names a block or a vSwitch in the table, without what tells two of them apart. */
function rangeIn(name: string | undefined): string | undefined {
  return name?.split(" ").at(-1);
}

// The state

/** The addresses of the resources of the stack, each with that in a call. */
function movesOf(stack: ExposureStack, { name, keys }: Call): JsonObject[] {
  const moves = keys.flatMap((key) => {
    const exposure = exposureOf(stack, key);
    const { networkInterface, association, attachment, vswitch, eip } = exposure;
    const { block, vswitch: range } = exposure._row.table.get(exposure._row.key);
    const created: (readonly [resource: TerraformResource, label: string, instance: string | undefined])[] = [
      ...(eip instanceof Eip ? [[eip.resource, "exposure", key] as const] : []),
      ...(vswitch?.secondaryCidrBlock instanceof SecondaryCidrBlock
        ? [[vswitch.secondaryCidrBlock.resource, "block", rangeIn(block)] as const]
        : []),
      ...(vswitch instanceof VSwitch ? [[vswitch.resource, "vswitch", rangeIn(range)] as const] : []),
      ...(networkInterface instanceof NetworkInterface
        ? [[networkInterface.resource, "exposure", key] as const]
        : []),
      [association.resource, "exposure", key],
      [attachment.resource, "exposure", key],
    ];
    return created.map(([resource, label, instance = key]) => {
      const type = resource.terraformResourceType;
      return {
        from: addressOf(resource),
        to: `module.${name}.${type}.${label}[${JSON.stringify(instance)}]`,
      };
    });
  });
  // Exposures share blocks and vSwitches.
  return [...new Map(moves.map((move) => [move.from, move])).values()];
}

/** What is said of the state, above the block in which a person would look for it. */
function stateComment({ configuration }: ExposureStack, state: JsonObject): string {
  const { stack, backend } = configuration;
  const isFile =
    backend.type === "none" || (backend.type === "local" && backend.arguments.path === undefined);
  return [
    `This configuration has a state of its own: with that of the stack ${stack}, the two would undo each other's resources.`,
    "To let it take over the resources of the stack: stop applying the stack,",
    ...(isFile
      ? [
          `copy the state of the stack, terraform.${stack}.tfstate by default, to terraform.tfstate beside this file,`,
        ]
      : ["put this into the block below,", "", ...indented(renderHcl({ terraform: state })), ""]),
    'and run terraform init and terraform plan. By the moved blocks, the plan has "0 to add, 0 to change, 0 to destroy".',
  ].join("\n");
}

/** The lines in a `terraform` block. */
function indented(text: string): string[] {
  return text.trimEnd().split("\n").slice(1, -1);
}

// The settings

/** That the module has inputs for all that a configuration asks for. */
function requireExpressible(configuration: Configuration): void {
  const unknown = [
    ...unknownNames(configuration, SETTINGS),
    ...Object.entries(configuration.exposures).flatMap(([key, setting]) =>
      [...unknownNames(setting, EXPOSURE_SETTINGS), ...unknownForms(setting)].map(
        (name) => `exposures.${key}.${name}`,
      ),
    ),
  ];
  if (unknown.length === 0) return;
  throw new ExportError(
    `The module has no input for ${unknown.join(", ")}. Leave that out of the configuration, or export it as root; ` +
      "the README of the module says what to write beside a call of it.",
  );
}

/** The settings whose value asks for something to be created that the module does not create. */
function unknownForms({ instance, securityGroups }: ExposureSetting): string[] {
  return [
    ...(typeof instance === "string" ? [] : ["instance"]),
    ...(securityGroups === undefined || Array.isArray(securityGroups) ? [] : ["securityGroups"]),
  ];
}

/** The settings with a value that are not among those known. */
function unknownNames(settings: object, known: readonly string[]): string[] {
  return Object.entries(settings)
    .filter(([name, value]) => !known.includes(name) && !isEmpty(value))
    .map(([name]) => name);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function settingOf({ exposures }: Configuration, key: string): ExposureSetting {
  const setting = exposures[key];
  if (setting === undefined) throw new RangeError(`there is no exposure ${key}`);
  return setting;
}

function exposureOf({ fleet }: ExposureStack, key: string): ExposedEip {
  const exposure = fleet.exposures.get(key);
  if (exposure === undefined) throw new RangeError(`there is no exposure ${key}`);
  return exposure;
}
